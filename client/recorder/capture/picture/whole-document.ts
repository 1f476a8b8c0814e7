/**
 * Notices that the page's document was exchanged as a whole: `document.open`, an `<html>` that was replaced or was away for a
 * while. No event reports any of these.
 */
import { guarded, listenAgain, type Stop } from '../../ground/guard.ts'

/** Scripts take a document apart and put the next one together in several steps: one picture for all of them. */
const SETTLE_MS = 150
/** A page that does it again and again still costs no more than one new picture in this time. */
const AGAIN_MS = 1_000

/**
 * `document.open` erases every listener on the window, the document and all that is in it (HTML standard, document open
 * steps). Ours are added again at once; those of a library are its user's business.
 * @param onAnother a new root element stands in the document
 */
export const watchDocument = (onAnother: () => void): Stop => {
  let root: Element | null = document.documentElement
  let reportedAt = -AGAIN_MS
  let timer = 0

  const report = guarded(() => {
    timer = 0
    // There is nothing to be seen; what comes next is noticed as well.
    if (!document.documentElement) return
    reportedAt = performance.now()
    onAnother()
  })

  // Observers are no listeners: this one outlives `document.open`.
  const observer = new MutationObserver(
    guarded(() => {
      if (document.documentElement === root) return
      root = document.documentElement
      listenAgain()
      timer ||= window.setTimeout(report, Math.max(SETTLE_MS, reportedAt + AGAIN_MS - performance.now()))
    }),
  )
  observer.observe(document, { childList: true })
  return () => {
    observer.disconnect()
    clearTimeout(timer)
  }
}
