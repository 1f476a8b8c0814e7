/** A change to the page, cleaned as a snapshot is: with each element known from the same change, or from the picture. */
import { textOf } from '../readable.ts'
import { quietAttribute, shownName, type Holder } from './attributes.ts'
import { quietCss } from './css.ts'
import { shownTag } from './elements.ts'
import { createNodeCleaner, isStyle, MOST_DEPTH, NodeType, type SafeNode } from './nodes.ts'

/** What is on the stage: rrweb's mirror, asked by id. */
export interface Shown {
  nodeOf(id: number): Node | null
}

interface Add {
  parentId: number
  nextId?: number | null
  previousId?: number | null
  node: SafeNode
}
interface Given {
  adds: {
    parentId: number
    nextId?: number | null
    previousId?: number | null
    node: Record<string, unknown>
  }[]
  removes: { id: number; parentId: number; isShadow?: unknown }[]
  texts: { id: number; value: string | null }[]
  attributes: { id: number; attributes: Record<string, unknown> }[]
}

const SVG = 'http://www.w3.org/2000/svg'

const holderOf = (node: Node | null): Holder | undefined => {
  if (node?.nodeType !== 1) return undefined
  const { localName, namespaceURI } = node as Element
  return { tag: localName.toLowerCase(), isSvg: namespaceURI === SVG }
}

const depthOf = (node: Node | null): number => {
  let depth = 0
  for (let at = node; at && depth <= MOST_DEPTH; depth += 1)
    at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null
  return depth
}

/** Ids of none: rrweb writes no next sibling as null, and in old recordings as -1. */
const isNone = (id: number | null | undefined): boolean => id === null || id === undefined || id < 0

/**
 * Additions in an order in which each finds its parent and its next sibling. rrweb would look for those of the others for
 * half a second each time: they hang in each other, or in nothing.
 */
const inOrder = (adds: Add[], isThere: (id: number) => boolean): Add[] => {
  const coming = new Set(adds.map(({ node }) => node.id))
  const waiting = new Map<number, Add[]>()
  const done: Add[] = []
  const came = new Set<number>()
  const lacks = ({ parentId, nextId, node }: Add): number | undefined => {
    const needs = [parentId, ...(isNone(nextId) ? [] : [nextId as number])]
    // A document may come before the frame that it belongs in.
    return node.type === NodeType.Document
      ? undefined
      : needs.find((id) => !came.has(id) && !(isThere(id) && !coming.has(id)))
  }
  const ready = [...adds].toReversed()
  while (ready.length > 0) {
    const add = ready.pop() as Add
    const missing = lacks(add)
    if (missing !== undefined) {
      const others = waiting.get(missing)
      if (others) others.push(add)
      else waiting.set(missing, [add])
      continue
    }
    done.push(add)
    came.add(add.node.id)
    ready.push(...(waiting.get(add.node.id) ?? []).toReversed())
    waiting.delete(add.node.id)
  }
  return done
}

/**
 * @param shown undefined before there is a picture
 * @param onElement called with each new element
 * @returns the change, and how many parts of it have no place in the picture
 */
export const cleanMutation = (
  given: Given,
  shown: Shown | undefined,
  onElement: (tag: string, attributes: Record<string, unknown>, id: number) => void,
): { data: Record<string, unknown>; lost: number } => {
  const nodeOf = (id: number): Node | null => shown?.nodeOf(id) ?? null
  const cleaner = createNodeCleaner(onElement)
  const kinds = new Map<number, Holder>()
  for (const { node } of given.adds) {
    if (node['type'] !== NodeType.Element) continue
    const isSvg = node['isSVG'] === true
    kinds.set(Number(node['id']), { tag: shownTag(textOf(node['tagName']).toLowerCase(), isSvg), isSvg })
  }
  const kindOf = (id: number): Holder | undefined => kinds.get(id) ?? holderOf(nodeOf(id))

  const gone = new Set<Node>()
  for (const { id, parentId } of given.removes) {
    const node = nodeOf(id)
    if (node && nodeOf(parentId)) gone.add(node)
  }
  const isThere = (id: number): boolean => {
    const node = nodeOf(id)
    if (!shown) return true
    if (!node) return false
    if (gone.size > 0) for (let at: Node | null = node; at; at = at.parentNode) if (gone.has(at)) return false
    return true
  }

  const inStyles = new Set<number>()
  const adds = given.adds.flatMap(({ parentId, nextId, previousId, node }): Add[] => {
    const parent = kindOf(parentId)
    if (parent?.tag === 'iframe' && node['type'] !== NodeType.Document) return []
    const depth = depthOf(nodeOf(parentId))
    const clean = depth < MOST_DEPTH ? cleaner.clean(node, { parent, depth }) : undefined
    if (!clean) return []
    if (isStyle(parent)) inStyles.add(clean.id)
    // A document of another frame than it says: rrweb would ask an element to make elements.
    if (clean.rootId !== undefined && shown && nodeOf(clean.rootId)?.nodeType !== 9) delete clean.rootId
    return [
      {
        parentId,
        nextId: isNone(nextId) ? null : nextId!,
        ...(!isNone(previousId) && { previousId }),
        node: clean,
      },
    ]
  })
  const ordered = inOrder(adds, isThere)
  const attributes = given.attributes.map(({ id, attributes: changes }) => ({
    id,
    attributes: quietChanges([kinds.get(id), holderOf(nodeOf(id))], changes),
  }))
  const texts = given.texts.map(({ id, value }) => {
    const isCss = inStyles.has(id) || isStyle(holderOf(nodeOf(id)?.parentNode ?? null))
    return { id, value: isCss ? quietCss(value ?? '') : (value ?? '') }
  })
  const removes = given.removes.map(({ id, parentId, isShadow }) => ({
    id,
    parentId,
    ...(isShadow === true && { isShadow }),
  }))
  return {
    data: { source: 0, adds: ordered, removes, texts, attributes },
    lost: given.adds.length - ordered.length,
  }
}

/** As every element allows that the id may mean; an element that is not known has no attributes to change. */
const quietChanges = (
  holders: (Holder | undefined)[],
  changes: Record<string, unknown>,
): Record<string, unknown> => {
  const known = holders.filter((holder) => holder !== undefined)
  if (known.length === 0) return {}
  const clean: Record<string, unknown> = {}
  for (const [name, given] of Object.entries(changes)) {
    let value: unknown = given
    for (const holder of known) if (value !== undefined) value = quietAttribute(holder, name, value)
    if (value !== undefined) clean[shownName(known[0] as Holder, name)] = value
  }
  return clean
}
