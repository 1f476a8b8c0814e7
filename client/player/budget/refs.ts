/** What an element of a drawing refers to, and what it costs by itself. */
import { unescape } from '../safe/css.ts'

export interface Refs {
  /** Names, each with how often it is drawn. */
  drawn: ReadonlyMap<string, number>
  /** Names of markers, drawn at each corner of the shape. */
  markers: ReadonlySet<string>
}

export const NO_REFS: Refs = { drawn: new Map(), markers: new Set() }

export const isReferring = ({ drawn, markers }: Refs): boolean => drawn.size + markers.size > 0

const ADDRESS = /url\(\s*["']?\s*#([^"')]*)/gi
const CORNER = /\d[\d.e]*/gi

/** As a browser reads the name in an address: without tabs and line ends, percent signs decoded. */
const nameIn = (written: string): string => {
  const bare = written.replace(/[\t\n\r]/g, '').trim()
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}

const MIGHT_REFER = /url|\\/i

/** Names that a text of CSS, or an attribute that is read as CSS, refers to. */
export const namesIn = (text: string): string[] =>
  MIGHT_REFER.test(text)
    ? [...(text.includes('\\') ? unescape(text) : text).matchAll(ADDRESS)].map(([, name]) =>
        nameIn(name ?? ''),
      )
    : []

/** A style as rrweb tells a change of it: by property, values alone or with their priority. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([property, each]: [string, unknown]) =>
    typeof each === 'string' || Array.isArray(each) ? [`${property}:${String([each].flat()[0])}`] : [],
  )
}

/** What the attributes of an element refer to. */
export const refsOf = (attributes: Record<string, unknown>): Refs => {
  const drawn = new Map<string, number>()
  const markers = new Set<string>()
  const add = (name: string): unknown => drawn.set(name, (drawn.get(name) ?? 0) + 1)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute === 'href' || attribute === 'xlink:href') {
      if (typeof value === 'string' && value.startsWith('#')) add(nameIn(value.slice(1)))
      continue
    }
    for (const text of textsOf(value)) {
      const names = namesIn(text)
      const isMarker = names.length > 0 && /marker|\\/i.test(attribute + text)
      for (const name of names) {
        if (isMarker) markers.add(name)
        else add(name)
      }
    }
  }
  return drawn.size + markers.size > 0 ? { drawn, markers } : NO_REFS
}

/** Corners of a path, a line or a polygon: half the numbers in it. */
export const cornersOf = (attributes: Record<string, unknown>): number | undefined => {
  const shape = attributes['d'] ?? attributes['points']
  return typeof shape === 'string' ? (shape.match(CORNER)?.length ?? 0) / 2 : undefined
}

const numberOf = (value: unknown, otherwise: number): number => {
  const number = Number.parseFloat(String(value))
  return Number.isFinite(number) ? Math.abs(number) : otherwise
}

/** Primitives by what they cost: noise by its octaves, a kernel by its cells, the rest one each. */
export const primitivesOf = (tag: string, attributes: Record<string, unknown>): number => {
  if (!/^fe(?!mergenode|func|distantlight|pointlight|spotlight)/.test(tag)) return 0
  if (tag === 'feturbulence') return 1 + numberOf(attributes['numOctaves'], 1)
  if (tag === 'feconvolvematrix') return 1 + numberOf(attributes['order'], 3) ** 2 / 10
  if (tag === 'femorphology') return 1 + numberOf(attributes['radius'], 0) / 20
  return 1
}
