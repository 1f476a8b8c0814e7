/** How a live picture is doing, and the customer's page behind it: in a word or two for the bar, and as a sentence on the picture. */
import type { RecorderPresence } from '../../src/protocol/messages.ts'
import { count, plural } from './format.ts'
import type { LiveState } from './live-bar.ts'
import type { Connection } from './live-source.ts'

export interface PresenceWords {
  state: LiveState
  words: string
  /** Where it explains why the picture stands still: what happened, and what comes next. */
  remark: string
}

export const presenceWords = (presence: RecorderPresence): PresenceWords => {
  switch (presence) {
    case 'connected':
      return { state: 'live', words: '', remark: '' }
    case 'paused':
      return { state: 'paused', words: 'Paused', remark: 'The customer has paused the recording' }
    case 'away':
      return {
        state: 'away',
        words: 'Customer away',
        remark:
          'The customer’s connection is lost. The picture goes on, with what was kept meanwhile, when it is back',
      }
    case 'left':
      return {
        state: 'away',
        words: 'Customer closed the page',
        remark:
          'The customer closed the page. If they open it again soon, the picture goes on; if not, the recording ends',
      }
    case 'elsewhere':
      return {
        state: 'away',
        words: 'Customer is on another site',
        remark:
          'The customer is on another site, or on a page that is not recorded. The picture goes on when they come back',
      }
    case 'gone':
      return {
        state: 'away',
        words: 'Customer left the page',
        remark:
          'The customer closed the page, or is on another site. The picture goes on when they come back; if they do not, the recording ends',
      }
  }
}

/** What there is to say; our own connection comes first, for without it nothing is known of theirs. */
export const liveWords = (
  connection: Connection,
  presence: RecorderPresence,
  isOver: boolean,
): PresenceWords => {
  if (isOver) return { state: 'ended', words: 'Ended', remark: '' }
  switch (connection.state) {
    case 'connecting':
      return { state: 'connecting', words: 'Connecting', remark: '' }
    case 'lost':
      return {
        state: 'lost',
        words: 'Reconnecting',
        remark: 'Your connection is lost. The picture goes on as soon as it is back',
      }
    case 'closed':
      return { state: 'lost', words: 'Not connected', remark: '' }
    case 'open':
      return presenceWords(presence)
  }
}

/** `All 1,284 events stored`; or how many are still on the customer's device, or on their way from there. */
export const storedWords = (events: number, waiting: number, presence: RecorderPresence): string => {
  if (waiting === 0)
    return events > 1 ? `All ${count(events)} events stored` : `${plural(events, 'event')} stored`
  const isGone = presence !== 'connected' && presence !== 'paused'
  return `${plural(events, 'event')} stored, ${count(waiting)} ${isGone ? 'still on the customer’s device' : 'on the way'}`
}
