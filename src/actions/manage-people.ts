import { newId } from '../auth/secrets.ts'
import type { Agent, Role } from '../domain/agent.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { disableAgent, enableAgent, findAgent, insertAgent, setRole } from '../store/agents.ts'
import type { ActionDeps } from './deps.ts'
import { makeSignInLink } from './sign-in.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock' | 'publicUrl'>

const lastOwner = (): DomainError =>
  new DomainError('conflict', 'This is the last owner. Make somebody else an owner first.')

/** Adds a person. @returns the person and their first sign-in link @throws DomainError `conflict` for a known e-mail */
export const invitePerson = async (
  deps: Deps,
  person: { name: string; email: string; role: Role },
): Promise<{ agent: Agent; url: string; expiresAt: number }> => {
  const agent: Agent = { ...person, id: newId(), createdAt: deps.clock.now(), disabledAt: null }
  if (!(await insertAgent(deps.database, agent))) {
    throw new DomainError(
      'conflict',
      `${person.email} is on the list already; make a new sign-in link there.`,
    )
  }
  return { agent, ...(await makeSignInLink(deps, agent.id)) }
}

/** A new sign-in link for someone on the list. @throws DomainError `not_found`, `conflict` when disabled */
export const inviteAgain = async (
  deps: Deps,
  agentId: string,
): Promise<{ agent: Agent; url: string; expiresAt: number }> => {
  const agent = await findAgent(deps.database, agentId)
  if (!agent) throw notFound('person')
  if (agent.disabledAt !== null)
    throw new DomainError('conflict', `${agent.name} is disabled; enable them first.`)
  return { agent, ...(await makeSignInLink(deps, agent.id)) }
}

export const changeRole = async ({ database }: Deps, agentId: string, role: Role): Promise<void> => {
  if (!(await findAgent(database, agentId))) throw notFound('person')
  if (!(await setRole(database, agentId, role))) throw lastOwner()
}

/** Signs a person out everywhere and keeps them out. */
export const disablePerson = async ({ database, clock }: Deps, agentId: string): Promise<void> => {
  if (!(await findAgent(database, agentId))) throw notFound('person')
  if (!(await disableAgent(database, agentId, clock.now()))) throw lastOwner()
}

export const enablePerson = async ({ database }: Deps, agentId: string): Promise<void> => {
  if (!(await findAgent(database, agentId))) throw notFound('person')
  await enableAgent(database, agentId)
}
