/**
 * The outbox of one tab: events wait here, are cut into numbered frames, encoded, and held until the server has acked
 * them as stored. It calls nobody: what comes of each step is returned, and its owner decides (tab/outgoing.ts).
 */
import { encodeFrame, Encoding } from '../../../src/protocol/codec.ts'
import { EventType, type RecordedEvent } from '../../../src/protocol/events.ts'
import { MAX_FRAME_JSON_BYTES, OUTBOX_BYTES } from '../../../src/protocol/limits.ts'
import { sumOf } from '../../../src/protocol/sum.ts'
import { noteFault } from '../ground/faults.ts'
import { createEarly } from './early.ts'
import { MOST_PAYLOAD, plain, type Payload } from './encoder.ts'
import type { FrameKeeper, HeldFrame } from './held-frame.ts'
import { createHeld, type Held } from './held.ts'
import { createWaiting, type Waiting } from './waiting.ts'

/** Frames are gone: the picture has a hole. */
export interface Gap {
  kind: 'gap'
  detail: string
}

/** What comes of a step, and what its owner has to see to. */
export type OutboxEvent =
  /** Its JSON is there, and is to be compressed for `encode`. */
  | { kind: 'cut'; frame: HeldFrame }
  /** It can be sent. */
  | { kind: 'encoded' }
  /** It is larger than a frame may be: `replace` puts something smaller in its place. */
  | { kind: 'too-large'; frame: HeldFrame }
  | Gap

export interface Outbox {
  push: (event: RecordedEvent) => readonly OutboxEvent[]
  /** Makes a frame of what waits. */
  cut: () => readonly OutboxEvent[]
  /** Drafts what waits, to be kept under the number that its frame will have; for as long as nothing can be sent. */
  draft: () => readonly OutboxEvent[]
  /** Cuts, and encodes all without waiting for the compressor: for a page that goes away now. */
  seal: () => readonly OutboxEvent[]
  /** Makes it a frame for the wire. @param gzipped none where it goes as it is */
  encode: (frame: HeldFrame, gzipped?: Payload) => readonly OutboxEvent[]
  /** Puts these events in the place of what is too large. */
  replace: (frame: HeldFrame, events: readonly RecordedEvent[]) => readonly OutboxEvent[]
  /** Gives a frame up. The first of a row is reported: a report takes a frame too. */
  discard: (frame: HeldFrame) => readonly OutboxEvent[]
  /** The oldest held frame after `seq`, once it is encoded. */
  after: (seq: number) => HeldFrame | undefined
  /** Every frame up to `seq` is stored. */
  ack: (seq: number) => void
  /** The server refuses the oldest frame for good. */
  lose: () => Gap
  /** The server already has frames up to `seq` that this tab does not know of: numbers go on behind them. */
  skipTo: (seq: number) => Gap
  /** Something waits to be cut. */
  readonly waits: boolean
  /** Lowest seq held or next. */
  readonly from: number
  readonly next: number
  readonly held: readonly HeldFrame[]
  /** What is held, and behind it the draft of what waits. */
  readonly unstored: readonly HeldFrame[]
  /** How many events are not stored yet, and their bytes (characters of JSON, where they are not encoded yet). */
  readonly events: number
  readonly size: number
  /** Characters of JSON since the last snapshot began. */
  readonly sinceSnapshot: number
  /** Goes on where another page of this tab left off, with the frames that it had spooled. */
  continueFrom: (next: number, spooled: readonly HeldFrame[]) => void
  /** Takes frames in that the page before had kept on the device, where it has not got them otherwise. */
  adopt: (kept: readonly HeldFrame[]) => void
  /** Drops everything that is not stored yet. */
  clear: () => void
}

export interface OutboxOptions {
  tab: string
  next: number
  /** Frames of the page before. */
  spooled: HeldFrame[]
  /** What keeps the frames on the device, where anything does. */
  keeper?: FrameKeeper
}

const NOTHING: readonly OutboxEvent[] = []

/** A frame that the outbox could not hold while it is being compressed is too large as well. */
const MOST_JSON = Math.min(MAX_FRAME_JSON_BYTES, OUTBOX_BYTES)

const gap = (detail: string): Gap => ({ kind: 'gap', detail })

/** Numbers of one tab's frames, and the frames under them. */
interface Store extends Pick<OutboxOptions, 'tab' | 'keeper'> {
  held: Held
  waiting: Waiting
  next: number
  draft: HeldFrame | undefined
}

/** Nobody needs frames up to `seq` any more. */
const dropUpTo = ({ held, keeper }: Store, seq: number): void => {
  held.dropUpTo(seq)
  keeper?.acked(seq)
}

/** Drops the oldest, and on to the next snapshot: frames without the one they build on are of no use. */
const makeRoom = (store: Store): readonly OutboxEvent[] => {
  const { frames, size } = store.held
  if (size <= OUTBOX_BYTES) return NOTHING
  let count = 0
  let left = size
  while (count < frames.length && (left > OUTBOX_BYTES / 2 || !frames[count]?.fresh))
    left -= frames[count++]!.size
  dropUpTo(store, (frames[count]?.seq ?? store.next) - 1)
  return [gap('The connection was away for too long.')]
}

const cut = (store: Store): readonly OutboxEvent[] => {
  const { held, waiting } = store
  if (waiting.events === 0) return NOTHING
  const frame = waiting.asFrame(store.next++)
  waiting.clear()
  store.draft = undefined
  held.add(frame)
  return frame.size > MOST_JSON
    ? [{ kind: 'too-large', frame }]
    : [{ kind: 'cut', frame }, ...makeRoom(store)]
}

