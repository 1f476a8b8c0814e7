/** Set-up and sign-in, by links that work once. No passwords. */
import { hashSecret, newId, newSecret } from '../auth/secrets.ts'
import type { Agent } from '../domain/agent.ts'
import { SYSTEM, type Actor, type AuditAction } from '../domain/audit.ts'
import { DAY, HOUR, MINUTE } from '../domain/clock.ts'
import { DomainError } from '../domain/errors.ts'
import {
  deleteLogin,
  extendLogin,
  findAgent,
  findLogin,
  findOwner,
  findSignInLink,
  insertFirstOwner,
  insertLogin,
  insertSignInLink,
  listAgents,
  takeSignInLink,
} from '../store/agents.ts'
import { insertOrganisation, type OrganisationNames } from '../store/organisation.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock' | 'publicUrl'>

const SETUP_LINK_LIFETIME_MS = DAY
const SIGN_IN_LINK_LIFETIME_MS = DAY
const OWNER_LINK_LIFETIME_MS = 30 * MINUTE
export const LOGIN_LIFETIME_MS = 30 * DAY
/** A login that is used goes on; written at most this often. */
const EXTEND_EVERY_MS = HOUR

const actorOf = ({ id, name }: Agent): Actor => ({ kind: 'agent', id, name })

const note = (deps: Deps, actor: Actor, action: AuditAction, { id, name }: Agent): Promise<void> =>
  recordAudit(deps, { actor, action, subject: { kind: 'person', id, name } })

const badLink = (): DomainError =>
  new DomainError('bad_token', 'This sign-in link was used or has expired. Ask an owner for a new one.')

/** A fresh set-up link, or null where people exist already. Older set-up links stop working. */
export const makeSetupLink = async ({ database, clock, publicUrl }: Deps): Promise<string | null> => {
  if ((await listAgents(database)).length > 0) return null
  const token = newSecret()
  await insertSignInLink(database, {
    tokenHash: await hashSecret(token),
    agentId: null,
    expiresAt: clock.now() + SETUP_LINK_LIFETIME_MS,
  })
  return `${publicUrl}/setup/${token}`
}

/** A single-use sign-in link for a person. Older unused ones stop working. */
export const makeSignInLink = async (
  { database, clock, publicUrl }: Deps,
  agentId: string,
  lifetimeMs = SIGN_IN_LINK_LIFETIME_MS,
): Promise<{ url: string; expiresAt: number }> => {
  const token = newSecret()
  const expiresAt = clock.now() + lifetimeMs
  await insertSignInLink(database, { tokenHash: await hashSecret(token), agentId, expiresAt })
  return { url: `${publicUrl}/sign-in/${token}`, expiresAt }
}

/** For an owner who is locked out: a sign-in link, or the set-up link where nobody is there yet. */
export const makeOwnerLink = async (deps: Deps): Promise<string> => {
  const owner = await findOwner(deps.database)
  if (owner) {
    await note(deps, SYSTEM, 'login.link-made', owner)
    return (await makeSignInLink(deps, owner.id, OWNER_LINK_LIFETIME_MS)).url
  }
  const setup = await makeSetupLink(deps)
  if (setup === null) throw new DomainError('conflict', 'There are people, but no owner who can sign in.')
  return setup
}

/** Whose sign-in link this is; null for the set-up link. Changes nothing. @throws DomainError `bad_token` */
export const holderOfLink = async ({ database, clock }: Deps, token: string): Promise<Agent | null> => {
  const link = await findSignInLink(database, await hashSecret(token), clock.now())
  if (!link) throw badLink()
  if (link.agentId === null) return null
  const agent = await findAgent(database, link.agentId)
  if (!agent || agent.disabledAt !== null) throw badLink()
  return agent
}

export interface Login {
  /** For the cookie. */
  secret: string
  agent: Agent
}

const logIn = async ({ database, clock }: Deps, agent: Agent): Promise<Login> => {
  const secret = newSecret()
  const now = clock.now()
  await insertLogin(database, {
    tokenHash: await hashSecret(secret),
    agentId: agent.id,
    createdAt: now,
    expiresAt: now + LOGIN_LIFETIME_MS,
  })
  return { secret, agent }
}

/** Uses a sign-in link up. @throws DomainError `bad_token` */
export const signIn = async (deps: Deps, token: string): Promise<Login> => {
  const agent = await holderOfLink(deps, token)
  if (!agent || !(await takeSignInLink(deps.database, await hashSecret(token), deps.clock.now())))
    throw badLink()
  await note(deps, actorOf(agent), 'login.signed-in', agent)
  return logIn(deps, agent)
}

/** Uses the set-up link up: makes the organisation and its first owner. Of racing callers one wins (T39). */
export const setUp = async (
  deps: Deps,
  token: string,
  input: { owner: { name: string; email: string }; organisation: OrganisationNames },
): Promise<Login> => {
  const { database, clock } = deps
  if ((await holderOfLink(deps, token)) !== null) throw badLink()
  const now = clock.now()
  if (!(await takeSignInLink(database, await hashSecret(token), now))) throw badLink()
  const owner: Agent = { ...input.owner, id: newId(), role: 'owner', createdAt: now, disabledAt: null }
  if (!(await insertFirstOwner(database, owner))) throw badLink()
  await insertOrganisation(database, input.organisation)
  await note(deps, actorOf(owner), 'login.set-up', owner)
  return logIn(deps, owner)
}

/** Who a login cookie belongs to; a login in use does not expire. @returns null when nobody is signed in by it */
export const whoIs = async (
  { database, clock }: Deps,
  secret: string,
): Promise<{ agent: Agent; loginId: string } | null> => {
  const loginId = await hashSecret(secret)
  const now = clock.now()
  const login = await findLogin(database, loginId, now)
  if (!login) return null
  const renewed = now + LOGIN_LIFETIME_MS
  if (renewed - login.expiresAt > EXTEND_EVERY_MS) await extendLogin(database, loginId, renewed)
  return { agent: login.agent, loginId }
}

export const signOut = async (deps: Deps, secret: string): Promise<void> => {
  const login = await findLogin(deps.database, await hashSecret(secret), deps.clock.now())
  await deleteLogin(deps.database, await hashSecret(secret))
  if (login) await note(deps, actorOf(login.agent), 'login.signed-out', login.agent)
}
