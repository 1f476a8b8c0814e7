/**
 * The outbox of one tab: events wait here, are cut into numbered frames, compressed, and kept until the server has
 * acked them as stored. Nothing leaves before the page's first Meta and FullSnapshot, for a replay starts there.
 */
import { encodeFrame, Encoding } from '../../src/protocol/codec.ts'
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import {
  FRAME_TARGET_JSON_BYTES,
  MAX_EVENTS_PER_FRAME,
  MAX_FRAME_BYTES,
  MAX_FRAME_JSON_BYTES,
  OUTBOX_BYTES,
} from '../../src/protocol/limits.ts'
import { guarded } from './guard.ts'

export interface HeldFrame {
  seq: number
  sentAt: number
  /** Bytes on the wire, or characters of JSON while it is not encoded yet. */
  size: number
  /** How many events are in it. */
  events: number
  /** It begins with Meta and FullSnapshot. */
  fresh: boolean
  json?: string
  /** The encoded frame; absent while it is being compressed. */
  bytes?: Uint8Array<ArrayBuffer>
}

export interface Outbox {
  push: (event: RecordedEvent) => void
  /** Makes a frame of what waits. */
  cut: () => void
  /** Cuts, and encodes all without waiting for the compressor: for a page that goes away now. */
  seal: () => void
  /** The oldest held frame after `seq`, once it is encoded. */
  after: (seq: number) => HeldFrame | undefined
  /** Every frame up to `seq` is stored. */
  ack: (seq: number) => void
  /** The server already has frames up to `seq` that this tab does not know of: numbers go on behind them. */
  skipTo: (seq: number) => void
  /** Lowest seq held or next. */
  readonly from: number
  readonly next: number
  readonly held: readonly HeldFrame[]
  /** How many events are not stored yet, and their bytes (characters of JSON, where they are not encoded yet). */
  readonly events: number
  readonly size: number
  /** Events wait to be cut. */
  readonly waiting: boolean
  /** Characters of JSON since the last snapshot began. */
  readonly sinceSnapshot: number
  /** Goes on where another page of this tab left off, with the frames that it could not deliver. */
  continueFrom: (next: number, spooled: HeldFrame[]) => void
  /** Forgets everything that is not stored yet. */
  clear: () => void
}

export interface OutboxOptions {
  tab: string
  next: number
  /** Frames of the page before. */
  spooled: HeldFrame[]
  /** There is something to cut. */
  onWaiting: () => void
  /** A frame can be sent. */
  onReady: () => void
  /** Frames were dropped: the picture has a hole. */
  onGap: (detail: string) => void
  /** A snapshot is larger than a frame may be: this page cannot be recorded. */
  onTooLarge: () => void
}

