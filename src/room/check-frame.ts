/**
 * Reads a frame from a peer that nobody trusts: unpacks it within bounds, checks its shape, counts what is in it.
 * What passes is stored as it came and can be played; what does not, closes the socket with the reason.
 */
import { z } from 'zod'
import { entrySchema } from '../domain/entry-schema.ts'
import { DAY } from '../domain/clock.ts'
import { Encoding, gzip, ProtocolError, unpack, utf8, type Frame } from '../protocol/codec.ts'
import { entryOf, isFailedRequest, type EnvironmentEntry } from '../protocol/entries.ts'
import { EventType, isActivity, isFullSnapshot, type RecordedEvent } from '../protocol/events.ts'
import {
  MAX_EVENTS_PER_FRAME,
  MAX_FRAME_BYTES,
  MAX_FRAME_JSON_BYTES,
  MAX_JSON_DEPTH,
} from '../protocol/limits.ts'
import type { FrameFacts } from './journal.ts'

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
}

/** A customer's clock may be wrong by hours, but what is off by more than this from the hello is not a time. */
const TIMESTAMP_TOLERANCE_MS = DAY

/**
 * @param customerNow the customer's clock now, as the hello set it; event times far from it are clamped (T31).
 * @throws ProtocolError with the sentence for the close reason.
 */
export const checkFrame = async (
  frame: Frame,
  gapBefore: boolean,
  customerNow: number,
): Promise<CheckedFrame> => {
  const json = await unpack(frame, MAX_FRAME_JSON_BYTES)
  if (deeperThan(json, MAX_JSON_DEPTH)) {
    throw new ProtocolError('malformed', `The JSON of the frame is nested more than ${MAX_JSON_DEPTH} deep.`)
  }
  const events = parseEvents(json)
  const clamped = clampTimes(
    events,
    customerNow - TIMESTAMP_TOLERANCE_MS,
    customerNow + TIMESTAMP_TOLERANCE_MS,
  )
  const kept = clamped ? await repack(frame, events) : frame
  return { frame: kept, ...count(events, kept.payload.length, gapBefore) }
}

const parseEvents = (json: Uint8Array<ArrayBuffer>): RecordedEvent[] => {
  let events: unknown
  try {
    events = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(json))
  } catch {
    throw new ProtocolError('malformed', 'The frame is not valid JSON in UTF-8.')
  }
  if (!Array.isArray(events) || events.length === 0 || events.length > MAX_EVENTS_PER_FRAME) {
    throw new ProtocolError('malformed', `A frame is an array of 1 to ${MAX_EVENTS_PER_FRAME} events.`)
  }
  events.forEach((event, index) => {
    if (!eventSchema.safeParse(event).success) {
      throw new ProtocolError('malformed', `Event ${index} of the frame is not an rrweb event.`)
    }
    const entry = entryOf(event as RecordedEvent)
    if (entry !== undefined && !entrySchema.safeParse(entry).success) {
      throw new ProtocolError('malformed', `Event ${index} of the frame is not a known entry.`)
    }
  })
  return events as RecordedEvent[]
}

/** Walks the bytes without parsing: a million brackets parse well, but overflow the stack of whoever walks them (T27). */
const deeperThan = (json: Uint8Array, limit: number): boolean => {
  let depth = 0
  let inString = false
  for (let i = 0; i < json.length; i += 1) {
    const byte = json[i]
    if (inString) {
      if (byte === 0x5c) i += 1
      else if (byte === 0x22) inString = false
    } else if (byte === 0x22) inString = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > limit) return true
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1
  }
  return false
}

const clampTimes = (events: RecordedEvent[], earliest: number, latest: number): boolean => {
  let clamped = false
  for (const event of events) {
    const time = Math.min(latest, Math.max(earliest, event.timestamp))
    if (time !== event.timestamp) {
      event.timestamp = time
      clamped = true
    }
  }
  return clamped
}

/** Another compressor may do worse than the peer's own; what is stored stays within the same bound. */
const repack = async (frame: Frame, events: RecordedEvent[]): Promise<Frame> => {
  const payload = await gzip(utf8(JSON.stringify(events)))
  if (payload.length > MAX_FRAME_BYTES) {
    throw new ProtocolError('too-big', `A frame may have ${MAX_FRAME_BYTES} bytes.`)
  }
  return { ...frame, encoding: Encoding.Gzip, payload }
}

const count = (events: RecordedEvent[], bytes: number, gapBefore: boolean): Omit<CheckedFrame, 'frame'> => {
  const facts: FrameFacts = {
    events: events.length,
    pages: 0,
    clicks: 0,
    errors: 0,
    failedRequests: 0,
    firstTime: events[0]?.timestamp ?? 0,
    lastTime: 0,
    activityTime: null,
    snapshot: events[0]?.type === EventType.Meta && events[1] !== undefined && isFullSnapshot(events[1]),
    gapBefore,
    bytes,
  }
  let firstUrl: string | null = null
  let environment: EnvironmentEntry | null = null
  for (const event of events) {
    facts.lastTime = Math.max(facts.lastTime, event.timestamp)
    if (isActivity(event)) facts.activityTime = event.timestamp
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
