/**
 * What a picture may ask a browser to draw, counted before it reaches the stage: the same for a snapshot and for each later
 * change. What is over it becomes a hatch that says why, or goes, and is told among what is not in the picture. It takes events
 * that sanitise.ts has built, and changes them.
 *
 * It knows the kinds of weight that somebody thought of, and no others (docs/adr/0023-the-budget-of-a-picture.md).
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../../src/protocol/events.ts'
import {
  MOST_COPIES,
  MOST_FILTERS,
  MOST_PICTURE_NODES,
  MOST_PICTURE_TEXT,
} from '../../../src/protocol/limits.ts'
import type { SafeNode } from '../safe/nodes.ts'
import { addHeavy, createHatches, hatchWords, howMany, type Heavy, type HeavyKind } from './heavy.ts'
import { createModel, knownOf, type Known } from './model.ts'
import { createStyles } from './styles.ts'
import { createUnfolder } from './unfold.ts'

type Attributes = Record<string, unknown>

interface Add {
  parentId: number
  nextId: number | null
  previousId?: number
  node: SafeNode
}
interface Change {
  adds: Add[]
  removes: { id: number; parentId: number; isShadow?: boolean }[]
  texts: { id: number; value: string }[]
  attributes: { id: number; attributes: Attributes }[]
}

export interface Budget {
  /** @param heavy what is over the budget is told there @returns the event as it may be drawn */
  fit(event: RecordedEvent, heavy: Heavy[]): RecordedEvent
  /** True once something was left out: later changes to it find no place, and are no fault of the picture. */
  isCut(): boolean
}

const isElement = ({ type }: SafeNode): boolean => type === 2
/** Attributes of a drawing that its hatch does without. */
const MAY_BE_HEAVY = ['viewBox', 'preserveAspectRatio', 'filter', 'mask', 'clip-path', 'style'] as const
const ANIMATES = /^(?:animate(?:motion|transform|color)?|set|marquee|blink)$/

