/** What happens as a page is hidden, goes away, and comes back from the back-forward cache. */
import { all, listen, type Stop } from '../ground/guard.ts'
import { watchNavigating } from './navigating.ts'

export interface Leaving {
  /** The tab was hidden or shown; a hidden one may be killed without another word. */
  onHidden: () => void
  onVisible: () => void
  /** The page goes away, for good or into the back-forward cache; `navigates` says whether another one comes, where that is known. */
  onGone: (navigates: boolean | undefined) => void
  /** It is back from there, as it was. */
  onBack: () => void
}

/** No `unload` and no `beforeunload`: both would keep the page out of the back-forward cache. */
export const watchLeaving = ({ onHidden, onVisible, onGone, onBack }: Leaving): Stop => {
  const navigating = watchNavigating()
  return all([
    listen(document, 'visibilitychange', () => (document.hidden ? onHidden() : onVisible())),
    listen(window, 'pagehide', () => onGone(navigating.begun())),
    listen<PageTransitionEvent>(window, 'pageshow', (event) => event.persisted && onBack()),
    navigating.stop,
  ])
}
