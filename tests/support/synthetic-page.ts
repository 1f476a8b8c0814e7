/** Pages as rrweb serializes them, written by hand: for recordings that no browser made. */
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import { event } from './frames.ts'

/** rrweb-snapshot `NodeType` 2.2.2. */
const NodeType = { Document: 0, DocumentType: 1, Element: 2, Text: 3 } as const

/** A serialized node. Ids are given in document order, from 1. */
export interface Serial {
  type: number
  id: number
  tagName?: string
  attributes?: Record<string, unknown>
  textContent?: string
  childNodes?: Serial[]
}

/** An element or text that has no id yet. */
export type Markup = string | { tag: string; attributes: Record<string, unknown>; children: Markup[] }

export const el = (tag: string, attributes: Record<string, unknown> = {}, ...children: Markup[]): Markup => ({
  tag,
  attributes,
  children,
})

const numbered = (markup: Markup, next: () => number): Serial => {
  const id = next()
  if (typeof markup === 'string') return { type: NodeType.Text, id, textContent: markup }
  const { tag, attributes, children } = markup
  return {
    type: NodeType.Element,
    id,
    tagName: tag,
    attributes,
    childNodes: children.map((child) => numbered(child, next)),
  }
}

/** A whole document: 1 document, 2 doctype, 3 html, 4 head, its content, then body and its content. */
export const documentOf = (body: Markup[], head: Markup[] = []): Serial => {
  let last = 0
  const next = (): number => (last += 1)
  const id = next()
  const doctype = { type: NodeType.DocumentType, id: next(), name: 'html', publicId: '', systemId: '' }
  const html = numbered(el('html', {}, el('head', {}, ...head), el('body', {}, ...body)), next)
  return { type: NodeType.Document, id, childNodes: [doctype, html] }
}

/** The first node that fits. @throws Error when there is none */
export const nodeOf = (root: Serial, fits: (node: Serial) => boolean): Serial => {
  const search = (node: Serial): Serial | undefined => {
    if (fits(node)) return node
    for (const child of node.childNodes ?? []) {
      const found = search(child)
      if (found) return found
    }
    return undefined
  }
  const found = search(root)
  if (!found) throw new Error('No node of the page fits.')
  return found
}

/** The id of the first node that fits. @throws Error when there is none */
export const idOf = (root: Serial, fits: (node: Serial) => boolean): number => nodeOf(root, fits).id

/** Meta and FullSnapshot of a page. */
export const pictureOf = (
  node: Serial,
  timestamp: number,
  { href = 'https://shop.example/', width = 1_280, height = 800 } = {},
): RecordedEvent[] => [
  event(EventType.Meta, timestamp, { href, width, height }),
  event(EventType.FullSnapshot, timestamp, { node, initialOffset: { top: 0, left: 0 } }),
]
