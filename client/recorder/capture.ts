/** Everything that looks at the page: the picture and the trackers. Started, paused and stopped as one. */
import type { Entry } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { all, attempt, type Stop } from './guard.ts'
import type { Privacy } from './masking.ts'
import { startPicture, type Picture } from './picture.ts'
import { trackClicks } from './trackers/clicks.ts'
import { trackConsole } from './trackers/console.ts'
import { trackEnvironment } from './trackers/environment.ts'
import { trackErrors } from './trackers/errors.ts'
import { trackNavigation } from './trackers/navigation.ts'
import { trackNetwork } from './trackers/network.ts'

export interface CaptureOptions {
  push: (event: RecordedEvent) => void
  emit: (entry: Entry) => void
  bar: Node
  base: string
  privacy: Privacy
  heavy: () => boolean
}

export interface Capture {
  /** @param early with what the page did before; not after a pause, in which it was not to be seen */
  start: (early?: boolean) => void
  /** Takes a full snapshot, if it runs. */
  snapshot: () => void
  /** Stops looking and gives every patched function back. */
  stop: Stop
}

export const createCapture = ({ push, emit, bar, base, privacy, heavy }: CaptureOptions): Capture => {
  let picture: Picture | undefined
  let stopAll: Stop = () => {}
  let before = ''

  const start = (early = false): void => {
    if (picture) return
    // After a pause on the same page the customer has not come to it again.
    const arrived = before !== location.href
    // One that fails must not take the others with it.
    const stops = [
      () => trackNavigation(emit, arrived),
      () => trackErrors(emit),
      () => trackConsole(emit),
      () => trackNetwork(emit, base, early),
      () => trackClicks(emit, privacy),
    ].map((track) => attempt(track) ?? (() => {}))
    if (before === '') attempt(() => trackEnvironment(emit))
    picture = attempt(() => startPicture({ emit: push, bar, heavy }))
    // The picture patches last and so is taken off first.
    stopAll = all([() => picture?.stop(), ...stops.reverse()])
  }

  return {
    start,
    snapshot: () => picture?.snapshot(),
    stop: () => {
      stopAll()
      stopAll = () => {}
      picture = undefined
      before = location.href
    },
  }
}
