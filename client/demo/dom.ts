/** The element a page of the shop is known to have. */
export const must = <E extends Element = HTMLElement>(selector: string, root: ParentNode = document): E => {
  const found = root.querySelector<E>(selector)
  if (!found) throw new Error(`The page has no ${selector}`)
  return found
}

/** A new element with a class and text or children. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

/** Cents as the shop writes them. */
export const euros = (cents: number): string => `€${(cents / 100).toFixed(2)}`

/** A click that the browser would follow in this very tab. */
export const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

let hiding: ReturnType<typeof setTimeout> | undefined

/** A short message at the foot of the page, with a link to go on. */
export const toast = (text: string, link?: { href: string; text: string }): void => {
  const place = must('[data-toast]')
  place.replaceChildren(text)
  if (link) {
    const anchor = element('a', '', link.text)
    anchor.href = link.href
    place.append(' ', anchor)
  }
  place.classList.add('shown')
  clearTimeout(hiding)
  hiding = setTimeout(() => place.classList.remove('shown'), 6000)
}
