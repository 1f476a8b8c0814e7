/** The part of the page that is seen: on a pinch-zoomed phone, or above a keyboard, it is less than the window. */
import { all, guarded, listen, type Stop } from '../guard.ts'

/**
 * Keeps `view` over the part of the page that is seen, in the size that the screen gives it and not the page's zoom: 1 px in it
 * is 1 px of a page that is not zoomed.
 * @param host what the page's own `zoom` reaches
 * @param onChange after it has moved
 */
export const keepInView = (host: HTMLElement, view: HTMLElement, onChange: () => void): Stop => {
  const seen = window.visualViewport
  const fit = (): void => {
    const { offsetLeft = 0, offsetTop = 0, width = innerWidth, height = innerHeight } = seen ?? {}
    const scale = seen?.scale || 1
    // The page's `zoom` property is inherited by what is laid out in it.
    const zoom = host.currentCSSZoom || 1
    Object.assign(view.style, {
      left: `${offsetLeft}px`,
      top: `${offsetTop}px`,
      width: `${width * scale}px`,
      height: `${height * scale}px`,
      zoom: zoom === 1 ? '' : String(1 / zoom),
      // Blurs the text where nothing has to be scaled.
      transform: Math.abs(scale - 1) < 0.01 ? '' : `scale(${1 / scale})`,
    })
    view.classList.toggle('narrow', width * scale <= 480)
    onChange()
  }
  let frame = 0
  const soon = guarded(() => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(guarded(fit))
  })
  fit()
  return all([
    listen(window, 'resize', soon),
    ...(seen ? [listen(seen, 'resize', soon), listen(seen, 'scroll', soon)] : []),
    () => cancelAnimationFrame(frame),
  ])
}
