/** The part of the page that is seen: on a pinch-zoomed phone, or above a keyboard, it is less than the window. */
import { all, every, guarded, listen, type Stop } from '../ground/guard.ts'

/** No event reports that a page has changed its `zoom`. */
const LOOK_MS = 500
/** Up to here the bar has no room for everything, px. */
const NARROW = 480

/**
 * Keeps `view` over the part of the page that is seen, in the size that the screen gives it and not the page's zoom: 1 px in it
 * is 1 px of a page that is not zoomed.
 * @param host what the page's own `zoom` reaches
 * @param onChange after it has moved
 */
export const keepInView = (host: HTMLElement, view: HTMLElement, onChange: () => void): Stop => {
  const seen = window.visualViewport
  let last = ''
  const fit = (): void => {
    const { offsetLeft = 0, offsetTop = 0, width = innerWidth, height = innerHeight } = seen ?? {}
    const scale = seen?.scale || 1
    // The page's `zoom` property is inherited by what is laid out in it.
    const zoom = host.currentCSSZoom || 1
    const next = {
      left: `${offsetLeft}px`,
      top: `${offsetTop}px`,
      width: `${width * scale}px`,
      height: `${height * scale}px`,
      zoom: zoom === 1 ? '' : String(1 / zoom),
      // Blurs the text where nothing has to be scaled.
      transform: Math.abs(scale - 1) < 0.01 ? '' : `scale(${1 / scale})`,
    }
    // What is not on the page yet has no size to be placed by.
    const key = [host.isConnected, ...Object.values(next)].join()
    if (key === last) return
    last = key
    Object.assign(view.style, next)
    view.classList.toggle('narrow', width * scale <= NARROW)
    onChange()
  }
  let frame = 0
  const soon = guarded(() => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(guarded(fit))
  })
  fit()
  return all([
    every(LOOK_MS, fit),
    listen(window, 'resize', soon),
    listen(document, 'DOMContentLoaded', soon),
    ...(seen ? [listen(seen, 'resize', soon), listen(seen, 'scroll', soon)] : []),
    () => cancelAnimationFrame(frame),
  ])
}
