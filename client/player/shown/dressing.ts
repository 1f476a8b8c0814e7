/** Shows in a built picture what rrweb does not: boxes, masks, focus, top layer, style sheets, animations. */
import type { Replayer } from '@rrweb/replay'
import { EventType, IncrementalSource, type RecordedEvent } from '../../../src/protocol/events.ts'
import { MATHML } from '../safe/elements.ts'
import { createAnimations } from './animations.ts'
import { createBoxes } from './boxes.ts'
import { createFocus, teachFocus } from './focus.ts'
import { showFormula } from './formulas.ts'
import { closeDialog, createSheets, showFullscreen, showPopover } from './layers.ts'
import { createMaskedChoices, isMask } from './masked-choices.ts'
import { SHEET } from './rules.ts'

type Told = Record<string, unknown>
type Mirror = ReturnType<Replayer['getMirror']>

export interface Dressing {
  /** For rrweb, which calls it with each node that it has built. */
  onBuild: (node: Node, mirror: Mirror) => void
  /** To be called before and after the Replayer takes an event. */
  before: (event: RecordedEvent) => void
  after: (event: RecordedEvent) => void
  /** Holds the picture's animations where they were. @param at ms on the recording's clock */
  hold: (at: number) => void
  /** Lets them run on from the last event, or stops them. */
  run: (running: boolean) => void
  /** True where a point, in the picture's own pixels, lies on a choice that is masked. */
  isMaskedAt: (x: number, y: number) => boolean
}

/** Attributes whose change starts no animation. */
const QUIET = /^(?:rr_|value$|src$|href$|_csstext$)/i

/** True where there is more to show than rrweb does. */
const saysMore = (attributes: Told): boolean => {
  for (const name in attributes) if (name.startsWith('rr_')) return true
  return isMask(attributes['value'])
}

/** Counting animations makes the browser compute all style, so few new elements are not worth it. */
const COUNT_AFTER = 1_000

const isElement = (node: Node | null): node is Element => node?.nodeType === Node.ELEMENT_NODE

/**
 * @param frameOf the frame that holds the picture @param mirrorOf what rrweb knows of it
 * @param onTooManyAnimations called once for each picture in which some had to be stopped
 */
export const createDressing = (
  frameOf: () => HTMLIFrameElement | undefined,
  mirrorOf: () => Mirror,
  onTooManyAnimations: () => void,
): Dressing => {
  const boxes = createBoxes()
  const choices = createMaskedChoices()
  const focus = createFocus()
  const sheets = createSheets()
  const animations = createAnimations(onTooManyAnimations)
  /** Built by the event that is being applied. Not all are in the document yet. */
  let built: { element: Element; told: Told }[] = []
  let places: (ShadowRoot | HTMLIFrameElement | Document)[] = []
  /** Nodes built since somebody counted the animations. */
  let uncounted = 0
  let now = 0
  let isSnapshot = false

  const documentOf = (): Document | undefined => frameOf()?.contentDocument ?? undefined

  /** rrweb knows nothing of this sheet, and takes it off when it adopts the page's. */
  const adopt = (root: Document | ShadowRoot): void => {
    const view = (root.ownerDocument ?? root).defaultView
    if (!view || !('adoptedStyleSheets' in root)) return
    const known = ownSheets.get(view)
    const sheet = known ?? new view.CSSStyleSheet()
    if (!known) {
      sheet.replaceSync(SHEET)
      ownSheets.set(view, sheet)
    }
    if (!root.adoptedStyleSheets.includes(sheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  }
  let ownSheets = new WeakMap<Window, CSSStyleSheet>()

  const show = (element: Element, told: Told): void => {
    boxes.take(element, told)
    choices.take(element, told)
    focus.take(element, told)
    sheets.take(element, told)
    animations.take(element, told, now)
    showPopover(element, told)
    showFullscreen(element, told)
  }

  const isStyle = (id: number | undefined): boolean => {
    const node = id === undefined ? null : mirrorOf().getNode(id)
    return node?.nodeName === 'STYLE' || node?.parentNode?.nodeName === 'STYLE'
  }

  const showBuilt = (): void => {
    const held = { built, places }
    built = []
    places = []
    for (const place of held.places) {
      if (!('documentElement' in place)) animations.within(place)
      if (!('contentDocument' in place)) adopt(place)
    }
    for (const { element, told } of held.built) {
      const shown = showFormula(element, (made) => mirrorOf().replace(mirrorOf().getId(element), made))
      if (saysMore(told)) show(shown, told)
    }
  }

  const countAnimations = (): void => {
    uncounted = 0
    const document = documentOf()
    if (document) animations.limit(document)
  }

  const showChanges = (changes: { id: number; attributes: Told }[]): void => {
    for (const { id, attributes } of changes) {
      const element = mirrorOf().getNode(id)
      if (!isElement(element)) continue
      if (saysMore(attributes)) show(element, attributes)
      if (typeof attributes['style'] !== 'undefined') boxes.keep(element)
      if (Object.keys(attributes).some((name) => !QUIET.test(name))) animations.touch(element, now)
    }
  }

  return {
    onBuild: (node, mirror) => {
      if (!isElement(node)) return
      uncounted += 1
      const { attributes } = mirror.getMeta(node) as { attributes?: Told }
      if (attributes && (saysMore(attributes) || MATHML.has(node.localName)))
        built.push({ element: node, told: attributes })
      if (node.shadowRoot) places.push(node.shadowRoot)
      if (node.nodeName === 'IFRAME') places.push(node as HTMLIFrameElement)
      if (node.nodeName === 'HTML') places.push(node.ownerDocument)
      if (!isSnapshot) animations.touch(node, now)
    },
    before: (event) => {
      now = event.timestamp
      isSnapshot = event.type === EventType.FullSnapshot
      if (isSnapshot) {
        built = []
        places = []
        ownSheets = new WeakMap()
        choices.clear()
        focus.clear()
        sheets.clear()
        animations.clear()
      }
      const { attributes } = event.data as { attributes?: { id: number; attributes: Told }[] }
      for (const change of attributes ?? []) closeDialog(mirrorOf().getNode(change.id), change.attributes)
      teachFocus(event, isStyle)
    },
    after: (event) => {
      const data = event.data as { source?: number; id?: number; text?: unknown; attributes?: unknown }
      if (isSnapshot) return showBuilt()
      if (event.type !== EventType.IncrementalSnapshot) return
      if (uncounted > COUNT_AFTER) countAnimations()
      const node = data.id === undefined ? null : mirrorOf().getNode(data.id)
      switch (data.source) {
        case IncrementalSource.Mutation:
          showBuilt()
          showChanges(data.attributes as { id: number; attributes: Told }[])
          return sheets.keep()
        case IncrementalSource.Input:
          return choices.input(node, data.text)
        case IncrementalSource.AdoptedStyleSheet: {
          const root =
            node?.nodeName === '#document' ? (node as Document) : (node as Element | null)?.shadowRoot
          if (root) adopt(root)
          return
        }
        default:
      }
    },
    hold: (at) => {
      const document = documentOf()
      if (document) animations.hold(document, at)
    },
    run: (running) => {
      const document = documentOf()
      if (document) animations.run(document, now, running)
    },
    isMaskedAt: choices.isAt,
  }
}
