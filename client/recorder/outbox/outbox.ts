/**
 * The outbox of one tab: events wait here, are cut into numbered frames, compressed, and kept until the server has
 * acked them as stored. Nothing leaves before the page's first Meta and FullSnapshot, for a replay starts there.
 */
import { EventType, type RecordedEvent } from '../../../src/protocol/events.ts'
import {
  FRAME_TARGET_JSON_BYTES,
  MAX_EVENTS_PER_FRAME,
  MAX_FRAME_JSON_BYTES,
  OUTBOX_BYTES,
} from '../../../src/protocol/limits.ts'
import { createEncoder, MOST_PAYLOAD } from './encoder.ts'
import type { FrameKeeper, HeldFrame } from './held-frame.ts'

export interface Outbox {
  push: (event: RecordedEvent) => void
  /** Makes a frame of what waits. */
  cut: () => void
  /** Encodes what waits, to be kept under the number that its frame will have; for as long as nothing can be sent. */
  draft: () => void
  /** Cuts, and encodes all without waiting for the compressor: for a page that goes away now. */
  seal: () => void
  /** The oldest held frame after `seq`, once it is encoded. */
  after: (seq: number) => HeldFrame | undefined
  /** Every frame up to `seq` is stored. */
  ack: (seq: number) => void
  /** The server refuses the oldest frame for good. */
  lose: () => void
  /** The server already has frames up to `seq` that this tab does not know of: numbers go on behind them. */
  skipTo: (seq: number) => void
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
  /** Goes on where another page of this tab left off, with the frames that it could not deliver. */
  continueFrom: (next: number, spooled: HeldFrame[]) => void
  /** Takes frames in that the page before had kept on the device, where it has not got them otherwise. */
  adopt: (kept: HeldFrame[]) => void
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
  /** A frame is larger than one may be. @returns what is sent in its place: a picture of its own */
  onTooLarge: () => RecordedEvent[]
  /** What keeps the frames on the device, where anything does. */
  keeper?: FrameKeeper
}

/** Entries that are held for the first snapshot. */
const MOST_EARLY = 2_000
/** A frame that the outbox could not hold while it is being compressed is too large as well. */
const MOST_JSON = Math.min(MAX_FRAME_JSON_BYTES, OUTBOX_BYTES)

