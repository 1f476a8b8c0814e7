/** Where the bar is: moved by pointer or arrow keys, out of the way of the field that has the focus. */
import { all, listen, type Stop } from '../guard.ts'

export interface Place {
  left: number
  bottom: number
}

const MARGIN = 8
const STEP = 16

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), Math.max(low, high))

const put = (bar: HTMLElement, { left, bottom }: Place): Place => {
  const { width, height } = bar.getBoundingClientRect()
  const placed = {
    left: Math.round(clamp(left, MARGIN, innerWidth - width - MARGIN)),
    bottom: Math.round(clamp(bottom, MARGIN, innerHeight - height - MARGIN)),
  }
  bar.dataset['placed'] = ''
  bar.style.left = `${placed.left}px`
  bar.style.bottom = `${placed.bottom}px`
  return placed
}

const placeOf = (bar: HTMLElement): Place => {
  const { left, bottom } = bar.getBoundingClientRect()
  return { left, bottom: innerHeight - bottom }
}

/** `onMoved` is told where the customer left it. */
export const makeMovable = (
  bar: HTMLElement,
  handle: HTMLElement,
  at: Partial<Place>,
  onMoved: (place: Place) => void,
): Stop => {
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
    handle.setPointerCapture(down.pointerId)
    const stop = all([
      listen<PointerEvent>(handle, 'pointermove', (event) => {
        current = put(bar, {
          left: from.left + event.clientX - down.clientX,
          bottom: from.bottom - event.clientY + down.clientY,
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

  requestAnimationFrame(restore)
  return all([
    listen(handle, 'pointerdown', onDown),
    listen(handle, 'keydown', onKey, { passive: false }),
    listen(window, 'resize', restore),
    makeWay(bar),
  ])
}

const overlaps = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** The bar goes to the top while it would lie over the field that has the focus. */
const makeWay = (bar: HTMLElement): Stop => {
  const look = (): void => {
    const field = document.activeElement
    delete bar.dataset['dock']
    if (!field?.matches('input,textarea,select,[contenteditable]')) return
    const box = field.getBoundingClientRect()
    // A field as high as the page is under the bar wherever that is.
    if (box.height < innerHeight / 2 && overlaps(box, bar.getBoundingClientRect()))
      bar.dataset['dock'] = 'top'
  }
  let frame = 0
  const soon = (): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(look)
  }
  return all([
    listen(document, 'focusin', soon),
    listen(document, 'focusout', soon),
    listen(document, 'scroll', soon, { capture: true }),
    () => cancelAnimationFrame(frame),
  ])
}
