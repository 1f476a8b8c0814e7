/** The ticket by which somebody who is signed in opens the viewer's socket. */
import { beforeEach, expect, it } from 'vitest'
import { admitViewer, issueViewerToken, mayStillView } from '../../src/actions/watch-recording.ts'
import { DAY, MINUTE } from '../../src/domain/clock.ts'
import { disableAgent, deleteLogin, insertAgent, insertLogin } from '../../src/store/agents.ts'
import type { Agent } from '../../src/domain/agent.ts'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'

const NOAH: Agent = {
  id: 'noah',
  name: 'Noah',
  email: 'noah@northwind.example',
  role: 'viewer',
  createdAt: START,
  disabledAt: null,
}
const badToken = expect.objectContaining({ name: 'DomainError', code: 'bad_token' })

let world: Awaited<ReturnType<typeof createActions>>
let ticket: string
beforeEach(async () => {
  world = await createActions()
  await insertAgent(world.deps.database, NOAH)
  const login = { tokenHash: 'login-1', agentId: NOAH.id, createdAt: START, expiresAt: START + DAY }
  await insertLogin(world.deps.database, login)
  ticket = await issueViewerToken(world.deps, 'recording-1', { agent: NOAH, loginId: 'login-1' })
})
const admit = (recordingId = 'recording-1') => admitViewer(world.deps, recordingId, ticket)

it('[T17][V2] admits once, however many try at once', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => admit()))
  const admitted = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(admitted).toMatchObject([{ name: 'Noah', loginId: 'login-1' }])
  for (const one of tries) if (one.status === 'rejected') expect(one.reason).toEqual(badToken)
})

it('[V2] is good for a minute and not at its end', async () => {
  world.clock.advance(MINUTE)
  await expect(admit()).rejects.toEqual(badToken)
})

it('is good for the recording it was made for, and not used up by a try at another', async () => {
  await expect(admit('recording-2')).rejects.toEqual(badToken)
  await expect(admit()).resolves.toMatchObject({ name: 'Noah' })
})

it('[T17][V12] is void, and the watching over, once the login has ended or the person is disabled', async () => {
  const { database } = world.deps
  expect(await mayStillView(world.deps, 'login-1')).toBe(true)
  await disableAgent(database, NOAH.id, START)
  expect(await mayStillView(world.deps, 'login-1')).toBe(false)
  await expect(admit()).rejects.toEqual(badToken)
})

it('[T17][V12] is void after a sign-out', async () => {
  await deleteLogin(world.deps.database, 'login-1')
  expect(await mayStillView(world.deps, 'login-1')).toBe(false)
  await expect(admit()).rejects.toEqual(badToken)
})
