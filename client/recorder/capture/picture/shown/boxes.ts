/**
 * The boxes of what will look different in the picture: films, embedded pages and pictures that are not recorded, fields
 * whose text is masked, and all that is blocked. Their sizes come from a ResizeObserver, after the page's own layout;
 * nothing is measured but in a full snapshot, where rrweb has just had the page laid out.
 */
import { boxOf, childrenOf, isConnected, localNameOf } from '../../../ground/dom.ts'
import { MOST_BOXES } from '../../../../../src/protocol/limits.ts'
import { SHOWN } from '../../../../../src/protocol/shown.ts'
import { attempt, guarded, type Stop } from '../../../ground/guard.ts'
import type { Tell, Told } from './tell.ts'

const TAGS = new Set(
  'img video audio canvas iframe embed object image input select textarea button meter progress'.split(' '),
)
const FIELDS = /^(?:input|select|textarea)$/

/** A change smaller than this is not seen. */
const MATERIAL_PX = 0.5
/** Something that grows with every frame is told this often. */
const TELL_MS = 100

/** Declarations that place an element among its neighbours, and what says nothing of them. */
const PLACE =
  'position float clear top right bottom left z-index vertical-align order align-self justify-self flex-grow flex-shrink grid-row-start grid-row-end grid-column-start grid-column-end transform translate rotate scale visibility opacity margin-top margin-right margin-bottom margin-left border-radius'.split(
    ' ',
  )
/** Their used values are lengths whatever was declared. */
const FLOWS = /^(?:top|right|bottom|left|margin-\w+)$/
const INITIAL = /^(?:|auto|none|normal|static|visible|baseline|0|0px)$/

interface Size {
  width: number
  height: number
}

export interface Boxes {
  has: (tagName: string) => boolean
  /**
   * Watches an element from now on.
   * @param isLaidOut true where to measure it costs nothing @returns what is told of it now
   */
  meet: (element: Element, how: { isBlocked: boolean; isLaidOut: boolean }) => Told
  /** Lets go of what has left the page. */
  prune: () => void
  stop: Stop
}

/** A field that is as wide as its content would tell how much was typed. */
const isAsItsContent = (element: Element): boolean =>
  FIELDS.test(localNameOf(element)) &&
  getComputedStyle(element).getPropertyValue('field-sizing') === 'content'

/** An `object` that shows what is inside it in place of what it could not load is as any other element. */
const isFallback = (element: Element): boolean =>
  localNameOf(element) === 'object' &&
  Array.from(childrenOf(element)).some((child) => child.getClientRects().length > 0)

/** What has no size may still be there: a picture that is not loaded yet. */
const isShown = (element: Element, { width, height }: Size): boolean =>
  width > 0 || height > 0 || element.getClientRects().length > 0

const told = ({ width, height }: Size): Told => ({
  [SHOWN.width]: `${Math.round(width * 100) / 100}px`,
  [SHOWN.height]: `${Math.round(height * 100) / 100}px`,
})

/**
 * How a blocked element stands among its neighbours. Without content it has no size of its own, inline least of all: there
 * its line is as high as its font makes it.
 */
const placeOf = (element: Element): string => {
  // As declared: `right: 0` and `margin: auto` stay true in a window of another width. Not in Firefox.
  const declared = (element as Partial<Element>).computedStyleMap?.()
  const style = getComputedStyle(element)
  const isInline = style.display === 'inline'
  const display = isInline ? 'inline-block' : style.display
  const place = [...PLACE, ...(isInline ? ['font-size', 'line-height'] : [])]
    .map((property) => {
      const value = FLOWS.test(property) ? declared?.get(property)?.toString() : undefined
      return [property, value ?? style.getPropertyValue(property)] as const
    })
    .filter(([property, value]) => {
      if (/^(?:opacity|flex-shrink)$/.test(property)) return value !== '1'
      return !INITIAL.test(value) || (value === 'auto' && property.startsWith('margin'))
    })
    .map(([property, value]) => `${property}:${value}`)
  return [`display:${display}`, ...place].join(';')
}

