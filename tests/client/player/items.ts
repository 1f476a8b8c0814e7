/** Entries with their place, for the player's tests. */
import type { Entry, RequestEntry, TimelineItem } from '../../../src/protocol/entries.ts'
import { ANA, environmentEntry, pageEntry } from '../../support/frames.ts'

const ORIGIN_TIME = 1_700_000_000_000

/** @param t ms from the recording's start */
export const item = (t: number, entry: Entry, tab = ANA): TimelineItem => ({
  ...entry,
  id: `${tab}:${t}:${entry.kind}`,
  t,
  tab,
  timestamp: ORIGIN_TIME + t,
})

const target = { tag: 'button', label: 'Pay', selector: '#pay' }

export const page = (t: number, url?: string, tab?: string): TimelineItem => item(t, pageEntry(url), tab)
export const click = (t: number): TimelineItem => item(t, { kind: 'click', target, x: 1, y: 2 })
export const input = (t: number): TimelineItem => item(t, { kind: 'input', target })
export const environment = (t: number): TimelineItem => item(t, environmentEntry)

export const requestEntry = (more: Partial<RequestEntry> = {}): RequestEntry => ({
  kind: 'request',
  initiator: 'fetch',
  method: 'GET',
  url: 'https://shop.example/api/rates',
  status: 200,
  durationMs: 30,
  ...more,
})
export const request = (t: number, more?: Partial<RequestEntry>): TimelineItem => item(t, requestEntry(more))

export const control = (
  t: number,
  action: Extract<Entry, { kind: 'control' }>['action'],
  tab?: string,
): TimelineItem => item(t, { kind: 'control', action }, tab)
