/**
 * The picture: rrweb's recording of the DOM, and the rhythm of its full snapshots. What is always the same (all fields
 * go through maskInputFn, no canvas, no frames of other origins, how often the mouse is looked at) is fixed when the
 * recorder is built, by client/slim-record.mjs.
 */
import { record } from 'rrweb'
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import { SNAPSHOT_INTERVAL_MS, SNAPSHOT_MIN_INTERVAL_MS } from '../../src/protocol/limits.ts'
import { all, attempt, every, guarded, type Stop } from './guard.ts'
import type { Gate } from './gate/gate.ts'
import { IGNORED_ID } from './gate/nodes.ts'

export interface Picture {
  /** Takes a full snapshot now, if rrweb runs. */
  snapshot: () => void
  stop: Stop
}

export interface PictureOptions {
  emit: (event: RecordedEvent) => void
  gate: Pick<Gate, 'blockSelector' | 'maskInput'>
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

export const startPicture = ({ emit, gate, bar, heavy }: PictureOptions): Picture => {
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
    // rrweb hides a frame of its own by `.rr-block`, which is among these.
    blockSelector: gate.blockSelector,
    maskInputFn: (text, field) => gate.maskInput(text, field),
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