/** What puts frames in, and what makes them ready for the wire. */
const createPacking = (store: Store): Pick<Outbox, 'encode' | 'replace' | 'discard' | 'seal' | 'draft'> => {
  const { held, tab, keeper } = store
  /** False after a frame that could not be encoded. */
  let isEncoding = true

  /** @throws where the browser, or what the page made of it, cannot encode it */
  const put = (frame: HeldFrame, gzipped?: Payload): readonly OutboxEvent[] => {
    const { seq, sentAt } = frame
    const payload = gzipped ?? plain(frame.json!)
    if (payload.length > MOST_PAYLOAD) return [{ kind: 'too-large', frame }]
    const encoding = gzipped ? Encoding.Gzip : Encoding.Json
    frame.bytes = encodeFrame({ tab, seq, sentAt, encoding, payload })
    delete frame.json
    held.resize(frame, frame.bytes.length)
    isEncoding = true
    keeper?.nudge()
    return [{ kind: 'encoded' }]
  }

  const discard = (frame: HeldFrame): readonly OutboxEvent[] => {
    if (!held.remove(frame) || !isEncoding) return NOTHING
    isEncoding = false
    return [gap('A part could not be encoded.')]
  }

  const asPlain = (frame: HeldFrame): readonly OutboxEvent[] => {
    try {
      return put(frame)
    } catch (error) {
      noteFault(error, 'outbox')
      return discard(frame)
    }
  }

  return {
    discard,
    encode: (frame, gzipped) => {
      if (frame.bytes) return NOTHING
      if (!gzipped) return asPlain(frame)
      try {
        return put(frame, gzipped)
      } catch {
        return asPlain(frame)
      }
    },
    // At the time of what it stands for: time must not turn around within a stream.
    replace: (frame, events) => {
      const timestamp = Number(/"timestamp":(\d+)/.exec(frame.json!)?.[1])
      frame.json = JSON.stringify(events.map((event) => ({ ...event, timestamp })))
      frame.events = events.length
      frame.fresh = true
      held.resize(frame, frame.json.length)
      return [{ kind: 'cut', frame }, ...makeRoom(store)]
    },
    seal: () => [
      ...cut(store),
      // What is too large as it is, the compressor still has.
      ...held.frames
        .filter(({ json }) => json !== undefined && json.length <= MOST_PAYLOAD)
        .flatMap((frame) => asPlain(frame)),
    ],
    draft: () => {
      if (store.waiting.events === 0) return NOTHING
      return [{ kind: 'cut', frame: (store.draft = store.waiting.asFrame(store.next)) }]
    },
  }
}

/** What takes events in. */
const createIntake = (store: Store): Pick<Outbox, 'push' | 'sinceSnapshot'> & { clear: () => void } => {
  const { waiting } = store
  const early = createEarly()
  let sinceSnapshot = 0

  const append = (event: RecordedEvent, known?: string): readonly OutboxEvent[] => {
    const isMeta = event.type === EventType.Meta
    const before = isMeta ? cut(store) : NOTHING
    if (isMeta) sinceSnapshot = 0
    sinceSnapshot += waiting.add(event, known)
    // A Meta never ends a frame: its snapshot belongs with it.
    return !isMeta && waiting.isFull ? cut(store) : before
  }

  return {
    push: (event) => early.admit(event).flatMap((admitted) => append(...admitted)),
    get sinceSnapshot() {
      return sinceSnapshot
    },
    clear: () => {
      early.clear()
      waiting.clear()
    },
  }
}

export const createOutbox = (options: OutboxOptions): Outbox => {
  const { tab, keeper, spooled } = options
  const held = createHeld(spooled)
  const waiting = createWaiting()
  const next = Math.max(options.next, (spooled.at(-1)?.seq ?? 0) + 1)
  const store: Store = { tab, ...(keeper && { keeper }), held, waiting, next, draft: undefined }
  const intake = createIntake(store)
  const { frames } = held

  return {
    ...createPacking(store),
    push: intake.push,
    cut: () => cut(store),
    after: (seq) => {
      const frame = frames.find((each) => each.seq > seq)
      return frame?.bytes ? frame : undefined
    },
    ack: (seq) => dropUpTo(store, seq),
    lose: () => {
      dropUpTo(store, frames[0]?.seq ?? 0)
      return gap('The server could not read a part.')
    },
    skipTo: (seq) => {
      dropUpTo(store, seq)
      store.draft = undefined
      store.next = Math.max(store.next, seq + 1)
      return gap('This tab had lost count.')
    },
    get waits() {
      return waiting.events > 0
    },
    get from() {
      return frames[0]?.seq ?? store.next
    },
    get next() {
      return store.next
    },
    get held() {
      return frames
    },
    get unstored() {
      return store.draft ? [...frames, store.draft] : frames
    },
    get events() {
      return waiting.events + sumOf(frames, (frame) => frame.events)
    },
    get size() {
      return held.size + waiting.size
    },
    get sinceSnapshot() {
      return intake.sinceSnapshot
    },
    continueFrom: (from, more) => {
      held.dropUpTo(Infinity)
      held.insert(more)
      store.next = Math.max(from, (frames.at(-1)?.seq ?? 0) + 1)
    },
    adopt: (kept) => {
      // From `next` on it is this page's own draft, and its frame is still to come.
      held.insert(kept.filter(({ seq }) => seq < store.next && !frames.some((frame) => frame.seq === seq)))
    },
    clear: () => {
      held.dropUpTo(Infinity)
      store.draft = undefined
      intake.clear()
    },
  }
}
