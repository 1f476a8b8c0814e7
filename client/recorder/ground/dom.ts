/**
 * How the recorder reads the page's nodes. A field named `matches`, `attributes` or `parentNode` hides its form's own member
 * of that name, `<img name=body>` the document's, and old libraries put others on the prototypes: so nothing of a host's
 * node is read by its name, but by what the browser itself reads it with.
 */
import { getter, method } from './untouched.ts'

export const nodeTypeOf = getter<number>('Node', 'nodeType')
export const parentNodeOf = getter<Node | null>('Node', 'parentNode')
export const parentElementOf = getter<Element | null>('Node', 'parentElement')
export const childNodesOf = getter<NodeListOf<ChildNode>>('Node', 'childNodes')
export const ownerDocumentOf = getter<Document>('Node', 'ownerDocument')
export const isConnected = getter<boolean>('Node', 'isConnected')
export const nodeValueOf = getter<string | null>('Node', 'nodeValue')
export const textContentOf = getter<string | null>('Node', 'textContent')
export const rootOf = method<[], Node>('Node', 'getRootNode')

export const localNameOf = getter<string>('Element', 'localName')
export const namespaceOf = getter<string | null>('Element', 'namespaceURI')
export const idOf = getter<string>('Element', 'id')
export const childrenOf = getter<HTMLCollection>('Element', 'children')
export const previousOf = getter<Node | null>('Node', 'previousSibling')
export const previousElementOf = getter<Element | null>('Element', 'previousElementSibling')
export const shadowRootOf = getter<ShadowRoot | null>('Element', 'shadowRoot')
export const assignedSlotOf = getter<HTMLSlotElement | null>('Element', 'assignedSlot')
export const assignedNodesOf = method<[], Node[]>('HTMLSlotElement', 'assignedNodes')
export const textSlotOf = getter<HTMLSlotElement | null>('Text', 'assignedSlot')
export const scrollWidthOf = getter<number>('Element', 'scrollWidth')
export const clientWidthOf = getter<number>('Element', 'clientWidth')
export const scrollLeftOf = getter<number>('Element', 'scrollLeft')
export const scrollTopOf = getter<number>('Element', 'scrollTop')
export const attributeOf = method<[name: string], string | null>('Element', 'getAttribute')
export const attributeNamesOf = method<[], string[]>('Element', 'getAttributeNames')
export const hasAttributes = method<[], boolean>('Element', 'hasAttributes')
export const hasAttribute = method<[name: string], boolean>('Element', 'hasAttribute')
export const matches = method<[selector: string], boolean>('Element', 'matches')
export const closest = method<[selector: string], Element | null>('Element', 'closest')
export const boxOf = method<[], DOMRect>('Element', 'getBoundingClientRect')
export const animationsOf = method<[], Animation[]>('Element', 'getAnimations')
export const checkVisibility = method<[options: object], boolean>('Element', 'checkVisibility')
const allInElement = method<[selector: string], NodeListOf<Element>>('Element', 'querySelectorAll')
const byTag = method<[name: string], HTMLCollectionOf<Element>>('Element', 'getElementsByTagName')
export const elementsIn = (element: Element): HTMLCollectionOf<Element> => byTag(element, '*')

export const hostOf = getter<Element>('ShadowRoot', 'host')
export const shadowActiveOf = getter<Element | null>('ShadowRoot', 'activeElement')
const allInFragment = method<[selector: string], NodeListOf<Element>>('DocumentFragment', 'querySelectorAll')
const htmlStyleOf = getter<CSSStyleDeclaration>('HTMLElement', 'style')
const svgStyleOf = getter<CSSStyleDeclaration>('SVGElement', 'style')
export const frameDocumentOf = getter<Document | null>('HTMLIFrameElement', 'contentDocument')

export const viewOf = getter<(Window & typeof globalThis) | null>('Document', 'defaultView')
export const rootElementOf = getter<HTMLElement | null>('Document', 'documentElement')
/** The body, which an `<img name=body>` would hide. */
export const bodyOf = (document: Document): Element | undefined => {
  const root = rootElementOf(document)
  return root ? Array.from(childrenOf(root)).find((child) => localNameOf(child) === 'body') : undefined
}

export const designModeOf = getter<string>('Document', 'designMode')
export const activeElementOf = getter<Element | null>('Document', 'activeElement')
export const elementById = method<[id: string], HTMLElement | null>('Document', 'getElementById')
const allInDocument = method<[selector: string], NodeListOf<Element>>('Document', 'querySelectorAll')
export const createRange = method<[], Range>('Document', 'createRange')

export const addListener = method<
  [type: string, listener: (event: Event) => void, options?: AddEventListenerOptions],
  void
>('EventTarget', 'addEventListener')
export const removeListener = method<
  [type: string, listener: (event: Event) => void, options?: AddEventListenerOptions],
  void
>('EventTarget', 'removeEventListener')

/** From what was hit up to the window, through shadow trees. */
export const pathOf = method<[], EventTarget[]>('Event', 'composedPath')

const adoptedByDocument = getter<CSSStyleSheet[]>('Document', 'adoptedStyleSheets')
const adoptedByRoot = getter<CSSStyleSheet[]>('ShadowRoot', 'adoptedStyleSheets')

/** The sheets that a document or a shadow root has adopted; undefined in browsers of before 2023. */
export const adoptedBy = (root: Document | ShadowRoot): CSSStyleSheet[] | undefined =>
  isShadowRoot(root) ? adoptedByRoot(root) : adoptedByDocument(root)

const ELEMENT_NODE = 1
const FRAGMENT_NODE = 11

export const isElement = (node: Node | null | undefined): node is Element =>
  node !== null && node !== undefined && nodeTypeOf(node) === ELEMENT_NODE

/** True for a shadow root; a fragment has no host. */
export const isShadowRoot = (node: Node | null): node is ShadowRoot =>
  node !== null && nodeTypeOf(node) === FRAGMENT_NODE && 'host' in node

/** An element's own declarations, as the browser has read them; none where it has no styles. */
export const styleOf = (element: Element): string => {
  const namespace = namespaceOf(element) ?? ''
  if (namespace.endsWith('xhtml')) return htmlStyleOf(element).cssText
  return namespace.endsWith('svg') ? svgStyleOf(element).cssText : ''
}

/** `querySelectorAll` of an element, a shadow root or a document. */
export const all = (top: Node, selector: string): NodeListOf<Element> => {
  const type = nodeTypeOf(top)
  if (type === ELEMENT_NODE) return allInElement(top, selector)
  return type === FRAGMENT_NODE ? allInFragment(top, selector) : allInDocument(top, selector)
}
