/** Cleans what rrweb tells of changes to the page. */
import { IncrementalSource } from '../../../../src/protocol/events.ts'
import { localNameOf } from '../../ground/dom.ts'
import type { InputChange } from './fields.ts'
import { asElement, IGNORED_ID, type Serialized } from './nodes.ts'
import { parentOf } from './regions.ts'
import type { Judge, Tree } from './tree.ts'

interface Mutation {
  texts: { id: number; value: string | null }[]
  attributes: { id: number; attributes: Record<string, unknown> }[]
  removes: unknown[]
  adds: { parentId: number; node: Serialized }[]
}

interface SheetRule {
  adds?: { rule: string }[]
  removes?: unknown[]
  replace?: string
  replaceSync?: string
}

interface Adopted {
  styles?: { rules: { rule: string }[] }[]
}

interface Declaration {
  set?: { property: string; value: string | null }
  remove?: { property: string }
}

type Data = { source: number; id?: number } & Record<string, unknown>

export interface ChangeOptions extends Judge {
  tree: Tree
  nodeOf: (id: number) => Node | null
}

/** @returns a function that cleans a change in place, and says false of one that may not leave or tells nothing */
export const createChanges = ({ tree, regions, css, names, fields, attributes, nodeOf }: ChangeOptions) => {
  /** What was told of typed text: the same mask is not told again. */
  const typed = new WeakMap<Node, string>()

  const holderOf = (id: number) => {
    const element = asElement(nodeOf(id))
    return { tag: element ? localNameOf(element) : '', element, standing: regions.of(element) }
  }

  const isOpen = (id: number): boolean => {
    const node = nodeOf(id)
    return node !== null && /^(?:open|shown|strict)$/.test(regions.of(asElement(node) ?? parentOf(node)))
  }

  const cleanText = (text: Mutation['texts'][number]): boolean => {
    const node = nodeOf(text.id)
    if (text.value === null || !node) return false
    const parent = parentOf(node)
    const standing = regions.of(parent)
    tree.text(text.id, text.value, parent, standing, true, (shown) => {
      text.value = shown
    })
    if (standing !== 'typed') return true
    const same = typed.get(node) === text.value
    typed.set(node, text.value)
    return !same
  }

  /** What was typed is known before what mirrors it is read. */
  const learnTyped = ({ id, value }: Mutation['texts'][number]): void => {
    const node = nodeOf(id)
    const parent = node && parentOf(node)
    if (node && parent && value) tree.learn(node, parent, value)
  }

  const cleanMutation = (mutation: Mutation): boolean => {
    mutation.texts?.forEach(learnTyped)
    for (const { node } of mutation.adds) {
      const live = nodeOf(node.id)
      tree.node(node, live ? regions.of(parentOf(live)) : 'private', true)
    }
    tree.settle()
    mutation.texts = mutation.texts.filter(cleanText)
    mutation.attributes = mutation.attributes.filter((change) => {
      attributes.all(holderOf(change.id), change.attributes, true)
      return Object.keys(change.attributes).length > 0
    })
    return [mutation.texts, mutation.attributes, mutation.removes, mutation.adds].some(
      (changes) => changes.length > 0,
    )
  }

  const cleanRules = (change: SheetRule): boolean => {
    for (const add of change.adds ?? []) add.rule = css.raw(add.rule)
    change.adds = change.adds?.filter(({ rule }) => rule !== '') ?? []
    if (change.replace !== undefined) change.replace = css.raw(change.replace)
    if (change.replaceSync !== undefined) change.replaceSync = css.raw(change.replaceSync)
    return Boolean(
      change.adds.length || change.removes?.length || (change.replace ?? change.replaceSync) !== undefined,
    )
  }

  return (data: Data): boolean => {
    if (data.id === IGNORED_ID) return false
    switch (data.source) {
      case IncrementalSource.Mutation:
        return cleanMutation(data as unknown as Mutation)
      case IncrementalSource.Input:
        return fields.change(holderOf(data.id ?? -1), data as unknown as InputChange)
      case IncrementalSource.MouseMove:
      case IncrementalSource.TouchMove:
      case IncrementalSource.Drag: {
        const move = data as unknown as { positions: { id: number }[] }
        move.positions = move.positions.filter(({ id }) => id !== IGNORED_ID)
        return move.positions.length > 0
      }
      case IncrementalSource.Selection: {
        const selection = data as unknown as { ranges: { start: number; end: number }[] }
        // A caret behind what was typed tells how much it was.
        selection.ranges = selection.ranges.filter(({ start, end }) => isOpen(start) && isOpen(end))
        return selection.ranges.length > 0
      }
      case IncrementalSource.StyleSheetRule:
        return cleanRules(data as SheetRule)
      case IncrementalSource.AdoptedStyleSheet:
        for (const { rules } of (data as Adopted).styles ?? [])
          for (const each of rules) each.rule = css.sheet(each.rule)
        return true
      case IncrementalSource.StyleDeclaration: {
        const { set, remove } = data as Declaration
        if (set && typeof set.value === 'string') set.value = css.value(set.property, set.value)
        for (const each of [set, remove]) if (each) each.property = css.property(each.property)
        return true
      }
      case IncrementalSource.MouseInteraction:
      case IncrementalSource.Scroll:
      case IncrementalSource.ViewportResize:
        // Places, sizes and states.
        return true
      case IncrementalSource.CustomElement: {
        const { define } = data as { define?: { name: string } }
        if (define) define.name = names.tag(define.name)
        return true
      }
      default:
        return false
    }
  }
}
