/** Stacks that pass through our patches carry a line or two of this script, which would only mislead an engineer. */
import { MAX_STACK_LENGTH } from '../../src/protocol/limits.ts'
import { cut } from '../../src/protocol/redact.ts'

/** This script's address, from a stack of its own. */
const OWN_SCRIPT = /https?:\/\/[^\s)]+?(?=:\d+:\d+)/.exec(new Error('own').stack ?? '')?.[0]

/** The stack without our lines, capped. */
export const withoutOwnFrames = (stack: string): string => {
  const lines = stack.split('\n').filter((line) => !OWN_SCRIPT || !line.includes(OWN_SCRIPT))
  return cut(lines.join('\n'), MAX_STACK_LENGTH)
}
