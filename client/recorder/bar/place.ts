/** Where the bar is: moved by pointer or arrow keys, out of the way of the field that has the focus. */
import { all, listen, type Stop } from '../ground/guard.ts'
import { keepInView } from './view.ts'

export interface Place {
  left: number
  bottom: number
}

const MARGIN = 8
const STEP = 16

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), Math.max(low, high))

/** What the bar is placed in (view.ts), whose pixels a pinch-zoomed page draws smaller or larger. */
const viewOf = (bar: HTMLElement): { width: number; height: number; box: DOMRect; scale: number } => {
  const { offsetWidth: width, offsetHeight: height } = bar.parentElement!
  const box = bar.parentElement!.getBoundingClientRect()
  return { width, height, box, scale: box.width / width || 1 }
}

const put = (bar: HTMLElement, { left, bottom }: Place): Place => {
  const view = viewOf(bar)
  const placed = {
    left: Math.round(clamp(left, MARGIN, view.width - bar.offsetWidth - MARGIN)),
    bottom: Math.round(clamp(bottom, MARGIN, view.height - bar.offsetHeight - MARGIN)),
  }
  bar.dataset['placed'] = ''
  bar.style.left = `${placed.left}px`
  bar.style.bottom = `${placed.bottom}px`
  return placed
}

const placeOf = (bar: HTMLElement): Place => {
  const { left, bottom } = bar.getBoundingClientRect()
  const { box, scale } = viewOf(bar)
  return { left: (left - box.left) / scale, bottom: (box.bottom - bottom) / scale }
}

export interface Movable {
  /** Puts it where the customer left it, or as near as all of it is to be seen: its size has changed. */
  restore: () => void
  stop: Stop
}

/**
 * @param host the element on the page that the bar is inside of
 * @param bar lies directly in what `keepInView` moves
 * @param onMoved gets where the customer left it
 * @param onRoom called when the room for it has grown or shrunk
 */
export const makeMovable = (
  host: HTMLElement,
  bar: HTMLElement,
  handle: HTMLElement,
  at: Partial<Place>,
  onMoved: (place: Place) => void,
  onRoom: () => void,
): Movable => {
  let current =
    at.left !== undefined && at.bottom !== undefined ? { left: at.left, bottom: at.bottom } : undefined
  const restore = (): void => {
    if (current && bar.isConnected) put(bar, current)
  }
  const move = (to: Place): void => {
    current = put(bar, to)
    onMoved(current)
  }

  const onDown = (down: PointerEvent): void => {
    const from = placeOf(bar)
    const { scale } = viewOf(bar)
    handle.setPointerCapture(down.pointerId)
    const stop = all([
      listen<PointerEvent>(handle, 'pointermove', (event) => {
        current = put(bar, {
          left: from.left + (event.clientX - down.clientX) / scale,
          bottom: from.bottom - (event.clientY - down.clientY) / scale,
        })
      }),
      listen(handle, 'lostpointercapture', () => {
        stop()
        if (current) onMoved(current)
      }),
    ])
  }

  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[
      event.key
    ]
    if (!step) return
    event.preventDefault()
    const { left, bottom } = placeOf(bar)
    move({ left: left + step[0]!, bottom: bottom + step[1]! })
  }

  const way = makeWay(bar)
  const stop = all([
    keepInView(host, bar.parentElement!, () => {
      onRoom()
      restore()
      way.look()
    }),
    listen(handle, 'pointerdown', onDown),
    listen(handle, 'keydown', onKey, { passive: false }),
    way.stop,
  ])
  return { restore, stop }
}

const overlaps = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** The bar goes to the top while it would lie over the field that has the focus. */
const makeWay = (bar: HTMLElement): { look: () => void; stop: Stop } => {
  const look = (): void => {
    const field = document.activeElement
    delete bar.dataset['dock']
    if (!field?.matches('input,textarea,select,[contenteditable]')) return
    const box = field.getBoundingClientRect()
    // A field as high as the page is under the bar wherever that is.
    if (box.height < viewOf(bar).box.height / 2 && overlaps(box, bar.getBoundingClientRect()))
      bar.dataset['dock'] = 'top'
  }
  let frame = 0
  const soon = (): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(look)
  }
  const stop = all([
    listen(document, 'focusin', soon),
    listen(document, 'focusout', soon),
    listen(document, 'scroll', soon, { capture: true }),
    () => cancelAnimationFrame(frame),
  ])
  return { look, stop }
}
