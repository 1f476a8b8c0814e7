/**
 * The gate: the one function between every source and the outbox. rrweb's events and all entries pass it, once.
 * It drops what may not leave, masks what may not be read, and cuts every address. What it does not know, it masks.
 */
import { entryOf, type Entry } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { redactUrl, redactUrlsIn } from '../../src/protocol/redact.ts'
import { cleanAttributes } from './attributes.ts'
import { isMask, maskText, treatmentBelow, treatmentOf, type Privacy, type Treatment } from './masking.ts'

export interface GateOptions {
  privacy: Privacy
  /** The DOM node behind an id of rrweb's mirror. */
  nodeOf: (id: number) => Node | null
}

/** rrweb-snapshot's serialized node, as far as the gate reads it (`serializedNodeWithId`, 2.2.2). */
interface Serialized {
  type: number
  id: number
  tagName?: string
  attributes?: Record<string, unknown>
  textContent?: string
  childNodes?: Serialized[]
}

interface Mutation {
  source: typeof IncrementalSource.Mutation
  texts: { id: number; value: string | null }[]
  attributes: { id: number; attributes: Record<string, unknown> }[]
  adds: { parentId: number; node: Serialized }[]
}

/** What rrweb's mirror calls a node that is not part of the recording. */
export const IGNORED_ID = -2

/** NodeType of rrweb-snapshot. */
const ELEMENT = 2
const TEXT = 3
const COMMENT = 5

/** Not by `instanceof`, for frames have classes of their own. */
const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE

export const createGate = ({
  privacy,
  nodeOf,
}: GateOptions): ((event: RecordedEvent) => RecordedEvent | undefined) => {
  const root: Treatment = privacy === 'strict' ? 'masked' : 'shown'

  const cleanTree = (node: Serialized, above: Treatment, parent: string): void => {
    if (node.type === TEXT || node.type === COMMENT) {
      if (above !== 'shown' && parent !== 'style' && parent !== 'script')
        node.textContent = maskText(node.textContent ?? '')
      return
    }
    const tag = node.tagName ?? ''
    let below = above
    if (node.type === ELEMENT) {
      const attributes = (node.attributes ??= {})
      below = treatmentBelow(above, tag, attributes)
      cleanAttributes(tag, attributes, below)
    }
    for (const child of node.childNodes ?? []) cleanTree(child, below, tag)
  }

  /** The element that decides for a node: itself, its parent, the host of its shadow root, the frame it is in. */
  const decider = (node: Node | null): Element | null => {
    if (!node || isElement(node)) return node
    if (node.nodeType === Node.DOCUMENT_NODE) {
      const { defaultView, documentElement } = node as Document
      return defaultView?.frameElement ?? documentElement
    }
    return 'host' in node ? (node as ShadowRoot).host : decider(node.parentNode)
  }

  const cleanMutation = (mutation: Mutation): void => {
    for (const { parentId, node } of mutation.adds) {
      const parent = decider(nodeOf(parentId))
      cleanTree(node, parent ? treatmentOf(parent, privacy) : 'private', parent?.localName ?? '')
    }
    for (const text of mutation.texts) {
      const holder = decider(nodeOf(text.id))
      if (text.value === null || holder?.localName === 'style') continue
      if (treatmentOf(holder, privacy) !== 'shown') text.value = maskText(text.value)
    }
    for (const { id, attributes } of mutation.attributes) {
      const node = nodeOf(id)
      const known = node && isElement(node) ? node : null
      const type = known?.getAttribute('type') ?? ''
      cleanAttributes(known?.localName ?? 'input', attributes, treatmentOf(known, privacy), type)
    }
  }

  /** False when the event is of our own bar, or of nothing that was recorded. */
  const passIncremental = (data: { source: number; id?: number }): boolean => {
    if (data.id === IGNORED_ID) return false
    switch (data.source) {
      case IncrementalSource.Mutation:
        cleanMutation(data as unknown as Mutation)
        return true
      case IncrementalSource.Input: {
        const input = data as unknown as { text: string }
        // Radio buttons and checkboxes come with their `value`, which rrweb never masks.
        if (!isMask(input.text)) input.text = ''
        return true
      }
      case IncrementalSource.MouseMove:
      case IncrementalSource.TouchMove: {
        const move = data as unknown as { positions: { id: number }[] }
        move.positions = move.positions.filter((position) => position.id !== IGNORED_ID)
        return move.positions.length > 0
      }
      default:
        return true
    }
  }

  return (event) => {
    switch (event.type) {
      case EventType.Meta: {
        const data = event.data as { href: string }
        data.href = redactUrl(data.href)
        return event
      }
      case EventType.FullSnapshot:
        cleanTree((event.data as { node: Serialized }).node, root, '')
        return event
      case EventType.IncrementalSnapshot:
        return passIncremental(event.data as { source: number; id?: number }) ? event : undefined
      case EventType.Custom: {
        const entry = entryOf(event)
        if (!entry) return undefined
        cleanEntry(entry, privacy)
        return event
      }
      case EventType.DomContentLoaded:
      case EventType.Load:
        return event
      default:
        return undefined
    }
  }
}

/** Trackers hand over what they saw; addresses lose query and fragment here, in texts too. */
const cleanEntry = (entry: Entry, privacy: Privacy): void => {
  switch (entry.kind) {
    case 'page':
      entry.url = redactUrl(entry.url)
      entry.title = privacy === 'strict' ? '' : redactUrlsIn(entry.title)
      return
    case 'request':
      entry.url = redactUrl(entry.url)
      return
    case 'console':
      entry.args = entry.args.map(redactUrlsIn)
      if (entry.stack !== undefined) entry.stack = redactUrlsIn(entry.stack)
      return
    case 'error':
      entry.message = redactUrlsIn(entry.message)
      if (entry.stack !== undefined) entry.stack = redactUrlsIn(entry.stack)
      if (entry.file !== undefined) entry.file = redactUrl(entry.file)
      return
    case 'click':
    case 'input':
    case 'submit':
      entry.target.label = redactUrlsIn(entry.target.label)
      return
    case 'environment':
    case 'control':
      return
  }
}
