/** Where the picture of the customer's page is shown: fitted into the room there is, with the pointer above it. */
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import { addHeavy, TOO_MANY_ANIMATIONS } from './budget/heavy.ts'
import { createCursor, type CursorPoint } from './cursor.ts'
import { h } from './dom.ts'
import { createPicture, type Picture } from './picture.ts'
import { howMuchMissing, nothingMissing, type Missing } from './sanitise.ts'

export interface StageOptions {
  /** Something about the picture changed that others show: its size, its address, what it lacks. */
  onChange(): void
}

export interface Stage {
  element: HTMLElement
  /** True once a snapshot is on the stage. */
  hasPicture(): boolean
  /** Starts anew from events that begin Meta, FullSnapshot. The old picture stays until the new one is complete. */
  start(events: Iterable<RecordedEvent>): void
  apply(event: RecordedEvent): void
  /** Live: animations in the page run, or stop where they are. */
  setRunning(running: boolean): void
  /** In a replay: animations stand where they stood at this moment, ms on the recording's clock. */
  hold(at: number): void
  /** Puts the pointer where the customer's was. */
  pointTo(point: CursorPoint | undefined): void
  press(point: CursorPoint): void
  /** Address the last page load had, '' before the first. */
  address(): string
  missing(): Missing
  /** Changes that found no place in the picture since its start: many mean that it is not to be trusted. */
  misses(): number
  clear(): void
  destroy(): void
}

/** What a masked choice says to who points at it. */
const MASKED_CHOICE = 'Hidden choice'

export const createStage = ({ onChange }: StageOptions): Stage => {
  const cursor = createCursor()
  // Inert: nothing in a recorded page can take focus or be pressed.
  const ground = h('div', { class: 'stage-ground', inert: true }, cursor.element)
  const element = h('div', { class: 'stage-fit', role: 'img', 'aria-label': 'The customer’s page' }, ground)
  let picture: Picture | undefined
  let missing = nothingMissing()
  let running = false
  let scale = 1
  let left = 0
  let top = 0
  let pointed: CursorPoint | undefined

  const fit = (): void => {
    if (!picture || picture.width === 0) return
    const room = { width: element.clientWidth, height: element.clientHeight }
    scale = Math.min(1, room.width / picture.width, room.height / picture.height)
    left = Math.max(0, (room.width - picture.width * scale) / 2)
    top = Math.max(0, (room.height - picture.height * scale) / 2)
    const { style } = picture.host
    style.width = `${picture.width}px`
    style.height = `${picture.height}px`
    style.transform = `translate(${left}px, ${top}px) scale(${scale})`
    // The pointer lies on a layer of its own, which is not scaled.
    putPointer()
  }
  const observer = new ResizeObserver(fit)
  observer.observe(element)

  element.addEventListener('pointermove', ({ clientX, clientY }) => {
    const box = element.getBoundingClientRect()
    const isMasked = picture?.isMaskedAt(
      (clientX - box.left - left) / scale,
      (clientY - box.top - top) / scale,
    )
    if (isMasked) element.title = MASKED_CHOICE
    else element.removeAttribute('title')
  })

  const cast = (on: Picture, event: RecordedEvent): void => {
    if (event.type === EventType.FullSnapshot) missing = nothingMissing()
    on.cast(event, missing)
  }

  const toStage = (on: Picture, point: CursorPoint): { x: number; y: number } => {
    let { x, y } = point
    let owner = on.nodeOf(point.id)?.ownerDocument
    // Places inside a same-origin frame count from that frame's corner.
    while (owner && owner !== on.frame.contentDocument) {
      const frame: Element | null | undefined = owner.defaultView?.frameElement
      if (!frame) break
      const box = frame.getBoundingClientRect()
      x += box.left
      y += box.top
      owner = frame.ownerDocument
    }
    return { x: left + x * scale, y: top + y * scale }
  }

  const putPointer = (): void => {
    if (picture?.built) cursor.place(pointed && { ...toStage(picture, pointed), touch: pointed.touch })
  }

  return {
    element,
    hasPicture: () => picture?.built === true,
    start(events) {
      const old = picture
      const next = createPicture(ground, {
        onSize(sized) {
          if (sized === picture) fit()
        },
        onTooManyAnimations() {
          addHeavy(missing.heavy, 'animation', TOO_MANY_ANIMATIONS)
          onChange()
        },
      })
      next.host.style.visibility = 'hidden'
      picture = next
      for (const event of events) cast(next, event)
      next.host.style.visibility = ''
      old?.drop()
      fit()
      next.run(running)
      onChange()
    },
    apply(event) {
      if (!picture) return
      const before = howMuchMissing(missing)
      cast(picture, event)
      const isAnew = event.type === EventType.FullSnapshot || event.type === EventType.Meta
      if (!isAnew && howMuchMissing(missing) === before) return
      if (event.type === EventType.FullSnapshot) picture.run(running)
      onChange()
    },
    setRunning(next) {
      if (next !== running) picture?.run(next)
      running = next
    },
    hold(at) {
      picture?.hold(at)
    },
    pointTo(point) {
      if (!picture?.built) return
      if (point) picture.hover(point.id)
      pointed = point
      putPointer()
    },
    press(point) {
      if (!picture?.built) return
      const { x, y } = toStage(picture, point)
      cursor.press(x, y)
    },
    address: () => picture?.address ?? '',
    missing: () => missing,
    misses: () => picture?.misses ?? 0,
    clear() {
      picture?.drop()
      picture = undefined
      missing = nothingMissing()
      pointed = undefined
      cursor.place(undefined)
    },
    destroy() {
      observer.disconnect()
      picture?.drop()
      element.remove()
    },
  }
}
