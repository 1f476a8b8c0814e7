import { ConfigError } from '../config.ts'
import { log } from './core.ts'

const GENERIC = 'Something failed on the server. The error was logged; try again in a moment.'

/** What is told when there is no app to tell it: which setting is wrong, in one line, and nothing of the inside. */
export const tellFault = (request: Request, error: unknown): Response => {
  const known = error instanceof ConfigError
  const message = known ? `Casereel cannot serve: ${error.message}` : GENERIC
  log('error', known ? message : 'A request failed.', known ? undefined : error)
  const headers = { 'Retry-After': '30', 'Cache-Control': 'no-store' }
  const status = known ? 503 : 500
  return request.headers.get('accept')?.includes('text/html')
    ? new Response(`${message}\n`, {
        status,
        headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
      })
    : Response.json({ error: { code: 'internal', message } }, { status, headers })
}
