import { newId } from '../auth/secrets.ts'
import type { Agent, Role } from '../domain/agent.ts'
import type { Actor, AuditAction, AuditDetail } from '../domain/audit.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { disableAgent, enableAgent, findAgent, insertAgent, setRole } from '../store/agents.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { makeSignInLink } from './sign-in.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock' | 'publicUrl'>

const lastOwner = (): DomainError =>
  new DomainError('conflict', 'This is the last owner. Make somebody else an owner first.')

const note = (deps: Deps, by: Actor, action: AuditAction, agent: Agent, detail: AuditDetail = {}) =>
  recordAudit(deps, {
    actor: by,
    action,
    subject: { kind: 'person', id: agent.id, name: agent.name },
    detail,
  })

/** Adds a person. @returns the person and their first sign-in link @throws DomainError `conflict` for a known e-mail */
export const invitePerson = async (
  deps: Deps,
  person: { name: string; email: string; role: Role },
  by: Actor,
): Promise<{ agent: Agent; url: string; expiresAt: number }> => {
  const agent: Agent = { ...person, id: newId(), createdAt: deps.clock.now(), disabledAt: null }
  if (!(await insertAgent(deps.database, agent))) {
    throw new DomainError(
      'conflict',
      `${person.email} is on the list already; make a new sign-in link there.`,
    )
  }
  await note(deps, by, 'person.invited', agent, { role: agent.role })
  return { agent, ...(await makeSignInLink(deps, agent.id)) }
}

/** A new sign-in link for someone on the list. @throws DomainError `not_found`, `conflict` when disabled */
export const inviteAgain = async (
  deps: Deps,
  agentId: string,
  by: Actor,
): Promise<{ agent: Agent; url: string; expiresAt: number }> => {
  const agent = await requireAgent(deps, agentId)
  if (agent.disabledAt !== null)
    throw new DomainError('conflict', `${agent.name} is disabled; enable them first.`)
  await note(deps, by, 'login.link-made', agent)
  return { agent, ...(await makeSignInLink(deps, agent.id)) }
}

export const changeRole = async (deps: Deps, agentId: string, role: Role, by: Actor): Promise<void> => {
  const agent = await requireAgent(deps, agentId)
  if (!(await setRole(deps.database, agentId, role))) throw lastOwner()
  if (agent.role !== role) await note(deps, by, 'person.role-changed', agent, { from: agent.role, to: role })
}

/** Signs a person out everywhere and keeps them out. */
export const disablePerson = async (deps: Deps, agentId: string, by: Actor): Promise<void> => {
  const agent = await requireAgent(deps, agentId)
  if (!(await disableAgent(deps.database, agentId, deps.clock.now()))) throw lastOwner()
  await note(deps, by, 'person.disabled', agent)
}

export const enablePerson = async (deps: Deps, agentId: string, by: Actor): Promise<void> => {
  const agent = await requireAgent(deps, agentId)
  await enableAgent(deps.database, agentId)
  await note(deps, by, 'person.enabled', agent)
}

const requireAgent = async ({ database }: Deps, agentId: string): Promise<Agent> => {
  const agent = await findAgent(database, agentId)
  if (!agent) throw notFound('person')
  return agent
}
