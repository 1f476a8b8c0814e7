/** Colours as a computed style writes them, to tell text that has the colour of what lies behind it. */
import { tryTo } from '../../ground/guard.ts'

/** Red, green and blue from 0 to 255, and how opaque it is from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

export const CLEAR: Colour = [0, 0, 0, 0]
export const WHITE: Colour = [255, 255, 255, 1]
/** What browsers paint behind a page whose colour scheme is dark. */
export const DARK: Colour = [18, 18, 18, 1]

/** Below this, nobody can read it. */
export const FAINT = 0.1
/** Two colours whose every channel differs by less look the same. */
const ALIKE = 12
const CACHED = 2_000

const RGB = /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:(?:,| \/) ([\d.]+))?\)$/
const SRGB = /^color\(srgb (-?[\d.e-]+) (-?[\d.e-]+) (-?[\d.e-]+)(?: \/ ([\d.e-]+))?\)$/

let canvas: OffscreenCanvasRenderingContext2D | null | undefined

/** Other colour spaces (`oklch`, `lab`, what `color-mix` makes): a pixel is painted and read. */
const painted = (text: string): Colour | undefined =>
  tryTo(() => {
    canvas ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
    if (!canvas) return undefined
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = text
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  })

const read = (text: string): Colour | undefined => {
  const [, red, green, blue, alpha = '1'] = RGB.exec(text) ?? []
  if (red !== undefined) return [Number(red), Number(green), Number(blue), Number(alpha)]
  const [, r, g, b, a = '1'] = SRGB.exec(text) ?? []
  if (r !== undefined) return [Number(r) * 255, Number(g) * 255, Number(b) * 255, Number(a)]
  return /^[a-z-]+\(/.test(text) ? painted(text) : undefined
}

const known = new Map<string, Colour | undefined>()

/** @returns undefined for what is no colour, such as a gradient's address */
export const colourOf = (text: string): Colour | undefined => {
  if (known.has(text)) return known.get(text)
  if (known.size >= CACHED) known.clear()
  const colour = read(text)
  known.set(text, colour)
  return colour
}

/** A colour as it looks on an opaque one. */
export const over = (front: Colour, back: Colour): Colour => {
  const mix = (index: 0 | 1 | 2): number => front[index] * front[3] + back[index] * (1 - front[3])
  return [mix(0), mix(1), mix(2), 1]
}

/** True for text in a colour that nobody can tell from what it stands on. */
export const isLost = (text: Colour, back: Colour): boolean => {
  if (text[3] < FAINT) return true
  const [red, green, blue] = over(text, back)
  return Math.max(Math.abs(red - back[0]), Math.abs(green - back[1]), Math.abs(blue - back[2])) < ALIKE
}
