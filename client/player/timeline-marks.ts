/** Draws what happened along the timeline as SVG paths, one path for each kind, so that 10,000 marks cost six elements. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import { s } from './dom.ts'
import { markOf, type MarkKind } from './entries.ts'
import { outside, type Span } from './idle.ts'
import type { Gap } from './moments.ts'
import type { Timescale } from './timescale.ts'

/** Height of the drawing in px; the stylesheet gives the element the same. */
export const TIMELINE_HEIGHT = 72
const GROUND = 70
const ACTIVITY_HEIGHT = 26

/** Where each kind's marks are centred: kinds that often coincide have lanes of their own. */
const LANES: Record<MarkKind, number> = {
  page: 11,
  control: 11,
  missing: 11,
  error: 25,
  logged: 25,
  failed: 25,
  click: 37,
}

/** One mark's outline around (x, y). Shapes differ, so that colour is not needed to tell them apart. */
const SHAPES: Record<MarkKind, (x: number, y: number) => string> = {
  page: (x, y) => `M${x} ${y - 7}V${GROUND}h1V${y + 2}h6.5l-2-4.5 2-4.5z`,
  click: (x, y) => `M${x - 2.5} ${y}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z`,
  error: (x, y) => `M${x} ${y - 5.5}l6 10.5h-12z`,
  logged: (x, y) => `M${x - 5} ${y - 4.5}h10v2h-10zM${x - 5} ${y - 1}h10v2h-10zM${x - 5} ${y + 2.5}h6v2h-6z`,
  failed: (x, y) => `M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5-5.5z`,
  missing: (x, y) =>
    `M${x - 5} ${y - 3.5}l1.5-1.5 3.5 3.5 3.5-3.5 1.5 1.5-3.5 3.5 3.5 3.5-1.5 1.5-3.5-3.5-3.5 3.5-1.5-1.5 3.5-3.5z`,
  control: (x, y) => `M${x - 1.5} ${y - 5}h3v10h-3z`,
}

/** In drawing order: what matters most is on top. */
const ORDER: MarkKind[] = ['control', 'page', 'click', 'missing', 'failed', 'logged', 'error']

const round = (value: number): number => Math.round(value * 10) / 10

const marksPath = (kind: MarkKind, items: readonly TimelineItem[], x: (t: number) => number): string => {
  const drawn = new Set<number>()
  let path = ''
  for (const item of items) {
    if (markOf(item) !== kind) continue
    const at = round(x(item.t))
    // Marks on the same pixel are one mark to the eye.
    if (drawn.has(Math.round(at))) continue
    drawn.add(Math.round(at))
    path += SHAPES[kind](at, LANES[kind])
  }
  return path
}

const activityPath = (activity: readonly number[], x: (t: number) => number, width: number): string => {
  const columns = Array.from({ length: Math.ceil(width / 3) + 1 }, () => 0)
  activity.forEach((events, second) => {
    const column = Math.floor(x(second * 1_000) / 3)
    columns[column] = Math.max(columns[column] ?? 0, events)
  })
  const most = Math.max(1, ...columns)
  return columns
    .map((events, column) => {
      if (events === 0) return ''
      const height = round(2 + (ACTIVITY_HEIGHT - 2) * Math.sqrt(events / most))
      return `M${column * 3} ${GROUND}v-${height}h2v${height}z`
    })
    .join('')
}

/** A fold narrower than this is only noise: many of them beside each other would hatch everything. */
const LEAST_FOLD = 4

const bands = (spans: readonly Span[], x: (t: number) => number, className: string): SVGRectElement[] =>
  spans.map((span) => {
    const left = x(span.from)
    const width = Math.max(3, x(span.to) - left)
    return s('rect', {
      class: className,
      x: round(left),
      y: 2,
      width: round(width),
      height: TIMELINE_HEIGHT - 4,
      rx: 2,
    })
  })

const hatch = (id: string, className: string): SVGPatternElement =>
  s(
    'pattern',
    { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    s('rect', { class: className, width: 2, height: 6 }),
  )

export interface Drawing {
  width: number
  scale: Timescale
  items: readonly TimelineItem[]
  activity: readonly number[]
  idle: readonly Span[]
  /** Stretches that could not be recorded. */
  gaps: readonly Gap[]
}

/** A part that is lost or cannot be read is louder than a picture that stands still. */
const BANDS: Record<Gap['why'], string> = {
  lost: 'band-gap',
  damaged: 'band-gap band-damaged',
  storm: 'band-still',
  'no-picture': 'band-still',
}

export const drawMarks = (drawing: Drawing): SVGSVGElement => {
  const { width, scale, items } = drawing
  const x = (t: number): number => scale.at(t) * width
  return s(
    'svg',
    { class: 'timeline-marks', width, height: TIMELINE_HEIGHT, 'aria-hidden': 'true' },
    s('defs', {}, hatch('idle-hatch', 'hatch-idle'), hatch('gap-hatch', 'hatch-gap')),
    ...bands(
      outside(drawing.idle, drawing.gaps).filter(({ from, to }) => x(to) - x(from) >= LEAST_FOLD),
      x,
      'band-idle',
    ),
    ...drawing.gaps.flatMap((gap) => bands([gap], x, BANDS[gap.why])),
    s('path', { class: 'activity', d: activityPath(drawing.activity, x, width) }),
    ...ORDER.map((kind) => s('path', { class: `mark mark-${kind}`, d: marksPath(kind, items, x) })),
  )
}

/** A small picture of a kind's mark, for legends and previews. */
export const markIcon = (kind: MarkKind): SVGSVGElement => {
  const d = kind === 'page' ? 'M4 2V14h1.2V9h6.3l-2-3.5 2-3.5z' : SHAPES[kind](8, 8)
  return s(
    'svg',
    { class: 'mark-icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    s('path', { class: `mark mark-${kind}`, d }),
  )
}
