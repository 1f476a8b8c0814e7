import { newId } from '../auth/secrets.ts'
import type { SupportCase } from '../domain/support-case.ts'
import { insertCase } from '../store/support-cases.ts'
import type { ActionDeps } from './deps.ts'

export type NewCase = Pick<SupportCase, 'title' | 'reference' | 'customer'>

/** Opens a case. @param by name of the person or API key that does it. */
export const openCase = async (
  { database, clock }: Pick<ActionDeps, 'database' | 'clock'>,
  input: NewCase,
  by: string,
): Promise<SupportCase> => {
  const now = clock.now()
  const supportCase: SupportCase = {
    ...input,
    id: newId(),
    createdAt: now,
    createdBy: by,
    lastActivityAt: now,
  }
  await insertCase(database, supportCase)
  return supportCase
}