export const createBudget = (): Budget => {
  const hatches = createHatches()
  let model = createModel()
  let styles = createStyles(model, (kind, why) => tell(kind, why))
  let isCut = false
  let heavy: Heavy[] = []
  /** Hatches among the additions of the change at hand. */
  const made = new Set<number>()

  const tell = (kind: HeavyKind, why: string): string => {
    isCut = true
    addHeavy(heavy, kind, why)
    return hatchWords(kind, why)
  }

  const reset = (): void => {
    model = createModel()
    styles = createStyles(model, tell)
    isCut = false
  }

  /** Nodes that came too late, of which one word is said where the first of them would have been. */
  let late: { parent: Known; node: SafeNode; count: number } | undefined

  const countOf = (node: SafeNode): number => {
    let count = 0
    const left = [node]
    for (let each = left.pop(); each; each = left.pop()) {
      count += 1
      for (const child of each.childNodes ?? []) left.push(child)
    }
    return count
  }

  /** Takes a node in with what is in it, in the order of the document. @returns false where it is too much */
  const take = (node: SafeNode, parent: Known | undefined): boolean => {
    const known = knownOf(node, parent)
    const most = Math.min(MOST_PICTURE_NODES, styles.mostElements())
    if (model.nodes() >= most && parent) {
      const count = countOf(node)
      if (late) late.count += count
      else late = { parent, node, count }
      return false
    }
    if (ANIMATES.test(known.tag) && !styles.mayAnimate(1)) return false
    if (model.text() + known.text > MOST_PICTURE_TEXT) {
      tell('text', howMany(model.text() + known.text, 'characters'))
      node.textContent = ''
      known.text = 0
    }
    model.add(known)
    if (node.childNodes) node.childNodes = node.childNodes.filter((child) => take(child, known))
    return true
  }

  /** Style is measured once all elements are known that it is for. */
  const fitStyles = (node: SafeNode): void => {
    const left = [node]
    for (let each = left.pop(); each; each = left.pop()) {
      const known = model.get(each.id)
      if (known && isElement(each) && each.attributes) styles.fitAttributes(each.attributes, known)
      if (each['isStyle'] === true && typeof each.textContent === 'string')
        each.textContent = styles.fitSheet(each.textContent)
      // In their order: of two that are too much together the later one goes.
      for (const child of each.childNodes?.toReversed() ?? []) left.push(child)
    }
  }

  const tellLate = (): { parent: Known; hatch: SafeNode } | undefined => {
    if (!late) return undefined
    const { parent, node, count } = late
    late = undefined
    const words = tell('part', howMany(model.nodes() + count, 'elements and texts on one page'))
    return { parent, hatch: hatches.inside({ isSvg: parent.isSvg, ...rootOf(node) }, words) }
  }
  const rootOf = ({ rootId }: SafeNode): { rootId?: number } => (rootId === undefined ? {} : { rootId })

  const outermost = (known: Known): Known => {
    let top = known
    for (let at: Known | undefined = known; at; at = at.parent) if (at.tag === 'svg') top = at
    return top
  }

  /** Drawings that unfold to too much, each with why; and other elements that refer to such. */
  const tooUnfolded = (): Map<Known, string> => {
    const found = new Map<Known, string>()
    if (!model.takeDirty()) return found
    const unfold = createUnfolder(model)
    let total = 0
    const tops = new Set<Known>()
    for (const known of model.referring()) tops.add(known.isSvg ? outermost(known) : known)
    for (const top of tops) {
      const { shapes, filters } = unfold(top)
      const copies = Math.round(shapes)
      if (filters > MOST_FILTERS) found.set(top, howMany(Math.round(filters), 'filters'))
      else if (total + copies > MOST_COPIES) found.set(top, howMany(copies, 'copies of its shapes'))
      else total += copies
    }
    return found
  }

  const find = (nodes: readonly SafeNode[], wanted: ReadonlySet<number>): Map<number, SafeNode> => {
    const found = new Map<number, SafeNode>()
    const left = [...nodes]
    for (let each = left.pop(); each && found.size < wanted.size; each = left.pop()) {
      if (wanted.has(each.id)) found.set(each.id, each)
      for (const child of each.childNodes ?? []) left.push(child)
    }
    return found
  }

  /** One by one: of a node that is added, rrweb builds no children. */
  const addHatch = (change: Change, parentId: number, hatch: SafeNode): void => {
    made.add(hatch.id)
    change.adds.push({ parentId, nextId: null, node: { ...hatch, childNodes: [] } })
    for (const child of hatch.childNodes ?? []) addHatch(change, hatch.id, child)
  }

  /** Hatches what unfolds to too much, in new nodes and in what is on the stage. */
  const hatchUnfolded = (nodes: readonly SafeNode[], change: Change | undefined): void => {
    const heavyOnes = tooUnfolded()
    if (heavyOnes.size === 0) return
    const inNew = find(nodes, new Set([...heavyOnes.keys()].map(({ id }) => id)))
    const coming = new Set(nodes.map(({ id }) => id))
    for (const [known, why] of heavyOnes) {
      // It may have stood in another one.
      if (model.get(known.id) !== known) continue
      const node = inNew.get(known.id)
      const { id, isSvg, kids } = known
      const hatch = hatches.inside({ isSvg, ...(node && rootOf(node)) }, tell('drawing', why))
      if (node) {
        for (const name of MAY_BE_HEAVY) delete node.attributes?.[name]
        node.attributes = { ...node.attributes, 'casereel-heavy': 'drawing' }
        node.childNodes = change ? [] : [hatch]
      } else if (change) {
        for (const kid of kids ?? [])
          if (!coming.has(kid.id)) change.removes.push({ id: kid.id, parentId: id })
        const without = Object.fromEntries(MAY_BE_HEAVY.map((name) => [name, null]))
        change.attributes.push({ id, attributes: { ...without, 'casereel-heavy': 'drawing' } })
      }
      if (change) addHatch(change, id, hatch)
      model.hatch(known)
    }
  }

  const fitSnapshot = (node: SafeNode): void => {
    reset()
    take(node, undefined)
    const over = tellLate()
    if (over)
      find([node], new Set([over.parent.id]))
        .get(over.parent.id)
        ?.childNodes?.push(over.hatch)
    hatchUnfolded([node], undefined)
    fitStyles(node)
  }

  const fitChange = (change: Change): void => {
    made.clear()
    change.removes = change.removes.filter(({ id }) => {
      const known = model.get(id)
      if (known) model.remove(known)
      return known !== undefined || !isCut
    })
    change.adds = change.adds.filter(({ parentId, node }) => {
      const parent = model.get(parentId)
      if (!parent) return !isCut
      return !parent.isHatched && take(node, parent)
    })
    const over = tellLate()
    if (over) addHatch(change, over.parent.id, over.hatch)
    for (const { id, attributes } of change.attributes) {
      const known = model.get(id)
      if (!known || known.isHatched) continue
      model.change(known, attributes)
      styles.fitAttributes(attributes, known)
    }
    change.texts = change.texts.filter(({ id, value }) => fitText(id, value))
    hatchUnfolded(
      change.adds.map(({ node }) => node),
      change,
    )
    for (const { node } of change.adds) fitStyles(node)
    if (isCut) dropLost(change)
  }

  const fitText = (id: number, value: string): boolean => {
    const known = model.get(id)
    if (!known) return !isCut
    const length = model.text() + value.length - known.text
    if (length > MOST_PICTURE_TEXT) {
      tell('text', howMany(length, 'characters'))
      return false
    }
    model.setText(known, value.length)
    return true
  }

  /** Once something was left out, changes to it go too: they would find no place, and the picture would count as broken. */
  const dropLost = (change: Change): void => {
    const isThere = (id: number): boolean => made.has(id) || model.get(id) !== undefined
    change.adds = change.adds.filter(({ parentId, node }) => isThere(parentId) && isThere(node.id))
    for (const add of change.adds) if (add.nextId !== null && !isThere(add.nextId)) add.nextId = null
    change.attributes = change.attributes.filter(
      ({ id, attributes }) => isThere(id) && (!model.get(id)?.isHatched || 'casereel-heavy' in attributes),
    )
    change.texts = change.texts.filter(({ id }) => isThere(id))
  }

  return {
    fit(event, told) {
      heavy = told
      const data = event.data as Record<string, unknown>
      if (event.type === EventType.FullSnapshot) fitSnapshot(data['node'] as SafeNode)
      else if (event.type === EventType.IncrementalSnapshot) {
        if (data['source'] === IncrementalSource.Mutation) fitChange(data as unknown as Change)
        else styles.fitChange(data)
      }
      return event
    },
    isCut: () => isCut,
  }
}
