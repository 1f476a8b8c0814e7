/**
 * What an error means to each side, in one table: the room closes a socket with it, the API answers a request with it,
 * and the recorder reads from either what to do next (docs/protocol.md, "Close codes" and U7).
 */
import { CloseCode, type CloseCodeValue } from './messages.ts'

/** What can go wrong, by name: the `code` of an answer `{ error: { code, message } }`. */
export type ErrorCode =
  /** The input does not fit; the message says which field and what to do. */
  | 'invalid_input'
  /** Nobody is signed in, or the key is not valid. */
  | 'unauthenticated'
  /** Signed in, but this role or key may not do that. */
  | 'forbidden'
  | 'not_found'
  /** The thing is not in a state that allows it any more. */
  | 'conflict'
  /** The organisation has not finished the set-up. */
  | 'not_set_up'
  | 'too_large'
  | 'too_many_requests'
  /** A token or one-time code is wrong, used or expired. */
  | 'bad_token'
  /** This origin may not do that. */
  | 'bad_origin'
  /** The recording is over. */
  | 'over'
  /** What was stored does not open any more: a bit flipped, or it was cut off. */
  | 'damaged'
  /** The key that sealed it is not there, or does not open. */
  | 'key_missing'
  | 'internal'

/**
 * What a recorder does next. `final`: it stops, since trying again changes nothing. `retry`: the same again, later.
 * `retry-without-frame`: the same again, and a frame that is refused a second time is given up (F9).
 */
export type Next = 'final' | 'retry' | 'retry-without-frame'

export interface Outcome {
  /** HTTP status (RFC 9110 §15). */
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500
  /** Close code of a WebSocket (RFC 6455 §7.4). */
  closeCode: CloseCodeValue
  next: Next
}

/** Where several errors share a status or a close code, the first of them is what that status or code is read as. */
export const OUTCOMES: Readonly<Record<ErrorCode, Outcome>> = {
  invalid_input: { status: 400, closeCode: CloseCode.BadMessage, next: 'retry-without-frame' },
  bad_token: { status: 401, closeCode: CloseCode.BadToken, next: 'final' },
  unauthenticated: { status: 401, closeCode: CloseCode.BadToken, next: 'final' },
  bad_origin: { status: 403, closeCode: CloseCode.BadOrigin, next: 'final' },
  forbidden: { status: 403, closeCode: CloseCode.Policy, next: 'final' },
  over: { status: 410, closeCode: CloseCode.Over, next: 'final' },
  not_found: { status: 404, closeCode: CloseCode.Over, next: 'final' },
  too_large: { status: 413, closeCode: CloseCode.TooBig, next: 'retry-without-frame' },
  too_many_requests: { status: 429, closeCode: CloseCode.TooFast, next: 'retry' },
  internal: { status: 500, closeCode: CloseCode.ServerError, next: 'retry' },
  conflict: { status: 409, closeCode: CloseCode.ServerError, next: 'retry' },
  not_set_up: { status: 409, closeCode: CloseCode.ServerError, next: 'retry' },
  damaged: { status: 422, closeCode: CloseCode.ServerError, next: 'retry' },
  key_missing: { status: 422, closeCode: CloseCode.ServerError, next: 'retry' },
}

const entries = Object.entries(OUTCOMES) as [ErrorCode, Outcome][]

/** The error that a close code stands for; undefined for one that is no error, such as 1001. */
export const errorOfCloseCode = (closeCode: number): ErrorCode | undefined =>
  entries.find(([, outcome]) => outcome.closeCode === closeCode)?.[0]

/** What a recorder reads from the status of an answer that is not 2xx; a status of no error of ours is a fault on the way. */
export const outcomeOfStatus = (status: number): Pick<Outcome, 'closeCode' | 'next'> =>
  entries.find(([, outcome]) => outcome.status === status)?.[1] ?? OUTCOMES.internal

/** What a recorder or a viewer does once its socket was closed. */
export const nextOfCloseCode = (closeCode: number): Next => {
  // No error: the same tab has connected again, and two would take turns for ever.
  if (closeCode === CloseCode.Replaced) return 'final'
  const code = errorOfCloseCode(closeCode)
  return code === undefined ? 'retry' : OUTCOMES[code].next
}
