/** An element as a person and as an engineer would name it. The value of a field is never read. */
import type { ElementLabel } from '../../src/protocol/entries.ts'
import { MAX_LABEL_LENGTH } from '../../src/protocol/limits.ts'
import { cut } from '../../src/protocol/redact.ts'
import { BLOCKED, isReadable, type Privacy } from './masking.ts'

/** What a click is meant for, when it hits something inside. */
const MEANT =
  'a,button,input,select,textarea,label,summary,option,[role=button],[role=link],[role=tab],[role=menuitem],[role=checkbox],[role=switch]'
/** Text in these is no label, or was typed. */
const NO_LABEL = `${BLOCKED},[data-private],input,textarea,select,script,style,noscript,template,[contenteditable]:not([contenteditable="false" i])`
const MAX_DEPTH = 5

/** The first element of the path that takes clicks, or the one that was hit. */
export const meantBy = (path: readonly EventTarget[]): Element | undefined => {
  const elements = path.filter((each): each is Element => (each as Node).nodeType === Node.ELEMENT_NODE)
  return elements.find((element) => element.matches(MEANT)) ?? elements[0]
}

export const describeElement = (element: Element, privacy: Privacy): ElementLabel => ({
  tag: element.localName,
  label: isReadable(element, privacy) ? cut(tidy(labelOf(element, privacy)), MAX_LABEL_LENGTH) : '',
  selector: selectorOf(element),
})

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The texts that `aria-labelledby` points at, as far as they may be read. */
const namedBy = (element: Element, privacy: Privacy): string =>
  (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
    .map((id) => (id === '' ? null : element.ownerDocument.getElementById(id)))
    .map((name) => (name && !name.matches(NO_LABEL) && isReadable(name, privacy) ? visibleText(name) : ''))
    .join(' ')
    .trim()

const labelOf = (element: Element, privacy: Privacy): string => {
  const named = namedBy(element, privacy) || element.getAttribute('aria-label')
  if (named) return named
  if (element.matches('input,textarea,select')) return fieldLabel(element as HTMLInputElement)
  if (element.matches('form')) return element.getAttribute('name') ?? ''
  const seen = visibleText(element)
  if (seen) return element.matches(MEANT) || seen.length <= MAX_LABEL_LENGTH ? seen : ''
  return (
    element.getAttribute('title') ??
    element.getAttribute('alt') ??
    element.querySelector('img[alt]')?.getAttribute('alt') ??
    ''
  )
}

/** What stands beside the field. Of its value, only a button's caption is read: nobody types that. */
const fieldLabel = (field: HTMLInputElement): string => {
  if (/^(?:submit|button|reset)$/.test(field.type)) return field.value
  const label = field.labels?.[0]
  return (
    (label && visibleText(label)) ||
    field.getAttribute('placeholder') ||
    field.getAttribute('title') ||
    field.name ||
    ''
  )
}

/** Text on the screen, a little more than a label may have, without what is private or typed. */
const visibleText = (element: Element): string => {
  const filter = (node: Node): number => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT
    return (node as Element).matches(NO_LABEL) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
  }
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter)
  let text = ''
  while (text.length <= MAX_LABEL_LENGTH && walker.nextNode())
    text = tidy(`${text} ${walker.currentNode.nodeValue ?? ''}`)
  return text
}

/** An id as a person writes it; long ones and those with many digits are made by machines, or are somebody's. */
const isStableId = (id: string): boolean => /^[a-z][\w-]{0,40}$/i.test(id) && !/\d{3}/.test(id)

const stepOf = (element: Element): { step: string; last: boolean } => {
  if (isStableId(element.id)) return { step: `#${element.id}`, last: true }
  const testId = element.getAttribute('data-testid')
  if (testId && isStableId(testId)) return { step: `[data-testid="${testId}"]`, last: true }
  const tag = element.localName
  const twins = Array.from(element.parentElement?.children ?? []).filter((each) => each.localName === tag)
  return { step: twins.length > 1 ? `${tag}:nth-of-type(${twins.indexOf(element) + 1})` : tag, last: false }
}

const selectorOf = (element: Element): string => {
  const steps: string[] = []
  for (let at: Element | null = element; at && steps.length < MAX_DEPTH; at = at.parentElement) {
    const { step, last } = stepOf(at)
    steps.unshift(step)
    if (last) break
  }
  return steps.join(' > ')
}
