/** The few DOM helpers of the player. Text always goes in as text nodes: recorded data is never read as markup. */

export type Child = Node | string | number | false | null | undefined
type Value = string | number | boolean | null | undefined | ((event: never) => void)

const SVG = 'http://www.w3.org/2000/svg'

const fill = <E extends Element>(element: E, props: Record<string, Value>, children: Child[]): E => {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  append(element, children)
  return element
}

const append = (element: Element, children: Child[]): void => {
  for (const child of children) {
    if (child === undefined || child === null || child === false) continue
    element.append(child instanceof Node ? child : String(child))
  }
}

/** Makes an HTML element. `on…` functions become listeners; `true` an empty attribute; null, undefined and false none. */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => fill(document.createElement(tag), props, children)

/** Makes an SVG element. */
export const s = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Record<string, Value> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] => fill(document.createElementNS(SVG, tag), props, children)

/** Puts these children in place of the ones that are there. */
export const fillWith = (element: Element, ...children: Child[]): void => {
  element.replaceChildren()
  append(element, children)
}

/** Sets the text only when it differs, so that a running clock costs no layout and live regions stay quiet. */
export const setText = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text
}

/** An element that the server's page must hold. @throws Error when page and script do not fit. */
export const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id)
  if (!element) throw new Error(`The page has no element #${id}.`)
  return element
}

/** Adds a listener. @returns what removes it. */
export const listen = <T extends EventTarget>(
  target: T,
  type: string,
  handler: (event: never) => void,
  options?: AddEventListenerOptions,
): (() => void) => {
  target.addEventListener(type, handler as EventListener, options)
  return () => target.removeEventListener(type, handler as EventListener, options)
}
