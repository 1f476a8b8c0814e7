import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Link, SealedShortId } from '../domain/link.ts'
import type { Recording } from '../domain/recording.ts'
import type { Database } from './database.ts'
import { links, recordings, shortLinks } from './schema.ts'

/** How far one recording of a link has come. */
export type LinkUse = Pick<Recording, 'state' | 'acceptedAt' | 'startedAt' | 'endedAt' | 'eventCount'>

/** A link and what it captured. */
export interface LinkWithUse {
  link: Link
  /** In the order in which they were accepted. */
  recordings: LinkUse[]
}

const use = {
  state: recordings.state,
  acceptedAt: recordings.acceptedAt,
  startedAt: recordings.startedAt,
  endedAt: recordings.endedAt,
  eventCount: recordings.eventCount,
}

/** Stores a link and its short id; both or neither. */
export const insertLink = ({ db, batch }: Database, link: Link, shortId: SealedShortId): Promise<void> =>
  batch([db.insert(links).values(link), db.insert(shortLinks).values({ ...shortId, linkId: link.id })])

export const findLink = async ({ db }: Database, id: string): Promise<LinkWithUse | null> => {
  const [link] = await db.select().from(links).where(eq(links.id, id))
  if (!link) return null
  const uses = await db
    .select(use)
    .from(recordings)
    .where(eq(recordings.linkId, id))
    .orderBy(recordings.acceptedAt)
  return { link, recordings: uses }
}

/** @returns null for a link that was made before there were short ids */
export const findShortId = async ({ db }: Database, linkId: string): Promise<SealedShortId | null> =>
  (await db.select().from(shortLinks).where(eq(shortLinks.linkId, linkId)))[0] ?? null

export const findLinkByShortId = async (
  { db }: Database,
  idHash: string,
): Promise<{ link: Link; kid: string } | null> =>
  (
    await db
      .select({ link: links, kid: shortLinks.kid })
      .from(shortLinks)
      .innerJoin(links, eq(links.id, shortLinks.linkId))
      .where(eq(shortLinks.idHash, idHash))
  )[0] ?? null

/** Links of some cases, newest first. */
export const listLinksOfCases = async ({ db }: Database, caseIds: string[]): Promise<LinkWithUse[]> => {
  const inCases = (column: unknown) =>
    sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(caseIds)}))`
  const found = await db
    .select()
    .from(links)
    .where(inCases(links.caseId))
    .orderBy(desc(links.createdAt), desc(links.id))
  const uses = await db
    .select({ linkId: recordings.linkId, ...use })
    .from(recordings)
    .where(inCases(recordings.caseId))
    .orderBy(recordings.acceptedAt)
  const byLink = Map.groupBy(uses, (row) => row.linkId)
  return found.map((link) => ({ link, recordings: byLink.get(link.id) ?? [] }))
}

/** @returns true the first time. */
export const markOpened = async ({ db }: Database, id: string, now: number): Promise<boolean> =>
  (
    await db
      .update(links)
      .set({ openedAt: now })
      .where(and(eq(links.id, id), isNull(links.openedAt)))
      .returning({ id: links.id })
  ).length === 1

/** @returns false when it was revoked before. */
export const markRevoked = async ({ db }: Database, id: string, now: number): Promise<boolean> =>
  (
    await db
      .update(links)
      .set({ revokedAt: now })
      .where(and(eq(links.id, id), isNull(links.revokedAt)))
      .returning({ id: links.id })
  ).length === 1
