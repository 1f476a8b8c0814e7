/** Frames as a customer's browser would cut them. */
import {
  encodeFrame,
  Encoding,
  eventsOfStored,
  gzip,
  ProtocolError,
  utf8,
  type Frame,
} from '../../src/protocol/codec.ts'
import { entryEvent, type EnvironmentEntry, type PageEntry } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { checkHere, type CheckedFrame } from '../../src/room/check-frame.ts'
import type { TabTimes } from '../../src/room/frame-times.ts'
import type { FrameFacts, JournalFrame } from '../../src/room/journal.ts'
import type { CaptureScope } from '../../src/protocol/privacy.ts'
import { START } from './clock.ts'

export { utf8 }

/** The customers Ana and Ben each have a tab. */
export const ANA = 'tab_of-Ana'
export const BEN = 'tab_of-Ben'

export const event = (type: number, timestamp: number, data: object = {}): RecordedEvent => ({
  type,
  timestamp,
  data,
})

export const move = (timestamp = START): RecordedEvent =>
  event(EventType.IncrementalSnapshot, timestamp, { source: IncrementalSource.MouseMove, positions: [] })

/** A change that the page made by itself. */
export const mutation = (timestamp = START): RecordedEvent =>
  event(EventType.IncrementalSnapshot, timestamp, { source: IncrementalSource.Mutation })

/** What a fresh picture starts with. */
export const picture = (timestamp = START): RecordedEvent[] => [
  event(EventType.Meta, timestamp, { href: 'https://shop.example/', width: 800, height: 600 }),
  event(EventType.FullSnapshot, timestamp, { node: { type: 0, childNodes: [], id: 1 }, initialOffset: {} }),
]

export const pageEntry = (url = 'https://shop.example/checkout'): PageEntry => ({
  kind: 'page',
  url,
  title: 'Checkout',
  cause: 'load',
})

export const environmentEntry: EnvironmentEntry = {
  kind: 'environment',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  platform: 'Linux x86_64',
  languages: ['en'],
  timezone: 'Europe/Lisbon',
  screen: { width: 1920, height: 1080 },
  viewport: { width: 800, height: 600 },
  pixelRatio: 1,
  touchPoints: 0,
  colorScheme: 'light',
  reducedMotion: false,
  cookiesEnabled: true,
  online: true,
}

/** The first thing a page load sends: its picture, its address, its environment. */
export const firstEvents = (timestamp = START): RecordedEvent[] => [
  ...picture(timestamp),
  entryEvent(pageEntry(), timestamp),
  entryEvent(environmentEntry, timestamp),
]

export interface FrameInput extends Partial<Frame> {
  seq: number
  events?: unknown
}

/** A page sends what has happened up to now. */
const lastTimeOf = (events: unknown): number => {
  const last = (events as Partial<RecordedEvent>[] | null)?.at?.(-1)?.timestamp
  return typeof last === 'number' && Number.isFinite(last) ? last : START
}

/** For the first frame of a recording whose customer's clock is right. */
export const FIRST_TIMES: TabTimes = { now: START, lastTime: -Infinity, earliest: -Infinity, shifts: [0] }

/** A frame on the wire; `events` may be anything, because a peer may send anything. */
export const wireFrame = ({ events = [move()], ...frame }: FrameInput): Uint8Array<ArrayBuffer> =>
  encodeFrame({
    tab: ANA,
    sentAt: lastTimeOf(events),
    encoding: Encoding.Json,
    payload: utf8(JSON.stringify(events)),
    ...frame,
  })

export const gzipFrame = async (
  frame: FrameInput,
  json: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> =>
  wireFrame({ ...frame, encoding: Encoding.Gzip, payload: await gzip(json) })

export const NO_FACTS: FrameFacts = {
  events: 1,
  pages: 0,
  clicks: 0,
  errors: 0,
  failedRequests: 0,
  firstTime: START,
  lastTime: START,
  activityTime: null,
  snapshot: false,
  gapBefore: false,
  bytes: 2,
  leakCount: 0,
}

/** A frame as a journal holds it. */
export const journalFrame = (
  seq: number,
  { facts, ...more }: Partial<Omit<JournalFrame, 'facts'>> & { facts?: Partial<FrameFacts> } = {},
): JournalFrame => ({
  tab: ANA,
  seq,
  sentAt: START + seq,
  receivedAt: START + 10 * seq,
  encoding: Encoding.Json,
  payload: utf8(JSON.stringify([{ type: 3, timestamp: START + seq, data: { seq } }])),
  ...more,
  facts: { ...NO_FACTS, ...facts },
})

export const eventsOf = (frame: Frame): Promise<RecordedEvent[]> => eventsOfStored(frame)

/** A frame as a room checks it. @throws ProtocolError */
export const checkFrame = async (
  frame: Frame,
  gapBefore: boolean,
  times: TabTimes,
  scopes: readonly CaptureScope[],
): Promise<CheckedFrame> => {
  const { result } = await checkHere({ frame, gapBefore, times, scopes })
  if (result instanceof ProtocolError) throw result
  return result
}
