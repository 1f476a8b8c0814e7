/** The customer's pointer: where it is at any moment, and how it is drawn above the picture. */
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { h } from './dom.ts'

/** One known place of the pointer. Coordinates are CSS px in the document that holds node `id`. */
export interface CursorPoint {
  /** ms since the epoch, customer's clock. */
  time: number
  x: number
  y: number
  id: number
  touch: boolean
  /** Set where the pointer was pressed: a click or a touch. */
  press: boolean
}

/** rrweb `MouseInteractions`: Click and TouchStart. */
const CLICK = 2
const TOUCH_START = 7

interface PointerData {
  source: number
  type?: number
  id?: number
  x?: number
  y?: number
  positions?: { x: number; y: number; id: number; timeOffset: number }[]
}

/** The places that one event tells; a move holds several, each with its own time before the event's. */
export const pointsOf = (event: RecordedEvent): CursorPoint[] => {
  if (event.type !== EventType.IncrementalSnapshot) return []
  const data = event.data as PointerData
  const { source } = data
  if (source === IncrementalSource.MouseInteraction) {
    const press = data.type === CLICK || data.type === TOUCH_START
    if (!press || typeof data.x !== 'number' || typeof data.y !== 'number') return []
    const touch = data.type === TOUCH_START
    return [{ time: event.timestamp, x: data.x, y: data.y, id: data.id ?? -1, touch, press: true }]
  }
  const touch = source === IncrementalSource.TouchMove
  if (!touch && source !== IncrementalSource.MouseMove && source !== IncrementalSource.Drag) return []
  return (Array.isArray(data.positions) ? data.positions : []).map((point) => ({
    time: event.timestamp + Math.min(0, Number(point.timeOffset) || 0),
    x: Number(point.x),
    y: Number(point.y),
    id: point.id,
    touch,
    press: false,
  }))
}

/** All places in these events, in order of time. */
export const cursorTrack = (events: readonly RecordedEvent[]): CursorPoint[] =>
  events.flatMap(pointsOf).toSorted((a, b) => a.time - b.time)

/** Index of the last element with `time` ≤ the given one, or -1. The list is in order. */
export const lastUpTo = <T>(list: readonly T[], time: number, timeOf: (item: T) => number): number => {
  let low = 0
  let high = list.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (timeOf(list[mid] as T) <= time) low = mid + 1
    else high = mid
  }
  return low - 1
}

/** Beyond this the pointer rested in between; a straight line would show a move that was not made. */
const LONGEST_GLIDE_MS = 250

/** The pointer at a moment, gliding between two places that are close in time. */
export const pointAt = (track: readonly CursorPoint[], time: number): CursorPoint | undefined => {
  const index = lastUpTo(track, time, (point) => point.time)
  const before = track[index]
  const after = track[index + 1]
  if (!before || !after || after.time - before.time > LONGEST_GLIDE_MS || after.time === before.time)
    return before
  const share = (time - before.time) / (after.time - before.time)
  return { ...before, x: before.x + (after.x - before.x) * share, y: before.y + (after.y - before.y) * share }
}

export interface Cursor {
  element: HTMLElement
  /** Moves to a place in px of the stage; undefined hides it. */
  place(at: { x: number; y: number; touch: boolean } | undefined): void
  /** Shows that the pointer was pressed there. */
  press(x: number, y: number): void
}

export const createCursor = (): Cursor => {
  const pointer = h('div', { class: 'cursor', hidden: true })
  const element = h('div', { class: 'cursor-layer', 'aria-hidden': 'true' }, pointer)
  return {
    element,
    place(at) {
      pointer.hidden = !at
      if (!at) return
      pointer.classList.toggle('is-touch', at.touch)
      pointer.style.transform = `translate(${at.x}px, ${at.y}px)`
    },
    press(x, y) {
      const ring = h('div', { class: 'cursor-press', onanimationend: () => ring.remove() })
      ring.style.left = `${x}px`
      ring.style.top = `${y}px`
      element.append(ring)
    },
  }
}
