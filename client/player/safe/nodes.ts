/** Rebuilds serialized nodes from an allow-list: nothing is copied merely because it was there. */
import { isRecord, textOf } from '../readable.ts'
import { quietAttributes, type Holder } from './attributes.ts'
import { quietCss } from './css.ts'
import { isCustomName, mayHostShadow, shownTag } from './elements.ts'

/** rrweb-snapshot `NodeType`. */
export const NodeType = { Document: 0, DocumentType: 1, Element: 2, Text: 3, CDATA: 4, Comment: 5 } as const

export interface SafeNode {
  type: number
  id: number
  rootId?: number
  isShadow?: true
  tagName?: string
  attributes?: Record<string, unknown>
  childNodes?: SafeNode[]
  textContent?: string
  [key: string]: unknown
}

/** What is around a node that is cleaned. */
export interface Around {
  parent: Holder | undefined
  depth: number
}

export interface NodeCleaner {
  /** @returns undefined for what is no node, or has no place in its parent */
  clean(node: unknown, around: Around): SafeNode | undefined
}

/** Elements inside each other. The HTML parser stops at 512; a picture far deeper can make a browser run out of stack. */
export const MOST_DEPTH = 800
/** Ids for nodes that came with one that was taken: far above those that a page reaches. */
const FRESH_IDS = 2_000_000_000

const isFlag = (value: unknown): boolean => value === true

/** True where the text of a child is read as CSS. A link with a sheet in it is shown as a style element. */
export const isStyle = (holder: Holder | undefined): boolean =>
  holder?.tag === 'style' || holder?.tag === 'link'

/** @param onElement called with each element and its attributes as recorded */
export const createNodeCleaner = (
  onElement: (tag: string, attributes: Record<string, unknown>, id: number) => void,
): NodeCleaner => {
  const taken = new Set<number>()
  let fresh = FRESH_IDS

  /** A node that comes twice would be put inside itself, or leave its first place. */
  const idOf = (given: unknown): number => {
    const id = Number(given)
    if (!taken.has(id)) {
      taken.add(id)
      return id
    }
    fresh += 1
    return fresh
  }

  const cleanChildren = (
    node: Record<string, unknown>,
    parent: Holder | undefined,
    depth: number,
  ): SafeNode[] =>
    depth < MOST_DEPTH && Array.isArray(node['childNodes'])
      ? node['childNodes'].flatMap((child) => clean(child, { parent, depth: depth + 1 }) ?? [])
      : []

  const cleanElement = (node: Record<string, unknown>, base: SafeNode, depth: number): SafeNode => {
    const isSvg = isFlag(node['isSVG'])
    const tag = shownTag(textOf(node['tagName']).toLowerCase(), isSvg)
    const given = isRecord(node['attributes']) ? node['attributes'] : {}
    onElement(tag, given, base.id)
    const holder = { tag, isSvg }
    return {
      ...base,
      tagName: tag,
      attributes: quietAttributes(holder, given),
      ...(isSvg && { isSVG: true }),
      ...(isFlag(node['isCustom']) && isCustomName(tag) && { isCustom: true }),
      ...(isFlag(node['isShadowHost']) && mayHostShadow(tag) && { isShadowHost: true }),
      ...(isFlag(node['needBlock']) && { needBlock: true }),
      childNodes: cleanChildren(node, holder, depth),
    }
  }

  const clean = (node: unknown, { parent, depth }: Around): SafeNode | undefined => {
    if (!isRecord(node) || !Number.isSafeInteger(node['id']) || typeof node['type'] !== 'number')
      return undefined
    const { type, textContent } = node
    const base: SafeNode = {
      type: node['type'],
      id: idOf(node['id']),
      ...(Number.isSafeInteger(node['rootId']) && { rootId: Number(node['rootId']) }),
      ...(isFlag(node['isShadow']) && parent && mayHostShadow(parent.tag) && { isShadow: true }),
    }
    switch (type) {
      case NodeType.Document:
        // Anywhere else it would replace the page.
        if (parent && parent.tag !== 'iframe') return undefined
        return {
          ...base,
          ...(node['compatMode'] === 'BackCompat' && { compatMode: 'BackCompat' }),
          childNodes: cleanChildren(node, undefined, depth),
        }
      case NodeType.DocumentType:
        return { ...base, name: 'html', publicId: textOf(node['publicId']), systemId: '' }
      case NodeType.Element:
        return cleanElement(node, base, depth)
      case NodeType.Text:
      // No HTML document can hold a CDATA section; it looks like text.
      case NodeType.CDATA: {
        const text = textOf(textContent)
        const isCss = isFlag(node['isStyle']) || isStyle(parent)
        return {
          ...base,
          type: NodeType.Text,
          ...(isCss && { isStyle: true }),
          textContent: isCss ? quietCss(text) : text,
        }
      }
      case NodeType.Comment:
        return { ...base, textContent: '' }
      default:
        return undefined
    }
  }

  return { clean }
}
