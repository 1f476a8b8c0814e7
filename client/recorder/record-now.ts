/** rrweb waits until the document is parsed. A slow page may take long, and one that was opened anew may never be closed. */
import { attempt, type Stop } from './guard.ts'
import { asParsed } from './realm.ts'

/** As long as the bar waits for `<body>` to be whole (bar/homes.ts). */
const LOADING_PATIENCE_MS = 3_000

/**
 * Starts `record`: at once where the document is parsed, else when it is, at the latest in three seconds.
 * @param record rrweb's, with its options
 * @param now does not wait
 */
export const recordNow = (record: () => Stop | undefined, now: boolean): Stop => {
  const isLoading = (): boolean => document.readyState === 'loading'
  if (now && isLoading()) return attempt(() => asParsed(record)) ?? (() => {})
  let stop = attempt(record)
  const timer = isLoading()
    ? setTimeout(() => {
        if (!isLoading()) return
        attempt(() => stop?.())
        stop = attempt(() => asParsed(record))
      }, LOADING_PATIENCE_MS)
    : undefined
  return () => {
    clearTimeout(timer)
    stop?.()
  }
}
