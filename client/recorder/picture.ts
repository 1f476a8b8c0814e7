/** The picture: rrweb's recording of the DOM, and the rhythm of its full snapshots. */
import { record } from '@rrweb/record'
import type { ControlAction } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import {
  SNAPSHOT_BURST_MS,
  SNAPSHOT_CLOCK_SHARE,
  SNAPSHOT_INTERVAL_MS,
  SNAPSHOT_MIN_INTERVAL_MS,
  SNAPSHOT_SHARE,
  STORM_SNAPSHOT_MS,
} from '../../src/protocol/limits.ts'
import { blankEvents } from './blank-events.ts'
import { isConnected } from './dom.ts'
import { createBudget } from './budget.ts'
import { noteFault } from './faults.ts'
import { all, attempt, every, guarded, type Stop } from './guard.ts'
import type { Gate } from './gate/gate.ts'
import { IGNORED_ID } from './gate/nodes.ts'
import { isOurs } from './own-frames.ts'
import { askBeforeBatches, hearOfFaults } from './realm.ts'
import { recordNow } from './record-now.ts'
import { startShown, type Shown } from './shown/shown.ts'
import { createStorm } from './storm.ts'

export interface Picture {
  /** Takes a full snapshot, if rrweb runs: now, or when the page can spare the time. */
  snapshot: () => void
  /**
   * Starts anew, with a full snapshot, after the page's document was exchanged. `document.open` erases rrweb's listeners, and where
   * a new `<html>` comes into the document rrweb 2 drops all that is added to it from then on (`inDom` of a document is false).
   */
  renew: () => void
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

type RecordOptions = NonNullable<Parameters<typeof record>[0]>

/**
 * rrweb's options that never change (docs/adr/0013-rrweb-as-published.md).
 *
 * Every field is masked here first, and shown again only by the gate. rrweb looks a mask up by an input's type or by its
 * tag, so the tags cover the types that it has no option for, such as `hidden`.
 */
const ALWAYS = {
  maskInputOptions: {
    input: true,
    textarea: true,
    select: true,
    password: true,
  } as RecordOptions['maskInputOptions'],
  // Text is the gate's business, `.rr-mask` and `.rr-ignore` of pages prepared for other recorders included.
  maskTextFn: (text: string) => text,
  ignoreClass: '',
  slimDOMOptions: {
    script: true,
    comment: true,
    headFavicon: true,
    headWhitespace: true,
    headMetaDescKeywords: true,
    headMetaSocial: true,
    headMetaRobots: true,
    headMetaHttpEquiv: true,
    headMetaAuthorship: true,
    headMetaVerification: true,
  },
  // 100 ms, because a watching agent should see the mouse move and not jump.
  sampling: { mousemove: 50, mousemoveCallback: 100, scroll: 100 },
  recordCanvas: false,
  recordCrossOriginIframes: false,
  collectFonts: false,
  inlineImages: false,
} satisfies RecordOptions

/** How often the snapshot clock looks. rrweb's own would only look when something happens. */
const LOOK_MS = 250

/** rrweb tells them for each call of a script. All others come from the customer, or not often. */
const CALLS: readonly number[] = [
  IncrementalSource.Input,
  IncrementalSource.StyleSheetRule,
  IncrementalSource.StyleDeclaration,
  IncrementalSource.CustomElement,
]
export const nodeOf = (id: number): Node | null => record.mirror.getNode(id)

/** rrweb's mirror takes a node with this id for one that was left out, with all that is in it. */
const leaveOut = (node: Node): void => {
  record.mirror.add(node, { id: IGNORED_ID } as Parameters<typeof record.mirror.add>[1])
}

/** What went in changes that were left out, rrweb still holds. */
const letGo = (): void => {
  for (const id of record.mirror.getIds()) {
    const node = nodeOf(id)
    if (node && !isConnected(node)) record.mirror.removeNodeFromMap(node)
  }
}

export const startPicture = ({ emit, gate, bar, heavy, tell }: PictureOptions): Picture => {
  const storm = createStorm(tell)
  const time = createBudget(SNAPSHOT_SHARE, SNAPSHOT_BURST_MS)
  let begun = 0
  let took = 0
  let changed = false
  let wanted = false
  let taking = false
  let isBlind = false

  const isLeftOut = (source: number): boolean =>
    CALLS.includes(source) ? isBlind || storm.skipsCall() : isBlind && source === IncrementalSource.Mutation

  hearOfFaults((error) => noteFault(error, 'picture'))
  askBeforeBatches((records) => {
    const skips = isBlind || attempt(() => storm.skips(records))
    if (skips) gate.miss(records)
    return Boolean(skips)
  })

  const watch = (): Shown =>
    startShown({
      nodeOf,
      idOf: (node) => record.mirror.getId(node),
      push: (event) => {
        if (!isBlind) emit(event)
      },
    })
  let shown = watch()

  const options: RecordOptions = {
    ...ALWAYS,
    emit: guarded((each) => {
      const event = each as RecordedEvent
      // Meta comes right before the tree is read.
      if (event.type === EventType.Meta) {
        leaveOut(bar)
        begun = performance.now()
        changed = wanted = false
      } else if (event.type === EventType.IncrementalSnapshot) {
        changed = true
        if (isLeftOut((event.data as { source: number }).source)) return gate.miss()
      }
      shown.add(event)
      emit(event)
      if (event.type === EventType.FullSnapshot) time.spend((took = performance.now() - begun))
    }),
    // rrweb hides a frame of its own by `.rr-block`, which is among these.
    blockSelector: gate.blockSelector,
    maskInputFn: (text, field) => gate.maskInput(text, field),
    // What a function of the page throws through a wrapper of rrweb's is the page's, and goes on to it.
    errorHandler: (error) => {
      const ours = isOurs(error)
      if (ours) noteFault(error, 'picture')
      return ours
    },
  }

  const start = (now: boolean): Stop => recordNow(() => record(options), now)
  let stopRecord = start(false)

  const take = (): void => {
    if (!storm.isOn) return record.takeFullSnapshot(true)
    letGo()
    const end = storm.isCalm && storm.end()
    record.takeFullSnapshot(true)
    if (end) tell('calm', end)
  }

  const isDue = (): boolean => {
    const age = performance.now() - begun
    if (storm.isOn) return storm.isCalm || age >= STORM_SNAPSHOT_MS
    if (!changed || document.hidden) return false
    if (age < Math.max(SNAPSHOT_MIN_INTERVAL_MS, took / SNAPSHOT_CLOCK_SHARE)) return false
    return age >= SNAPSHOT_INTERVAL_MS || heavy()
  }

  const look = guarded(() => {
    // What a snapshot sets off may ask for one.
    if (isBlind || taking || begun === 0 || !(wanted || isDue()) || !time.has()) return
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
      attempt(stopRecord)
      shown.stop()
      shown = watch()
      stopRecord = start(true)
    },
    blind: () => {
      isBlind = true
    },
    stop: all([every(LOOK_MS, look), () => shown.stop(), () => stopRecord()]),
  }
}
