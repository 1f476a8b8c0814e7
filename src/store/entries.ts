import { asc, eq, sql } from 'drizzle-orm'
import { SealError, type Cipher, type Place } from '../domain/cipher.ts'
import type { SegmentIndex } from '../domain/recording.ts'
import { gunzip, gzip, utf8 } from '../protocol/codec.ts'
import type { Entry, TimelineItem } from '../protocol/entries.ts'
import type { Database } from './database.ts'
import { entries, segments } from './schema.ts'

/** An entry at its place, before `t` is known. */
export interface PlacedEntry {
  id: string
  tab: string
  timestamp: number
  entry: Entry
}

/** Some of a segment's entries: gzip of the JSON of `PartText`, sealed. */
export type EntryPart = typeof entries.$inferSelect

export type PartPlace = Omit<EntryPart, 'sealed'>

/** What is in a part. Each tells how many its segment has, which is one at least: none can go without a trace (R15). */
export interface PartText {
  of: number
  entries: PlacedEntry[]
}

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
    partsOf(placed).map(async (json, part, all) => {
      const { recordingId, tab, firstSeq } = segment
      const place = placeOf({ recordingId, tab, firstSeq, part })
      return {
        recordingId,
        tab,
        firstSeq,
        part,
        sealed: await cipher.seal(await gzip(utf8(`{"of":${all.length},"entries":${json}}`)), place),
      }
    }),
  )

/** Where a part is sealed to. */
export const placeOf = ({ recordingId, tab, firstSeq, part }: PartPlace): Place => [
  'entries',
  recordingId,
  tab,
  String(firstSeq),
  String(part),
]

const partsOf = (placed: PlacedEntry[]): string[] => {
  const parts: string[][] = [[]]
  let length = 0
  for (const one of placed) {
    const json = JSON.stringify(one)
    if (length > 0 && length + json.length > LENGTH_PER_PART) {
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

/** @throws SealError, ProtocolError for one that does not open */
export const openPart = async (cipher: Cipher, { sealed, ...place }: EntryPart): Promise<PartText> => {
  const json = await gunzip(await cipher.open(new Uint8Array(sealed), placeOf(place)), Infinity)
  return JSON.parse(new TextDecoder().decode(json)) as PartText
}

/** Parts of these segments that are gone. @param known every part that is there; `of` is null where it does not open */
export const missingParts = (
  ofSegments: SegmentPlace[],
  known: (PartPlace & { of: number | null })[],
): PartPlace[] =>
  ofSegments.flatMap(({ recordingId, tab, firstSeq }) => {
    const own = known.filter((part) => part.tab === tab && part.firstSeq === firstSeq)
    const count = Math.max(1, ...own.map(({ of, part }) => of ?? part + 1))
    const parts = Array.from({ length: count }, (_, part) => ({ recordingId, tab, firstSeq, part }))
    return parts.filter(({ part }) => !own.some((there) => there.part === part))
  })

/** In order of time, and of one moment in the order of the frames; parts that do not open, or are gone, are named instead (R15). */
export const readEntries = async (
  { db }: Database,
  cipher: Cipher,
  recordingId: string,
): Promise<{ placed: PlacedEntry[]; damaged: PartPlace[] }> => {
  const parts = await db
    .select()
    .from(entries)
    .where(eq(entries.recordingId, recordingId))
    .orderBy(asc(sql`rowid`))
  const opened = await Promise.all(
    parts.map(async (part) => {
      const { sealed: _, ...place } = part
      try {
        return { place, ...(await openPart(cipher, part)) }
      } catch (error) {
        if (!(error instanceof SealError)) throw error
        return { place, of: null, entries: [] }
      }
    }),
  )
  const ofSegments = await db
    .select({ recordingId: segments.recordingId, tab: segments.tab, firstSeq: segments.firstSeq })
    .from(segments)
    .where(eq(segments.recordingId, recordingId))
  return {
    placed: opened.flatMap((part) => part.entries).toSorted((a, b) => a.timestamp - b.timestamp),
    damaged: [
      ...opened.flatMap(({ place, of }) => (of === null ? [place] : [])),
      ...missingParts(
        ofSegments,
        opened.map(({ place, of }) => ({ ...place, of })),
      ),
    ],
  }
}

export const deleteEntries = ({ db }: Database, recordingId: string) =>
  db.delete(entries).where(eq(entries.recordingId, recordingId))
