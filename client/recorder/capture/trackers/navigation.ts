import type { Entry, PageEntry } from '../../../../src/protocol/entries.ts'
import { MAX_ENTRY_TEXT } from '../../../../src/protocol/limits.ts'
import { cutRaw } from '../../../../src/protocol/redact.ts'
import { all, guarded, listen, type Stop } from '../../ground/guard.ts'
import { patch } from '../patch.ts'

/** A single-page app sets its title while it renders, soon after it changed the address. */
const TITLE_PATIENCE_MS = 60

const firstCause = (): PageEntry['cause'] => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (navigation?.type === 'reload') return 'reload'
  return navigation?.type === 'back_forward' ? 'back-forward' : 'load'
}

/** Pages that the customer comes to: this load (if `arrived`), and every change of the address inside a single-page app. */
export const trackNavigation = (emit: (entry: Entry) => void, arrived: boolean): Stop => {
  /** A navigation whose title is still awaited. */
  let pending: { url: string; cause: PageEntry['cause'] } | undefined
  let timer = 0
  let url = location.href

  const settle = guarded(() => {
    clearTimeout(timer)
    if (!pending) return
    const { url: to, cause } = pending
    pending = undefined
    emit({ kind: 'page', url: to, title: cutRaw(document.title, MAX_ENTRY_TEXT), cause })
  })

  const arrive = (cause: PageEntry['cause'], patience = TITLE_PATIENCE_MS): void => {
    settle()
    url = location.href
    pending = { url, cause }
    timer = window.setTimeout(settle, patience)
  }

  /** The same address again is no navigation: apps use replaceState to keep their state. */
  const moved = (cause: PageEntry['cause']): void => {
    if (location.href !== url) arrive(cause)
  }

  /** A link to a place on the same page fires `popstate` too, before its `hashchange` (HTML standard, navigation). */
  const popped = (): void => moved(url.split('#')[0] === location.href.split('#')[0] ? 'hash' : 'pop')

  if (!arrived) {
    // The page was told before.
  } else if (document.readyState === 'loading') {
    arrive(firstCause(), 60_000)
  } else {
    arrive(firstCause(), 0)
    settle()
  }

  return all([
    listen(document, 'DOMContentLoaded', settle),
    patch(History.prototype, 'pushState', { after: () => moved('push') }),
    patch(History.prototype, 'replaceState', { after: () => moved('replace') }),
    listen(window, 'popstate', popped),
    listen(window, 'hashchange', () => moved('hash')),
    listen<PageTransitionEvent>(window, 'pageshow', (event) => event.persisted && arrive('back-forward', 0)),
    listen(window, 'pagehide', settle),
    () => clearTimeout(timer),
  ])
}
