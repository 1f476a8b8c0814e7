/** What the budget knows of a picture: each node with its place, and what costs more than the node itself. */
import { cornersOf, isReferring, NO_REFS, primitivesOf, refsOf, type Refs } from './refs.ts'

export interface Known {
  id: number
  parent: Known | undefined
  /** None, for most: a set for each of 100,000 nodes would keep the garbage collector busy. */
  kids: Set<Known> | undefined
  /** '' for what is no element. */
  tag: string
  isSvg: boolean
  depth: number
  /** Length of its text. */
  text: number
  /** By which others refer to it, '' for none. */
  name: string
  refs: Refs
  corners: number
  /** Filter primitives that it is by itself. */
  filters: number
  /** Something else stands in the place of what was in it. */
  isHatched: boolean
  /** It has a style of its own with a filter in it. */
  isFiltered: boolean
}

/** @param parent undefined for the document */
export const knownOf = (
  node: {
    id: number
    tagName?: string
    textContent?: unknown
    isSVG?: unknown
    attributes?: Record<string, unknown>
  },
  parent: Known | undefined,
): Known => {
  const attributes = node.attributes ?? {}
  const isSvg = node.isSVG === true
  const tag = node.tagName?.toLowerCase() ?? ''
  return {
    id: node.id,
    parent,
    kids: undefined,
    tag,
    isSvg,
    depth: (parent?.depth ?? 0) + 1,
    text: typeof node.textContent === 'string' ? node.textContent.length : 0,
    name: typeof attributes['id'] === 'string' ? attributes['id'] : '',
    refs: tag === '' ? NO_REFS : refsOf(attributes),
    corners: (isSvg && cornersOf(attributes)) || 0,
    filters: isSvg ? primitivesOf(tag, attributes) : 0,
    isHatched: false,
    isFiltered: false,
  }
}

export interface Model {
  get(id: number): Known | undefined
  add(known: Known): void
  /** Forgets it with all that is in it. */
  remove(known: Known): void
  /** Takes in what changed of an element. */
  change(known: Known, attributes: Record<string, unknown>): void
  setText(known: Known, length: number): void
  /** Empties it, once a hatch stands for what was in it. */
  hatch(known: Known): void
  /** Elements that go by this name. */
  named(name: string): ReadonlySet<Known>
  /** Elements that refer to others. */
  referring(): ReadonlySet<Known>
  /** True once after a change to what references unfold to. */
  takeDirty(): boolean
  nodes(): number
  elements(): number
  text(): number
  /** Depth of the deepest element there was, and length of the longest row of siblings. */
  deepest(): number
  longestRow(): number
}

export const createModel = (): Model => {
  const all = new Map<number, Known>()
  const names = new Map<string, Set<Known>>()
  const referring = new Set<Known>()
  let elements = 0
  let text = 0
  let deepest = 0
  let longestRow = 0
  let isDirty = false

  const enlist = (known: Known): void => {
    if (known.name !== '') {
      const same = names.get(known.name)
      if (same) same.add(known)
      else names.set(known.name, new Set([known]))
    }
    if (isReferring(known.refs)) referring.add(known)
    if (referring.size > 0 && (known.isSvg || isReferring(known.refs))) isDirty = true
  }
  const strike = (known: Known): void => {
    const same = names.get(known.name)
    same?.delete(known)
    if (same?.size === 0) names.delete(known.name)
    referring.delete(known)
  }
  const remove = (known: Known): void => {
    known.parent?.kids?.delete(known)
    const leaving = [known]
    for (let each = leaving.pop(); each; each = leaving.pop()) {
      for (const kid of each.kids ?? []) leaving.push(kid)
      strike(each)
      text -= each.text
      if (each.tag !== '') elements -= 1
      all.delete(each.id)
    }
  }

  return {
    get: (id) => all.get(id),
    add(known) {
      const before = all.get(known.id)
      if (before) remove(before)
      all.set(known.id, known)
      if (known.parent) {
        const row = (known.parent.kids ??= new Set()).add(known)
        longestRow = Math.max(longestRow, row.size)
      }
      text += known.text
      if (known.tag === '') return
      elements += 1
      deepest = Math.max(deepest, known.depth)
      enlist(known)
    },
    remove,
    change(known, attributes) {
      const refs = refsOf(attributes)
      const corners = known.isSvg ? cornersOf(attributes) : undefined
      if (!('id' in attributes) && !isReferring(refs) && corners === undefined) return
      strike(known)
      if ('id' in attributes) known.name = typeof attributes['id'] === 'string' ? attributes['id'] : ''
      known.corners = corners ?? known.corners
      // Which attribute a name stood in is not kept: it counts on, and errs on the safe side.
      if (isReferring(refs)) {
        const drawn = new Map(known.refs.drawn)
        for (const [name, times] of refs.drawn) drawn.set(name, Math.max(times, drawn.get(name) ?? 0))
        known.refs = { drawn, markers: new Set([...known.refs.markers, ...refs.markers]) }
      }
      enlist(known)
    },
    setText(known, length) {
      text += length - known.text
      known.text = length
    },
    hatch(known) {
      for (const kid of known.kids ?? []) remove(kid)
      referring.delete(known)
      known.refs = NO_REFS
      known.isHatched = true
    },
    named: (name) => names.get(name) ?? NOBODY,
    referring: () => referring,
    takeDirty() {
      const was = isDirty
      isDirty = false
      return was
    },
    nodes: () => all.size,
    elements: () => elements,
    text: () => text,
    deepest: () => deepest,
    longestRow: () => longestRow,
  }
}
const NOBODY: ReadonlySet<Known> = new Set()
