/**
 * All the script there is on the consent page: says once that a person is here, on the first trusted gesture.
 * Loading the page says nothing, because mail scanners load pages (T01, T02).
 */
const GESTURES = ['pointerdown', 'keydown', 'touchstart', 'wheel'] as const

const path = document.querySelector<HTMLElement>('[data-opened]')?.dataset.opened

const tell = (event: Event): void => {
  if (!event.isTrusted || path === undefined) return
  for (const gesture of GESTURES) removeEventListener(gesture, tell, true)
  // A lost one costs the agent one step on the line; the customer must not notice.
  fetch(path, { method: 'POST', keepalive: true }).catch(() => undefined)
}

for (const gesture of GESTURES) addEventListener(gesture, tell, { capture: true, passive: true })
