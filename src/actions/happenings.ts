/** What an operator may count, and read in the log. Ids of recordings are in it; tokens, names and addresses never. */
import type { EndReason } from '../protocol/messages.ts'
import type { RoomHappening } from '../room/happenings.ts'

/** Why a recording is erased: somebody asked, its time is over, or a restored backup brought it back. */
export type WhyErased = 'asked' | 'retention' | 'backup'

export type Happening =
  | RoomHappening
  | { name: 'recording-started'; recordingId: string }
  | { name: 'recording-ended'; recordingId: string; reason: EndReason }
  | { name: 'recording-sealed'; recordingId: string; events: number; ms: number }
  | { name: 'recording-erased'; recordingId: string; why: WhyErased }
