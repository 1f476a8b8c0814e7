/** Stacks that pass through our patches carry a line or two of this script, which would only mislead an engineer. */
import { MAX_STACK_LENGTH } from '../../../src/protocol/limits.ts'
import { cutRaw } from '../../../src/protocol/redact.ts'

/** This script's address, from a stack of its own. */
const OWN_SCRIPT = /https?:\/\/[^\s)]+?(?=:\d+:\d+)/.exec(new Error('own').stack ?? '')?.[0]

/** The stack without our lines, capped. */
export const withoutOwnFrames = (stack: string): string => {
  const lines = stack.split('\n').filter((line) => !OWN_SCRIPT || !line.includes(OWN_SCRIPT))
  return cutRaw(lines.join('\n'), MAX_STACK_LENGTH)
}

/** `line:column` of the uppermost frame of ours; '' where there is none. */
export const ownPlace = (stack: string): string => {
  const at = OWN_SCRIPT ? stack.indexOf(`${OWN_SCRIPT}:`) : -1
  return at < 0 ? '' : (/^\d{1,7}:\d{1,7}/.exec(stack.slice(at + OWN_SCRIPT!.length + 1))?.[0] ?? '')
}

/** True when no frame of its stack is anybody else's: nothing of the page took part in what was thrown. */
export const isOurs = (thrown: unknown): boolean => {
  try {
    const { stack } = thrown as { stack?: unknown }
    return typeof stack === 'string' && ownPlace(stack) !== '' && !/:\d+:\d+/.test(withoutOwnFrames(stack))
  } catch {
    // A value of the page's own making.
    return false
  }
}
