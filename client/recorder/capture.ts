/** Everything that looks at the page: the picture and the trackers. Started, paused and stopped as one. */
import type { Entry } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { CaptureScope } from '../../src/protocol/privacy.ts'
import { startBlankPicture } from './blank-picture.ts'
import { all, attempt, type Stop } from './guard.ts'
import type { Gate } from './gate/gate.ts'
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
  gate: Gate
  /** What the customer allowed: of what is not among these, nothing is patched and nothing is observed. */
  scopes: readonly CaptureScope[]
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

const nothing: Stop = () => {}

export const createCapture = (options: CaptureOptions): Capture => {
  const { push, emit, base, gate, scopes } = options
  const may = (scope: CaptureScope): boolean => scopes.includes(scope)

  let picture: Picture | undefined
  let stopAll = nothing
  let before = ''

  const start = (early = false): void => {
    if (picture) return
    // After a pause on the same page the customer has not come to it again.
    const arrived = before !== location.href
    // One that fails must not take the others with it.
    const stops = [
      () => trackNavigation(emit, arrived),
      () => trackErrors(emit, may('console')),
      () => (may('console') ? trackConsole(emit) : nothing),
      () => (may('network') ? trackNetwork(emit, { base, early, bodies: may('network-bodies') }) : nothing),
      () => trackClicks(emit, gate.describe),
    ].map((track) => attempt(track) ?? nothing)
    if (before === '') attempt(() => trackEnvironment(emit))
    picture = attempt(() =>
      may('picture') ? startPicture({ ...options, emit: push }) : startBlankPicture(push),
    )
    const stopReveal = gate.reveal(push)
    // The picture patches last and so is taken off first.
    stopAll = all([stopReveal, () => picture?.stop(), ...stops.reverse()])
  }

  return {
    start,
    snapshot: () => picture?.snapshot(),
    stop: () => {
      stopAll()
      stopAll = nothing
      picture = undefined
      before = location.href
    },
  }
}
