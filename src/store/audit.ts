/** The audit log as it is read: newest first, by group, person or recording. */
import { and, desc, eq, gte, like, lt, sql } from 'drizzle-orm'
import type { AuditGroup } from '../domain/audit.ts'
import type { ChainLink } from '../domain/chain.ts'
import type { Database } from './database.ts'
import type { Page } from './page.ts'
import { chainedEvents } from './privacy-schema.ts'

const isAudit = eq(chainedEvents.chain, 'audit')
const isOfActor = (actorId: string) => sql`${chainedEvents.event} ->> '$.actor.id' = ${actorId}`

export interface AuditFilter {
  group?: AuditGroup | undefined
  /** Id of the person, key or customer who did it. */
  actorId?: string | undefined
  recordingId?: string | undefined
}

/**
 * One page, newest first.
 * @param options.before seq of the last one on the page before; from the newest on where there is none
 */
export const readAudit = async (
  { db }: Database,
  options: { filter: AuditFilter; before?: number | undefined; size: number },
): Promise<Page<ChainLink>> => {
  const { group, actorId, recordingId } = options.filter
  const rows = await db
    .select()
    .from(chainedEvents)
    .where(
      and(
        isAudit,
        group === undefined ? undefined : like(chainedEvents.name, `${group}.%`),
        actorId === undefined ? undefined : isOfActor(actorId),
        recordingId === undefined ? undefined : eq(chainedEvents.recordingId, recordingId),
        options.before === undefined ? undefined : lt(chainedEvents.seq, options.before),
      ),
    )
    .orderBy(desc(chainedEvents.seq))
    .limit(options.size + 1)
  const items = rows.slice(0, options.size)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > options.size && last ? String(last.seq) : null }
}

/** Has this actor opened this recording since then? */
export const hasViewed = async (
  { db }: Database,
  view: { recordingId: string; actorId: string; since: number },
): Promise<boolean> =>
  (
    await db
      .select({ seq: chainedEvents.seq })
      .from(chainedEvents)
      .where(
        and(
          isAudit,
          eq(chainedEvents.recordingId, view.recordingId),
          eq(chainedEvents.name, 'recording.viewed'),
          gte(chainedEvents.at, view.since),
          isOfActor(view.actorId),
        ),
      )
      .limit(1)
  ).length > 0

/** The newest entry of one name, for what is noted only when it changes. */
export const findLastOf = async ({ db }: Database, name: string): Promise<ChainLink | null> =>
  (
    await db
      .select()
      .from(chainedEvents)
      .where(and(isAudit, eq(chainedEvents.name, name)))
      .orderBy(desc(chainedEvents.seq))
      .limit(1)
  )[0] ?? null
