/** Why a recording is over, as a sentence. */
import type { EndReason } from '../../src/protocol/messages.ts'

const REASONS: Record<EndReason, string> = {
  customer: 'The customer stopped it.',
  idle: 'The customer was idle for too long.',
  limit: 'It reached the longest allowed time.',
  'bar-removed': 'The page did not let the recording bar stay.',
  away: 'The customer’s page was closed and did not come back.',
  revoked: 'The link was revoked.',
  agent: 'It was ended by an agent.',
  'never-started': 'The page never started recording.',
}

/** '' where nobody knows. */
export const endWords = (reason: EndReason | null): string => (reason === null ? '' : REASONS[reason])
