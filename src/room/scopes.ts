/** What the customer did not allow is not taken in, whatever a recorder sends: the recorder's own obedience is not trusted. */
import { entryOf, type Entry, type ErrorEntry, type RequestEntry } from '../protocol/entries.ts'
import { EventType, type RecordedEvent } from '../protocol/events.ts'
import { CAPTURE_SCOPES, type CaptureScope } from '../protocol/privacy.ts'

type Scopes = readonly CaptureScope[]

/** What may be known of a request without its headers and bodies. */
const METADATA: ReadonlySet<string> = new Set<keyof RequestEntry>([
  'kind',
  'initiator',
  'method',
  'url',
  'status',
  'failure',
  'durationMs',
  'requestBytes',
  'responseBytes',
])

/**
 * The events that are left within what the customer allowed: the very array when that is all of them.
 * Where nothing is left, one event that shows nothing keeps the frame's place.
 */
export const withinScopes = (events: RecordedEvent[], scopes: Scopes): RecordedEvent[] => {
  let changed = false
  const left = events.flatMap((event) => {
    const allowed = allowedPart(event, scopes)
    changed ||= allowed !== event
    return allowed ?? []
  })
  if (!changed) return events
  const timestamp = events[0]?.timestamp ?? 0
  return left.length > 0 ? left : [{ type: EventType.DomContentLoaded, timestamp, data: {} }]
}

const allowedPart = (event: RecordedEvent, scopes: Scopes): RecordedEvent | undefined => {
  const entry = entryOf(event)
  switch (event.type) {
    case EventType.DomContentLoaded:
    case EventType.Load:
    case EventType.Meta:
      return event
    case EventType.FullSnapshot:
      return scopes.includes('picture') ? event : withoutTree(event)
    case EventType.IncrementalSnapshot:
      return scopes.includes('picture') ? event : undefined
    case EventType.Custom:
      return entry ? allowedEntry(event, entry, scopes) : onlyWithAll(event, scopes)
    default:
      return onlyWithAll(event, scopes)
  }
}

const allowedEntry = (event: RecordedEvent, entry: Entry, scopes: Scopes): RecordedEvent | undefined => {
  const withPayload = (payload: Partial<Entry>): RecordedEvent => ({
    ...event,
    data: { ...(event.data as object), payload },
  })
  switch (entry.kind) {
    case 'console':
      return scopes.includes('console') ? event : undefined
    case 'error':
      return scopes.includes('console') || isBlank(entry) ? event : withPayload(blank(entry))
    case 'click':
    case 'input':
    case 'submit':
      if (scopes.includes('picture') || entry.target.label === '') return event
      return withPayload({ ...entry, target: { ...entry.target, label: '' } })
    case 'request': {
      if (!scopes.includes('network')) return undefined
      const fields = Object.entries(entry)
      const known = fields.filter(([name]) => METADATA.has(name))
      if (scopes.includes('network-bodies') || known.length === fields.length) return event
      return withPayload(Object.fromEntries(known))
    }
    default:
      return event
  }
}

/** That there was an error is part of every recording; what it says is not. */
const blank = ({ kind, source, line, column }: ErrorEntry): ErrorEntry => ({
  kind,
  source,
  name: 'Error',
  message: '',
  ...(line !== undefined && { line }),
  ...(column !== undefined && { column }),
})

const isBlank = ({ name, message, stack, file }: ErrorEntry): boolean =>
  name === 'Error' && message === '' && stack === undefined && file === undefined

/** What no recorder of ours sends could hold anything. */
const onlyWithAll = (event: RecordedEvent, scopes: Scopes): RecordedEvent | undefined =>
  CAPTURE_SCOPES.every((scope) => scopes.includes(scope)) ? event : undefined

interface Serialized {
  type?: unknown
  attributes?: object
  childNodes?: unknown
}

/** NodeType of rrweb-snapshot. */
const ELEMENT = 2

/** A page without anything on it, so that a segment has its start and the timeline its page. */
const withoutTree = (event: RecordedEvent): RecordedEvent => {
  if (isEmpty((event.data as { node?: unknown }).node)) return event
  const element = (tagName: string, id: number, childNodes: object[] = []): object => ({
    type: ELEMENT,
    tagName,
    attributes: {},
    childNodes,
    id,
  })
  const html = element('html', 2, [element('head', 3), element('body', 4)])
  const node = { type: 0, childNodes: [html], id: 1 }
  return { type: event.type, timestamp: event.timestamp, data: { node, initialOffset: { left: 0, top: 0 } } }
}

/** Only the bones of a document: nothing that a page could write into. */
const isEmpty = (node: unknown): boolean => {
  if (typeof node !== 'object' || node === null) return false
  const { type, attributes, childNodes = [] } = node as Serialized
  return (
    (type === 0 || type === ELEMENT) &&
    Object.keys(attributes ?? {}).length === 0 &&
    Array.isArray(childNodes) &&
    childNodes.length < 3 &&
    childNodes.every(isEmpty)
  )
}
