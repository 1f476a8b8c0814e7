/** What a console call says in several arguments is read in one go, and judged so. */
import { findSecrets } from '../../../../src/protocol/secret-shapes.ts'
import { MASK } from './mask.ts'

/** The end of an address whose value comes next: `/a?token=`, `/a?` */
const OPEN_QUERY = /[?&#;][\w.%[\]-]{0,60}=?$/

/** The arguments with a mask in each of those that a secret is spread over, given what stands between two of them. */
const withoutSpread = (args: readonly string[], glue: string): string[] => {
  const starts: number[] = []
  let joined = ''
  for (const arg of args) {
    if (starts.length > 0) joined += glue
    starts.push(joined.length)
    joined += arg
  }
  const found = findSecrets(joined)
  if (found.length === 0) return [...args]
  return args.map((arg, at) => {
    let shown = arg
    // From the last to the first, so that places stay what they are.
    for (const { kind, start, end } of [...found].reverse()) {
      const from = Math.max(0, start - starts[at]!)
      const to = Math.min(arg.length, end - starts[at]!)
      if (from < to) shown = `${shown.slice(0, from)}••${kind}••${shown.slice(to)}`
    }
    return shown
  })
}

/**
 * @param readable how one argument may be read
 * @returns the arguments without what only all of them together give away
 */
export const cleanArguments = (args: readonly string[], readable: (text: string) => string): string[] => {
  const apart = args.map((arg, at) => (OPEN_QUERY.test(args[at - 1] ?? '') ? MASK : readable(arg)))
  return apart.length < 2 ? apart : withoutSpread(withoutSpread(apart, ' '), '')
}