export const createOutbox = (options: OutboxOptions): Outbox => {
  const frames: HeldFrame[] = options.spooled
  let next = Math.max(options.next, (frames.at(-1)?.seq ?? 0) + 1)
  let size = frames.reduce((sum, frame) => sum + frame.size, 0)
  let waiting: string[] = []
  let waitingLength = 0
  let fresh = false
  let draft: HeldFrame | undefined
  let lastTime = 0
  let sinceSnapshot = 0
  /** False after a frame that could not be encoded. */
  let isEncoding = true
  /** Events from before the first snapshot; undefined once it is there. */
  let early: RecordedEvent[] | undefined = []
  let firstMeta: RecordedEvent | undefined

  /** @param known its JSON, where it is there already */
  const append = (event: RecordedEvent, known?: string): void => {
    if (event.type === EventType.Meta) {
      cut()
      fresh = true
      sinceSnapshot = 0
    }
    // Order is by seq; a clock that was set back must not turn time around within a stream.
    lastTime = event.timestamp = Math.max(lastTime, event.timestamp)
    const json = known ?? JSON.stringify(event)
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
      event.timestamp = Math.max(lastTime, firstMeta.timestamp, event.timestamp)
      // Should it not turn into JSON, what is held goes on waiting for the next.
      const json = JSON.stringify(event)
      const held = early
      early = undefined
      append(firstMeta)
      append(event, json)
      for (const each of held) append(each)
    }
  }

  /** What waits, as the frame that it will be. */
  const frameOf = (): HeldFrame => {
    const json = `[${waiting.join(',')}]`
    return { seq: next, sentAt: Date.now(), size: json.length, events: waiting.length, fresh, json }
  }

  const cut = (): void => {
    if (waiting.length === 0) return
    const frame = frameOf()
    draft = undefined
    waiting = []
    waitingLength = 0
    if (frame.size > MOST_JSON) {
      standIn(frame)
      frame.size = frame.json!.length
    }
    next++
    fresh = false
    frames.push(frame)
    size += frame.size
    encode(frame)
    if (size > OUTBOX_BYTES) makeRoom()
  }

  /** At the time of what it stands for: time must not turn around within a stream. */
  const standIn = (frame: HeldFrame): void => {
    const timestamp = Number(/"timestamp":(\d+)/.exec(frame.json!)?.[1])
    const events = options.onTooLarge()
    frame.json = JSON.stringify(events.map((event) => ({ ...event, timestamp })))
    frame.events = events.length
    frame.fresh = true
  }

  /** A frame that nothing can encode must not hold up what follows. The first of a row is reported: a report takes a frame too. */
  const discard = (frame: HeldFrame): void => {
    const place = frames.indexOf(frame)
    if (place < 0) return
    frames.splice(place, 1)
    size -= frame.size
    if (!isEncoding) return
    isEncoding = false
    options.onGap('A part could not be encoded.')
  }

  const { encode, asPlain } = createEncoder({
    tab: options.tab,
    onEncoded: (frame, before) => {
      isEncoding = true
      options.keeper?.nudge()
      if (!frames.includes(frame)) return
      size += frame.size - before
      options.onReady()
    },
    onTooLarge: (frame) => standIn(frame),
    onFailed: discard,
  })

  const drop = (count: number): void => {
    for (const frame of frames.splice(0, count)) size -= frame.size
  }

  /** Nobody needs frames up to `seq` any more. */
  const forget = (seq: number): void => {
    const later = frames.findIndex((frame) => frame.seq > seq)
    drop(later === -1 ? frames.length : later)
    options.keeper?.forget(seq)
  }

  const insert = (more: HeldFrame[]): void => {
    frames.push(...more)
    frames.sort((a, b) => a.seq - b.seq)
    size = frames.reduce((sum, frame) => sum + frame.size, 0)
  }

  /** Drops the oldest, and on to the next snapshot: frames without the one they build on are of no use. */
  const makeRoom = (): void => {
    let count = 0
    let left = size
    while (count < frames.length && (left > OUTBOX_BYTES / 2 || !frames[count]?.fresh))
      left -= frames[count++]!.size
    forget((frames[count]?.seq ?? next) - 1)
    options.onGap('The connection was away for too long.')
  }

  return {
    push,
    cut,
    draft: () => {
      if (waiting.length > 0) encode((draft = frameOf()))
    },
    seal: () => {
      cut()
      // What is too large as it is, the compressor still has.
      for (const frame of frames) if ((frame.json?.length ?? 0) <= MOST_PAYLOAD) asPlain(frame)
    },
    after: (seq) => {
      const frame = frames.find((each) => each.seq > seq)
      return frame?.bytes ? frame : undefined
    },
    ack: forget,
    lose: () => {
      forget(frames[0]?.seq ?? 0)
      options.onGap('The server could not read a part.')
    },
    skipTo: (seq) => {
      forget(seq)
      draft = undefined
      next = Math.max(next, seq + 1)
      options.onGap('This tab had lost count.')
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
    get unstored() {
      return draft ? [...frames, draft] : frames
    },
    get events() {
      return frames.reduce((sum, frame) => sum + frame.events, waiting.length)
    },
    get size() {
      return size + waitingLength
    },
    get sinceSnapshot() {
      return sinceSnapshot
    },
    continueFrom: (from, spooled) => {
      drop(frames.length)
      insert(spooled)
      next = Math.max(from, (frames.at(-1)?.seq ?? 0) + 1)
    },
    adopt: (kept) => {
      // From `next` on it is this page's own draft, and its frame is still to come.
      insert(kept.filter(({ seq }) => seq < next && !frames.some((frame) => frame.seq === seq)))
      options.onReady()
    },
    clear: () => {
      drop(frames.length)
      draft = undefined
      waiting = []
      waitingLength = 0
      early = early && []
    },
  }
}
