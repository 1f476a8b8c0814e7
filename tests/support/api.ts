/** The public API as a program would call it. */
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { TimelineItem } from '../../src/protocol/entries.ts'
import { API_KEY } from './server.ts'

export interface RecordingAnswer {
  id: string
  caseId: string
  linkId: string
  status: 'live' | 'ended'
  startedAt: string | null
  endedAt: string | null
  endReason: string | null
  durationMs: number
  pageCount: number
  clickCount: number
  eventCount: number
  errorCount: number
  failedRequestCount: number
  /** Secrets that the server masked. */
  leakCount: number
  firstUrl: string | null
  environment: { browser: string } | null
  tabs: { id: string; eventCount: number }[]
}

export interface LinkAnswer {
  id: string
  caseId: string
  url: string
  /** Null only for links of version 0.1. */
  shortUrl: string
  state: string
  expiresAt: string
}

export interface Answer<T> {
  status: number
  body: T
}

export const createApi = (url: string, key = API_KEY) => {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
  }
  const must = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call<T>(method, path, body)
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  return {
    call,
    /** A case and a link for it. @param target path on the server itself, or a whole URL */
    link: async (target = '/demo', options: object = {}): Promise<LinkAnswer> => {
      const { id } = await must<{ id: string }>('POST', '/cases', {
        title: 'Cannot pay',
        reference: 'ZD-1042',
      })
      const targetUrl = new URL(target, url).href
      return must<LinkAnswer>('POST', `/cases/${id}/links`, { targetUrl, ...options })
    },
    linkState: async (id: string) => (await must<LinkAnswer>('GET', `/links/${id}`)).state,
    revoke: (id: string) => must<null>('DELETE', `/links/${id}`),
    recordings: async (query = '') =>
      (await must<{ items: RecordingAnswer[] }>('GET', `/recordings${query}`)).items,
    /** The only recording of a link. */
    recordingOf: async (linkId: string): Promise<RecordingAnswer> => {
      const { items } = await must<{ items: RecordingAnswer[] }>('GET', '/recordings')
      const own = items.filter((recording) => recording.linkId === linkId)
      if (own.length !== 1 || !own[0]) throw new Error(`The link has ${own.length} recordings.`)
      return own[0]
    },
    recording: (id: string) => must<RecordingAnswer>('GET', `/recordings/${id}`),
    /** @param tab the first one when none is named */
    events: (id: string, tab = '') =>
      must<RecordedEvent[]>('GET', `/recordings/${id}/events${tab && `?tab=${tab}`}`),
    timeline: async (id: string) =>
      (await must<{ items: TimelineItem[] }>('GET', `/recordings/${id}/timeline`)).items,
    erase: (id: string) => must<null>('DELETE', `/recordings/${id}`),
  }
}

export type Api = ReturnType<typeof createApi>
