/** What a host writes for its operator. */

/** `json` for programs that collect logs, `text` for people who read along. */
export type LogFormat = 'json' | 'text'

type Level = 'info' | 'warn' | 'error'

/** One line for each event. Callers pass no secrets; what an error of the database carries of a query's values stays out. */
export const createLog =
  (write: (line: string) => void, format: LogFormat = 'json') =>
  (
    level: Level,
    message: string,
    error?: unknown,
    fields: Readonly<Record<string, string | number>> = {},
  ): void => {
    const time = new Date().toISOString()
    const told = error === undefined ? undefined : describe(error)
    if (format === 'json') {
      const detail = told && { error: told.message, ...(level === 'error' && { stack: told.stack }) }
      return write(JSON.stringify({ time, level, message, ...fields, ...detail }))
    }
    const more = Object.entries(fields).map(([name, value]) => ` ${name}=${oneLine(String(value))}`)
    const why = told ? ` (${oneLine(told.message)})` : ''
    const stack = told?.stack !== undefined && level === 'error' ? `\n${told.stack}` : ''
    write(`${time} ${level.padEnd(5)} ${oneLine(message)}${more.join('')}${why}${stack}`)
  }

/** Nobody writes a line of their own into the log (CWE-117). */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')

interface Described {
  message: string
  /** Where it came from, without the message, which the first line of a stack repeats. */
  stack?: string
}

const describe = (error: unknown): Described => {
  if (!(error instanceof Error)) return { message: JSON.stringify(error) ?? String(error) }
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return { message: messageOf(error), ...(places && places.length > 0 && { stack: places.join('\n') }) }
}

/** drizzle tells a failed query with all its values: names, addresses, hashes. SQL has placeholders in their place. */
const messageOf = (error: Error): string => {
  if (!('query' in error && 'params' in error)) return error.message
  const cause = error.cause instanceof Error ? error.cause.message : 'no reason given'
  return `${cause} in ${String(error.query)}`
}
