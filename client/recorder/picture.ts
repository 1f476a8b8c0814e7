/** The picture: rrweb's recording of the DOM, and the rhythm of its full snapshots. */
import { record } from 'rrweb'
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import { SNAPSHOT_INTERVAL_MS, SNAPSHOT_MIN_INTERVAL_MS } from '../../src/protocol/limits.ts'
import { all, attempt, every, guarded, type Stop } from './guard.ts'
import { IGNORED_ID } from './gate.ts'
import { BLOCKED, maskField } from './masking.ts'

export interface Picture {
  /** Takes a full snapshot now, if rrweb runs. */
  snapshot: () => void
  stop: Stop
}

export interface PictureOptions {
  emit: (event: RecordedEvent) => void
  /** The bar; it is on the page and not in the picture. */
  bar: Node
  /** True once so much was recorded since the last snapshot that a seek would read too much. */
  heavy: () => boolean
}

type RecordOptions = NonNullable<Parameters<typeof record>[0]>

/** How often the snapshot clock looks. rrweb's own would only look when something happens. */
const LOOK_MS = 2_000

export const nodeOf = (id: number): Node | null => record.mirror.getNode(id)

/** rrweb's mirror takes a node with this id for one that was left out, with all that is in it. */
const leaveOut = (node: Node): void => {
  record.mirror.add(node, { id: IGNORED_ID } as Parameters<typeof record.mirror.add>[1])
}

export const startPicture = ({ emit, bar, heavy }: PictureOptions): Picture => {
  let snapshotAt = 0
  let changed = false

  const options: RecordOptions = {
    emit: guarded((each) => {
      const event = each as RecordedEvent
      // Meta comes right before the tree is read, and after the mirror was reset.
      if (event.type === EventType.Meta) {
        leaveOut(bar)
        snapshotAt = Date.now()
        changed = false
      } else if (event.type === EventType.IncrementalSnapshot) {
        changed = true
      }
      emit(event)
    }),
    blockSelector: BLOCKED,
    // rrweb looks a field up by its tag too, so this covers hidden fields and types that it does not know.
    maskInputOptions: { input: true, textarea: true, select: true, password: true } as NonNullable<
      RecordOptions['maskInputOptions']
    >,
    maskInputFn: (text, field) => maskField(text, field),
    slimDOMOptions: {
      script: true,
      comment: true,
      headFavicon: true,
      headMetaDescKeywords: true,
      headMetaSocial: true,
      headMetaRobots: true,
      headMetaHttpEquiv: true,
      headMetaAuthorship: true,
      headMetaVerification: true,
    },
    sampling: { mousemove: 50, mousemoveCallback: 100, scroll: 100 },
    recordAfter: 'DOMContentLoaded',
    recordCanvas: false,
    recordCrossOriginIframes: false,
  }

  const stopRecord = attempt(() => record(options))
  const snapshot = guarded(() => {
    if (snapshotAt > 0) record.takeFullSnapshot(true)
  })

  const stopClock = every(LOOK_MS, () => {
    const age = Date.now() - snapshotAt
    if (snapshotAt === 0 || !changed || document.hidden || age < SNAPSHOT_MIN_INTERVAL_MS) return
    if (age >= SNAPSHOT_INTERVAL_MS || heavy()) snapshot()
  })

  return { snapshot, stop: all([stopClock, () => stopRecord?.()]) }
}
