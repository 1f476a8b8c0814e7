/**
 * What rrweb does not tell of how a page is shown (src/protocol/shown.ts). What it serializes is added to while it is
 * still ours to change; what happens in between is pushed as one change of attributes for all that a task brought.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../../../../src/protocol/events.ts'
import { SHOWN } from '../../../../../src/protocol/shown.ts'
import type { Serialized } from '../../gate/nodes.ts'
import { asElement, NodeType } from '../../gate/nodes.ts'
import { all, attempt, guarded, type Stop } from '../../../ground/guard.ts'
import { trackAdoptedSheets } from './adopted-sheets.ts'
import { trackAnimations } from './animations.ts'
import { trackBoxes } from './boxes.ts'
import { fullscreenIn, trackFullscreen } from './fullscreen.ts'
import { focusedIn, trackFocus } from './focus.ts'
import { trackPopovers } from './popovers.ts'
import { trackSheetSources } from './sheet-sources.ts'
import { trackSheets } from './sheets.ts'
import type { Tell, Told } from './tell.ts'

export interface ShownOptions {
  /** Of rrweb's mirror. `idOf` answers -1 for a node that is not in the picture. */
  nodeOf: (id: number) => Node | null
  idOf: (node: Node) => number
  /** Leads through the gate. */
  push: (event: RecordedEvent) => void
}

export interface Shown {
  /** Adds to an event of rrweb's, in place, before the gate sees it. */
  add: (event: RecordedEvent) => void
  stop: Stop
}

interface Mutation {
  source: number
  adds: { node: Serialized }[]
  attributes: { id: number; attributes: Told }[]
}

export const startShown = ({ nodeOf, idOf, push }: ShownOptions): Shown => {
  let waiting = new Map<Element, Told>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = guarded(() => {
    timer = undefined
    const held = waiting
    waiting = new Map()
    const attributes = [...held]
      .map(([element, told]) => ({ id: idOf(element), attributes: told }))
      .filter(({ id }) => id > 0)
    if (attributes.length === 0) return
    const data = { source: IncrementalSource.Mutation, texts: [], attributes, removes: [], adds: [] }
    push({ type: EventType.IncrementalSnapshot, timestamp: Date.now(), data })
  })

  const tell: Tell = (element, told) => {
    waiting.set(element, { ...waiting.get(element), ...told })
    timer ||= setTimeout(flush, 0)
  }

  const boxes = trackBoxes(tell)
  const popovers = trackPopovers(tell)
  const sheets = trackSheets(tell)
  const sources = trackSheetSources(tell)
  const adopted = trackAdoptedSheets(push)
  const focus = trackFocus(tell)
  const fullscreen = trackFullscreen(tell)
  const animations = trackAnimations(tell)

  const meetDocument = (document: Document): void => {
    focus.meet(document)
    fullscreen.meet(document)
    animations.meet(document)
  }
  meetDocument(document)

  const repaired = (element: Element, { _cssText: css }: Told): Told =>
    typeof css === 'string' ? { _cssText: sources.meet(element, css) } : {}

  /** @param isLaidOut true where to measure costs nothing */
  const toldOf = (node: Serialized, isLaidOut: boolean): Told | undefined => {
    const { tagName = '', attributes = {} } = node
    // rrweb gives a size to what is blocked, and to nothing else.
    const isBlocked = SHOWN.width in attributes
    const isBoxed = isBlocked || boxes.has(tagName)
    const isPopover = 'popover' in attributes
    const isSheet = tagName === 'style' || tagName === 'link'
    const isOption = tagName === 'option'
    const element = isBoxed || isPopover || isSheet || isOption ? asElement(nodeOf(node.id)) : null
    if (!element) return undefined
    const told: Told = {}
    // rrweb has measured what it blocks.
    if (isBoxed) Object.assign(told, boxes.meet(element, { isBlocked, isLaidOut: isBlocked || isLaidOut }))
    if (isPopover) Object.assign(told, popovers.meet(element))
    if (isSheet) Object.assign(told, sheets.meet(element), repaired(element, attributes))
    // rrweb leaves it out where lists are masked; the gate knows which are.
    if (isOption && (element as HTMLOptionElement).selected) told['selected'] = true
    return told
  }

  /** @param also what a full snapshot tells beside, by id */
  const addTo = (node: Serialized, also?: ReadonlyMap<number, Told>): void => {
    if (node.type === NodeType.Document) {
      const live = nodeOf(node.id) as Document | null
      if (live) attempt(() => meetDocument(live))
    } else if (node.type === NodeType.Element) {
      // An element that cannot be asked keeps the others from nothing. In a full snapshot rrweb has had the page laid out.
      const told = attempt(() => toldOf(node, also !== undefined))
      const more = also?.get(node.id)
      if (told || more) node.attributes = Object.assign(node.attributes ?? {}, told, more)
    }
    for (const child of node.childNodes ?? []) addTo(child, also)
  }

  return {
    add: guarded((event) => {
      if (event.type === EventType.FullSnapshot) {
        // All of it is told here.
        waiting.clear()
        boxes.prune()
        popovers.prune()
        const found = animations.snapshot()
        const focused = focusedIn(document)
        if (focused) found.set(focused.element, { ...found.get(focused.element), ...focused.told })
        const filling = fullscreenIn(document)
        if (filling) found.set(filling, { ...found.get(filling), [SHOWN.fullscreen]: 'on' })
        const also = new Map(Array.from(found, ([element, told]) => [idOf(element), told]))
        return addTo((event.data as { node: Serialized }).node, also)
      }
      if (event.type !== EventType.IncrementalSnapshot) return
      const data = event.data as Mutation
      if (data.source === IncrementalSource.AdoptedStyleSheet) {
        const given = event.data as Parameters<typeof sources.adopted>[1]
        const owner = nodeOf(given.id)
        sources.adopted(owner, given)
        return adopted.meet(owner, given)
      }
      if (data.source !== IncrementalSource.Mutation) return
      for (const { node } of data.adds) addTo(node)
      for (const { id, attributes } of data.attributes) {
        const isPopover = 'popover' in attributes
        const element = isPopover || '_cssText' in attributes ? asElement(nodeOf(id)) : null
        if (element)
          Object.assign(attributes, isPopover && popovers.meet(element), repaired(element, attributes))
      }
    }),
    stop: all([
      () => clearTimeout(timer),
      boxes.stop,
      popovers.stop,
      sheets.stop,
      sources.stop,
      adopted.stop,
      focus.stop,
      fullscreen.stop,
      animations.stop,
    ]),
  }
}
