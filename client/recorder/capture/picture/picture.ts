/** The picture: rrweb's recording of the DOM, and the rhythm of its full snapshots. */
import type { ControlAction } from '../../../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../../../src/protocol/events.ts'
import {
  PICTURE_ELEMENT_MS,
  SNAPSHOT_BURST_MS,
  SNAPSHOT_CLOCK_SHARE,
  SNAPSHOT_INTERVAL_MS,
  SNAPSHOT_MIN_INTERVAL_MS,
  SNAPSHOT_SHARE,
  STORM_SNAPSHOT_MS,
} from '../../../../src/protocol/limits.ts'
import { blankEvents } from './blank-events.ts'
import { createBudget } from '../../ground/budget.ts'
import { noteFault } from '../../ground/faults.ts'
import { all, attempt, every, guarded, type Stop } from '../../ground/guard.ts'
import type { Gate } from '../gate/gate.ts'
import { onceParsed } from './once-parsed.ts'
import { hearOfFaults } from '../../ground/realm.ts'
import { createRrweb, idOf, leaveOut, nodeOf } from './rrweb.ts'
import { startShown, type Shown } from './shown/shown.ts'
import { createStorm } from '../storm.ts'

export interface Picture {
  /** Takes a full snapshot, if rrweb runs: now, or when the page can spare the time. */
  snapshot: () => void
  /**
   * Starts anew, with a full snapshot, after the page's document was exchanged. `document.open` erases rrweb's listeners, and where
   * a new `<html>` comes into the document rrweb 2 drops all that is added to it from then on (`inDom` of a document is false).
   */
  renew: () => void
  /** Takes the snapshot that is owed, if one is: changes were left out, or somebody waits for it. Nothing comes after it. */
  settle: () => void
  /** From now on a blank page is told. What the customer does on it goes on. */
  blind: () => void
  stop: Stop
}

export interface PictureOptions {
  emit: (event: RecordedEvent) => void
  gate: Pick<Gate, 'blockSelector' | 'maskInput' | 'miss'>
  /** The bar; it is on the page and not in the picture. */
  bar: Node
  /** True once so much was recorded since the last snapshot that a seek would read too much. */
  heavy: () => boolean
  /** Something about the recording itself. */
  tell: (action: ControlAction, detail?: string) => void
}

/** How often the snapshot clock looks. rrweb's own would only look when something happens. */
const LOOK_MS = 250
/** rrweb is begun again this long after it failed. */
const FAILED_MS = 2_000
/** A page with this part of what the last snapshot was of is another view. */
const SMALL_SHARE = 0.1

/** rrweb tells them for each call of a script. All others come from the customer, or not often. */
const CALLS: readonly number[] = [
  IncrementalSource.Input,
  IncrementalSource.StyleSheetRule,
  IncrementalSource.StyleDeclaration,
  IncrementalSource.CustomElement,
]

/** What the next snapshot costs, in ms, reckoned from the page as it is: the last one may have been of a much larger view. */
const nextCost = (): number => document.getElementsByTagName('*').length * PICTURE_ELEMENT_MS

export const startPicture = ({ emit, gate, bar, heavy, tell }: PictureOptions): Picture => {
  const storm = createStorm(tell)
  const time = createBudget(SNAPSHOT_SHARE, SNAPSHOT_BURST_MS)
  /** When the last snapshot began, and how long it took. */
  let begun = 0
  let took = 0
  let changed = false
  let wanted = false
  let taking = false
  let isBlind = false
  /** rrweb did not begin, or failed at a change. */
  let failed = false

  const isLeftOut = (source: number): boolean =>
    CALLS.includes(source) ? isBlind || storm.skipsCall() : isBlind && source === IncrementalSource.Mutation

  hearOfFaults((error) => noteFault(error, 'picture'))

  /** Right after what was left out, in the same task. */
  const renewSoon = (): void => {
    wanted = true
    queueMicrotask(guarded(() => wanted && take()))
  }

  const watch = (): Shown =>
    startShown({
      nodeOf,
      idOf,
      push: (event) => {
        if (!isBlind) emit(event)
      },
    })
  let shown = watch()

  const rrweb = createRrweb({
    blockSelector: gate.blockSelector,
    maskInput: gate.maskInput,
    skipBatch: (records) => {
      const verdict = isBlind ? 'leave-out' : attempt(() => storm.judge(records))
      if (verdict === undefined || verdict === 'follow') return false
      gate.miss(records)
      if (verdict === 'renew') renewSoon()
      return true
    },
    onUntold: gate.miss,
    onFailure: () => {
      failed = true
    },
    emit: (event) => {
      // Meta comes right before the tree is read.
      if (event.type === EventType.Meta) {
        leaveOut(bar)
        begun = performance.now()
        changed = wanted = failed = false
      } else if (event.type === EventType.IncrementalSnapshot) {
        changed = true
        if (isLeftOut((event.data as { source: number }).source)) return gate.miss()
      }
      shown.add(event)
      emit(event)
      if (event.type === EventType.FullSnapshot) time.spend((took = performance.now() - begun))
    },
  })

  const begin = (): void => {
    begun = performance.now()
    if (!rrweb.begin()) failed = true
  }

  /** @param last nothing comes after it: the storm is over, calm or not */
  const take = (last = false): void => {
    const end = (storm.isCalm || (last && storm.isOn)) && storm.end()
    begin()
    if (end) tell('calm', end)
  }

  const isDue = (): boolean => {
    const age = performance.now() - begun
    if (failed) return age >= FAILED_MS
    if (storm.isOn) return storm.isCalm || age >= STORM_SNAPSHOT_MS
    if (!changed || document.hidden) return false
    if (age < Math.max(SNAPSHOT_MIN_INTERVAL_MS, Math.min(took, nextCost()) / SNAPSHOT_CLOCK_SHARE))
      return false
    return age >= SNAPSHOT_INTERVAL_MS || heavy()
  }

  /** What a far larger view has used up does not keep a small one from being seen. */
  const isAffordable = (): boolean => time.has() || nextCost() < took * SMALL_SHARE

  const stopWaiting = onceParsed(begin)

  const look = guarded(() => {
    // What a snapshot sets off may ask for one.
    if (isBlind || taking || begun === 0 || !(wanted || isDue()) || !isAffordable()) return
    taking = true
    attempt(take)
    taking = false
  })

  return {
    snapshot: () => {
      if (isBlind) return blankEvents().forEach(emit)
      wanted = true
      look()
    },
    renew: () => {
      stopWaiting()
      shown.stop()
      shown = watch()
      attempt(begin)
    },
    settle: () => {
      if (!isBlind && begun > 0 && (storm.isOn || wanted || failed)) attempt(() => take(true))
    },
    blind: () => {
      isBlind = true
    },
    stop: all([every(LOOK_MS, look), () => shown.stop(), () => stopWaiting(), rrweb.stop]),
  }
}
