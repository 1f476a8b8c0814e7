/** Answers and refusals between a room's object and the Worker: an error loses its class on the way. */
import { DomainError, type ErrorCode } from '../domain/errors.ts'
import { ProtocolError } from '../protocol/codec.ts'
import type { CloseCodeValue } from '../protocol/messages.ts'
import { Refusal } from '../room/recorders.ts'

export type Outcome<T> =
  | { kind: 'done'; value: T }
  | { kind: 'domain'; code: ErrorCode; message: string }
  | { kind: 'protocol'; is: ProtocolError['kind']; message: string }
  | { kind: 'refusal'; closeCode: CloseCodeValue; message: string }

/** What is nobody's doing is thrown on. */
export const outcomeOf = async <T>(run: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return { kind: 'done', value: await run() }
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'domain', code: error.code, message: error.message }
    if (error instanceof ProtocolError) return { kind: 'protocol', is: error.kind, message: error.message }
    if (error instanceof Refusal)
      return { kind: 'refusal', closeCode: error.closeCode, message: error.message }
    throw error
  }
}

/** @throws DomainError, ProtocolError, Refusal */
export const valueOf = <T>(outcome: Outcome<T>): T => {
  switch (outcome.kind) {
    case 'done':
      return outcome.value
    case 'domain':
      throw new DomainError(outcome.code, outcome.message)
    case 'protocol':
      throw new ProtocolError(outcome.is, outcome.message)
    case 'refusal':
      throw new Refusal(outcome.closeCode, outcome.message)
  }
}
