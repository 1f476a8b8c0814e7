/**
 * Reads a frame from a peer that nobody trusts: unpacks it within bounds, checks its shape, takes out what may not be
 * kept, counts what is in it. What passes is stored as it came and can be played; what has no known shape closes the
 * socket with the reason.
 */
import { z } from 'zod'
import { Encoding, gzip, ProtocolError, unpack, utf8, type Frame } from '../protocol/codec.ts'
import { entryOf, isFailedRequest, type EnvironmentEntry } from '../protocol/entries.ts'
import { EventType, isActivity, isFullSnapshot, type RecordedEvent } from '../protocol/events.ts'
import {
  CHECK_MS_PER_EVENT,
  CHECK_MS_PER_FRAME,
  CHECK_MS_PER_MB,
  MAX_EVENTS_PER_FRAME,
  MAX_FRAME_CONTAINERS,
  MAX_FRAME_BYTES,
  MAX_FRAME_JSON_BYTES,
  MAX_JSON_DEPTH,
} from '../protocol/limits.ts'
import type { CaptureScope } from '../protocol/privacy.ts'
import { settleTimes, shiftOf, type TabTimes } from './frame-times.ts'
import type { FrameFacts } from './journal.ts'
import { withKnownParts } from './known-parts.ts'
import { withinScopes } from './scopes.ts'
import { cutAddresses, maskEvents, type Leak } from './wall.ts'

const eventSchema = z.object({
  type: z.number().int().min(0).max(8),
  timestamp: z.number(),
  data: z.record(z.string(), z.unknown()),
})

export interface CheckedFrame {
  frame: Frame
  facts: FrameFacts
  /** What the frame told about the page, if it did. */
  firstUrl: string | null
  environment: EnvironmentEntry | null
  /** Events that came in it, whether they are stored or not. */
  came: number
  /** By how much the clock that it was sent by had been set, ms. */
  shiftMs: number
}

/** A frame and what it is held against. */
export interface CheckJob {
  frame: Frame
  gapBefore: boolean
  times: TabTimes
  /** What the customer allowed; the rest is dropped, though errors and failed requests are still counted. */
  scopes: readonly CaptureScope[]
}

export interface Checked {
  /** What it cost, ms of work. */
  ms: number
  /** Or why the frame cannot be taken, with the sentence for the close reason. */
  result: CheckedFrame | ProtocolError
}

export type CheckFrames = (job: CheckJob) => Promise<Checked>

/** Where frames are checked. */
export interface CheckPlace {
  /** Most that a frame may unpack to here, bytes. */
  limit: number
  /** A clock of work that was done, ms; one that stands still leaves it to what is reckoned. */
  now(): number
  /** Resolves when so many bytes of JSON may be looked at. */
  turn?(jsonBytes: number): Promise<void>
}

/** Checks frames in one place. What it throws is a fault of ours; what is wrong with a frame is a result. */
export const createCheck =
  ({ limit, now, turn }: CheckPlace): CheckFrames =>
  async (job) => {
    let jsonBytes = 0
    let spent = 0
    const costOf = (events: number): number =>
      Math.max(
        spent,
        CHECK_MS_PER_FRAME + events * CHECK_MS_PER_EVENT + (jsonBytes * CHECK_MS_PER_MB) / 1_000_000,
      )
    try {
      // Where it is too much, all up to the limit was unpacked.
      jsonBytes = limit
      const json = await unpack(job.frame, limit)
      jsonBytes = json.length
      await turn?.(jsonBytes)
      const start = now()
      let judged: Judged
      try {
        judged = judgeFrame(job, json)
      } finally {
        spent = now() - start
      }
      return { ms: costOf(judged.came), result: await storable(job.frame, judged) }
    } catch (error) {
      // As a fault of ours it would come again for ever: a text, a list or a stack would be larger than may be.
      const refusal =
        error instanceof RangeError
          ? new ProtocolError('too-big', 'The frame holds more than can be checked.')
          : error
      if (!(refusal instanceof ProtocolError)) throw error
      return { ms: costOf(0), result: refusal }
    }
  }

/** Where the room is: on a host whose rooms have nobody beside them. */
export const checkHere = createCheck({ limit: MAX_FRAME_JSON_BYTES, now: () => performance.now() })

interface Judged extends Omit<CheckedFrame, 'frame' | 'facts'> {
  /** What is stored in place of what came; null where that is the very same. */
  events: RecordedEvent[] | null
  factsFor(bytes: number): FrameFacts
}

/** @throws ProtocolError, RangeError */
const judgeFrame = ({ frame, gapBefore, times, scopes }: CheckJob, json: Uint8Array<ArrayBuffer>): Judged => {
  requireModestShape(json)
  const { events, isAllKnown } = parseEvents(json)
  const shiftMs = shiftOf(frame.sentAt, times)
  const moved = settleTimes(events, frame.sentAt, shiftMs, times.lastTime)
  const allowed = withinScopes(events, scopes)
  const isCut = cutAddresses(allowed)
  const leaks = maskEvents(allowed)
  const asItCame = isAllKnown && !moved && !isCut && allowed === events && leaks.length === 0
  const { facts, firstUrl, environment } = count(events, { allowed, leaks, gapBefore })
  return {
    events: asItCame ? null : allowed,
    factsFor: (bytes) => ({ ...facts, bytes }),
    firstUrl,
    environment,
    came: events.length,
    shiftMs,
  }
}

