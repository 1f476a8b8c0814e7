import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Agent, Role } from '../domain/agent.ts'
import type { Database } from './database.ts'
import { agents, logins, signInLinks } from './schema.ts'

export const listAgents = async ({ db }: Database): Promise<Agent[]> =>
  db.select().from(agents).orderBy(asc(agents.createdAt))

export const findAgent = async ({ db }: Database, id: string): Promise<Agent | null> =>
  (await db.select().from(agents).where(eq(agents.id, id)))[0] ?? null

export const findOwner = async ({ db }: Database): Promise<Agent | null> =>
  (
    await db
      .select()
      .from(agents)
      .where(and(eq(agents.role, 'owner'), isNull(agents.disabledAt)))
      .orderBy(asc(agents.createdAt))
      .limit(1)
  )[0] ?? null

/** Creates an agent unless the e-mail is taken. @returns true if it was created. */
export const insertAgent = async ({ db }: Database, agent: Agent): Promise<boolean> =>
  (await db.insert(agents).values(agent).onConflictDoNothing().returning({ id: agents.id })).length === 1

/** Creates the first owner; one statement, so that of racing set-ups one wins (T39). @returns true for the winner. */
export const insertFirstOwner = async ({ db }: Database, agent: Agent): Promise<boolean> => {
  const rows = await db.all<{ id: string }>(sql`
    INSERT INTO ${agents} (id, name, email, role, created_at, disabled_at)
    SELECT ${agent.id}, ${agent.name}, ${agent.email}, 'owner', ${agent.createdAt}, NULL
    WHERE NOT EXISTS (SELECT 1 FROM ${agents}) RETURNING id`)
  return rows.length === 1
}

/** Another owner besides this one, so that the last owner can neither be disabled nor demoted. */
const anotherOwner = (id: string) =>
  sql`EXISTS (SELECT 1 FROM ${agents} AS other WHERE other.role = 'owner' AND other.disabled_at IS NULL AND other.id <> ${id})`

/** @returns false when this is the last owner and would stop being one. */
export const setRole = async ({ db }: Database, id: string, role: Role): Promise<boolean> => {
  const rows = await db
    .update(agents)
    .set({ role })
    .where(
      and(
        eq(agents.id, id),
        role === 'owner' ? undefined : sql`(${agents.role} <> 'owner' OR ${anotherOwner(id)})`,
      ),
    )
    .returning({ id: agents.id })
  return rows.length === 1
}

/** @returns false when this is the last owner. */
export const disableAgent = async ({ db }: Database, id: string, now: number): Promise<boolean> => {
  const rows = await db
    .update(agents)
    .set({ disabledAt: now })
    .where(and(eq(agents.id, id), sql`(${agents.role} <> 'owner' OR ${anotherOwner(id)})`))
    .returning({ id: agents.id })
  if (rows.length === 0) return false
  await db.delete(logins).where(eq(logins.agentId, id))
  await db.delete(signInLinks).where(eq(signInLinks.agentId, id))
  return true
}

export const enableAgent = async ({ db }: Database, id: string): Promise<void> => {
  await db.update(agents).set({ disabledAt: null }).where(eq(agents.id, id))
}

/** A sign-in link as the database knows it; `agentId` null is the set-up link. */
export interface SignInLink {
  tokenHash: string
  agentId: string | null
  expiresAt: number
}

/** Stores a link and voids the older unused ones of the same person (or of the set-up). */
export const insertSignInLink = async ({ db }: Database, link: SignInLink): Promise<void> => {
  await db
    .delete(signInLinks)
    .where(
      and(
        isNull(signInLinks.usedAt),
        link.agentId === null ? isNull(signInLinks.agentId) : eq(signInLinks.agentId, link.agentId),
      ),
    )
  await db.insert(signInLinks).values(link)
}

const usable = (tokenHash: string, now: number) =>
  and(eq(signInLinks.tokenHash, tokenHash), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now))

export const findSignInLink = async (
  { db }: Database,
  tokenHash: string,
  now: number,
): Promise<SignInLink | null> =>
  (await db.select().from(signInLinks).where(usable(tokenHash, now)))[0] ?? null

/** Uses a link up. @returns true for the one caller that gets it. */
export const takeSignInLink = async ({ db }: Database, tokenHash: string, now: number): Promise<boolean> =>
  (
    await db
      .update(signInLinks)
      .set({ usedAt: now })
      .where(usable(tokenHash, now))
      .returning({ tokenHash: signInLinks.tokenHash })
  ).length === 1

export const insertLogin = async (
  { db }: Database,
  login: { tokenHash: string; agentId: string; createdAt: number; expiresAt: number },
): Promise<void> => {
  await db.insert(logins).values(login)
}

/** The signed-in person of a login, or null when it ended or the person is disabled. */
export const findLogin = async (
  { db }: Database,
  tokenHash: string,
  now: number,
): Promise<{ agent: Agent; expiresAt: number } | null> => {
  const [row] = await db
    .select({ agent: agents, expiresAt: logins.expiresAt })
    .from(logins)
    .innerJoin(agents, eq(agents.id, logins.agentId))
    .where(and(eq(logins.tokenHash, tokenHash), gt(logins.expiresAt, now), isNull(agents.disabledAt)))
  return row ?? null
}

export const extendLogin = async ({ db }: Database, tokenHash: string, expiresAt: number): Promise<void> => {
  await db.update(logins).set({ expiresAt }).where(eq(logins.tokenHash, tokenHash))
}

export const deleteLogin = async ({ db }: Database, tokenHash: string): Promise<void> => {
  await db.delete(logins).where(eq(logins.tokenHash, tokenHash))
}

/** Removes what has expired. */
export const sweepLogins = async ({ db }: Database, now: number): Promise<void> => {
  await db.delete(logins).where(lt(logins.expiresAt, now))
  await db.delete(signInLinks).where(lt(signInLinks.expiresAt, now))
}
