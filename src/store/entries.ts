import { asc, eq, sql } from 'drizzle-orm'
import type { Cipher, Place } from '../domain/cipher.ts'
import type { SegmentIndex } from '../domain/recording.ts'
import { gunzip, gzip, utf8 } from '../protocol/codec.ts'
import type { Entry, TimelineItem } from '../protocol/entries.ts'
import type { Database } from './database.ts'
import { entries } from './schema.ts'

/** An entry at its place, before `t` is known. */
export interface PlacedEntry {
  id: string
  tab: string
  timestamp: number
  entry: Entry
}

/** Some of a segment's entries: gzip of their JSON, sealed. */
export type EntryPart = typeof entries.$inferSelect

type SegmentPlace = Pick<SegmentIndex, 'recordingId' | 'tab' | 'firstSeq'>

/** Length of the JSON of a part: even where nothing of it can be packed, it stays below the 2 MB of a value on D1. */
const LENGTH_PER_PART = 400_000

/** Packs and seals the entries of a segment, in parts that the database takes. */
export const sealEntries = (
  cipher: Cipher,
  segment: SegmentPlace,
  placed: PlacedEntry[],
): Promise<EntryPart[]> =>
  Promise.all(
    partsOf(placed).map(async (json, part) => {
      const { recordingId, tab, firstSeq } = segment
      const place = placeOf({ recordingId, tab, firstSeq, part })
      return { recordingId, tab, firstSeq, part, sealed: await cipher.seal(await gzip(utf8(json)), place) }
    }),
  )

/** Where a part is sealed to. */
export const placeOf = ({ recordingId, tab, firstSeq, part }: Omit<EntryPart, 'sealed'>): Place => [
  'entries',
  recordingId,
  tab,
  String(firstSeq),
  String(part),
]

const partsOf = (placed: PlacedEntry[]): string[] => {
  const parts: string[][] = []
  let length = Infinity
  for (const one of placed) {
    const json = JSON.stringify(one)
    if (length + json.length > LENGTH_PER_PART) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(json)
    length += json.length
  }
  return parts.map((part) => `[${part.join(',')}]`)
}

/** Query that writes a part; a second writing of the same part changes nothing, so sealing can be repeated. */
export const insertEntries = ({ db }: Database, part: EntryPart) =>
  db.insert(entries).values(part).onConflictDoNothing()

/** An entry on the recording's timeline; `originTime` is t = 0, customer's clock. */
export const toTimelineItem = (placed: PlacedEntry, originTime: number): TimelineItem => ({
  ...placed.entry,
  id: placed.id,
  tab: placed.tab,
  timestamp: placed.timestamp,
  t: Math.max(0, placed.timestamp - originTime),
})

/** In order of time, and of one moment in the order of the frames. @throws SealError */
export const listEntries = async (
  { db }: Database,
  cipher: Cipher,
  recordingId: string,
): Promise<PlacedEntry[]> => {
  const parts = await db
    .select()
    .from(entries)
    .where(eq(entries.recordingId, recordingId))
    .orderBy(asc(sql`rowid`))
  const opened = await Promise.all(
    parts.map(async (part) => {
      const json = await gunzip(await cipher.open(part.sealed, placeOf(part)), Infinity)
      return JSON.parse(new TextDecoder().decode(json)) as PlacedEntry[]
    }),
  )
  return opened.flat().toSorted((a, b) => a.timestamp - b.timestamp)
}

export const deleteEntries = ({ db }: Database, recordingId: string) =>
  db.delete(entries).where(eq(entries.recordingId, recordingId))
