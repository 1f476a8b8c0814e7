import { and, desc, eq, sql } from 'drizzle-orm'
import type { SupportCase } from '../domain/support-case.ts'
import type { Database } from './database.ts'
import { readCursor, toPage, type Page } from './page.ts'
import { supportCases } from './schema.ts'

type Row = typeof supportCases.$inferSelect

const fromRow = ({ customerName, customerEmail, ...row }: Row): SupportCase => ({
  ...row,
  customer: { name: customerName, email: customerEmail },
})

const toRow = ({ customer, ...rest }: SupportCase): Row => ({
  ...rest,
  customerName: customer.name,
  customerEmail: customer.email,
})

export const insertCase = async ({ db }: Database, supportCase: SupportCase): Promise<void> => {
  await db.insert(supportCases).values(toRow(supportCase))
}

export const findCase = async ({ db }: Database, id: string): Promise<SupportCase | null> => {
  const [row] = await db.select().from(supportCases).where(eq(supportCases.id, id))
  return row ? fromRow(row) : null
}

export const updateCase = async (
  { db }: Database,
  id: string,
  change: Pick<SupportCase, 'title' | 'reference' | 'customer'>,
): Promise<void> => {
  await db
    .update(supportCases)
    .set({
      title: change.title,
      reference: change.reference,
      customerName: change.customer.name,
      customerEmail: change.customer.email,
    })
    .where(eq(supportCases.id, id))
}

export const touchCase = async ({ db }: Database, id: string, now: number): Promise<void> => {
  await db
    .update(supportCases)
    .set({ lastActivityAt: sql`max(${supportCases.lastActivityAt}, ${now})` })
    .where(eq(supportCases.id, id))
}

/** Text matched anywhere, letter for letter: `instr` has no wildcards to escape (T34). */
export const contains = (column: unknown, text: string) => sql`instr(lower(${column}), lower(${text})) > 0`

/** Cases, last active first; `search` looks at title, reference and customer. */
export const listCases = async (
  { db }: Database,
  options: { search?: string | undefined; cursor?: string | undefined; size: number },
): Promise<Page<SupportCase>> => {
  const after = options.cursor === undefined ? undefined : readCursor(options.cursor)
  const rows = await db
    .select()
    .from(supportCases)
    .where(
      and(
        options.search
          ? sql`(${contains(supportCases.title, options.search)} OR ${contains(sql`coalesce(${supportCases.reference}, '')`, options.search)}
              OR ${contains(sql`coalesce(${supportCases.customerName}, '')`, options.search)} OR ${contains(sql`coalesce(${supportCases.customerEmail}, '')`, options.search)})`
          : undefined,
        after && sql`(${supportCases.lastActivityAt}, ${supportCases.id}) < (${after.value}, ${after.id})`,
      ),
    )
    .orderBy(desc(supportCases.lastActivityAt), desc(supportCases.id))
    .limit(options.size + 1)
  return toPage(rows.map(fromRow), options.size, (item) => ({ value: item.lastActivityAt, id: item.id }))
}
