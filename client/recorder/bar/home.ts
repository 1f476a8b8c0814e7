/** Keeps the bar on the page and on top: nothing is recorded without it being seen. */
import { all, attempt, every, listen, type Stop } from '../guard.ts'

/** A modal dialog makes all outside of it dead to clicks, so then the bar must be inside. */
const homeNow = (): Element => {
  const modals = document.querySelectorAll('dialog:modal')
  return modals[modals.length - 1] ?? document.documentElement
}

export const keepAtHome = (bar: HTMLElement): Stop => {
  const toTop = (): void => {
    // The top layer lies over every z-index; where popovers are unknown the highest z-index must do.
    if (typeof bar.showPopover !== 'function') return
    attempt(() => {
      bar.popover = 'manual'
      if (bar.matches(':popover-open')) bar.hidePopover()
      bar.showPopover()
    })
  }
  const settle = (): void => {
    const home = attempt(homeNow) ?? document.documentElement
    if (bar.parentNode === home) return
    home.append(bar)
    toTop()
  }
  settle()
  let putBackAt = 0
  const observer = new MutationObserver(() => {
    // A page that takes it away at once, again and again, waits for the clock below: two observers must not race.
    if (bar.isConnected || Date.now() - putBackAt < 300) return
    putBackAt = Date.now()
    attempt(settle)
  })
  observer.observe(document.documentElement, { childList: true })
  return all([
    () => observer.disconnect(),
    every(500, settle),
    listen(document, 'fullscreenchange', toTop),
    () => bar.remove(),
  ])
}
