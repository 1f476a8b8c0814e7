/** Why a recording is over, as a sentence. */
import type { EndReason } from '../../src/protocol/messages.ts'

const REASONS: Record<EndReason, string> = {
  customer: 'The customer stopped it.',
  idle: 'The customer was idle for too long.',
  limit: 'It reached the longest allowed time.',
  'bar-removed': 'The page did not let the recording bar stay.',
  'site-refused': 'The site’s own privacy settings forbade it.',
  away: 'The customer’s page was closed and did not come back.',
  revoked: 'The link was revoked.',
  agent: 'Support ended it.',
  'never-started': 'The page never started recording.',
}

/** '' where nobody knows. */
export const endWords = (reason: EndReason | null): string => (reason === null ? '' : REASONS[reason])
