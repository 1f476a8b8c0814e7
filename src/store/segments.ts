import { asc, eq } from 'drizzle-orm'
import type { SegmentIndex } from '../domain/recording.ts'
import type { Database } from './database.ts'
import { segments } from './schema.ts'

/** Writes a segment's index; a second writing of the same segment changes nothing, so sealing can be repeated. */
export const insertSegment = ({ db }: Database, segment: SegmentIndex) =>
  db.insert(segments).values(segment).onConflictDoNothing()

/** In order of tab, then seq. */
export const listSegments = async ({ db }: Database, recordingId: string): Promise<SegmentIndex[]> =>
  db
    .select()
    .from(segments)
    .where(eq(segments.recordingId, recordingId))
    .orderBy(asc(segments.tab), asc(segments.firstSeq))

export const deleteSegmentRows = ({ db }: Database, recordingId: string) =>
  db.delete(segments).where(eq(segments.recordingId, recordingId))

/** Where a segment's bytes live. Written once, never again. */
export const segmentKey = (segment: Pick<SegmentIndex, 'recordingId' | 'tab' | 'firstSeq'>): string =>
  `recordings/${segment.recordingId}/${segment.tab}/${segment.firstSeq}`

/** Bytes of segments at rest; gzip of a JSON array of rrweb events. Hosts implement it, one contract suite tests all. */
export interface SegmentStore {
  /** Resolves when the bytes are durable. Putting the same key again with the same bytes is harmless. */
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  get(key: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Deletes every key that starts with the prefix. */
  deleteAll(prefix: string): Promise<void>
}
