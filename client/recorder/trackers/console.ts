import type { ConsoleLevel, Entry } from '../../../src/protocol/entries.ts'
import { formatArgs } from '../format.ts'
import { all, type Stop } from '../guard.ts'
import { withoutOwnFrames } from '../own-frames.ts'
import { patch } from '../patch.ts'

const LEVELS: readonly ConsoleLevel[] = ['debug', 'log', 'info', 'warn', 'error']
/** A page that logs in a loop must not fill the recording: calls past this in a second are only counted. */
const MOST_A_SECOND = 100

/** Where the console was called from: the lines of the stack without its message, and without ours. */
const callerStack = (): string | undefined => {
  const places = (new Error('console').stack ?? '').split('\n').filter((line) => /:\d+:\d+/.test(line))
  return withoutOwnFrames(places.map((line) => line.trim()).join('\n')) || undefined
}

/** What the page writes to the console, as text. The original is called as if nobody listened. */
export const trackConsole = (emit: (entry: Entry) => void): Stop => {
  let second = 0
  let count = 0
  let inside = false

  const take = (level: ConsoleLevel, args: readonly unknown[]): void => {
    // Formatting may run page code that logs in turn.
    if (inside) return
    const now = Math.floor(Date.now() / 1_000)
    if (now !== second) {
      if (count > MOST_A_SECOND) {
        emit({
          kind: 'console',
          level: 'debug',
          args: [`… ${count - MOST_A_SECOND} more calls in this second`],
        })
      }
      second = now
      count = 0
    }
    if (++count > MOST_A_SECOND) return
    inside = true
    try {
      const stack = level === 'warn' || level === 'error' ? callerStack() : undefined
      emit({ kind: 'console', level, args: formatArgs(args), ...(stack !== undefined && { stack }) })
    } finally {
      inside = false
    }
  }

  return all(LEVELS.map((level) => patch(console, level, { before: (_, args) => take(level, args) })))
}
