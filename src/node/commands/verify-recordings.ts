/** Opens everything that was recorded with its key, one recording after the other: what does not open is named by its place. */
import type Sqlite from 'better-sqlite3'
import type { RecordingKeys } from '../../auth/recording-keys.ts'
import type { Cipher } from '../../domain/cipher.ts'
import { DomainError } from '../../domain/errors.ts'
import type { SegmentIndex } from '../../domain/recording.ts'
import { gunzip, unpack } from '../../protocol/codec.ts'
import { placeOf as placeOfFrame } from '../../room/encrypted-journal.ts'
import { readFrames } from '../../room/read-frames.ts'
import type { Database } from '../../store/database.ts'
import { createEncryptedSegments } from '../../store/encrypted-segments.ts'
import { missingParts, openPart, type EntryPart, type PartPlace } from '../../store/entries.ts'
import { listSegments, segmentKey } from '../../store/segments.ts'
import { listRecordingIds } from '../../store/vault.ts'
import { createJournals } from '../journal.ts'
import { createSqliteSegments } from '../segment-store.ts'

export interface Opened {
  recordings: number
  /** Their keys are destroyed, and what is left of them is unreadable, as it should be. */
  erased: number
  segments: number
  frames: number
  parts: number
  /** Places that do not open, or are gone, one sentence each. */
  damaged: string[]
}

interface Sources {
  sqlite: Sqlite.Database
  database: Database
  recordingKeys: Pick<RecordingKeys, 'cipherOf'>
}

/** @param onProgress told how much is done, 0 to 1 */
export const openRecordings = async (
  sources: Sources,
  onProgress: (done: number) => void,
): Promise<Opened> => {
  const opened: Opened = { recordings: 0, erased: 0, segments: 0, frames: 0, parts: 0, damaged: [] }
  const ids = await listRecordingIds(sources.database)
  for (const [index, id] of ids.entries()) {
    onProgress(index / ids.length)
    const cipher = await sources.recordingKeys.cipherOf(id).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'not_found') opened.erased += 1
      else opened.damaged.push(`Recording ${id}: its key is missing or does not open.`)
    })
    if (!cipher) continue
    opened.recordings += 1
    const broken: Broken = (place, what = 'does not open') => {
      opened.damaged.push(`Recording ${id}, ${place} ${what}.`)
    }
    opened.segments += await openSegments(sources, id, cipher, broken)
    opened.frames += await openFrames(sources, id, cipher, broken)
    opened.parts += await openParts(sources, id, cipher, broken)
  }
  return opened
}

/** Told of a place, and of what is wrong with it. */
type Broken = (place: string, what?: string) => void

/** Counts what opens. @param open rejects for what does not */
const countOpen = async (open: () => Promise<unknown>, onBroken: () => void): Promise<number> => {
  try {
    await open()
    return 1
  } catch {
    onBroken()
    return 0
  }
}

const textOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes))

const openSegments = async (
  { sqlite, database }: Sources,
  id: string,
  cipher: Cipher,
  broken: Broken,
): Promise<number> => {
  const store = createEncryptedSegments(createSqliteSegments(sqlite), async () => cipher)
  const open = async (segment: SegmentIndex): Promise<void> => {
    const bytes = await store.get(segmentKey(segment))
    const events = bytes && (textOf(await gunzip(bytes, Infinity)) as unknown[])
    if (events?.length !== segment.eventCount) throw new Error('Another number of events.')
  }
  let fine = 0
  for (const segment of await listSegments(database, id)) {
    const place = `tab ${segment.tab}, segment from frame ${segment.firstSeq}`
    fine += await countOpen(
      () => open(segment),
      () => broken(place),
    )
  }
  return fine
}

const openFrames = async (
  { sqlite }: Sources,
  id: string,
  cipher: Cipher,
  broken: Broken,
): Promise<number> => {
  const journal = createJournals(sqlite).of(id)
  let fine = 0
  for (const { tab } of (await journal.state()).tabs) {
    for await (const frames of readFrames(journal, tab)) {
      for (const frame of frames) {
        const open = async (): Promise<unknown> => {
          const payload = await cipher.open(frame.payload, placeOfFrame(id, frame))
          return textOf(await unpack({ ...frame, payload }, Infinity))
        }
        fine += await countOpen(open, () => broken(`tab ${tab}, frame ${frame.seq} of the journal`))
      }
    }
  }
  return fine
}

const openParts = async (
  { sqlite, database }: Sources,
  id: string,
  cipher: Cipher,
  broken: Broken,
): Promise<number> => {
  const parts = sqlite
    .prepare<[string], EntryPart>(
      'SELECT recording_id AS recordingId, tab, first_seq AS firstSeq, part, sealed FROM entries WHERE recording_id = ?',
    )
    .all(id)
  const whereOf = ({ tab, firstSeq, part }: PartPlace): string =>
    `tab ${tab}, timeline from frame ${firstSeq}, part ${part}`
  const known: (PartPlace & { of: number | null })[] = []
  let fine = 0
  for (const part of parts) {
    const { sealed: _, ...place } = part
    let of: number | null = null
    const open = async (): Promise<unknown> => ({ of } = await openPart(cipher, part))
    fine += await countOpen(open, () => broken(whereOf(place)))
    known.push({ ...place, of })
  }
  for (const place of missingParts(await listSegments(database, id), known)) broken(whereOf(place), 'is gone')
  return fine
}
