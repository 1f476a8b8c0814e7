/**
 * The picture of the customer's page. Owns the rrweb Replayer and drives it by hand.
 *
 * The Replayer has a clock of its own with a start, an end and a live mode that stalls when clocks disagree. None of it is
 * used: each Replayer is put in live mode with a baseline in the far future, so that every event counts as past and is
 * applied at once, in the same task, with the virtual DOM off. Replay and live then need one clock, ours, or none at all.
 */
import { Replayer } from '@rrweb/replay'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { createCursor, type CursorPoint } from './cursor.ts'
import { h } from './dom.ts'
import { MASKED_SELECT_RULE, settleSelect } from './masked-select.ts'
import { nothingMissing, sanitised, type Missing } from './sanitise.ts'

/** Later than any event, and still exact to the millisecond. */
const FAR_FUTURE = Number.MAX_SAFE_INTEGER

/** Drawn by the cursor layer, or without meaning in a page that nobody can touch. */
const NOT_FOR_THE_REPLAYER: ReadonlySet<unknown> = new Set([
  IncrementalSource.MouseMove,
  IncrementalSource.MouseInteraction,
  IncrementalSource.TouchMove,
  IncrementalSource.Drag,
  IncrementalSource.MediaInteraction,
  IncrementalSource.CanvasMutation,
  IncrementalSource.Selection,
])

const HATCH = 'repeating-linear-gradient(135deg, #8892a01f 0 8px, #8892a00a 8px 16px)'
/** Stands in for images that are never fetched: a quiet box in place of a broken one. */
const PLACEHOLDER =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='24' height='24'%3E%3Crect width='100%25' height='100%25' fill='%238892a0' fill-opacity='.16'/%3E%3C/svg%3E"
const RULES = [
  'html { scroll-behavior: auto !important; }',
  `img[src^="http"] { content: url("${PLACEHOLDER}"); }`,
  MASKED_SELECT_RULE,
  `iframe[rr_src], object, embed, canvas, video { background: ${HATCH} !important; }`,
]

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
  /** CSS animations in the page run only while the clock does. */
  setRunning(running: boolean): void
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

interface Picture {
  host: HTMLElement
  replayer: Replayer
  width: number
  height: number
  misses: number
  address: string
  hovered: Element | undefined
  built: boolean
}

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

  const createPicture = (): Picture => {
    const host = h('div', { class: 'stage-picture' })
    ground.prepend(host)
    const made: Picture = {
      host,
      width: 0,
      height: 0,
      misses: 0,
      address: '',
      hovered: undefined,
      built: false,
      replayer: new Replayer([], {
        root: host,
        liveMode: true,
        useVirtualDom: false,
        UNSAFE_replayCanvas: false,
        triggerFocus: false,
        mouseTail: false,
        insertStyleRules: RULES,
        logger: { log: () => {}, warn: () => (made.misses += 1) } as unknown as Console,
      }),
    }
    made.replayer.startLive(FAR_FUTURE)
    made.replayer.iframe.title = 'Recorded page'
    made.replayer.iframe.tabIndex = -1
    made.replayer.on('resize', (size) => {
      const { width, height } = size as { width: number; height: number }
      made.width = width
      made.height = height
      if (made === picture) fit()
    })
    return made
  }

  const cast = (on: Picture, raw: RecordedEvent): void => {
    const event = sanitised(raw, raw.type === EventType.FullSnapshot ? (missing = nothingMissing()) : missing)
    if (!event) return
    const { source, href, id, text } = event.data as Partial<{
      source: number
      href: string
      id: number
      text: string
    }>
    if (NOT_FOR_THE_REPLAYER.has(source)) return
    if (!on.built && event.type === EventType.IncrementalSnapshot) return
    try {
      on.replayer.service.send({ type: 'ADD_EVENT', payload: { event } })
    } catch {
      on.misses += 1
    }
    if (source === IncrementalSource.Input && id !== undefined)
      settleSelect(on.replayer.getMirror().getNode(id), text)
    if (event.type === EventType.Meta) on.address = href ?? ''
    if (event.type === EventType.FullSnapshot) {
      on.built = true
      on.misses = 0
      on.hovered = undefined
      // The Replayer keeps every event for seeks that it is never asked for.
      on.replayer.service.state.context.events.length = 0
    }
  }

  const settle = (on: Picture): void => {
    const root = on.replayer.iframe.contentDocument?.documentElement
    if (root?.classList.contains('rrweb-paused') === running) root.classList.toggle('rrweb-paused', !running)
  }

  const drop = (old: Picture | undefined): void => {
    old?.replayer.destroy()
    old?.host.remove()
  }

  const toStage = (on: Picture, point: CursorPoint): { x: number; y: number } => {
    let { x, y } = point
    let owner = on.replayer.getMirror().getNode(point.id)?.ownerDocument
    // Places inside a same-origin frame count from that frame's corner.
    while (owner && owner !== on.replayer.iframe.contentDocument) {
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

  /** rrweb rewrites `:hover` rules to a class of that name. */
  const hover = (on: Picture, id: number): void => {
    const node = on.replayer.getMirror().getNode(id)
    const target = node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : undefined
    if (target === on.hovered) return
    for (let at = on.hovered; at; at = at.parentElement ?? undefined) at.classList.remove(':hover')
    for (let at = target; at; at = at.parentElement ?? undefined) at.classList.add(':hover')
    on.hovered = target
  }

  return {
    element,
    hasPicture: () => picture?.built === true,
    start(events) {
      const old = picture
      const next = createPicture()
      next.host.style.visibility = 'hidden'
      picture = next
      for (const event of events) cast(next, event)
      next.host.style.visibility = ''
      drop(old)
      fit()
      settle(next)
      onChange()
    },
    apply(event) {
      if (!picture) return
      cast(picture, event)
      if (event.type !== EventType.FullSnapshot && event.type !== EventType.Meta) return
      settle(picture)
      onChange()
    },
    setRunning(next) {
      running = next
      if (picture) settle(picture)
    },
    pointTo(point) {
      if (!picture?.built) return
      if (point) hover(picture, point.id)
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
      drop(picture)
      picture = undefined
      missing = nothingMissing()
      pointed = undefined
      cursor.place(undefined)
    },
    destroy() {
      observer.disconnect()
      drop(picture)
      element.remove()
    },
  }
}
