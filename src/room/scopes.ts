/** What the customer did not allow is not taken in, whatever a recorder sends: the recorder's own obedience is not trusted. */
import {
  entryOf,
  type ControlEntry,
  type ElementLabel,
  type Entry,
  type ErrorEntry,
  type RequestEntry,
} from '../protocol/entries.ts'
import { EventType, type RecordedEvent } from '../protocol/events.ts'
import type { RecorderEndReason } from '../protocol/messages.ts'
import type { CaptureScope } from '../protocol/privacy.ts'

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
    default: {
      // What no recorder of ours sends could hold anything.
      const allowed = entry && allowedEntry(entry, scopes)
      return allowed === entry ? entry && event : allowed && withPayload(event, allowed)
    }
  }
}

const withPayload = (event: RecordedEvent, payload: Entry): RecordedEvent => ({
  ...event,
  data: { ...(event.data as object), payload },
})

/** Every kind has its line, and one that is new does not pass before it has. @returns the very entry where all of it is allowed */
const allowedEntry = (entry: Entry, scopes: Scopes): Entry | undefined => {
  switch (entry.kind) {
    case 'environment':
      return entry
    case 'page':
      return scopes.includes('picture') || entry.title === '' ? entry : { ...entry, title: '' }
    case 'click':
    case 'input':
    case 'submit':
      return scopes.includes('picture') || isBare(entry.target)
        ? entry
        : { ...entry, target: bare(entry.target) }
    case 'console':
      return scopes.includes('console') ? entry : undefined
    case 'error':
      return scopes.includes('console') || isBlank(entry) ? entry : blank(entry)
    case 'request':
      return scopes.includes('network') ? allowedRequest(entry, scopes) : undefined
    case 'control':
      return isPlain(entry) || scopes.includes('console') ? entry : { kind: entry.kind, action: entry.action }
    default:
      return entry satisfies never
  }
}

const allowedRequest = (entry: RequestEntry, scopes: Scopes): RequestEntry => {
  const fields = Object.entries(entry)
  const known = fields.filter(([name]) => METADATA.has(name))
  if (scopes.includes('network-bodies') || known.length === fields.length) return entry
  return Object.fromEntries(known) as unknown as RequestEntry
}

/** Elements that a person can use, by names of the HTML standard; any other name may be one that the page gave. */
const USABLE = new Set(['a', 'button', 'input', 'select', 'textarea', 'option', 'label', 'summary', 'form'])

/** That something was used is part of every recording; what it is called, and where it stands, is part of the picture. */
const bare = ({ tag }: ElementLabel): ElementLabel => ({
  tag: USABLE.has(tag) ? tag : '',
  label: '',
  selector: '',
})

const isBare = ({ tag, label, selector }: ElementLabel): boolean =>
  label === '' && selector === '' && (tag === '' || USABLE.has(tag))

const STOPS: ReadonlySet<string> = new Set<RecorderEndReason>([
  'customer',
  'idle',
  'limit',
  'bar-removed',
  'site-refused',
])

/** A detail that the recorder makes of a word or a number of its own; others tell what went wrong, in the words of an error. */
const isPlain = ({ action, detail }: ControlEntry): boolean =>
  detail === undefined ||
  (action === 'stopped' && STOPS.has(detail)) ||
  (action === 'left-out' && /^\d{1,9} [a-z ]{1,40} were left out$/.test(detail))

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
