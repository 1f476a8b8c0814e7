import { and, eq, getTableColumns, gt, inArray, isNull, lt, ne, sql, type SQL } from 'drizzle-orm'
import { END_CERTAIN_MS, ERASURE_BEGUN, type Recording, type RecordingSort } from '../domain/recording.ts'
import type { SupportCase } from '../domain/support-case.ts'
import type { EndReason } from '../protocol/messages.ts'
import type { EnvironmentSummary } from '../protocol/player.ts'
import type { Database } from './database.ts'
import { readCursor, toPage, type Page } from './page.ts'
import { recordings, supportCases } from './schema.ts'
import { contains } from './support-cases.ts'

const {
  codeHash: _code,
  codeExpiresAt: _expires,
  customerHash: _customer,
  ...columns
} = getTableColumns(recordings)

/** All of a recording but its secrets. */
export const recordingColumns = columns

/** A recording's secrets, hashed: the one-time code of the fragment and the cookie of the customer's browser. */
export interface RecordingSecrets {
  codeHash: string
  codeExpiresAt: number
  customerHash: string
}

/** What the room has counted so far. */
export interface Progress {
  originTime: number | null
  lastEventTime: number | null
  pageCount: number
  clickCount: number
  eventCount: number
  errorCount: number
  failedRequestCount: number
  bytes: number
  leakCount: number
}

export const insertRecording = async (
  { db }: Database,
  recording: Recording,
  secrets: RecordingSecrets,
): Promise<void> => {
  await db.insert(recordings).values({ ...recording, ...secrets })
}

export const findRecording = async ({ db }: Database, id: string): Promise<Recording | null> =>
  (await db.select(columns).from(recordings).where(eq(recordings.id, id)))[0] ?? null

export const findRecordingByCode = async ({ db }: Database, codeHash: string): Promise<Recording | null> =>
  (await db.select(columns).from(recordings).where(eq(recordings.codeHash, codeHash)))[0] ?? null

/** Uses a one-time code up and makes the recording live. @returns null unless this caller is the one who gets it. */
export const claimRecording = async (
  { db }: Database,
  claim: { codeHash: string; origin: string; now: number },
): Promise<Recording | null> => {
  const [row] = await db
    .update(recordings)
    .set({
      codeHash: null,
      codeExpiresAt: null,
      state: 'live',
      startedAt: sql`coalesce(${recordings.startedAt}, ${claim.now})`,
      trouble: null,
    })
    .where(
      and(
        eq(recordings.codeHash, claim.codeHash),
        eq(recordings.origin, claim.origin),
        gt(recordings.codeExpiresAt, claim.now),
        ne(recordings.state, 'ended'),
      ),
    )
    .returning()
  return row ?? null
}

/** A new one-time code in place of the last. @returns false when the recording is over. */
export const replaceCode = async (
  { db }: Database,
  id: string,
  code: { codeHash: string; codeExpiresAt: number },
): Promise<boolean> =>
  (
    await db
      .update(recordings)
      .set(code)
      .where(and(eq(recordings.id, id), ne(recordings.state, 'ended')))
      .returning({ id: recordings.id })
  ).length === 1

export const saveProgress = async ({ db }: Database, id: string, progress: Progress): Promise<void> => {
  await db.update(recordings).set(progress).where(eq(recordings.id, id))
}

/** What the first page told about itself. */
export interface FirstFacts {
  firstUrl: string | null
  environment: EnvironmentSummary | null
  skewMs: number
}

/** Keeps the first that is known of each; a later page changes nothing. */
export const saveFacts = async ({ db }: Database, id: string, facts: FirstFacts): Promise<void> => {
  const environment = facts.environment && JSON.stringify(facts.environment)
  await db
    .update(recordings)
    .set({
      skewMs: sql`CASE WHEN ${recordings.firstUrl} IS NULL THEN ${facts.skewMs} ELSE ${recordings.skewMs} END`,
      firstUrl: sql`coalesce(${recordings.firstUrl}, ${facts.firstUrl})`,
      environment: sql`coalesce(${recordings.environment}, ${environment})`,
    })
    .where(eq(recordings.id, id))
}

/** Ends a recording. @returns true for the one caller that ended it. */
export const endRecording = async (
  { db }: Database,
  id: string,
  end: { reason: EndReason; now: number },
): Promise<boolean> =>
  (
    await db
      .update(recordings)
      .set({ state: 'ended', endedAt: end.now, endReason: end.reason, codeHash: null, codeExpiresAt: null })
      .where(and(eq(recordings.id, id), ne(recordings.state, 'ended')))
      .returning({ id: recordings.id })
  ).length === 1

/** Marks the consent as withdrawn; the first time counts. */
export const markWithdrawn = async ({ db }: Database, id: string, now: number): Promise<void> => {
  await db
    .update(recordings)
    .set({ withdrawnAt: sql`coalesce(${recordings.withdrawnAt}, ${now})` })
    .where(eq(recordings.id, id))
}

export const markSealed = async (
  { db }: Database,
  id: string,
  now: number,
  progress: Progress,
): Promise<void> => {
  await db
    .update(recordings)
    .set({ ...progress, sealedAt: now })
    .where(eq(recordings.id, id))
}

