/** What every action is given. A host builds it once. */
import type { RecordingKeys } from '../auth/recording-keys.ts'
import type { TokenMaker } from '../auth/tokens.ts'
import type { Clock } from '../domain/clock.ts'
import type { Mailer } from '../domain/mail.ts'
import type { EndReason, UploadAnswer } from '../protocol/messages.ts'
import type { JournalReader } from '../room/journal.ts'
import type { Database } from '../store/database.ts'
import type { SegmentStore } from '../store/segments.ts'
import type { Happening } from './happenings.ts'

/** Finds the room of a recording, wherever it lives. */
export interface Rooms {
  /** A page was let in and is about to come: its room is there, and ends the recording if nobody does. */
  expect(recordingId: string): Promise<void>
  /** What the journal of a recording holds that is not sealed yet. */
  journal(recordingId: string): JournalReader
  upload(recordingId: string, origin: string, body: Uint8Array<ArrayBuffer>): Promise<UploadAnswer>
  /** Ends a recording; resolves when it is sealed. */
  end(recordingId: string, reason: EndReason): Promise<void>
  /** Forgets room and journal: for erasing. */
  forget(recordingId: string): Promise<void>
}

export interface ActionDeps {
  database: Database
  segments: SegmentStore
  /** The key of each recording: segments, journals and timelines are sealed with it. */
  recordingKeys: RecordingKeys
  rooms: Rooms
  tokens: TokenMaker
  clock: Clock
  /** No slash at the end. */
  publicUrl: string
  /** From CASEREEL_ALLOWED_ORIGINS. */
  fixedOrigins: readonly string[]
  /** First API key from the environment, or null. */
  environmentApiKey: string | null
  /** Null where no mail is set up. */
  mailer: Mailer | null
  log: Log
  /** Told what happens, for counts and the log; must not throw. */
  observe(happening: Happening): void
}

/**
 * Does something when its turn comes. A host whose rooms share a process bounds how many it does at a time.
 * @throws the reason of the signal when the host stops: what is not done then, the next start does
 */
export type TakeTurn = <T>(task: (signal: AbortSignal) => Promise<T>) => Promise<T>

/** One line for the operator. The sentence, the error and the fields hold no token, code, key, address or name of a person. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  error?: unknown,
  fields?: Readonly<Record<string, string | number>>,
) => void
