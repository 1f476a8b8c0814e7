/**
 * The recording's health: what has to have happened by when, and what is missing. Whatever is wrong is told four times:
 * to the customer by the bar (`concern`), in the recording by an entry, to the agent and the server by a report.
 */
import { CONCERNS, type Concern } from '../../../src/protocol/bar-words/shape.ts'
import type { ControlAction } from '../../../src/protocol/entries.ts'
import { EventType, type RecordedEvent } from '../../../src/protocol/events.ts'
import { NOT_STORED_MS, PICTURE_DUE_MS } from '../../../src/protocol/limits.ts'
import { redactUrl } from '../../../src/protocol/redact.ts'
import type { TroubleCode } from '../../../src/protocol/trouble.ts'
import { faultWords, hearFaults, type Fault } from '../ground/faults.ts'
import { guarded, type Stop } from '../ground/guard.ts'

export interface HealthOptions {
  /** Puts an entry about the recording itself into it, past the gate: the gate may be what failed. */
  note: (action: ControlAction, detail?: string) => void
  /** Tells the server; `over` takes the same report back. */
  report: (code: TroubleCode, detail: string, over?: boolean) => void
  /** A blank page in place of the picture, so that what waits for the first picture can leave. */
  sendBlank: () => void
  /** Tries for a picture again. */
  retry: () => void
  /** Changes were lost: asks for a fresh snapshot. */
  mend: () => void
  /** Events of the recording that the server has. */
  stored: () => number
  connected: () => boolean
  /** When the oldest frame that is not stored was cut, ms since the epoch. */
  oldest: () => number | undefined
}

export interface Health {
  /** Capture has begun: a picture is due. */
  began: () => void
  /** Capture is paused or over: nothing is due. */
  ended: () => void
  /** An event has passed the gate. */
  passed: (event: RecordedEvent) => void
  /** The page is too large for a picture. */
  tooLarge: () => void
  /** Everything is masked from now on. */
  allMasked: (detail: string) => void
  /** Frames are lost for good. */
  lost: (detail: string) => void
  /** What is not stored yet lives in this page alone. @param known an earlier page of this tab has reported it */
  memoryOnly: (detail: string, known?: boolean) => void
  /** To be called about twice a second. @returns what the customer has to know, if anything */
  look: () => Concern | undefined
  stop: Stop
}

/** A page that stood still was not able to take a picture either: besides the time, so many looks have to have passed. */
const PICTURE_DUE_LOOKS = 5
/** A picture that failed is tried again no more often than this. */
const RETRY_MS = 30_000
/** A page on which rrweb fails again and again gets a fresh snapshot for it no more often than this. */
const MEND_MS = 10_000

const here = (): string => redactUrl(location.href)

export const createHealth = (options: HealthOptions): Health => {
  const { note, report } = options
  const concerns = new Set<Concern>()
  /** Kinds of faults that were told. */
  const told = new Set<string>()
  let lastFault: Fault | undefined
  /** Since when a picture is due, by the page's own clock; undefined while none is. */
  let dueSince: number | undefined
  let looks = 0
  let retriedAt = 0
  /** The report that is taken back once a picture comes after all. */
  let missing: string | undefined
  let begun = 0
  /** A part of the picture failed since the last snapshot. */
  let isBroken = false
  let mendedAt = -MEND_MS
  let storedCount = 0
  /** When the number of stored events last grew. */
  let grewAt = 0

  const onFault = (fault: Fault): void => {
    if (fault.part === 'picture') {
      lastFault = fault
      isBroken = true
    }
    const words = faultWords(fault)
    // Of one kind once: a tracker that fails does so for each event.
    const kind = `${fault.part} ${fault.name}`
    if (told.has(kind)) return
    told.add(kind)
    concerns.add('part-missing')
    note('part-failed', words)
    report('part_failed', words)
  }

  const whyMissing = (): string => {
    if (lastFault) return `The recorder failed here (${faultWords(lastFault)}).`
    return document.readyState === 'loading' ? 'The page is still loading.' : 'No picture came in time.'
  }

  const giveUp = (): void => {
    dueSince = undefined
    retriedAt = performance.now()
    concerns.add('no-picture')
    const why = whyMissing()
    missing = `${here()}: ${why}`
    options.sendBlank()
    note('no-picture', why)
    report('no_picture', missing)
    options.retry()
  }

  const cameAfterAll = (): void => {
    concerns.delete('no-picture')
    note('calm', 'A picture came after all')
    if (missing !== undefined) report('no_picture', missing, true)
    missing = undefined
  }

  const lookForPicture = (): void => {
    const now = performance.now()
    if (dueSince !== undefined && ++looks >= PICTURE_DUE_LOOKS && now - dueSince >= PICTURE_DUE_MS) giveUp()
    else if (missing !== undefined && now - retriedAt >= RETRY_MS) {
      retriedAt = now
      options.retry()
    } else if (isBroken && dueSince === undefined && missing === undefined && now - mendedAt >= MEND_MS) {
      mendedAt = now
      isBroken = false
      options.mend()
    }
  }

  /** Connected, and yet nothing of the recording has arrived, or nothing has for long. */
  const isNothingStored = (): boolean => {
    if (!options.connected() || begun === 0 || performance.now() - begun < NOT_STORED_MS) return false
    const oldest = options.oldest()
    if (options.stored() === 0) return true
    // A slow uplink is no standstill: as long as something arrives, the rest is on its way.
    const isStill = performance.now() - grewAt > 2 * NOT_STORED_MS
    return isStill && oldest !== undefined && Date.now() - oldest > 2 * NOT_STORED_MS
  }

  const lookForStored = (): void => {
    if (options.stored() !== storedCount) grewAt = performance.now()
    storedCount = options.stored()
    const nothing = isNothingStored()
    if (nothing === concerns.has('nothing-stored')) return
    report('nothing_stored', here(), !nothing)
    if (nothing) concerns.add('nothing-stored')
    else concerns.delete('nothing-stored')
  }

  const look = guarded(() => {
    lookForPicture()
    lookForStored()
  })
  const stopHearing = hearFaults(onFault)

  return {
    began: () => {
      begun = dueSince = performance.now()
      looks = 0
    },
    ended: () => {
      dueSince = missing = undefined
      begun = 0
      concerns.delete('no-picture')
      concerns.delete('nothing-stored')
    },
    passed: ({ type }) => {
      if (type !== EventType.FullSnapshot) return
      dueSince = undefined
      if (missing !== undefined) cameAfterAll()
    },
    tooLarge: () => {
      dueSince = undefined
      if (concerns.has('no-picture')) return
      concerns.add('no-picture')
      report('no_picture', `${here()}: The page is too large.`)
    },
    allMasked: (detail) => {
      concerns.add('all-masked')
      note('rules-failed', detail)
      report('rules_failed', detail)
    },
    lost: (detail) => {
      concerns.add('part-missing')
      note('gap', detail)
      report('frames_lost', detail)
    },
    memoryOnly: (detail, known) => {
      concerns.add('memory-only')
      if (known) return
      note('memory-only', detail)
      report('memory_only', detail)
    },
    look: () => {
      look()
      return CONCERNS.find((concern) => concerns.has(concern))
    },
    stop: stopHearing,
  }
}
