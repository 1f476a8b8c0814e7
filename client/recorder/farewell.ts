/** What the bar says when it is over. */
import type { EndReason } from '../../src/protocol/messages.ts'

export const FAREWELL: Readonly<Record<EndReason, string>> = {
  customer: 'Recording stopped. Nothing more is sent. Open your link again to see or erase it.',
  idle: 'Recording stopped, because nothing happened for a while.',
  limit: 'Recording stopped, because it reached its longest time.',
  agent: 'Support ended the recording.',
  revoked: 'Support ended the recording.',
  away: 'The recording has ended.',
  'never-started': 'The recording has ended.',
}
export const NOT_ACCEPTED = 'Recording stopped, because the server refuses it.'
export const FORBIDDEN = 'Nothing is recorded, because this site’s privacy settings forbid it.'
export const FORBIDDEN_LATER = 'Recording stopped, because this site’s privacy settings forbid it now.'
