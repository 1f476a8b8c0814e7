/** The timeline under the stage: what happened when, where we are, and the way to any moment. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import { fillWith, h, setText } from './dom.ts'
import { markOf, spokenWords, type MarkKind } from './entries.ts'
import { plural, spokenTime } from './format.ts'
import { drawLanes } from './tab-lanes.ts'
import { drawMarks } from './timeline-marks.ts'
import { previewOf, type KnownSpans } from './timeline-preview.ts'
import { createTimescale } from './timescale.ts'

export interface TimelineData extends KnownSpans {
  duration: number
  items: readonly TimelineItem[]
  activity: readonly number[]
  /** Give idle time little width. */
  folded: boolean
}

export interface TimelineOptions {
  /** A person wants to go there; `dragging` while the pointer is still down. */
  onSeek(t: number, dragging: boolean): void
  /** A person may want to go there. */
  onHover(t: number): void
}

export interface Timeline {
  element: HTMLElement
  setData(data: TimelineData): void
  setTime(t: number): void
}

/** A pointer this close to a mark means the mark, in px. */
const MARK_REACH = 6
/** And a gap, whose band is at least three wide. */
const GAP_REACH = 3
const PREVIEW_ENTRIES = 4
const STEP_MS = 5_000
/** A screen reader says what stands here; more would outlast the moment. */
const SPOKEN_ENTRIES = 2

const KIND_WORDS: [MarkKind, string][] = [
  ['page', 'page'],
  ['click', 'click'],
  ['error', 'error'],
  ['logged', 'console error'],
  ['failed', 'failed request'],
  ['missing', 'missing part'],
]

/** `2 pages, 5 clicks, 1 error`: what the drawing shows, for those who do not see it. */
const summaryOf = (items: readonly TimelineItem[]): string =>
  KIND_WORDS.flatMap(([kind, word]) => {
    const number = items.filter((item) => markOf(item) === kind).length
    return number === 0 ? [] : [plural(number, word)]
  }).join(', ')

export const createTimeline = ({ onSeek, onHover }: TimelineOptions): Timeline => {
  const marks = h('div', { class: 'timeline-drawing' })
  const lanes = h('div', {})
  const past = h('div', { class: 'timeline-past' })
  const head = h('div', { class: 'timeline-head' })
  const pointer = h('div', { class: 'timeline-pointer', hidden: true })
  const preview = h('div', { class: 'timeline-preview', hidden: true })
  const summary = h('div', { id: 'timeline-summary', hidden: true })
  const element = h(
    'div',
    {
      class: 'timeline',
      role: 'slider',
      tabindex: 0,
      'aria-label': 'Timeline',
      'aria-describedby': summary.id,
      'aria-valuemin': 0,
    },
    summary,
    marks,
    lanes,
    past,
    pointer,
    head,
    preview,
  )
  let data: TimelineData = {
    duration: 0,
    items: [],
    activity: [],
    idle: [],
    gaps: [],
    tabs: new Map(),
    front: [],
    folded: false,
  }
  let scale = createTimescale(0, [])
  let width = 0
  let now = 0
  let dragging = false

  const place = (): void => {
    const x = scale.at(now) * width
    head.style.transform = `translateX(${x}px)`
    past.style.width = `${x}px`
  }

  let drawn = 0
  const draw = (): void => {
    cancelAnimationFrame(drawn)
    drawn = requestAnimationFrame(() => {
      width = element.clientWidth
      if (width === 0) return
      scale = createTimescale(data.duration, data.folded ? data.idle : [])
      marks.replaceChildren(drawMarks({ ...data, width, scale }))
      const { front, tabs } = data
      fillWith(lanes, tabs.size > 1 && drawLanes(front, [...tabs.keys()], scale, width))
      place()
    })
  }
  new ResizeObserver(draw).observe(element)

  const nearest = (t: number, x: number): TimelineItem | undefined => {
    let best: TimelineItem | undefined
    let reach = MARK_REACH
    for (const item of data.items) {
      if (!markOf(item)) continue
      const away = Math.abs(scale.at(item.t) * width - x)
      if (away <= reach) [best, reach] = [item, away]
      else if (item.t > t && away > 100) break
    }
    return best
  }

  /** Where a pointer is, drawn to a mark that is near. */
  const aim = (event: PointerEvent): { x: number; t: number } => {
    const x = Math.max(0, Math.min(width, event.clientX - element.getBoundingClientRect().left))
    const t = scale.time(x / Math.max(1, width))
    return { x, t: dragging ? t : (nearest(t, x)?.t ?? t) }
  }

  const around = (t: number): TimelineItem[] => {
    const x = scale.at(t) * width
    const near = data.items.filter(
      (item) => markOf(item) && Math.abs(scale.at(item.t) * width - x) <= MARK_REACH,
    )
    return near.toSorted((a, b) => Math.abs(a.t - t) - Math.abs(b.t - t)).slice(0, PREVIEW_ENTRIES)
  }

  const showPreview = (x: number, t: number): void => {
    const reach = scale.time(Math.min(1, (x + GAP_REACH) / Math.max(1, width))) - t
    fillWith(preview, ...previewOf(data, t, Math.max(0, reach), around(t)))
    preview.hidden = false
    pointer.hidden = false
    pointer.style.transform = `translateX(${x}px)`
    const half = preview.offsetWidth / 2
    preview.style.transform = `translateX(${Math.max(8, Math.min(width - 2 * half - 8, x - half))}px)`
  }

  const hide = (): void => {
    preview.hidden = true
    pointer.hidden = true
  }

  element.addEventListener('pointermove', (event) => {
    const { x, t } = aim(event)
    showPreview(x, t)
    if (dragging) onSeek(t, true)
    else onHover(t)
  })
  element.addEventListener('pointerleave', () => {
    if (!dragging) hide()
  })
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    const { t } = aim(event)
    element.setPointerCapture(event.pointerId)
    dragging = true
    onSeek(t, true)
  })
  const drop = (event: PointerEvent): void => {
    if (!dragging) return
    // A press that did not move means the mark under it; a drag means where it ended.
    dragging = false
    onSeek(now, false)
    if (event.pointerType !== 'mouse') hide()
  }
  element.addEventListener('pointerup', drop)
  element.addEventListener('pointercancel', drop)

  element.addEventListener('keydown', (event) => {
    const steps: Record<string, number> = {
      ArrowRight: now + STEP_MS,
      ArrowUp: now + STEP_MS,
      ArrowLeft: now - STEP_MS,
      ArrowDown: now - STEP_MS,
      PageUp: now + data.duration / 20,
      PageDown: now - data.duration / 20,
      Home: 0,
      End: data.duration,
    }
    const to = steps[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    onSeek(Math.max(0, Math.min(data.duration, to)), false)
  })

  return {
    element,
    setData(next) {
      data = next
      element.classList.toggle('has-lanes', data.tabs.size > 1)
      setText(summary, summaryOf(data.items))
      element.setAttribute('aria-valuemax', String(Math.round(data.duration / 1_000)))
      draw()
    },
    setTime(t) {
      now = t
      const seconds = String(Math.floor(t / 1_000))
      if (element.getAttribute('aria-valuenow') !== seconds) {
        element.setAttribute('aria-valuenow', seconds)
        const here = around(t).slice(0, SPOKEN_ENTRIES).map(spokenWords)
        const time = `${spokenTime(t)} of ${spokenTime(data.duration)}`
        element.setAttribute('aria-valuetext', [time, ...here].join('. '))
      }
      place()
    },
  }
}
