/**
 * The focus as it was seen. Nothing in a recorded page may take the focus of the person who watches, so the element that
 * had it carries an attribute, and the page's own style sheets are made to know it beside `:focus`.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../../src/protocol/events.ts'
import { SHOWN } from '../../../src/protocol/shown.ts'

/** Not behind a pseudo-element: what stands there may be nothing but a pseudo-class. */
const PSEUDO =
  /(?<!::[\w-]+(?:\([^()]*\))?):(?:focus(-visible|-within)?|(fullscreen|-webkit-full-screen))(?![\w-])/gi

const ALSO = {
  '': '[rr_focus]',
  '-visible': '[rr_focus="visible"]',
  '-within': '[rr_focus],[rr_within]',
} as const

/** CSS whose selectors also take the recorded focus, and what was recorded as filling the screen, as specific as they were. */
export const withFocus = (css: string): string =>
  /:(?:focus|fullscreen|-webkit-full-screen)/i.test(css)
    ? css.replace(PSEUDO, (pseudo: string, kind = '', fullscreen?: string) => {
        const also = fullscreen ? '[rr_fullscreen]' : ALSO[String(kind).toLowerCase() as keyof typeof ALSO]
        return `:is(${pseudo},${also})`
      })
    : css

interface Node_ {
  type: number
  tagName?: string
  attributes?: Record<string, unknown>
  textContent?: string
  childNodes?: Node_[]
}

const isText = (value: unknown): value is string => typeof value === 'string'

const inNode = (node: Node_, isStyle: boolean): void => {
  const css = node.attributes?.['_cssText']
  if (isText(css)) node.attributes!['_cssText'] = withFocus(css)
  if (isStyle && isText(node.textContent)) node.textContent = withFocus(node.textContent)
  for (const child of node.childNodes ?? []) inNode(child, node.tagName === 'style')
}

interface Data {
  source?: number
  node?: Node_
  adds?: { parentId?: number; node?: Node_; rule?: unknown }[] | undefined
  texts?: { id: number; value: unknown }[]
  attributes?: { attributes: Record<string, unknown> }[]
  styles?: { rules?: { rule: unknown }[] }[]
  replace?: unknown
  replaceSync?: unknown
}

const inRules = (rules: { rule?: unknown }[] | undefined): void => {
  for (const each of rules ?? []) if (isText(each.rule)) each.rule = withFocus(each.rule)
}

/** Rewrites the CSS in an event, in place. @param isStyle true for the id of a `style` element, or of a text in one */
export const teachFocus = (event: RecordedEvent, isStyle: (id: number | undefined) => boolean): void => {
  const data = event.data as Data
  if (event.type === EventType.FullSnapshot && data.node) return inNode(data.node, false)
  if (event.type !== EventType.IncrementalSnapshot) return
  switch (data.source) {
    case IncrementalSource.Mutation:
      for (const { parentId, node } of data.adds ?? []) if (node) inNode(node, isStyle(parentId))
      for (const text of data.texts ?? [])
        if (isText(text.value) && isStyle(text.id)) text.value = withFocus(text.value)
      for (const { attributes } of data.attributes ?? [])
        if (isText(attributes['_cssText'])) attributes['_cssText'] = withFocus(attributes['_cssText'])
      return
    case IncrementalSource.StyleSheetRule:
      inRules(data.adds)
      if (isText(data.replace)) data.replace = withFocus(data.replace)
      if (isText(data.replaceSync)) data.replaceSync = withFocus(data.replaceSync)
      return
    case IncrementalSource.AdoptedStyleSheet:
      for (const { rules } of data.styles ?? []) inRules(rules)
      return
    default:
  }
}

/** What an element hangs in, out of shadow trees too. */
export const aboveOf = (element: Element): Element | null =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null

export interface Focus {
  take: (element: Element, told: Record<string, unknown>) => void
  clear: () => void
}

export const createFocus = (): Focus => {
  let focused: Element | undefined
  const within = new Set<Element>()

  const leave = (): void => {
    focused?.removeAttribute('rr_focus')
    for (const element of within) element.removeAttribute('rr_within')
    within.clear()
    focused = undefined
  }

  return {
    take: (element, told) => {
      const value = told[SHOWN.focus]
      if (value === undefined) return
      if (value === null) {
        if (element === focused) leave()
        return
      }
      leave()
      focused = element
      element.setAttribute('rr_focus', value === 'visible' ? 'visible' : 'plain')
      for (let at = aboveOf(element); at; at = aboveOf(at)) {
        at.setAttribute('rr_within', '')
        within.add(at)
      }
    },
    clear: () => {
      focused = undefined
      within.clear()
    },
  }
}
