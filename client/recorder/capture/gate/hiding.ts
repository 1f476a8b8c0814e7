/**
 * The ways to hide text that neither an IntersectionObserver nor a box tells: each is judged by computed style. This is the
 * whole list; what is not on it counts as seen.
 *
 * Not on it, as nothing tells: another element in front, a font without letters, a picture with the colour of the text,
 * `::first-line` and `::first-letter` with a colour of their own, blend modes.
 */
import { FAINT, colourOf } from './colours.ts'
import { NOTHING, type Rect } from './rects.ts'
import type { Way } from './suspects.ts'

type Style = CSSStyleDeclaration

/** Computed by this name; the type of the library knows only some. */
const value = (style: Style, property: string): string => style.getPropertyValue(property)

/** Smaller letters than this nobody reads, in px. */
const SMALLEST_PX = 3
/** More blur than this leaves no letters, in px. */
const MOST_BLUR_PX = 3

const FUNCTION = /([a-z-]+)\(((?:[^()]|\([^()]*\))*)\)/g
/** Filters that change colours and nothing else. */
const COLOURING = /^(?:grayscale|sepia|hue-rotate|saturate|invert|drop-shadow)$/

const numberOf = (text: string): number => parseFloat(text) / (text.trim().endsWith('%') ? 100 : 1)

/** A filter that leaves nothing to read, or that is defined elsewhere. */
const hidesByFilter = (filter: string): boolean => {
  if (filter === 'none') return false
  const functions = [...filter.matchAll(FUNCTION)]
  return (
    functions.length === 0 ||
    functions.some(([, name = '', inside = '']) => {
      if (COLOURING.test(name)) return false
      const amount = numberOf(inside || '1')
      if (name === 'blur') return amount > MOST_BLUR_PX
      // What is almost black, or almost one colour.
      return /^(?:opacity|brightness|contrast)$/.test(name) ? !(amount >= FAINT) : true
    })
  )
}

const COLOUR = /(?:rgba?|color|hsla?|(?:ok)?l(?:ab|ch))\((?:[^()]|\([^()]*\))*\)/g

/** A mask lets through what one of its layers paints: a gradient with an opaque stop does, an image may not. */
const hidesByMask = (image: string, size: string): boolean => {
  if (image === 'none' || image === '') return false
  if (/(?:^|[\s,])0(?:px|%)?(?:[\s,]|$)/.test(size)) return true
  if (!image.includes('gradient(') || image.includes('url(')) return true
  return !(image.match(COLOUR) ?? []).some((colour) => (colourOf(colour)?.[3] ?? 0) >= 0.5)
}

/** `rotate` is no part of the computed `transform`. */
const rotationOf = (rotate: string): DOMMatrixReadOnly | undefined => {
  if (rotate === 'none' || rotate === '') return undefined
  const parts = rotate.split(' ')
  const angle = parts.pop() ?? '0deg'
  const axis = parts.length === 3 ? parts.join() : ({ x: '1,0,0', y: '0,1,0' }[parts[0] ?? ''] ?? '0,0,1')
  return new DOMMatrixReadOnly(`rotate3d(${axis},${angle})`)
}

/** How an element is turned in space; undefined where it is not. */
export const turnOf = (style: Style): DOMMatrixReadOnly | undefined => {
  const { transform } = style
  const turned = transform === 'none' || transform === '' ? undefined : new DOMMatrixReadOnly(transform)
  const rotated = rotationOf(value(style, 'rotate'))
  return rotated && turned ? rotated.multiply(turned) : (rotated ?? turned)
}

/** What is declared on an element and hides all that is in it. Opacity, which adds up, and backs are judged in seen.ts. */
export const AROUND: readonly { way: Way; hides: (style: Style) => boolean }[] = [
  { way: 'filter', hides: (style) => hidesByFilter(style.filter) },
  {
    way: 'mask',
    hides: (style) =>
      hidesByMask(
        value(style, 'mask-image') || value(style, '-webkit-mask-image'),
        value(style, 'mask-size') || value(style, '-webkit-mask-size'),
      ),
  },
  { way: 'content-visibility', hides: (style) => value(style, 'content-visibility') === 'hidden' },
]

/** What an element inherits or declares and hides its letters. Colours are judged in paint.ts. */
export const LETTERS: readonly { way: Way; hides: (style: Style) => boolean }[] = [
  { way: 'size', hides: (style) => parseFloat(style.fontSize) < SMALLEST_PX },
  { way: 'security', hides: (style) => !/^(?:none)?$/.test(value(style, '-webkit-text-security')) },
  {
    way: 'spacing',
    hides: (style) => parseFloat(style.letterSpacing) < -0.4 * parseFloat(style.fontSize),
  },
]

/** True where letters may lie elsewhere than their box says. */
export const isShifted = (style: Style): boolean =>
  !/^0(?:px|%)?$/.test(style.textIndent) || /[1-9]/.test(style.letterSpacing + style.wordSpacing)

const lengthOf = (text: string, whole: number): number =>
  text.endsWith('%') ? (parseFloat(text) / 100) * whole : parseFloat(text)

const around = (x: number, y: number, halfWidth: number, halfHeight: number): Rect => ({
  left: x - halfWidth,
  right: x + halfWidth,
  top: y - halfHeight,
  bottom: y + halfHeight,
})

const roundPath = (shape: string, inside: string, { left, top, width, height }: DOMRectReadOnly): Rect => {
  const [radii = '', place = ''] = inside.split(/\s*at /)
  const [x = '50%', y = '50%'] = place.split(' ').filter(Boolean)
  const lengths = radii.split(' ').filter(Boolean)
  const whole = (side: number): number => (shape === 'circle' ? Math.hypot(width, height) / Math.SQRT2 : side)
  const radius = (text: string | undefined, side: number): number => {
    const length = lengthOf(text ?? '', whole(side))
    // `closest-side`, which is the default, and its kin.
    return Number.isNaN(length) ? side / 2 : length
  }
  return around(
    left + lengthOf(x, width),
    top + lengthOf(y, height),
    radius(lengths[0], width),
    radius(lengths[1] ?? lengths[0], height),
  )
}

/** The box of what a `clip-path` leaves of another box; nothing of one that is not understood. */
export const shownByPath = (path: string, box: DOMRectReadOnly): Rect => {
  const [, shape = '', inside = ''] = /^([a-z]+)\(([^()]*)\)/.exec(path) ?? []
  const { left, top, right, bottom, width, height } = box
  if (shape === 'circle' || shape === 'ellipse') return roundPath(shape, inside, box)
  if (shape === 'inset') {
    const [above = '0', after = above, below = above, before = after] = inside
      .replace(/\s*round.*$/, '')
      .split(' ')
    return {
      left: left + lengthOf(before, width),
      top: top + lengthOf(above, height),
      right: right - lengthOf(after, width),
      bottom: bottom - lengthOf(below, height),
    }
  }
  if (shape !== 'polygon') return NOTHING
  const points = inside
    .replace(/^(?:nonzero|evenodd),\s*/, '')
    .split(',')
    .map((point) => point.trim().split(' '))
  const xs = points.map(([x = '']) => left + lengthOf(x, width))
  const ys = points.map(([, y = '']) => top + lengthOf(y, height))
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}
