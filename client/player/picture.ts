/**
 * One picture of the customer's page: an rrweb Replayer, driven by hand.
 *
 * The Replayer has a clock of its own with a start, an end and a live mode that stalls when clocks disagree. None of it is
 * used: each Replayer is put in live mode with a baseline in the far future, so that every event counts as past and is
 * applied at once, in the same task, with the virtual DOM off. Replay and live then need one clock, ours, or none at all.
 */
import { Replayer } from '@rrweb/replay'
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import { createBudget } from './budget/budget.ts'
import { h } from './dom.ts'
import { isUnreadable } from './readable.ts'
import { sanitised, type Missing } from './sanitise.ts'
import { createDressing } from './shown/dressing.ts'
import { FOCUS_RULE, FULLSCREEN_RULES } from './shown/rules.ts'

/** Later than any event, and still exact to the millisecond. */
const FAR_FUTURE = Number.MAX_SAFE_INTEGER

export interface Picture {
  host: HTMLElement
  frame: HTMLIFrameElement
  width: number
  height: number
  /** Changes that found no place since the last snapshot. */
  misses: number
  address: string
  /** True once a snapshot was built. */
  built: boolean
  /** @param missing what the page could not give is added to it */
  cast: (event: RecordedEvent, missing: Missing) => void
  nodeOf: (id: number) => Node | null
  /** Puts the pointer on this node: rrweb rewrites `:hover` rules to a class of that name. */
  hover: (id: number) => void
  /** Holds animations where they were at this moment, ms on the recording's clock. */
  hold: (at: number) => void
  /** Lets animations run on, or stops them. */
  run: (running: boolean) => void
  /** True where a point of the recorded page lies on a choice that is masked. */
  isMaskedAt: (x: number, y: number) => boolean
  drop: () => void
}

export interface PictureOptions {
  /** Its size is known or has changed. */
  onSize: (picture: Picture) => void
  /** More animations run than can be shown, and the others were stopped. */
  onTooManyAnimations: () => void
}

/** @param ground what it lies on */
export const createPicture = (
  ground: HTMLElement,
  { onSize, onTooManyAnimations }: PictureOptions,
): Picture => {
  const host = h('div', { class: 'stage-picture' })
  ground.prepend(host)
  let hovered: Element | undefined
  const budget = createBudget()
  const dressing = createDressing(
    () => replayer.iframe,
    () => replayer.getMirror(),
    onTooManyAnimations,
  )
  const replayer: Replayer = new Replayer([], {
    root: host,
    liveMode: true,
    useVirtualDom: false,
    UNSAFE_replayCanvas: false,
    triggerFocus: false,
    pauseAnimation: false,
    mouseTail: false,
    insertStyleRules: [FOCUS_RULE, ...FULLSCREEN_RULES],
    plugins: [{ onBuild: (node) => dressing.onBuild(node as Node, replayer.getMirror()) }],
    logger: { log: () => {}, warn: () => (picture.misses += 1) } as unknown as Console,
  })
  replayer.startLive(FAR_FUTURE)
  replayer.iframe.title = 'Recorded page'
  replayer.iframe.tabIndex = -1
  replayer.on('resize', (size) => {
    Object.assign(picture, size as { width: number; height: number })
    onSize(picture)
  })

  const cast = (raw: RecordedEvent, missing: Missing): void => {
    if (isUnreadable(raw)) missing.events += 1
    if (!picture.built && raw.type === EventType.IncrementalSnapshot) return
    const made = sanitised(raw, missing, picture)
    if (!made) return
    const event = budget.fit(made.event, missing.heavy)
    const isSnapshot = event.type === EventType.FullSnapshot
    let failed = false
    try {
      dressing.before(event)
      replayer.service.send({ type: 'ADD_EVENT', payload: { event } })
      dressing.after(event)
    } catch {
      failed = true
      picture.misses += 1
    }
    if (!budget.isCut()) picture.misses += made.lost
    if (event.type === EventType.Meta) picture.address = (event.data as { href: string }).href
    if (isSnapshot) {
      picture.built = !failed && replayer.iframe.contentDocument?.documentElement !== null
      picture.misses = 0
      hovered = undefined
      // The Replayer keeps every event for seeks that it is never asked for.
      replayer.service.state.context.events.length = 0
    }
  }

  const picture: Picture = {
    host,
    frame: replayer.iframe,
    width: 0,
    height: 0,
    misses: 0,
    address: '',
    built: false,
    cast,
    nodeOf: (id) => replayer.getMirror().getNode(id),
    hover: (id) => {
      const node = picture.nodeOf(id)
      const target = node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : undefined
      if (target === hovered) return
      for (let at = hovered; at; at = at.parentElement ?? undefined) at.classList.remove(':hover')
      for (let at = target; at; at = at.parentElement ?? undefined) at.classList.add(':hover')
      hovered = target
    },
    hold: dressing.hold,
    run: dressing.run,
    isMaskedAt: dressing.isMaskedAt,
    drop: () => {
      replayer.destroy()
      host.remove()
    },
  }
  return picture
}
