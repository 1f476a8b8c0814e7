/** How the content of an element is treated: by the preset, by the nearest mark, and for good once it was private. */
import type { PrivacyPreset } from '../../../../src/protocol/privacy.ts'
import {
  assignedSlotOf,
  childNodesOf,
  closest,
  designModeOf,
  elementsIn,
  frameDocumentOf,
  hostOf,
  isConnected,
  isElement,
  isShadowRoot,
  localNameOf,
  matches,
  nodeTypeOf,
  nodeValueOf,
  ownerDocumentOf,
  parentNodeOf,
  shadowRootOf,
  textSlotOf,
  viewOf,
} from '../../ground/dom.ts'
import { createCopies } from './copies.ts'
import { TYPED, UNSEEN, type Marks } from './marks.ts'
import type { SecretFields } from './secret-fields.ts'

/**
 * `open`: text that is seen and ordinary fields may be read. `shown`: text that is seen. `strict`: nothing.
 * `typed`: content of a field. `private`: marked, or once inside a mark. `blocked`: not even there. `gone`: no text at all.
 */
export type Standing = 'open' | 'shown' | 'strict' | 'typed' | 'private' | 'blocked' | 'gone'

const PRESETS: Readonly<Record<PrivacyPreset, Standing>> = {
  open: 'open',
  balanced: 'shown',
  strict: 'strict',
}

/** The frame that shows a document, where its own origin may know of it. */
export const frameOf = (document: Document): Element | null => viewOf(document)?.frameElement ?? null

/** What an element hangs in: its parent, the host of its shadow root, the frame of its document. */
export const parentOf = (node: Node): Element | null => {
  const parent = parentNodeOf(node)
  if (isElement(parent)) return parent
  const root = parent ?? node
  if (nodeTypeOf(root) === Node.DOCUMENT_NODE) return frameOf(root as Document)
  return isShadowRoot(root) ? hostOf(root) : null
}

/** True where nothing may be read, whatever the preset. */
export const isClosed = (standing: Standing): boolean => standing === 'private' || standing === 'blocked'

/** The page draws for itself what is typed into it (EditContext API). */
const hasEditContext = (element: Element): boolean =>
  Boolean((element as Element & { editContext?: object }).editContext)

/** Of a region that is left out, so many elements are looked at whenever anything happens. */
const MOST_LOOKED_AT = 3_000

export interface Regions {
  /** How the page itself is treated. */
  page: (document: Document | null) => Standing
  /** How the content of an element is treated, given how the element itself is. */
  below: (element: Element, above: Standing) => Standing
  /** The same for any element of a document; null stands for what is not known. */
  of: (element: Element | null) => Standing
  /** How a text is treated, given how what holds it is. */
  ofText: (text: Node | null, holder: Standing) => Standing
  /** From now on it is known what happens in a document or a shadow tree. */
  meet: (root: Document | ShadowRoot) => void
  stop: () => void
  /** From now on everything is private. */
  close: () => void
  /** Takes in what moved through private regions, and forgets what it knew of the page a moment ago. */
  turn: () => void
}

