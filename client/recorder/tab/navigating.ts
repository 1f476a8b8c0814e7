/** Whether this page has begun to go to another one: what tells a navigation from a tab that is closed. */
import { all, listen, type Stop } from '../ground/guard.ts'

export interface Navigating {
  /** Whether a navigation to another document was begun and nothing has come in its way; undefined where nothing tells. */
  begun: () => boolean | undefined
  stop: Stop
}

/** A navigation that takes longer than this to be answered has come to nothing, such as a link that was a download. */
const BEGUN_MS = 20_000

export const watchNavigating = (): Navigating => {
  const api = window.navigation as Navigation | undefined
  // Browsers of before 2026 do not have it: there a link, a script, the address bar and a tab that is closed all look the same.
  if (!api) return { begun: () => undefined, stop: () => {} }
  let by: Event | undefined
  const forget = (): void => {
    by = undefined
  }
  return {
    // Whether the page kept the event from doing what it does shows only after all have heard it.
    begun: () => !!by && !by.defaultPrevented && performance.now() - by.timeStamp < BEGUN_MS,
    stop: all([
      // It tells of each, whoever began it (HTML standard §7.2.7).
      listen<NavigateEvent>(api, 'navigate', (event) => {
        const { destination, hashChange, downloadRequest } = event
        const leaves = !hashChange && downloadRequest === null && !destination.sameDocument
        if (leaves && destination.url.startsWith('http')) by = event
      }),
      // A router took it over, or it was called off.
      listen(api, 'navigatesuccess', forget),
      listen(api, 'navigateerror', forget),
      listen(window, 'pageshow', forget),
    ]),
  }
}
