import type { AllowedOrigin, Organisation } from '../domain/organisation.ts'
import { DEFAULTS } from '../domain/settings.ts'
import { asc, eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { allowedOrigins, organisation } from './schema.ts'

/** The organisation, or null before the set-up. */
export const findOrganisation = async ({ db }: Database): Promise<Organisation | null> => {
  const [row] = await db.select().from(organisation)
  if (!row) return null
  const { id: _, ...found } = row
  return found
}

export type OrganisationNames = Pick<Organisation, 'name' | 'controllerName' | 'privacyContact'>

/** Query that creates the organisation with default limits; does nothing where one exists. */
export const insertOrganisation = ({ db }: Database, names: OrganisationNames) =>
  db
    .insert(organisation)
    .values({ id: 1, ...names, ...DEFAULTS })
    .onConflictDoNothing()

export const updateOrganisation = async ({ db }: Database, change: Partial<Organisation>): Promise<void> => {
  await db.update(organisation).set(change).where(eq(organisation.id, 1))
}

export const listStoredOrigins = async ({ db }: Database): Promise<AllowedOrigin[]> => {
  const rows = await db.select().from(allowedOrigins).orderBy(asc(allowedOrigins.origin))
  return rows.map((row) => ({ ...row, source: 'settings' as const }))
}

/** @returns false when it was there already. */
export const addOrigin = async ({ db }: Database, origin: string, now: number): Promise<boolean> =>
  (
    await db
      .insert(allowedOrigins)
      .values({ origin, createdAt: now })
      .onConflictDoNothing()
      .returning({ origin: allowedOrigins.origin })
  ).length === 1

/** @returns false when there was none. */
export const removeOrigin = async ({ db }: Database, origin: string): Promise<boolean> =>
  (
    await db
      .delete(allowedOrigins)
      .where(eq(allowedOrigins.origin, origin))
      .returning({ origin: allowedOrigins.origin })
  ).length === 1
