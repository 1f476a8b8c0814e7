import { MINUTE } from '../domain/clock.ts'
import { DomainError } from '../domain/errors.ts'
import { roleMay, type Agent } from '../domain/agent.ts'
import { findLogin } from '../store/agents.ts'
import { useOnce } from '../store/used-tokens.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

/** A one-time token for the viewer's socket: cookies alone open none (T17). */
export const issueViewerToken = async (
  deps: Pick<ActionDeps, 'tokens' | 'database' | 'clock'>,
  recordingId: string,
  viewer: { agent: Agent; loginId: string },
): Promise<string> => {
  const { id, name } = viewer.agent
  const now = deps.clock.now()
  await recordAudit(deps, {
    actor: { kind: 'agent', id, name },
    action: 'recording.watched',
    subject: { kind: 'recording', id: recordingId },
  })
  return deps.tokens.viewer({ recordingId, name, loginId: viewer.loginId }, now, now + MINUTE)
}

/** @throws DomainError `bad_token` for a wrong, expired or used token, or another recording's. */
export const admitViewer = async (
  { tokens, database, clock }: Pick<ActionDeps, 'tokens' | 'database' | 'clock'>,
  recordingId: string,
  token: string,
): Promise<{ name: string; loginId: string; kid: string }> => {
  const claims = await tokens.readViewer(token, clock.now())
  const fits = claims.recordingId === recordingId && (await mayStillView({ database, clock }, claims.loginId))
  if (!fits || !(await useOnce(database, claims.id, claims.expiresAt))) {
    throw new DomainError('bad_token', 'The viewer token is not valid here, or was used before.')
  }
  return { name: claims.name, loginId: claims.loginId, kid: claims.kid }
}

export const mayStillView = async (
  { database, clock }: Pick<ActionDeps, 'database' | 'clock'>,
  loginId: string,
): Promise<boolean> => {
  const login = await findLogin(database, loginId, clock.now())
  return login !== null && roleMay(login.agent.role, 'recordings:read')
}
