/** Small makers for the bar's elements. Never innerHTML: a page may enforce Trusted Types. */
import { split, type Sentence } from './words.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** 16 px icons, 1.5 px stroke. */
export const ICONS = {
  move: 'M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01',
  fold: 'M4 6l4 4 4-4',
  stored: 'M3.5 8.5l3 3 6-7',
  sending: 'M8 12.5v-9M4.5 7L8 3.5 11.5 7',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6z',
  offline: 'M3 3l10 10M3 9a7 7 0 0 1 3-3M9 6a7 7 0 0 1 4 3M8 12.5v.01',
} as const

export const icon = (path: string): SVGSVGElement => {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('width', '16')
  svg.setAttribute('height', '16')
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(SVG, 'path')
  for (const [name, value] of Object.entries({
    d: path,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.5',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  })) {
    line.setAttribute(name, value)
  }
  svg.append(line)
  return svg
}

export const make = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  className: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[T] => {
  const element = document.createElement(tag)
  element.className = className
  element.append(...inside)
  return element
}

export const button = (className: string, inside: Node | string, name?: string): HTMLButtonElement => {
  const element = make('button', className, inside)
  element.type = 'button'
  if (name) {
    element.setAttribute('aria-label', name)
    element.title = name
  }
  return element
}

/** A sentence with its names as elements, which have a writing direction of their own and may be cut where room is short. */
export const piecesOf = ({ text, values }: Sentence): (Node | string)[] =>
  split(text).flatMap((part, at) => {
    if (at % 2 === 1) return make('bdi', '', values[part] ?? '')
    return part === '' ? [] : part
  })

/** `2:05` or `1:02:05`. */
export const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const two = (n: number): string => String(n).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const rest = `${two(minutes % 60)}:${two(seconds % 60)}`
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${rest}` : rest.replace(/^0/, '')
}