/** Of an inline element the height of its line, which may be more than that of its letters. */
const heightOf = (element: Element, height: number): number => {
  const { display, lineHeight } = getComputedStyle(element)
  return display === 'inline' ? parseFloat(lineHeight) || height : height
}

/** As laid out, before transforms; with parts of a pixel where nothing transforms it. */
const measure = (element: Element): Size => {
  const { width, height } = boxOf(element)
  const { offsetWidth, offsetHeight } = element as Partial<HTMLElement>
  if (offsetWidth === undefined || offsetHeight === undefined) return { width, height }
  const isPlain = Math.abs(width - offsetWidth) < 1 && Math.abs(height - offsetHeight) < 1
  return isPlain ? { width, height } : { width: offsetWidth, height: offsetHeight }
}

const sizeOf = ({ target, borderBoxSize: [box] }: ResizeObserverEntry): Size => {
  const { inlineSize = 0, blockSize = 0 } = box ?? {}
  const isUpright = /^(?:vertical|sideways)/.test(getComputedStyle(target).writingMode)
  return isUpright ? { width: blockSize, height: inlineSize } : { width: inlineSize, height: blockSize }
}

const isUnlike = (one: Size | undefined, other: Size): boolean =>
  !one ||
  Math.abs(one.width - other.width) >= MATERIAL_PX ||
  Math.abs(one.height - other.height) >= MATERIAL_PX

export const trackBoxes = (tell: Tell): Boxes => {
  /** What was told of each element that is watched, if anything was. */
  const sizes = new Map<Element, Size | undefined>()
  const blocked = new WeakSet<Element>()
  const changed = new Set<Element>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const hasBox = (element: Element, size: Size): boolean =>
    blocked.has(element) || (isShown(element, size) && !isAsItsContent(element) && !isFallback(element))

  const toldOf = (element: Element): Told => {
    const size = sizes.get(element)
    if (!size) return {}
    if (!blocked.has(element)) return told(size)
    const height = heightOf(element, size.height)
    return { ...told({ ...size, height }), [SHOWN.place]: placeOf(element) }
  }

  const tellChanged = guarded(() => {
    timer = undefined
    for (const element of changed) if (isConnected(element)) tell(element, toldOf(element))
    changed.clear()
  })

  const take = (entry: ResizeObserverEntry): void => {
    const { target } = entry
    if (!isConnected(target)) return leave(target)
    // The observer gives an inline element no size.
    const size = blocked.has(target) ? measure(target) : sizeOf(entry)
    if (!hasBox(target, size)) return
    const before = sizes.get(target)
    if (!isUnlike(before, size)) return
    sizes.set(target, size)
    changed.add(target)
    timer ||= setTimeout(tellChanged, before ? TELL_MS : 0)
  }

  // A page may have taken it away.
  const observer = attempt(() => new ResizeObserver(guarded((entries) => entries.forEach(take))))

  const leave = (element: Element): void => {
    observer?.unobserve(element)
    sizes.delete(element)
  }

  return {
    has: (tagName) => TAGS.has(tagName),
    meet: (element, { isBlocked, isLaidOut }) => {
      if (isBlocked) blocked.add(element)
      if (!sizes.has(element)) {
        if (sizes.size >= MOST_BOXES) return {}
        sizes.set(element, undefined)
        observer?.observe(element, { box: 'border-box' })
      }
      // What is known, the observer keeps true.
      if (isLaidOut && !sizes.get(element)) {
        const size = measure(element)
        if (hasBox(element, size)) sizes.set(element, size)
      }
      return toldOf(element)
    },
    prune: () => {
      for (const element of sizes.keys()) if (!isConnected(element)) leave(element)
    },
    stop: () => {
      clearTimeout(timer)
      observer?.disconnect()
    },
  }
}
