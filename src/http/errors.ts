/** The only code that turns an error into a status, for the API as JSON and for people as a page. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ZodError } from 'zod'
import type { Log } from '../actions/deps.ts'
import { newId } from '../auth/secrets.ts'
import { DomainError, type ErrorCode } from '../domain/errors.ts'
import { ProtocolError } from '../protocol/codec.ts'
import { errorOfCloseCode, OUTCOMES, type Outcome } from '../protocol/outcomes.ts'
import { Refusal } from '../room/recorders.ts'
import { methodOf, routeOf } from './happenings.ts'

/** An error as it is told: nothing of its inside (T41). */
export interface ToldError {
  status: Outcome['status']
  code: ErrorCode
  message: string
}

const GENERIC = 'Something failed on the server. The error was logged; try again in a moment.'

/** Translates; what is nobody's doing is logged and told without details, but for an id that finds the line in the log. */
export const tellError = (c: Context, error: unknown, log: Log): ToldError => {
  const known = asDomainError(error)
  if (known) return { status: OUTCOMES[known.code].status, code: known.code, message: known.message }
  const request = newId()
  c.header('X-Request-Id', request)
  log('error', 'A request failed.', error, { request, method: methodOf(c), route: routeOf(c) })
  return { status: 500, code: 'internal', message: GENERIC }
}

/** The status that an error is told with. */
export const statusOf = (error: unknown): ToldError['status'] => {
  const known = asDomainError(error)
  return known ? OUTCOMES[known.code].status : 500
}

const asDomainError = (error: unknown): DomainError | null => {
  if (error instanceof DomainError) return error
  if (error instanceof ProtocolError) {
    return new DomainError(error.kind === 'too-big' ? 'too_large' : 'invalid_input', error.message)
  }
  if (error instanceof Refusal)
    return new DomainError(errorOfCloseCode(error.closeCode) ?? 'forbidden', error.message)
  // Thrown by hono for a body that is no JSON.
  if (error instanceof HTTPException && error.status < 500)
    return new DomainError('invalid_input', error.message)
  return null
}

const RETRY_AFTER_SECONDS = '2'

export const tellWhenToRetry = (c: Context, status: number): void => {
  if (status === 429 || status >= 500) c.header('Retry-After', RETRY_AFTER_SECONDS)
}

export const answerApiError = (c: Context, error: unknown, log: Log): Response => {
  const { status, code, message } = tellError(c, error, log)
  tellWhenToRetry(c, status)
  if (status === 401) c.header('WWW-Authenticate', 'Bearer')
  return c.json({ error: { code, message } }, status)
}

/** The first thing that is wrong with an input, as `field message`. */
export const invalidInput = (error: Pick<ZodError, 'issues'>): DomainError => {
  const issue = error.issues[0]
  const field = issue?.path.join('.')
  const text = issue?.message ?? 'The input is not valid.'
  return new DomainError('invalid_input', field ? `${field}: ${text}` : text)
}
