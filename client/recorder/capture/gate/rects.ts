/** Rectangles, in the coordinates of a window. */

export interface Rect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A box of a pixel is how pages hide text from the eye and keep it for screen readers. */
const TINY = 1

export const NOTHING: Rect = { left: 0, top: 0, right: 0, bottom: 0 }

/** True for what is too small to show a letter. */
export const isTiny = ({ left, top, right, bottom }: Rect): boolean =>
  !(right - left > TINY && bottom - top > TINY)

export const overlap = (one: Rect, other: Rect): Rect => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
})

/** True where one lies in the other, to a pixel. */
export const isWithin = (one: Rect, other: Rect): boolean =>
  one.left >= other.left - TINY &&
  one.top >= other.top - TINY &&
  one.right <= other.right + TINY &&
  one.bottom <= other.bottom + TINY
