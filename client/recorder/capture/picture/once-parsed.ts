/** A picture begins once the document is parsed. A slow page may take long, and one that was opened again may never be closed. */
import { all, guarded, listen, type Stop } from '../../ground/guard.ts'

/** As long as the bar waits for `<body>` to be whole (bar/homes.ts). */
const LOADING_PATIENCE_MS = 3_000

const isLoading = (): boolean => document.readyState === 'loading'

/** Runs `work` now where the document is parsed, else when it is, at the latest in three seconds. */
export const onceParsed = (work: () => void): Stop => {
  const begin = guarded(() => {
    stop()
    work()
  })
  let stop: Stop = () => {}
  if (isLoading()) {
    const timer = setTimeout(begin, LOADING_PATIENCE_MS)
    stop = all([listen(document, 'DOMContentLoaded', begin), () => clearTimeout(timer)])
  } else begin()
  return () => stop()
}
