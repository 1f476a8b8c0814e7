import type { ErrorCode } from '../protocol/outcomes.ts'

export type { ErrorCode }

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