/** Recordings that a restarted server must take up again. */
export const listUnfinished = async ({ db }: Database): Promise<Recording[]> =>
  db
    .select(columns)
    .from(recordings)
    .where(sql`(${recordings.state} <> 'ended' OR ${recordings.sealedAt} IS NULL)`)

/** Recordings that are over, but whose segments could not be written yet. */
export const listUnsealed = async ({ db }: Database): Promise<Recording[]> =>
  db
    .select(columns)
    .from(recordings)
    .where(and(eq(recordings.state, 'ended'), isNull(recordings.sealedAt)))

/** Those of these recordings that are sealed. */
export const listSealed = async ({ db }: Database, ids: string[]): Promise<string[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: recordings.id })
    .from(recordings)
    .where(
      sql`${recordings.sealedAt} IS NOT NULL AND ${recordings.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    )
  return rows.map(({ id }) => id)
}

/** Recordings of a link that are not over. */
export const listOpenOfLink = async ({ db }: Database, linkId: string): Promise<Recording[]> =>
  db
    .select(columns)
    .from(recordings)
    .where(and(eq(recordings.linkId, linkId), ne(recordings.state, 'ended')))

/** Accepted recordings that no page has claimed since `acceptedBefore`. */
export const listNeverStarted = async ({ db }: Database, acceptedBefore: number): Promise<string[]> => {
  const rows = await db
    .select({ id: recordings.id })
    .from(recordings)
    .where(
      and(
        eq(recordings.state, 'waiting'),
        isNull(recordings.startedAt),
        lt(recordings.acceptedAt, acceptedBefore),
      ),
    )
  return rows.map((row) => row.id)
}

/** What `durationOf` chooses from. */
const UNTIL_LAST = sql`max(0, ${recordings.lastEventTime} - ${recordings.originTime})`
const UNTIL_END = sql`min(${recordings.endedAt} - ${recordings.skewMs} - ${recordings.originTime}, ${recordings.endedAt} - ${recordings.startedAt})`

/** Numbers that the lists are sorted by, descending; in `recent`, what is going on stands above all that is over. */
const SORT_VALUE: Record<RecordingSort, SQL<number>> = {
  recent: sql<number>`((${recordings.state} <> 'ended') * 1e15 + ${recordings.acceptedAt})`,
  longest: sql<number>`CASE
    WHEN ${recordings.originTime} IS NULL OR ${recordings.lastEventTime} IS NULL THEN 0
    WHEN ${recordings.endReason} <> 'away' AND ${UNTIL_END} - ${UNTIL_LAST} > ${END_CERTAIN_MS} THEN ${UNTIL_END}
    ELSE ${UNTIL_LAST} END`,
  errors: sql<number>`${recordings.errorCount}`,
  pages: sql<number>`${recordings.pageCount}`,
}

export interface RecordingFilter {
  caseId?: string | undefined
  status?: 'live' | 'ended' | undefined
  hasErrors?: boolean | undefined
  /** Text in the case's title, reference or customer, in the first address, or the id itself. */
  search?: string | undefined
}

export interface ListedRecording {
  recording: Recording
  supportCase: Pick<SupportCase, 'id' | 'title' | 'reference' | 'customer'>
}

export const listRecordings = async (
  { db }: Database,
  options: { filter: RecordingFilter; sort: RecordingSort; cursor?: string | undefined; size: number },
): Promise<Page<ListedRecording>> => {
  const { filter } = options
  const value = SORT_VALUE[options.sort]
  const after = options.cursor === undefined ? undefined : readCursor(options.cursor)
  const text = (column: unknown) => contains(sql`coalesce(${column}, '')`, filter.search ?? '')
  const rows = await db
    .select({
      recording: columns,
      title: supportCases.title,
      reference: supportCases.reference,
      customerName: supportCases.customerName,
      customerEmail: supportCases.customerEmail,
      value,
    })
    .from(recordings)
    .innerJoin(supportCases, eq(supportCases.id, recordings.caseId))
    .where(
      and(
        ne(recordings.retentionDays, ERASURE_BEGUN),
        filter.caseId === undefined ? undefined : eq(recordings.caseId, filter.caseId),
        filter.status === undefined
          ? undefined
          : inArray(recordings.state, filter.status === 'live' ? ['waiting', 'live'] : ['ended']),
        filter.hasErrors === undefined
          ? undefined
          : filter.hasErrors
            ? gt(recordings.errorCount, 0)
            : eq(recordings.errorCount, 0),
        filter.search
          ? sql`(${text(supportCases.title)} OR ${text(supportCases.reference)} OR ${text(supportCases.customerName)}
              OR ${text(supportCases.customerEmail)} OR ${text(recordings.firstUrl)} OR ${recordings.id} = ${filter.search})`
          : undefined,
        after && sql`(${value}, ${recordings.id}) < (${after.value}, ${after.id})`,
      ),
    )
    .orderBy(sql`${value} DESC`, sql`${recordings.id} DESC`)
    .limit(options.size + 1)
  const page = toPage(rows, options.size, (row) => ({ value: row.value, id: row.recording.id }))
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((row) => ({
      recording: row.recording,
      supportCase: {
        id: row.recording.caseId,
        title: row.title,
        reference: row.reference,
        customer: { name: row.customerName, email: row.customerEmail },
      },
    })),
  }
}