const storable = async (frame: Frame, { events, factsFor, ...told }: Judged): Promise<CheckedFrame> => {
  const kept = events === null ? frame : await repack(frame, events)
  return { ...told, frame: kept, facts: factsFor(kept.payload.length) }
}

/** @returns what of each event its schema names, which is the very event that came where that is all */
const parseEvents = (json: Uint8Array<ArrayBuffer>): { events: RecordedEvent[]; isAllKnown: boolean } => {
  let events: unknown
  try {
    events = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(json))
  } catch {
    throw new ProtocolError('malformed', 'The frame is not valid JSON in UTF-8.')
  }
  if (!Array.isArray(events) || events.length === 0 || events.length > MAX_EVENTS_PER_FRAME) {
    throw new ProtocolError('malformed', `A frame is an array of 1 to ${MAX_EVENTS_PER_FRAME} events.`)
  }
  const known = events.map((event: unknown, index) => {
    if (!eventSchema.safeParse(event).success) {
      throw new ProtocolError('malformed', `Event ${index} of the frame is not an rrweb event.`)
    }
    const part = withKnownParts(event as RecordedEvent)
    if (!part) throw new ProtocolError('malformed', `Event ${index} of the frame is not a known entry.`)
    return part
  })
  return { events: known, isAllKnown: known.every((event, index) => event === (events as unknown[])[index]) }
}

/**
 * Walks the bytes without parsing: a million brackets parse well, but overflow the stack of whoever walks them (T27), and
 * eight million empty objects in 40 kB of gzip take half a gigabyte.
 * @throws ProtocolError
 */
const requireModestShape = (json: Uint8Array): void => {
  let depth = 0
  let containers = 0
  let inString = false
  for (let i = 0; i < json.length; i += 1) {
    const byte = json[i]
    if (inString) {
      if (byte === 0x5c) i += 1
      else if (byte === 0x22) inString = false
    } else if (byte === 0x22) inString = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      containers += 1
      if (depth > MAX_JSON_DEPTH) {
        throw new ProtocolError(
          'malformed',
          `The JSON of the frame is nested more than ${MAX_JSON_DEPTH} deep.`,
        )
      }
      if (containers > MAX_FRAME_CONTAINERS) {
        throw new ProtocolError('too-big', `A frame may hold ${MAX_FRAME_CONTAINERS} objects and lists.`)
      }
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1
  }
}

/** Another compressor may do worse than the peer's own; what is stored stays within the same bound. */
const repack = async (frame: Frame, events: RecordedEvent[]): Promise<Frame> => {
  const payload = await gzip(utf8(JSON.stringify(events)))
  if (payload.length > MAX_FRAME_BYTES) {
    throw new ProtocolError('too-big', `A frame may have ${MAX_FRAME_BYTES} bytes.`)
  }
  return { ...frame, encoding: Encoding.Gzip, payload }
}

/** @param events all that came, of which `kept.allowed` is stored */
const count = (
  events: RecordedEvent[],
  kept: { allowed: RecordedEvent[]; leaks: Leak[]; gapBefore: boolean },
): Pick<CheckedFrame, 'firstUrl' | 'environment'> & { facts: Omit<FrameFacts, 'bytes'> } => {
  const { allowed, leaks, gapBefore } = kept
  const facts: Omit<FrameFacts, 'bytes'> = {
    events: allowed.length,
    pages: 0,
    clicks: 0,
    errors: 0,
    failedRequests: 0,
    firstTime: events[0]?.timestamp ?? 0,
    lastTime: 0,
    activityTime: null,
    snapshot: allowed[0]?.type === EventType.Meta && allowed[1] !== undefined && isFullSnapshot(allowed[1]),
    gapBefore,
    leakCount: leaks.reduce((sum, leak) => sum + leak.count, 0),
    ...(leaks.length > 0 && { leaks }),
  }
  let firstUrl: string | null = null
  let environment: EnvironmentEntry | null = null
  for (const event of events) {
    facts.lastTime = Math.max(facts.lastTime, event.timestamp)
    if (isActivity(event)) facts.activityTime = event.timestamp
  }
  // What is not stored is on no timeline, so it counts nowhere either.
  for (const event of allowed) {
    const entry = entryOf(event)
    if (entry === undefined) continue
    if (entry.kind === 'page') {
      facts.pages += 1
      firstUrl ??= entry.url
    } else if (entry.kind === 'click') facts.clicks += 1
    else if (entry.kind === 'error') facts.errors += 1
    else if (entry.kind === 'request' && isFailedRequest(entry)) facts.failedRequests += 1
    else if (entry.kind === 'environment') environment ??= entry
  }
  return { facts, firstUrl, environment }
}
