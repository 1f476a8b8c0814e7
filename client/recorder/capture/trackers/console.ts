import type { ConsoleLevel, Entry } from '../../../../src/protocol/entries.ts'
import { CONSOLE_BURST, CONSOLE_RATE } from '../../../../src/protocol/limits.ts'
import { formatArgs } from '../format.ts'
import { all, type Stop } from '../../ground/guard.ts'
import { createLimit } from '../limit.ts'
import { withoutOwnFrames } from '../../ground/own-frames.ts'
import { patch } from '../patch.ts'

const LEVELS: readonly ConsoleLevel[] = ['debug', 'log', 'info', 'warn', 'error']

/** Where the console was called from: the lines of the stack without its message, and without ours. */
const callerStack = (): string | undefined => {
  const places = (new Error('console').stack ?? '').split('\n').filter((line) => /:\d+:\d+/.test(line))
  return withoutOwnFrames(places.map((line) => line.trim()).join('\n')) || undefined
}

/** What the page writes to the console, as text. The original is called as if nobody listened. */
export const trackConsole = (emit: (entry: Entry) => void): Stop => {
  const limit = createLimit(emit, CONSOLE_RATE, CONSOLE_BURST, 'console messages')
  let inside = false

  const take = (level: ConsoleLevel, args: readonly unknown[]): void => {
    // Formatting may run page code that logs in turn.
    if (inside || !limit.admits()) return
    inside = true
    try {
      const stack = level === 'warn' || level === 'error' ? callerStack() : undefined
      emit({ kind: 'console', level, args: formatArgs(args), ...(stack !== undefined && { stack }) })
    } finally {
      inside = false
    }
  }

  return all([
    limit.stop,
    ...LEVELS.map((level) => patch(window.console, level, { before: (_, args) => take(level, args) })),
  ])
}