export const createRegions = (privacy: PrivacyPreset, marks: Marks, fields: SecretFields): Regions => {
  let root = PRESETS[privacy]
  const known = new Map<Element, Standing>()
  /** Everything that was ever inside a private region: it stays private wherever it goes. */
  const sticky = new WeakSet<Node>()
  const watched = new WeakSet<Node>()
  let happened: MutationRecord[] = []
  /** Documents and shadow roots of which it is known what happens in them. */
  let met = new WeakSet<Node>()
  const blocked = new Set<Element>()

  const copies = createCopies()

  const keep = (node: Node): void => {
    sticky.add(node)
    for (const child of childNodesOf(node)) keep(child)
    if (!isElement(node)) return
    copies.learn(node)
    const name = localNameOf(node)
    const shadowRoot = shadowRootOf(node)
    const inside = name === 'iframe' ? frameDocumentOf(node) : null
    if (shadowRoot) watch(shadowRoot)
    if (inside) watch(inside)
    // What a page makes of a template is a copy of what is in it.
    if (name === 'template')
      for (const part of childNodesOf((node as HTMLTemplateElement).content)) keep(part)
  }
  const keepAll = (records: MutationRecord[]): void => {
    for (const { addedNodes, removedNodes, target } of records) {
      if (nodeTypeOf(target) === Node.TEXT_NODE && isElement(parentNodeOf(target)))
        copies.learn(parentNodeOf(target) as Element)
      for (const nodes of [addedNodes, removedNodes]) for (const node of nodes) keep(node)
    }
  }
  const observer = new MutationObserver(keepAll)

  /** An observer sees neither into shadow trees nor into frames, so each is watched by itself. */
  const watch = (top: Node): void => {
    if (watched.has(top)) return
    watched.add(top)
    keep(top)
    observer.observe(top, { childList: true, characterData: true, subtree: true })
  }

  /** What is left out never comes by again: shadow trees that come to it later are looked for. */
  const lookInBlocked = (): void => {
    for (const top of blocked) {
      if (!isConnected(top)) {
        blocked.delete(top)
        continue
      }
      const inside = elementsIn(top)
      const most = Math.min(inside.length, MOST_LOOKED_AT)
      for (let at = -1; at < most; at += 1) {
        const shadowRoot = shadowRootOf(at < 0 ? top : inside[at]!)
        if (shadowRoot) watch(shadowRoot)
      }
    }
  }

  /** True for a place in a private region, also in one that has come and gone since it was last looked. */
  const isPrivatePlace = (place: Node): boolean => {
    const element = isElement(place) ? place : parentOf(place)
    if (!element) return false
    return isConnected(element)
      ? isClosed(of(element))
      : closest(element, `${marks.mask},${marks.block}`) !== null
  }

  const keepCopies = (node: Node): void => {
    if (!isElement(node)) return
    if (copies.has(node)) keep(node)
    else for (const child of childNodesOf(node)) keepCopies(child)
  }

  /** What happened on the page as a whole: nodes that left a private region nobody has seen, and copies of private ones. */
  const follow = ({ addedNodes, removedNodes, previousSibling, target }: MutationRecord): void => {
    if (removedNodes.length > 0 && isPrivatePlace(target)) for (const node of removedNodes) keep(node)
    for (const node of removedNodes) {
      // `normalize` puts a text into the one before it.
      const value = sticky.has(node) && nodeTypeOf(node) === Node.TEXT_NODE ? nodeValueOf(node) : ''
      if (value && previousSibling && nodeValueOf(previousSibling)?.includes(value))
        sticky.add(previousSibling)
    }
    if (!copies.isEmpty()) addedNodes.forEach(keepCopies)
  }
  const follower = new MutationObserver((records) => {
    happened.push(...records)
  })

  /** From now on nothing gets out of this element unseen. */
  const enclose = (element: Element, standing: Standing): Standing => {
    watch(element)
    return standing
  }

  const isTyped = (element: Element): boolean => matches(element, TYPED) || hasEditContext(element)

  const below = (element: Element, above: Standing): Standing => {
    const inside = isClosed(above)
    if (inside || (sticky.has(element) && above !== 'gone')) {
      const shadowRoot = shadowRootOf(element)
      if (shadowRoot) watch(shadowRoot)
      return inside ? above : 'private'
    }
    // What is drawn in a private part of a shadow tree belongs to that part.
    const slot = assignedSlotOf(element)
    if (slot && isClosed(of(slot))) return enclose(element, 'private')
    if (!matches(element, marks.any) && !hasEditContext(element)) return above
    if (matches(element, marks.block)) {
      blocked.add(element)
      return enclose(element, above === 'gone' ? above : 'blocked')
    }
    if (matches(element, marks.mask)) return enclose(element, above === 'gone' ? above : 'private')
    if (above === 'gone') return above
    if (matches(element, UNSEEN)) return 'gone'
    if (above === 'typed') return above
    const here = matches(element, marks.unmask) ? 'open' : above
    if (!isTyped(element)) return here
    if (here === 'open' && !isSecretContent(element)) return here
    // Options are the page's own words; what is typed into an element stays typed when the element is closed again.
    return localNameOf(element) === 'option' ? 'typed' : enclose(element, 'typed')
  }

  const isSecretContent = (element: Element): boolean =>
    fields.isSecret(localNameOf(element) === 'option' ? (closest(element, 'select') ?? element) : element)

  const page = (document: Document | null): Standing => {
    const frame = document && frameOf(document)
    const above = frame ? of(frame) : root
    if (document && frame && above === 'private') watch(document)
    return document && designModeOf(document) === 'on' && /^(?:shown|strict)$/.test(above) ? 'typed' : above
  }

  const of = (element: Element | null): Standing => {
    if (!element) return 'private'
    let standing = known.get(element)
    if (standing) return standing
    const parent = parentOf(element)
    const inFrame = parent !== null && ownerDocumentOf(parent) !== ownerDocumentOf(element)
    standing = below(element, parent && !inFrame ? of(parent) : page(ownerDocumentOf(element)))
    known.set(element, standing)
    return standing
  }

  return {
    page,
    below,
    of,
    ofText: (text, holder) => {
      if (!text || holder === 'gone' || holder === 'private') return holder
      const slot = sticky.has(text) ? null : textSlotOf(text)
      return sticky.has(text) || (slot && isClosed(of(slot))) ? 'private' : holder
    },
    close: () => {
      root = 'private'
    },
    turn: () => {
      known.clear()
      lookInBlocked()
      keepAll(observer.takeRecords())
      const records = [...happened, ...follower.takeRecords()]
      happened = []
      if (records.length === 0) return
      records.forEach(follow)
      known.clear()
    },
    meet: (tree) => {
      if (met.has(tree)) return
      met.add(tree)
      follower.observe(tree, { childList: true, subtree: true })
    },
    stop: () => {
      follower.disconnect()
      happened = []
      met = new WeakSet()
    },
  }
}
