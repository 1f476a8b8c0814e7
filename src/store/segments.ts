import { and, asc, eq, sql } from 'drizzle-orm'
import type { SegmentIndex } from '../domain/recording.ts'
import type { TabSummary } from '../protocol/player.ts'
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

export const findSegment = async (
  { db }: Database,
  { recordingId, tab, firstSeq }: Pick<SegmentIndex, 'recordingId' | 'tab' | 'firstSeq'>,
): Promise<SegmentIndex | null> =>
  (
    await db
      .select()
      .from(segments)
      .where(
        and(eq(segments.recordingId, recordingId), eq(segments.tab, tab), eq(segments.firstSeq, firstSeq)),
      )
  )[0] ?? null

/** Tabs of some sealed recordings, by recording, in the order in which they appeared. */
export const listSealedTabs = async (
  { db }: Database,
  recordingIds: string[],
): Promise<Map<string, TabSummary[]>> => {
  const rows = await db
    .select({
      recordingId: segments.recordingId,
      tab: segments.tab,
      firstTime: sql<number>`min(${segments.firstTime})`,
      lastTime: sql<number>`max(${segments.lastTime})`,
      eventCount: sql<number>`sum(${segments.eventCount})`,
    })
    .from(segments)
    .where(sql`${segments.recordingId} IN (SELECT value FROM json_each(${JSON.stringify(recordingIds)}))`)
    .groupBy(segments.recordingId, segments.tab)
    .orderBy(sql`min(${segments.firstTime})`)
  const byRecording = new Map<string, TabSummary[]>()
  for (const { recordingId, ...tab } of rows) {
    byRecording.set(recordingId, [...(byRecording.get(recordingId) ?? []), tab])
  }
  return byRecording
}

export const deleteSegmentRows = ({ db }: Database, recordingId: string) =>
  db.delete(segments).where(eq(segments.recordingId, recordingId))

/** Where a segment's bytes live. Written once, never again. */
export const segmentKey = (segment: Pick<SegmentIndex, 'recordingId' | 'tab' | 'firstSeq'>): string =>
  `${segmentsPrefix(segment.recordingId)}${segment.tab}/${segment.firstSeq}`

/** What the keys of all segments of a recording start with. */
export const segmentsPrefix = (recordingId: string): string => `recordings/${recordingId}/`

/** Bytes of segments at rest; gzip of a JSON array of rrweb events. Hosts implement it, one contract suite tests all. */
export interface SegmentStore {
  /** Resolves when the bytes are durable. Putting the same key again with the same bytes is harmless. */
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  get(key: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Deletes every key that starts with the prefix. */
  deleteAll(prefix: string): Promise<void>
}
