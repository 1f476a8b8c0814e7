/**
 * What can go wrong, by name. No HTTP here: src/http/errors.tsx alone decides how each is told.
 */
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
  | 'internal'

/** An error that a person or a program is told about. `message` is one sentence that says what to do. */
export class DomainError extends Error {
  override name = 'DomainError'
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export const notFound = (what: string): DomainError =>
  new DomainError('not_found', `There is no ${what} with this id, or it was erased.`)
