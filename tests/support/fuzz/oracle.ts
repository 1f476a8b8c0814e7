/** What a person could have read on the page, found without the gate's code. Runs in the page. */
import { wordsIn } from './canary-words.ts'
import { allNodes } from './mutate.ts'

const PRIVATE = '[data-private],[data-block]'
const NO_TEXT =
  'style,script,noscript,template,textarea,select,option,datalist,input,svg title,svg desc,video,canvas,meter,iframe'

const upwards = (node: Node): Node | null =>
  node.parentNode ??
  (node as Partial<ShadowRoot>).host ??
  (node as Partial<Document>).defaultView?.frameElement ??
  null

const isEditable = (element: Element): boolean =>
  (element as Partial<HTMLElement>).isContentEditable ?? Boolean(element.closest('[contenteditable]'))

/** Text in a box whose content is not drawn is not seen, though the box is. */
const isDrawn = (element: Element): boolean =>
  getComputedStyle(element).contentVisibility !== 'hidden' &&
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false })

export interface Oracle {
  /** Looks at the page as it is now. */
  look: (root: Element) => void
  /** Words that were seen as text at some time, have no secret's shape, and never stood in a private region before. */
  readable: () => ReadonlySet<string>
  /** Words that the page showed when it was first looked at. */
  shownFirst: () => ReadonlySet<string>
}

export const createOracle = (): Oracle => {
  const readable = new Set<string>()
  let first: ReadonlySet<string> | undefined
  const tainted = new WeakSet<Node>()

  const mayBeRead = (text: Text): boolean => {
    const parent = text.parentElement
    // A text in a shadow root has no parent element; its host decides.
    let at: Node | null = text
    let fits = !parent || (isDrawn(parent) && (!parent.shadowRoot || text.assignedSlot !== null))
    for (; at; at = upwards(at)) {
      if (tainted.has(at)) return false
      if (at.nodeType !== Node.ELEMENT_NODE) continue
      const element = at as Element
      if (element.matches(NO_TEXT) && element.localName !== 'iframe') fits = false
      if (element.localName === 'iframe' && !isDrawn(element)) fits = false
      if (isEditable(element)) fits = false
    }
    return fits
  }

  return {
    look: (root) => {
      const nodes = allNodes(root)
      for (const node of nodes)
        if (node.nodeType === Node.ELEMENT_NODE && (node as Element).matches(PRIVATE)) tainted.add(node)
      for (const node of nodes) {
        for (let at = upwards(node); at && !tainted.has(node); at = upwards(at))
          if (tainted.has(at)) tainted.add(node)
      }
      for (const node of nodes) {
        if (node.nodeType !== Node.TEXT_NODE || !mayBeRead(node as Text)) continue
        for (const word of wordsIn((node.nodeValue ?? '').replaceAll(/\S+@canary\.example/g, '')))
          readable.add(word)
      }
      first ??= new Set(readable)
    },
    readable: () => readable,
    shownFirst: () => first ?? new Set(),
  }
}
