/**
 * rrweb's recorder. Each full snapshot begins it anew, as an instance of its own: rrweb 2.1.6 observes every frame once more
 * with each snapshot, and never lets go of a frame that it has observed. What an instance has left in the page after its
 * end (listeners for the load of frames) finds a mirror in which everything is left out.
 */
import { createRecord, type Record, type RecordOptions } from '@rrweb/record?instance'
import { EventType, IncrementalSource, type RecordedEvent } from '../../../../src/protocol/events.ts'
import { within } from '../../ground/faults.ts'
import { createHookedWindows } from './hooked-windows.ts'
import { isThrownByPage } from './page-hooks.ts'
import { attempt, guarded, report, type Stop } from '../../ground/guard.ts'
import { IGNORED_ID } from '../gate/nodes.ts'
import { asParsed, askBeforeBatches, takeBatches, type SkipBatch } from '../../ground/realm.ts'

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
  // Text is the gate's business, also in `.rr-mask` and `.rr-ignore` of pages that were prepared for other recorders.
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
  // Told every 100 ms, because an agent who watches should see the mouse move and not jump.
  sampling: { mousemove: 50, mousemoveCallback: 100, scroll: 100 },
  recordCanvas: false,
  recordCrossOriginIframes: false,
  collectFonts: false,
  inlineImages: false,
} satisfies RecordOptions

export interface RrwebOptions {
  emit: (event: RecordedEvent) => void
  blockSelector: string
  maskInput: (text: string, field: Element) => string
  /** True for a batch of changes that rrweb is not to look at. */
  skipBatch: SkipBatch
  /** Changes that came too late to be told, as the next snapshot holds them. */
  onUntold: (records: MutationRecord[]) => void
  /** rrweb failed at something: the picture may have lost a change. */
  onFailure: () => void
}

export interface Rrweb {
  /** Takes a full snapshot, and follows the page from there. @returns false when rrweb could not begin */
  begin: () => boolean
  stop: Stop
}

type Mirror = Record['mirror']

let mirror: Mirror | undefined

/** The node behind an id of the running recording. */
export const nodeOf = (id: number): Node | null => mirror?.getNode(id) ?? null

/** The id of a node in the running recording; -1 without one. */
export const idOf = (node: Node): number => mirror?.getId(node) ?? -1

/** Leaves a node out of the picture, with all that is in it. */
export const leaveOut = (node: Node): void =>
  mirror?.add(node, { id: IGNORED_ID } as Parameters<Mirror['add']>[1])

/** A mirror in which every node is left out. */
const close = (each: Mirror): void => {
  each.reset()
  Object.assign(each, { hasNode: () => true, getId: () => IGNORED_ID })
}

export const createRrweb = (options: RrwebOptions): Rrweb => {
  const windows = createHookedWindows()
  let stopRecord: Stop | undefined
  let own: Mirror | undefined

  const end = (): void => {
    if (stopRecord) attempt(stopRecord)
    stopRecord = undefined
    windows.mute()
    if (own) close(own)
    if (mirror === own) mirror = undefined
    own = undefined
  }

  const emitFor = (instance: Mirror) =>
    guarded((event: unknown) => {
      if (instance !== own) return
      const { type, data } = event as RecordedEvent
      const { source, isAttachIframe, adds } = data as {
        source?: number
        isAttachIframe?: boolean
        adds?: { parentId: number }[]
      }
      options.emit(event as RecordedEvent)
      if (type !== EventType.IncrementalSnapshot || source !== IncrementalSource.Mutation || !isAttachIframe)
        return
      const frame = nodeOf(adds?.[0]?.parentId ?? -1)
      if (frame) windows.frame(frame as HTMLIFrameElement)
    })

  const start = (): void => {
    // Its timers run in here, and none after its end.
    const later = (work: () => void, ms?: number): number =>
      window.setTimeout(() => {
        if (instance === own) attempt(() => windows.later(work))
      }, ms)
    const record = createRecord(later)
    const instance = record.mirror
    mirror = own = instance
    stopRecord = record({
      ...ALWAYS,
      emit: emitFor(instance),
      // rrweb hides a frame of its own by `.rr-block`, which is among these.
      blockSelector: options.blockSelector,
      maskInputFn: (text, field) => options.maskInput(text, field),
      // What a function of the page throws passes by (page-hooks.ts); everything else is a fault of rrweb or of ours.
      errorHandler: (error) => {
        if (isThrownByPage(error)) return true
        within('picture', () => report(error))
        options.onFailure()
        return true
      },
    })
  }

  askBeforeBatches({ skips: options.skipBatch, observes: windows.observes })

  return {
    begin: () => {
      const untold = takeBatches()
      if (untold.length > 0) options.onUntold(untold)
      windows.around(() => {
        end()
        attempt(() => asParsed(start))
      })
      return stopRecord !== undefined
    },
    stop: () => {
      windows.around(end)
      windows.remove()
    },
  }
}
