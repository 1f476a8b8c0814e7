/** Cleans the nodes that rrweb tells of: texts, and elements with their attributes and all that is inside. */
import {
  adoptedBy,
  designModeOf,
  hasAttributes,
  localNameOf,
  matches,
  ownerDocumentOf,
  parentElementOf,
  shadowRootOf,
} from '../../ground/dom.ts'
import type { AttributeCleaner, Attributes, Holder } from './attributes.ts'
import type { Css } from './css.ts'
import type { Fields } from './fields.ts'
import { withoutGrown } from './growing.ts'
import { maskField, maskText } from './mask.ts'
import type { Names } from './names.ts'
import { asElement, NodeType, type Serialized } from './nodes.ts'
import type { JoinedTexts } from './joined-texts.ts'
import { readable } from './readable.ts'
import { parentOf, type Regions, type Standing } from './regions.ts'
import type { Seen } from './seen.ts'
import type { Sights } from './sights.ts'
import type { TypedTexts } from './typed-texts.ts'

export interface Judge {
  regions: Regions
  seen: Seen
  css: Css
  names: Names
  fields: Fields
  attributes: AttributeCleaner
}

export interface TreeOptions extends Judge {
  nodeOf: (id: number) => Node | null
  joined: JoinedTexts
  typed: TypedTexts
  sights: Sights
}

export interface Tree {
  /** Cleans a node and all below it. @param late it came to a page that was already recorded */
  node: (node: Serialized, above: Standing, late: boolean) => void
  /**
   * Tells the text directly in an element as it may leave.
   * @param put takes it: a mask, and what may be read in its place once it is known to be seen
   */
  text: (
    id: number,
    text: string,
    holder: Element | null,
    standing: Standing,
    isLate: boolean,
    put: (text: string) => void,
  ) => void
  /** Takes notice of a text that was typed into the page itself. */
  learn: (live: Node, holder: Element, value: string) => void
  /** Adopted style sheets are read anew. */
  forget: () => void
  /** Texts, classes, ids and looks wait until every style sheet of an event is known. */
  settle: () => void
}

/** Public identifiers decide how a browser lays a page out; only the W3C's are known. */
const KNOWN_DOCTYPE = /^-\/\/W3C\/\/DTD X?HTML [\d.]+(?: \w+)?\/\/EN$/i
const EDITABLE =
  '[contenteditable]:not([contenteditable="false" i]),[contenteditable]:not([contenteditable="false" i]) *'
const FIELD = /^(?:input|textarea|select)$/

/** A title in the head is the page's; one in a drawing is a hint that nobody sees. */
const isPageTitle = (element: Element): boolean => {
  const parent = localNameOf(element) === 'title' ? parentElementOf(element) : null
  return parent !== null && localNameOf(parent) === 'head'
}

const isStyle = (element: Element | null): boolean => element !== null && localNameOf(element) === 'style'

export const createTree = (options: TreeOptions): Tree => {
  const { regions, sights, css, names, fields, attributes, nodeOf, joined, typed } = options
  let title = ''
  let taken = new WeakMap<CSSStyleSheet, number>()
  let waiting: { holder: Holder; given: Attributes }[] = []
  let texts: { node: Serialized; holder: Element | null; standing: Standing; isLate: boolean }[] = []

  const titleOf = (value: string): string => {
    const before = title
    title = value
    return readable(typed.mask(withoutGrown(before, value)))
  }

  const learn = (live: Node, holder: Element, value: string): void => {
    const isEditable = matches(holder, EDITABLE) || designModeOf(ownerDocumentOf(holder)) === 'on'
    if (isEditable && regions.of(holder) !== 'open') typed.learn(live, value, false)
  }

  /** As it may leave now. @param show gets what may be read instead, later */
  const masked = (
    id: number,
    value: string,
    holder: Element | null,
    around: Standing,
    isLate: boolean,
    show: (text: string) => void,
  ): string => {
    if (!/\S/.test(value)) return value
    if (isStyle(holder)) return css.raw(value)
    const live = nodeOf(id)
    const standing = regions.ofText(live, around)
    if (standing === 'gone') return ''
    if (isLate && live && holder) learn(live, holder, value)
    // What is typed is private for good, and its length is nobody's business.
    if (around === 'typed' || standing === 'typed') return maskField(value)
    const open = standing === 'open' || standing === 'shown'
    if (holder && isPageTitle(holder)) return open ? titleOf(value) : ''
    if (!open || !holder || !live) return maskText(value)
    const read = (): string => joined.read(id, live, holder, value, isLate)
    const sight = { id, node: live, holder, raw: value, show: () => show(read()) }
    return sights.isSeen(sight) ? read() : maskText(value)
  }

  const text: Tree['text'] = (id, value, holder, around, isLate, put) =>
    put(masked(id, value, holder, around, isLate, put))

  /** One sheet may be adopted by every element of a kind. */
  const takeSheets = (root: Document | ShadowRoot | null): void => {
    for (const sheet of (root && adoptedBy(root)) ?? []) {
      const { length } = sheet.cssRules
      if (taken.get(sheet) === length) continue
      taken.set(sheet, length)
      for (const rule of sheet.cssRules) css.sheet(rule.cssText)
    }
  }

  const cleanElement = (
    node: Serialized,
    element: Element | null,
    above: Standing,
    late: boolean,
  ): Standing => {
    const tag = node.tagName ?? ''
    const standing = element ? regions.below(element, above) : 'private'
    if (element && FIELD.test(tag)) fields.meet(element, late)
    const shadowRoot = element && shadowRootOf(element)
    if (shadowRoot) {
      regions.meet(shadowRoot)
      takeSheets(shadowRoot)
    }
    const given = (node.attributes ??= {})
    const holder = { tag, element, standing }
    attributes.all(holder, given, false)
    if (element && hasAttributes(element)) waiting.push({ holder, given })
    node.tagName = names.tag(tag)
    return standing
  }

  const clean = (node: Serialized, above: Standing, holder: Element | null, late: boolean): void => {
    const live = node.type === NodeType.Element || node.type === NodeType.Document ? nodeOf(node.id) : null
    switch (node.type) {
      case NodeType.Element: {
        const element = asElement(live)
        const standing = cleanElement(node, element, above, late)
        for (const child of node.childNodes ?? []) clean(child, standing, element, late)
        return
      }
      case NodeType.Document: {
        if (live) regions.meet(live as Document)
        takeSheets(live as Document | null)
        const standing = regions.page(live as Document | null)
        for (const child of node.childNodes ?? []) clean(child, standing, null, late)
        return
      }
      case NodeType.Doctype:
        node.name = 'html'
        node.publicId = KNOWN_DOCTYPE.test(node.publicId ?? '') ? node.publicId! : ''
        node.systemId = ''
        return
      case NodeType.Text:
        // What CSS says, decides about texts.
        if (isStyle(holder)) node.textContent = css.raw(node.textContent ?? '')
        else texts.push({ node, holder, standing: above, isLate: late })
        return
      default:
        node.textContent = ''
    }
  }

  return {
    text,
    learn,
    forget: () => {
      taken = new WeakMap()
    },
    node: (node, above, late) => {
      const live = node.type === NodeType.Text ? nodeOf(node.id) : null
      clean(node, above, live && parentOf(live), late)
    },
    settle: () => {
      const held = { texts, waiting }
      texts = []
      waiting = []
      for (const { node, holder, standing, isLate } of held.texts)
        text(node.id, node.textContent ?? '', holder, standing, isLate, (shown) => {
          node.textContent = shown
        })
      for (const { holder, given } of held.waiting) attributes.settle(holder, given)
    },
  }
}
