import { and, desc, eq, gt, isNull, lt, sql, type SQL } from 'drizzle-orm'
import type { MailCode } from '../domain/mail-code.ts'
import {
  MAIL_CODE_TRIES,
  MAIL_CODE_WAIT_MS,
  MAIL_CODE_WINDOW_MS,
  MAIL_CODES_OF_ADDRESS,
  MAIL_CODES_OF_LINK,
  MAIL_CODES_OF_SERVER,
} from '../protocol/limits.ts'
import { mailCodes } from './customer-schema.ts'
import type { Database } from './database.ts'
import { links, supportCases } from './schema.ts'

/** Which codes are counted together. */
type Scope = { linkId: string } | { address: string } | 'server'

const inScope = (scope: Scope): SQL | undefined => {
  if (scope === 'server') return undefined
  if ('linkId' in scope) return eq(mailCodes.linkId, scope.linkId)
  return sql`${mailCodes.linkId} IN (SELECT ${links.id} FROM ${links} INNER JOIN ${supportCases}
    ON ${supportCases.id} = ${links.caseId} WHERE lower(${supportCases.customerEmail}) = lower(${scope.address}))`
}

/** The times of the newest codes, newest first. */
export const listSent = async ({ db }: Database, scope: Scope, most: number): Promise<number[]> =>
  (
    await db
      .select({ sentAt: mailCodes.sentAt })
      .from(mailCodes)
      .where(inScope(scope))
      .orderBy(desc(mailCodes.id))
      .limit(most)
  ).map(({ sentAt }) => sentAt)

export const findNewestCode = async ({ db }: Database, linkId: string): Promise<MailCode | null> =>
  (
    await db.select().from(mailCodes).where(eq(mailCodes.linkId, linkId)).orderBy(desc(mailCodes.id)).limit(1)
  )[0] ?? null

/**
 * Stores a code, which makes the link's older ones void. One statement looks and writes, so that of many at once no more
 * pass than the limits allow.
 * @param address of the case @returns its id; null where a limit forbids it
 */
export const insertMailCode = async (
  { db }: Database,
  code: Pick<MailCode, 'linkId' | 'kid' | 'mac' | 'sentAt' | 'expiresAt'>,
  address: string,
): Promise<number | null> => {
  const countOf = (scope: Scope, ms: number): SQL =>
    sql`(SELECT count(*) FROM ${mailCodes} WHERE ${and(inScope(scope), gt(mailCodes.sentAt, code.sentAt - ms))})`
  const [row] = await db
    .insert(mailCodes)
    .select(
      sql`SELECT NULL, ${code.linkId}, ${code.kid}, ${sql.param(code.mac, mailCodes.mac)}, ${code.sentAt}, ${code.expiresAt}, 0, NULL
        WHERE ${countOf({ linkId: code.linkId }, MAIL_CODE_WAIT_MS)} = 0
          AND ${countOf({ linkId: code.linkId }, MAIL_CODE_WINDOW_MS)} < ${MAIL_CODES_OF_LINK}
          AND ${countOf({ address }, MAIL_CODE_WINDOW_MS)} < ${MAIL_CODES_OF_ADDRESS}
          AND ${countOf('server', MAIL_CODE_WINDOW_MS)} < ${MAIL_CODES_OF_SERVER}`,
    )
    .returning({ id: mailCodes.id })
  return row?.id ?? null
}

/** Spends one try at the newest code of a link, before anybody compares. @returns null where there is none to try */
export const takeTry = async ({ db }: Database, linkId: string, now: number): Promise<MailCode | null> => {
  const newest = sql`(SELECT max(id) FROM mail_codes WHERE link_id = ${linkId})`
  const [row] = await db
    .update(mailCodes)
    .set({ tries: sql`${mailCodes.tries} + 1` })
    .where(
      and(
        eq(mailCodes.id, newest),
        isNull(mailCodes.usedAt),
        lt(mailCodes.tries, MAIL_CODE_TRIES),
        gt(mailCodes.expiresAt, now),
      ),
    )
    .returning()
  return row ?? null
}

/** Uses a code up. @returns true for the first caller only */
export const useCode = async ({ db }: Database, id: number, now: number): Promise<boolean> =>
  (
    await db
      .update(mailCodes)
      .set({ usedAt: now })
      .where(and(eq(mailCodes.id, id), isNull(mailCodes.usedAt)))
      .returning({ id: mailCodes.id })
  ).length === 1

/** For one that did not leave: nobody can know it. It still counts towards the limits, or a mail server that fails late could be made to flood somebody. */
export const expireCode = async ({ db }: Database, id: number): Promise<void> => {
  await db.update(mailCodes).set({ expiresAt: 0 }).where(eq(mailCodes.id, id))
}

export const deleteCodesOfLink = ({ db }: Database, linkId: string) =>
  db.delete(mailCodes).where(eq(mailCodes.linkId, linkId))

/** Those that are over and count towards no limit any more. */
export const sweepMailCodes = async ({ db }: Database, now: number): Promise<void> => {
  await db.delete(mailCodes).where(lt(mailCodes.sentAt, now - MAIL_CODE_WINDOW_MS))
}
