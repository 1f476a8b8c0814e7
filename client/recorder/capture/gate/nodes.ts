/** rrweb's serialized nodes (rrweb-snapshot, `serializedNodeWithId`), as far as the gate reads them. */

import { isElement } from '../../ground/dom.ts'

export interface Serialized {
  type: number
  id: number
  tagName?: string
  attributes?: Record<string, unknown>
  textContent?: string
  childNodes?: Serialized[]
  name?: string
  publicId?: string
  systemId?: string
}

/** NodeType of rrweb-snapshot. */
export const NodeType = { Document: 0, Doctype: 1, Element: 2, Text: 3, CData: 4, Comment: 5 } as const

/** What rrweb's mirror calls a node that is not part of the recording. */
export const IGNORED_ID = -2

/** Not by `instanceof`, for frames have classes of their own. */
export const asElement = (node: Node | null): Element | null => (isElement(node) ? node : null)

const blankElement = (id: number, tagName: string, childNodes: Serialized[]): Serialized => ({
  type: NodeType.Element,
  id,
  tagName,
  attributes: {},
  childNodes,
})

/** A page of which nothing is told but that it is there. */
export const blankPage = (): Serialized => ({
  type: NodeType.Document,
  id: 1,
  childNodes: [blankElement(2, 'html', [blankElement(3, 'head', []), blankElement(4, 'body', [])])],
})
