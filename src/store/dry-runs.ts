import { and, desc, eq, getTableColumns, gt, lt, sql } from 'drizzle-orm'
import type { DryRun, DryRunLine } from '../domain/dry-run.ts'
import type { Trouble } from '../domain/recording.ts'
import type { DryRunReport } from '../protocol/dry-run.ts'
import type { Database } from './database.ts'
import { dryRuns } from './privacy-schema.ts'

const { codeHash: _code, ...columns } = getTableColumns(dryRuns)
const { report: _report, ...withoutReport } = columns
type WithoutReport = Omit<DryRun, 'report'>

export const insertDryRun = async (
  { db }: Database,
  run: DryRun,
  codeHash: string | null = null,
): Promise<void> => {
  await db.insert(dryRuns).values({ ...run, codeHash })
}

export const findDryRun = async ({ db }: Database, id: string): Promise<DryRun | null> =>
  (await db.select(columns).from(dryRuns).where(eq(dryRuns.id, id)))[0] ?? null

export const findDryRunByCode = async ({ db }: Database, codeHash: string): Promise<WithoutReport | null> =>
  (await db.select(withoutReport).from(dryRuns).where(eq(dryRuns.codeHash, codeHash)))[0] ?? null

/** The newest first. */
export const listDryRuns = async ({ db }: Database, size: number): Promise<DryRunLine[]> => {
  const reportedAt = sql<number | null>`json_extract(${dryRuns.report}, '$.at')`
  const rows = await db
    .select({ ...withoutReport, reportedAt })
    .from(dryRuns)
    .orderBy(desc(dryRuns.createdAt), desc(dryRuns.id))
    .limit(size)
  return rows.map(({ reportedAt: at, ...run }) => ({ ...run, report: at === null ? null : { at } }))
}

/** A new one-time code in place of the last; the last report stays until the next one comes. */
export const replaceDryRunCode = async (
  { db }: Database,
  id: string,
  code: { codeHash: string; codeExpiresAt: number },
): Promise<void> => {
  await db
    .update(dryRuns)
    .set({ ...code, openedAt: null, trouble: null })
    .where(eq(dryRuns.id, id))
}

/** Uses a one-time code up. @returns null unless this caller is the one who gets it. */
export const claimDryRunCode = async (
  { db }: Database,
  claim: { codeHash: string; origin: string; now: number },
): Promise<WithoutReport | null> => {
  const [row] = await db
    .update(dryRuns)
    .set({ codeHash: null, codeExpiresAt: null, openedAt: claim.now, trouble: null })
    .where(
      and(
        eq(dryRuns.codeHash, claim.codeHash),
        eq(dryRuns.origin, claim.origin),
        gt(dryRuns.codeExpiresAt, claim.now),
      ),
    )
    .returning(withoutReport)
  return row ?? null
}

/** @returns false when the dry run was swept. */
export const saveDryRunReport = async (
  { db }: Database,
  id: string,
  report: DryRunReport,
): Promise<boolean> =>
  (
    await db
      .update(dryRuns)
      .set({ report, trouble: null })
      .where(eq(dryRuns.id, id))
      .returning({ id: dryRuns.id })
  ).length === 1

export const saveDryRunTrouble = async ({ db }: Database, id: string, trouble: Trouble): Promise<void> => {
  await db.update(dryRuns).set({ trouble }).where(eq(dryRuns.id, id))
}

/** @param before ms since the epoch */
export const sweepDryRuns = async ({ db }: Database, before: number): Promise<void> => {
  await db.delete(dryRuns).where(lt(dryRuns.createdAt, before))
}
