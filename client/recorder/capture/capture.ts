/** Everything that looks at the page: the picture and the trackers. Started, paused and stopped as one. */
import { entryEvent, type ControlAction, type Entry } from '../../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { ENTRY_BURST, ENTRY_RATE } from '../../../src/protocol/limits.ts'
import type { CaptureScope } from '../../../src/protocol/privacy.ts'
import { blankEvents } from './picture/blank-events.ts'
import { startBlankPicture } from './picture/blank-picture.ts'
import { within, type Part } from '../ground/faults.ts'
import { all, attempt, type Stop } from '../ground/guard.ts'
import type { Gate } from './gate/gate.ts'
import { createLimit } from './limit.ts'
import { startPicture, type Picture } from './picture/picture.ts'
import { trackClicks } from './trackers/clicks.ts'
import { trackConsole } from './trackers/console.ts'
import { trackEnvironment } from './trackers/environment.ts'
import { trackErrors } from './trackers/errors.ts'
import { trackNavigation } from './trackers/navigation.ts'
import { trackNetwork } from './trackers/network.ts'

/** Hears when a picture is due. */
export interface PictureWatch {
  /** Capture has begun, or the document holds another page. */
  began: () => void
  /** Capture is paused or over: no picture is due. */
  ended: () => void
  /** The page is too large for a picture. */
  tooLarge: () => void
}

export interface CaptureOptions {
  push: (event: RecordedEvent) => void
  emit: (entry: Entry) => void
  bar: Node
  base: string
  gate: Gate
  /** What the customer allowed: of what is not among these, nothing is patched and nothing is observed. */
  scopes: readonly CaptureScope[]
  heavy: () => boolean
  health: PictureWatch
}

export interface Capture {
  /** @param early with what the page did before; not after a pause, in which it was not to be seen */
  start: (early?: boolean) => void
  /** Takes a full snapshot, if it runs. */
  snapshot: () => void
  /** The document now holds another page (whole-document.ts): restarts the picture. */
  renew: () => void
  /** Takes the snapshot that is owed, if one is: the page is about to leave. */
  settle: () => void
  /** The picture failed or never came: restarts it, if capture is running. */
  retry: () => void
  /** The page is too large. @returns what is sent instead of its picture: a blank page, and why */
  blind: () => RecordedEvent[]
  /** Takes the snapshot that is owed, stops looking, and gives every patched function back. */
  stop: Stop
}

const nothing: Stop = () => {}

const TOO_LARGE = 'The page is too large.'

export const createCapture = (options: CaptureOptions): Capture => {
  const { push, base, gate, scopes } = options
  const may = (scope: CaptureScope): boolean => scopes.includes(scope)

  const tell = (action: ControlAction, detail?: string): void =>
    options.emit({ kind: 'control', action, ...(detail !== undefined && { detail }) })

  let picture: Picture | undefined
  let runs = false
  let stopAll = nothing
  let before = ''
  /** The first snapshot may be too large before there is a picture to be told so. */
  let isBlind = false

  const startPictureAnew = (): void =>
    within('picture', () => {
      picture = attempt(() =>
        may('picture') ? startPicture({ ...options, emit: push, tell }) : startBlankPicture(push),
      )
      if (isBlind) picture?.blind()
    })

  const start = (early = false): void => {
    if (runs) return
    runs = true
    const limit = createLimit(options.emit, ENTRY_RATE, ENTRY_BURST, 'entries')
    const emit = (entry: Entry): void => {
      if (limit.admits()) options.emit(entry)
    }
    // After a pause on the same page the customer has not come to it again.
    const arrived = before !== location.href
    // One that fails must not take the others with it.
    const track = (part: Part, begin: () => Stop): Stop => within(part, () => attempt(begin)) ?? nothing
    options.health.began()
    const stops = [
      track('pages', () => trackNavigation(emit, arrived)),
      track('errors', () => trackErrors(emit, may('console'))),
      track('console', () => (may('console') ? trackConsole(emit) : nothing)),
      track('requests', () =>
        may('network') ? trackNetwork(emit, { base, early, bodies: may('network-bodies') }) : nothing,
      ),
      track('clicks', () => trackClicks(emit, gate.describe)),
    ]
    if (before === '') within('device', () => attempt(() => trackEnvironment(emit)))
    startPictureAnew()
    const stopReveal = track('picture', () => gate.reveal(push))
    // The picture patches last and so is taken off first.
    stopAll = all([stopReveal, () => picture?.stop(), ...stops.reverse(), limit.stop])
  }

  return {
    start,
    snapshot: () => picture?.snapshot(),
    renew: () => {
      if (!runs) return
      options.health.began()
      if (picture) picture.renew()
      else startPictureAnew()
    },
    settle: () => picture?.settle(),
    blind: () => {
      isBlind = true
      options.health.tooLarge()
      picture?.blind()
      return [
        ...blankEvents(),
        entryEvent({ kind: 'control', action: 'no-picture', detail: TOO_LARGE }, Date.now()),
      ]
    },
    retry: () => {
      if (!runs) return
      attempt(() => picture?.stop())
      startPictureAnew()
    },
    stop: () => {
      if (runs) picture?.settle()
      if (runs) options.health.ended()
      runs = false
      stopAll()
      isBlind = false
      stopAll = nothing
      picture = undefined
      before = location.href
    },
  }
}
