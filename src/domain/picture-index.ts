/**
 * Names the elements of a recorded page by CSS selectors that a privacy rule can be made of. Built from rrweb's events,
 * so it knows the page as it was when something stood on it.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../protocol/events.ts'
import { STAND_IN_ID, STAND_IN_TAG } from '../protocol/stand-ins.ts'

export interface PictureIndex {
  /** Takes in what an event tells of the page's elements; events in order. */
  add(event: RecordedEvent): void
  /** The selector of an element, or of the element that a text stands in; null for what is not known or has none. */
  selectorOf(id: number): string | null
}

/** rrweb-snapshot's serialized node, as far as it is read here; a peer that nobody trusts may have written it. */
interface Serialized {
  id?: unknown
  type?: unknown
  tagName?: unknown
  attributes?: Record<string, unknown>
  childNodes?: unknown
  isShadow?: unknown
}

interface IndexedNode {
  parent: number | null
  /** '' for what is no element. */
  tag: string
  id: string
  classes: string[]
  /** Top of a shadow tree: selectors do not reach above it. */
  isTop: boolean
  children: number[]
}

/** NodeType of rrweb-snapshot. */
const DOCUMENT = 0
const ELEMENT = 2

/** Far enough up to tell one place from another, and short enough to hold when the page is changed a little. */
const MAX_STEPS = 5
const MAX_CLASSES = 2
/** So many of them as there are things to list: a rule for one is meant for all. */
const LISTED: ReadonlySet<string> = new Set(['tr', 'li'])
/** Nothing in these is text on the page, and no rule is made for them. */
const UNSEEN: ReadonlySet<string> = new Set(['head', 'style', 'script', 'link', 'meta', 'title', 'base'])

/** A rule for one of these would be one for the whole page. */
const WHOLE: ReadonlySet<string> = new Set(['html', 'body'])

/** A name as a person writes it: long ones and those with many digits are made by machines, or are somebody's. */
const isName = (name: string): boolean => /^[a-z][\w-]{0,40}$/i.test(name) && !/\d{3}/.test(name)

export const createPictureIndex = (): PictureIndex => {
  const nodes = new Map<number, IndexedNode>()

  const put = (node: Serialized, parent: number | null, nextId?: unknown): void => {
    if (typeof node !== 'object' || node === null || typeof node.id !== 'number') return
    const attributes = node.attributes ?? {}
    const classes = typeof attributes['class'] === 'string' ? attributes['class'].split(/\s+/) : []
    const tag = node.type === ELEMENT && typeof node.tagName === 'string' ? node.tagName : ''
    nodes.set(node.id, {
      parent: node.type === DOCUMENT ? null : parent,
      tag: /^[a-z][\w-]*$/i.test(tag) ? tag.toLowerCase() : '',
      id: typeof attributes['id'] === 'string' ? attributes['id'] : '',
      classes: classes.filter(isName).slice(0, MAX_CLASSES),
      isTop: node.isShadow === true,
      children: [],
    })
    const siblings = parent === null ? undefined : nodes.get(parent)?.children
    const before = typeof nextId === 'number' ? (siblings?.indexOf(nextId) ?? -1) : -1
    siblings?.splice(before < 0 ? siblings.length : before, 0, node.id)
    if (Array.isArray(node.childNodes)) for (const child of node.childNodes) put(child as Serialized, node.id)
  }

  const stepOf = (id: number, node: IndexedNode): { step: string; names: number } => {
    if (isName(node.id) && !STAND_IN_ID.test(node.id)) return { step: `#${node.id}`, names: 2 }
    if (node.classes.length > 0) return { step: node.classes.map((name) => `.${name}`).join(''), names: 1 }
    const siblings = (node.parent === null ? undefined : nodes.get(node.parent)?.children) ?? []
    if (STAND_IN_TAG.test(node.tag)) {
      const elements = siblings.filter((sibling) => nodes.get(sibling)?.tag !== '')
      return { step: `:nth-child(${elements.indexOf(id) + 1})`, names: 0 }
    }
    const twins = siblings.filter((sibling) => nodes.get(sibling)?.tag === node.tag)
    const counted = twins.length > 1 && !LISTED.has(node.tag)
    return { step: counted ? `${node.tag}:nth-of-type(${twins.indexOf(id) + 1})` : node.tag, names: 0 }
  }

  return {
    add({ type, data }) {
      if (type === EventType.FullSnapshot) {
        nodes.clear()
        put((data as { node?: Serialized }).node ?? {}, null)
      } else if (type === EventType.IncrementalSnapshot) {
        const { source, adds } = data as { source: number; adds?: unknown }
        if (source !== IncrementalSource.Mutation || !Array.isArray(adds)) return
        for (const add of adds as ({ parentId?: unknown; nextId?: unknown; node?: Serialized } | null)[]) {
          if (typeof add?.parentId === 'number' && add.node) put(add.node, add.parentId, add.nextId)
        }
      }
    },

    selectorOf(id) {
      const found = nodes.get(id)
      let at: number | null = found && found.tag === '' ? found.parent : id
      if (at !== null && WHOLE.has(nodes.get(at)?.tag ?? '')) return null
      const steps: string[] = []
      let names = 0
      while (at !== null && steps.length < MAX_STEPS && names < 2) {
        const node = nodes.get(at)
        if (!node || node.tag === '') break
        if (UNSEEN.has(node.tag)) return null
        const { step, names: more } = stepOf(at, node)
        steps.unshift(step)
        names += more
        at = node.isTop ? null : node.parent
      }
      return steps.length === 0 ? null : steps.join(' > ')
    },
  }
}
