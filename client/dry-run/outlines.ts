/** Boxes over what would be masked or left out. They lie in our own shadow root: the page's styles stay untouched. */
import { all, every, guarded, listen, type Stop } from '../recorder/ground/guard.ts'
import { make } from '../recorder/bar/parts.ts'
import type { Seen } from './witness.ts'

/** Pages move by themselves: animations, late pictures. */
const FOLLOW_MS = 500
/** What of an element is seen. Where its link leads to is not. */
const SEEN_PARTS = new Set(['text', 'value', 'element', 'inside', 'placeholder', 'src', 'srcset', 'poster'])
/** A screen holds no more that a person could tell apart. */
const MAX_BOXES = 600

const rectsOf = (node: Node): DOMRect[] => {
  if (!node.isConnected) return []
  if (node.nodeType === Node.ELEMENT_NODE) return [(node as Element).getBoundingClientRect()]
  const range = document.createRange()
  range.selectNodeContents(node)
  return [...range.getClientRects()]
}

const isOnScreen = ({ width, height, top, left }: DOMRect): boolean =>
  width > 0 && height > 0 && top < innerHeight && left < innerWidth && top + height > 0 && left + width > 0

/** Draws until stopped. Only what is on the screen gets a box. */
export const showOutlines = (root: ShadowRoot, seen: readonly Seen[]): Stop => {
  const layer = make('div', 'layer')
  layer.setAttribute('aria-hidden', 'true')
  root.prepend(layer)
  const marked = new Map<Node, string>()
  for (const { node, item } of seen) {
    // Frames have screens of their own.
    if (item.verdict === 'captured' || !SEEN_PARTS.has(item.part) || node.ownerDocument !== document) continue
    if (item.verdict === 'masked') marked.set(node, 'box')
    else if (!marked.has(node)) marked.set(node, 'box out')
  }

  const draw = (): void => {
    const boxes: HTMLElement[] = []
    for (const [node, className] of marked) {
      for (const rect of rectsOf(node)) {
        if (!isOnScreen(rect)) continue
        const box = make('div', className)
        const { style } = box
        style.left = `${rect.left - 2}px`
        style.top = `${rect.top - 2}px`
        style.width = `${rect.width + 4}px`
        style.height = `${rect.height + 4}px`
        boxes.push(box)
      }
      if (boxes.length >= MAX_BOXES) break
    }
    layer.replaceChildren(...boxes)
  }

  let planned = false
  const plan = (): void => {
    if (planned) return
    planned = true
    requestAnimationFrame(
      guarded(() => {
        planned = false
        draw()
      }),
    )
  }
  draw()
  return all([
    listen(document, 'scroll', plan, { capture: true }),
    listen(window, 'resize', plan),
    every(FOLLOW_MS, plan),
    () => layer.remove(),
  ])
}
