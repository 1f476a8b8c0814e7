/**
 * Reads a frame from a peer that nobody trusts: unpacks it within bounds, checks its shape, takes out what may not be
 * kept, counts what is in it. What passes is stored as it came and can be played; what has no known shape closes the
 * socket with the reason.
 */
import { z } from 'zod'
import { entrySchema } from '../domain/entry-schema.ts'
import { Encoding, gzip, ProtocolError, unpack, utf8, type Frame } from '../protocol/codec.ts'
import { entryOf, isFailedRequest, type EnvironmentEntry } from '../protocol/entries.ts'
import { EventType, isActivity, isFullSnapshot, type RecordedEvent } from '../protocol/events.ts'
import {
  MAX_EVENTS_PER_FRAME,
  MAX_FRAME_BYTES,
  MAX_FRAME_JSON_BYTES,
  MAX_JSON_DEPTH,
} from '../protocol/limits.ts'
import type { CaptureScope } from '../protocol/privacy.ts'
import { settleTimes, shiftOf, type TabTimes } from './frame-times.ts'
import type { FrameFacts } from './journal.ts'
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

/**
 * @param times what the times of its events are held against
 * @param scopes what the customer allowed; the rest is dropped, though errors and failed requests are still counted.
 * @throws ProtocolError with the sentence for the close reason.
 */
export const checkFrame = async (
  frame: Frame,
  gapBefore: boolean,
  times: TabTimes,
  scopes: readonly CaptureScope[],
): Promise<CheckedFrame> => {
  const json = await unpack(frame, MAX_FRAME_JSON_BYTES)
  if (deeperThan(json, MAX_JSON_DEPTH)) {
    throw new ProtocolError('malformed', `The JSON of the frame is nested more than ${MAX_JSON_DEPTH} deep.`)
  }
  const events = parseEvents(json)
  const shiftMs = shiftOf(frame.sentAt, times)
  const moved = settleTimes(events, frame.sentAt, shiftMs, times.lastTime)
  const allowed = withinScopes(events, scopes)
  const isCut = cutAddresses(allowed)
  const leaks = maskEvents(allowed)
  const asItCame = !moved && !isCut && allowed === events && leaks.length === 0
  const kept = asItCame ? frame : await repack(frame, allowed)
  const counted = count(events, { allowed, leaks, bytes: kept.payload.length, gapBefore })
  return { frame: kept, ...counted, came: events.length, shiftMs }
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
  kept: { allowed: RecordedEvent[]; leaks: Leak[]; bytes: number; gapBefore: boolean },
): Pick<CheckedFrame, 'facts' | 'firstUrl' | 'environment'> => {
  const { allowed, leaks, bytes, gapBefore } = kept
  const facts: FrameFacts = {
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
    bytes,
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
