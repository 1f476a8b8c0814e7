/** An element as a person and as an engineer would name it: by text that may be read, and by its place. */
import type { ElementLabel } from '../../../../src/protocol/entries.ts'
import { MAX_LABEL_LENGTH } from '../../../../src/protocol/limits.ts'
import { cut } from '../../../../src/protocol/redact.ts'
import {
  attributeOf,
  childrenOf,
  elementById,
  idOf,
  isElement,
  localNameOf,
  matches,
  nodeTypeOf,
  nodeValueOf,
  ownerDocumentOf,
  parentElementOf,
} from '../../ground/dom.ts'
import { readable } from './readable.ts'
import { parentOf } from './regions.ts'
import type { Judge } from './tree.ts'

/** What a click is meant for, when it hits something inside. */
const MEANT =
  'a,button,input,select,textarea,label,summary,option,[role=button],[role=link],[role=tab],[role=menuitem],[role=checkbox],[role=switch]'
const FIELDS = 'input,textarea,select'
/** Text in these is no label. */
const NO_LABEL = 'input,textarea,select,script,style,noscript,template'
const MAX_DEPTH = 5

/** The first element of the path that takes clicks, or the one that was hit. */
export const meantBy = (path: readonly EventTarget[]): Element | undefined => {
  const elements = path.filter((each): each is Element => each !== window && isElement(each as Node))
  return elements.find((element) => matches(element, MEANT)) ?? elements[0]
}

export const describeElement = (element: Element, judge: Judge): ElementLabel => ({
  tag: judge.names.tag(localNameOf(element)),
  label: cut(tidy(labelOf(element, judge)), MAX_LABEL_LENGTH),
  selector: selectorOf(element, judge),
})

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

const labelOf = (element: Element, judge: Judge): string => {
  const named = pointedAt(element, judge)
  if (named) return named
  if (matches(element, FIELDS)) {
    const label = (element as HTMLInputElement).labels?.[0]
    return label ? seenText(label, judge) : ''
  }
  // All of a form is no name for it.
  const seen = localNameOf(element) === 'form' ? '' : seenText(element, judge)
  return matches(element, MEANT) || seen.length <= MAX_LABEL_LENGTH ? seen : ''
}

/** The texts that `aria-labelledby` points at. */
const pointedAt = (element: Element, judge: Judge): string =>
  (attributeOf(element, 'aria-labelledby') ?? '')
    .split(/\s+/)
    .map((id) => (id === '' ? null : elementById(ownerDocumentOf(element), id)))
    .map((name) => (name ? seenText(name, judge) : ''))
    .join(' ')
    .trim()

/** Text that may be read, a little more than a label may have. */
const seenText = (element: Element, { regions, seen }: Judge): string => {
  const filter = (node: Node): number => {
    if (nodeTypeOf(node) === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT
    return matches(node, NO_LABEL) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
  }
  if (matches(element, NO_LABEL)) return ''
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter)
  let text = ''
  while (text.length <= MAX_LABEL_LENGTH && walker.nextNode()) {
    const { currentNode } = walker
    const holder = parentOf(currentNode)
    const value = nodeValueOf(currentNode) ?? ''
    if (!holder || !/\S/.test(value) || !/^(?:open|shown)$/.test(regions.of(holder))) continue
    if (seen.isTextSeen(currentNode, holder)) text = tidy(`${text} ${readable(value)}`)
  }
  return text
}

/** By an id that the page's style sheets speak of, or by its place among its kind. */
const stepOf = (element: Element, { names }: Judge): { step: string; last: boolean } => {
  const id = idOf(element)
  const tag = names.tag(localNameOf(element))
  if (names.has(id) && /^[a-z][\w-]*$/i.test(id)) return { step: `#${id}`, last: true }
  const parent = parentElementOf(element)
  const twins = Array.from(parent ? childrenOf(parent) : []).filter(
    (each) => names.tag(localNameOf(each)) === tag,
  )
  return { step: twins.length > 1 ? `${tag}:nth-of-type(${twins.indexOf(element) + 1})` : tag, last: false }
}

const selectorOf = (element: Element, judge: Judge): string => {
  const steps: string[] = []
  for (let at: Element | null = element; at && steps.length < MAX_DEPTH; at = parentElementOf(at)) {
    const { step, last } = stepOf(at, judge)
    steps.unshift(step)
    if (last) break
  }
  return steps.join(' > ')
}
