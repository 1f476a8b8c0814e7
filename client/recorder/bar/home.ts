/** Keeps the bar on the page, in reach and on top: nothing is recorded without it being seen. */
import { hasAttribute, isConnected, matches, parentNodeOf } from '../ground/dom.ts'
import { all, every, guarded, listen, tryTo, type Stop } from '../ground/guard.ts'
import { createHomes } from './homes.ts'

/** How often it is looked after, whatever the observer noticed. */
const LOOK_MS = 500
/** A page that takes it away at once, again and again, waits for this long: two observers must not race. */
const PUT_BACK_MS = 300
/** One that stood for this long can be pressed. */
const STAND_MS = 200
/** So often in a row it is put back into one place. */
const TRIES = 2
/** It is away for so many looks: two seconds. */
const MISSED_LOOKS = 4
/** What libraries for dialogs put on every other child of `<body>`; either makes its buttons dead. */
const DEADENING = ['inert', 'aria-hidden']

/** @param onHomeless once the page lets it stand nowhere, or there is nowhere to stand */
export const keepAtHome = (bar: HTMLElement, onHomeless: () => void = () => {}): Stop => {
  const homes = createHomes()
  /** The root element when the observer was last pointed at the page. */
  let root: Element | null = null
  let putAt = -PUT_BACK_MS
  /** Where it was put, until it was seen to be away. */
  let stands: Element | undefined
  let fallen = 0
  let missed = 0
  let retry = 0
  let over = false

  const toTop = (): void => {
    // The top layer lies over every z-index; where popovers are unknown the highest z-index must do.
    if (typeof bar.showPopover !== 'function' || !isConnected(bar)) return
    tryTo(() => {
      bar.popover = 'manual'
      if (matches(bar, ':popover-open')) bar.hidePopover()
      bar.showPopover()
    })
  }

  const giveUp = (): void => {
    if (over) return
    over = true
    onHomeless()
  }

  const revive = (): void => {
    for (const name of DEADENING) if (hasAttribute(bar, name)) bar.removeAttribute(name)
  }

  const observer = new MutationObserver(
    guarded(() => {
      if (root !== document.documentElement) watch()
      if (!isConnected(bar)) return putBack()
      // Others may insist.
      if (performance.now() - putAt >= PUT_BACK_MS) revive()
    }),
  )

  const watch = (): void => {
    root = document.documentElement
    observer.disconnect()
    observer.observe(bar, { attributeFilter: DEADENING })
    for (const parent of new Set([document, root, parentNodeOf(bar)])) {
      if (parent) observer.observe(parent, { childList: true })
    }
  }

  /** @returns false when the page let it stand nowhere so far */
  const countFall = (): boolean => {
    // A home that went away with the bar is no sign against the bar.
    const taken = stands?.isConnected && performance.now() - putAt < STAND_MS
    stands = undefined
    if (!taken) return true
    fallen += 1
    if (fallen < TRIES) return true
    if (homes.areSpent) return false
    fallen = 0
    homes.avoidBody()
    return true
  }

  const settle = (): void => {
    const home = over ? null : homes.now()
    if (!home || parentNodeOf(bar) === home) return
    home.append(bar)
    putAt = performance.now()
    stands = home
    missed = 0
    watch()
    revive()
    toTop()
  }

  const putBack = (): void => {
    if (over) return
    if (!countFall()) return giveUp()
    const wait = putAt + PUT_BACK_MS - performance.now()
    if (wait <= 0) return settle()
    clearTimeout(retry)
    retry = window.setTimeout(guarded(settle), wait)
  }

  const look = (): void => {
    if (!isConnected(bar)) putBack()
    else settle()
    if (isConnected(bar)) {
      missed = 0
      if (performance.now() - putAt >= STAND_MS) fallen = 0
      revive()
      if (typeof bar.showPopover === 'function' && !matches(bar, ':popover-open')) toTop()
    } else if (stands || putAt > 0) {
      missed += 1
      if (missed > MISSED_LOOKS) giveUp()
    }
  }

  watch()
  settle()
  return all([
    () => observer.disconnect(),
    () => clearTimeout(retry),
    every(LOOK_MS, look),
    listen(document, 'DOMContentLoaded', settle),
    listen(document, 'fullscreenchange', toTop),
    // What comes into the top layer later lies over it.
    listen<ToggleEvent>(
      document,
      'toggle',
      ({ target, newState }) => {
        if (target === bar || newState !== 'open' || !matches(target as HTMLElement, '[popover],dialog'))
          return
        settle()
        toTop()
      },
      { capture: true },
    ),
    () => bar.remove(),
  ])
}