/** As the codec's, which carries limits along that only a reader needs. */
const gzip = async (json: string): Promise<Uint8Array<ArrayBuffer>> => {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Below this many characters gzip gains little and costs a turn of the event loop. */
const WORTH_COMPRESSING = 600
/** Entries that are held for the first snapshot. */
const MOST_EARLY = 2_000

export const createOutbox = (options: OutboxOptions): Outbox => {
  const frames: HeldFrame[] = options.spooled
  let next = Math.max(options.next, (frames.at(-1)?.seq ?? 0) + 1)
  let size = frames.reduce((sum, frame) => sum + frame.size, 0)
  let waiting: string[] = []
  let waitingLength = 0
  let fresh = false
  let lastTime = 0
  let sinceSnapshot = 0
  /** Events from before the first snapshot; undefined once it is there. */
  let early: RecordedEvent[] | undefined = []
  let firstMeta: RecordedEvent | undefined

  const append = (event: RecordedEvent): void => {
    if (event.type === EventType.Meta) {
      cut()
      fresh = true
      sinceSnapshot = 0
    }
    // Order is by seq; a clock that was set back must not turn time around within a stream.
    lastTime = event.timestamp = Math.max(lastTime, event.timestamp)
    const json = JSON.stringify(event)
    waiting.push(json)
    waitingLength += json.length
    sinceSnapshot += json.length
    // A Meta never ends a frame: its snapshot belongs with it.
    if (event.type === EventType.Meta) return
    if (waitingLength >= FRAME_TARGET_JSON_BYTES || waiting.length >= MAX_EVENTS_PER_FRAME) cut()
    else options.onWaiting()
  }

  const push = (event: RecordedEvent): void => {
    if (!early) return append(event)
    if (event.type === EventType.Meta) firstMeta = event
    else if (event.type === EventType.Custom && early.length < MOST_EARLY) early.push(event)
    else if (event.type === EventType.FullSnapshot && firstMeta) {
      const held = early
      early = undefined
      for (const each of [firstMeta, event, ...held]) append(each)
    }
  }

  const cut = (): void => {
    if (waiting.length === 0) return
    const json = `[${waiting.join(',')}]`
    const events = waiting.length
    waiting = []
    waitingLength = 0
    if (json.length > MAX_FRAME_JSON_BYTES) return options.onTooLarge()
    const frame: HeldFrame = { seq: next++, sentAt: Date.now(), size: json.length, events, fresh, json }
    fresh = false
    frames.push(frame)
    size += json.length
    encode(frame)
    if (size > OUTBOX_BYTES) makeRoom()
  }

  const encode = (frame: HeldFrame): void => {
    if (frame.json!.length < WORTH_COMPRESSING || typeof CompressionStream === 'undefined')
      return asPlain(frame)
    gzip(frame.json!).then(
      (payload) => settle(frame, Encoding.Gzip, payload),
      () => asPlain(frame),
    )
  }

  const asPlain = (frame: HeldFrame): void => {
    if (!frame.bytes) settle(frame, Encoding.Json, new TextEncoder().encode(frame.json))
  }

  const settle = guarded(
    (
      frame: HeldFrame,
      encoding: typeof Encoding.Json | typeof Encoding.Gzip,
      payload: Uint8Array<ArrayBuffer>,
    ) => {
      if (frame.bytes) return
      const { seq, sentAt } = frame
      frame.bytes = encodeFrame({ tab: options.tab, seq, sentAt, encoding, payload })
      delete frame.json
      if (!frames.includes(frame)) return
      size += frame.bytes.length - frame.size
      frame.size = frame.bytes.length
      if (frame.size > MAX_FRAME_BYTES) options.onTooLarge()
      else options.onReady()
    },
  )

  const drop = (count: number): void => {
    for (const frame of frames.splice(0, count)) size -= frame.size
  }

  /** Drops the oldest, and on to the next snapshot: frames without the one they build on are of no use. */
  const makeRoom = (): void => {
    let count = 0
    let left = size
    while (count < frames.length && (left > OUTBOX_BYTES / 2 || !frames[count]?.fresh))
      left -= frames[count++]!.size
    drop(count)
    options.onGap('The connection was away for longer than this browser could keep the recording.')
  }

  return {
    push,
    cut,
    seal: () => {
      cut()
      for (const frame of frames) asPlain(frame)
    },
    after: (seq) => {
      const frame = frames.find((each) => each.seq > seq)
      return frame?.bytes ? frame : undefined
    },
    ack: (seq) => {
      const unacked = frames.findIndex((frame) => frame.seq > seq)
      drop(unacked === -1 ? frames.length : unacked)
    },
    skipTo: (seq) => {
      drop(frames.length)
      next = Math.max(next, seq + 1)
      options.onGap('This tab had lost count of what was sent.')
    },
    get from() {
      return frames[0]?.seq ?? next
    },
    get next() {
      return next
    },
    get held() {
      return frames
    },
    get events() {
      return frames.reduce((sum, frame) => sum + frame.events, waiting.length)
    },
    get size() {
      return size + waitingLength
    },
    get waiting() {
      return waiting.length > 0
    },
    get sinceSnapshot() {
      return sinceSnapshot
    },
    continueFrom: (from, spooled) => {
      drop(frames.length)
      frames.push(...spooled)
      size = frames.reduce((sum, frame) => sum + frame.size, 0)
      next = Math.max(from, (frames.at(-1)?.seq ?? 0) + 1)
    },
    clear: () => {
      drop(frames.length)
      waiting = []
      waitingLength = 0
      early = early && []
    },
  }
}
