/** Whether things on a page lie over each other, by their boxes: what a picture shows only to who looks at it. */
import type { Locator } from '@playwright/test'

/**
 * Of the elements inside `root` that fit `selector`, those that are seen: which pairs overlap, and which stick out of the
 * window. An element and what is inside it are no pair.
 * @returns sentences; none when all is well
 */
export const overlapsIn = (root: Locator, selector: string): Promise<string[]> =>
  root.evaluate((element, wanted) => {
    const scope = element.shadowRoot ?? element
    const seen = [...scope.querySelectorAll<HTMLElement>(wanted)].filter((each) =>
      each.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    )
    const boxes = seen
      .map((each) => ({ each, box: each.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1)
    const nameOf = ({ each }: (typeof boxes)[number]): string =>
      `${each.localName}.${each.className} “${(each.ariaLabel ?? each.textContent).trim().slice(0, 30)}”`
    // Half a pixel is rounding.
    const isOver = (a: DOMRect, b: DOMRect): boolean =>
      a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5
    const problems = boxes
      .filter(
        ({ box }) =>
          box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5,
      )
      .map((one) => `${nameOf(one)} sticks out of the window`)
    boxes.forEach((one, at) => {
      for (const other of boxes.slice(at + 1)) {
        const nested = one.each.contains(other.each) || other.each.contains(one.each)
        if (!nested && isOver(one.box, other.box)) problems.push(`${nameOf(one)} and ${nameOf(other)}`)
      }
    })
    return problems
  }, selector)
