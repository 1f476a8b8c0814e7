/** How every element of a page looks: its box and the styles that a browser has computed for it. Runs in a page too. */
import type { FrameLocator, Page } from '@playwright/test'

/** Element by element in the order of the tree: its name, its box in CSS pixels, and computed styles. */
export interface Look {
  tag: string
  box: string
  style: Record<string, string>
}

const read = (root: Element): Look[] => {
  const properties = (
    'color background-color display float clear width height font-size font-style font-weight line-height text-align ' +
    'white-space padding-top padding-left margin-top margin-left border-top-width border-top-style border-top-color ' +
    'border-left-width background-clip position grid-template-columns column-count vertical-align border-collapse ' +
    'fill stroke stroke-width opacity transform clip-path mask-image filter content quotes'
  ).split(' ')
  /** An id, a name or an address has a stand-in in a replay, and of a number what the eye sees is left. */
  const plain = (value: string): string =>
    value
      .replaceAll(/url\("?[^)]*"?\)/g, 'url')
      .replaceAll(/"[^"]*"/g, '""')
      .replaceAll(/\[[^\]]*\]/g, '[]')
      .replaceAll(/\d*\.\d+(?:e-?\d+)?/g, (number) => Number(number).toFixed(2))
  const looks: Look[] = []
  const walk = (element: Element): void => {
    if (/^(?:head|script|style|casereel-bar|noscript)$/.test(element.localName)) return
    const { x, y, width, height } = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    const before = getComputedStyle(element, '::before').content
    // A picture keeps the boxes of these by sizes and stand-ins of its own, whatever the page sized them by.
    const isKept = /^(?:img|iframe|input|select|textarea|button)$/.test(element.localName)
    looks.push({
      tag: element.localName,
      box: [x, y, width, height].map((size) => Math.round(size * 2) / 2).join(' '),
      style: Object.fromEntries([
        ...properties
          .filter((name) => !isKept || !/^(?:width|height|content)$/.test(name))
          .map((name) => [name, plain(style.getPropertyValue(name))]),
        ['before', plain(before)],
      ]) as Record<string, string>,
    })
    for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) walk(child)
  }
  walk(root)
  return looks
}

export const looksOf = (page: Page | FrameLocator): Promise<Look[]> => page.locator('html').evaluate(read)

/** What differs, one line for each style: readable when a test fails. */
export const differences = (real: readonly Look[], shown: readonly Look[]): string[] => {
  if (real.length !== shown.length) return [`${real.length} elements, ${shown.length} in the replay`]
  return real.flatMap((look, index) => {
    const other = shown[index]
    if (!other) return []
    const name = `${index} <${look.tag}>`
    const box = look.box === other.box ? [] : [`${name} box: ${look.box} | ${other.box}`]
    const styles = Object.entries(look.style)
      .filter(([property, value]) => other.style[property] !== value)
      .map(([property, value]) => `${name} ${property}: ${value} | ${other.style[property]}`)
    return [...box, ...styles]
  })
}
