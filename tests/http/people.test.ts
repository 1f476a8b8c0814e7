/** The set-up, sign-in, and what each role may do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/domain/clock.ts'
import { ROLES, type Role } from '../../src/domain/agent.ts'
import { picture, wireFrame } from '../support/frames.ts'
import { cookieOf, OWNER_FORM, startWorld, tally, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const pathIn = (text: string, kind: string): string => new RegExp(`/${kind}/[\\w-]{32}`).exec(text)?.[0] ?? ''

/** Invites somebody and follows the link. @returns id and cookie */
const signedIn = async (name: string, role: Role): Promise<{ id: string; cookie: string; path: string }> => {
  const email = `${name.toLowerCase()}@northwind.example`
  const invited = await world.post('/settings/people', { name, email, role })
  const path = pathIn(invited.text, 'sign-in')
  const cookie = cookieOf(await world.send('POST', path, { headers: { origin: world.url } })) ?? ''
  const { id } = world.sqlite.prepare('SELECT id FROM agents WHERE email = ?').get(email) as { id: string }
  return { id, cookie, path }
}

describe('[T39] the set-up', () => {
  it('has no default account: without the link there is no way in', async () => {
    const fresh = await startWorld({}, { setUp: false })
    expect(fresh.count('agents')).toBe(0)
    for (const path of ['/setup', '/setup/x', `/setup/${'a'.repeat(32)}`]) {
      expect((await fresh.send('GET', path)).status).toBeGreaterThanOrEqual(404)
      expect((await fresh.send('POST', path, { form: OWNER_FORM })).status).toBeGreaterThanOrEqual(404)
    }
    expect(fresh.count('agents')).toBe(0)
    await fresh.stop()
  })

  it('50 times at once makes one owner and one organisation', async () => {
    const fresh = await startWorld({}, { setUp: false })
    const { pathname } = new URL(fresh.setupLink ?? '')
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        fresh.send('POST', pathname, { form: { ...OWNER_FORM, email: `maria${index}@northwind.example` } }),
      ),
    )
    expect(tally(replies)).toEqual({ 303: 1, 410: 49 })
    expect([fresh.count('agents'), fresh.count('organisation'), fresh.count('logins')]).toEqual([1, 1, 1])
    await fresh.stop()
  })

  it('does not use the link up with a form that is wrong, nor by looking; a day later it is void', async () => {
    const fresh = await startWorld({}, { setUp: false })
    const { pathname } = new URL(fresh.setupLink ?? '')
    expect((await fresh.send('POST', pathname, { form: { ...OWNER_FORM, email: 'x' } })).status).toBe(400)
    expect(
      (await fresh.send('POST', pathname, { form: { ...OWNER_FORM, privacyContact: 'javascript:x' } }))
        .status,
    ).toBe(400)
    expect((await fresh.send('GET', pathname)).status).toBe(200)
    fresh.clock.advance(DAY)
    expect((await fresh.send('POST', pathname, { form: OWNER_FORM })).status).toBe(410)
    await fresh.stop()
  })
})

describe('a sign-in link', () => {
  it('changes nothing when a mail scanner looks, signs in once by its button, and never again', async () => {
    const invited = await world.post('/settings/people', {
      name: 'Olu',
      email: 'olu@northwind.example',
      role: 'agent',
    })
    const path = pathIn(invited.text, 'sign-in')
    const before = world.dump()
    for (const method of ['GET', 'HEAD', 'GET']) expect((await world.send(method, path)).status).toBe(200)
    expect(world.dump()).toBe(before)
    const replies = await Promise.all(Array.from({ length: 10 }, () => world.send('POST', path)))
    expect(tally(replies)).toEqual({ 303: 1, 410: 9 })
    expect((await world.send('GET', path)).status).toBe(410)
  })

  it('is void once a newer one was made, and after a day', async () => {
    const { id, path: first } = await signedIn('Pia', 'agent')
    const older = pathIn((await world.post(`/settings/people/${id}/link`)).text, 'sign-in')
    const newer = pathIn((await world.post(`/settings/people/${id}/link`)).text, 'sign-in')
    expect(new Set([first, older, newer]).size).toBe(3)
    expect((await world.send('POST', older)).status).toBe(410)
    world.clock.advance(DAY)
    expect((await world.send('POST', newer)).status).toBe(410)
  })

  it('a login that is used goes on, one that is not ends after 30 days', async () => {
    const { cookie } = await signedIn('Quin', 'agent')
    for (let week = 0; week < 6; week += 1) {
      world.clock.advance(7 * DAY)
      expect((await world.page('/', cookie)).text).toContain('Quin')
      await world.page('/')
    }
    world.clock.advance(29 * DAY)
    await world.page('/')
    world.clock.advance(DAY + HOUR)
    expect((await world.page('/recordings', cookie)).status).toBe(303)
  })

  it('signing out ends the login on the server', async () => {
    const { cookie } = await signedIn('Ray', 'agent')
    expect((await world.page('/recordings', cookie)).status).toBe(200)
    await world.post('/sign-out', {}, cookie)
    expect((await world.page('/recordings', cookie)).status).toBe(303)
  })
})

describe('a role', () => {
  it('may do what it is for, and nothing else', async () => {
    const link = await world.link({ maxUses: 50 })
    const caseId = (
      world.sqlite.prepare('SELECT case_id AS id FROM links WHERE id = ?').get(link.id) as { id: string }
    ).id
    const live = await world.record([wireFrame({ seq: 1, events: picture() })])
    const doors: Record<string, [needs: string, knock: (cookie: string) => Promise<{ status: number }>]> = {
      'see cases': ['cases:read', (cookie) => world.page('/', cookie)],
      'see a case': ['cases:read', (cookie) => world.page(`/cases/${caseId}`, cookie)],
      'open a case': [
        'cases:write',
        (cookie) => world.post('/cases', { title: 'x', targetUrl: `${world.url}/demo` }, cookie),
      ],
      'edit a case': ['cases:write', (cookie) => world.post(`/cases/${caseId}`, { title: 'y' }, cookie)],
      'make a link': [
        'cases:write',
        (cookie) => world.post(`/cases/${caseId}/links`, { targetUrl: `${world.url}/demo` }, cookie),
      ],
      'revoke a link': ['cases:write', (cookie) => world.post(`/links/${link.id}/revoke`, {}, cookie)],
      watch: ['recordings:read', (cookie) => world.page(`/recordings/${live.id}`, cookie)],
      'get a ticket': [
        'recordings:read',
        async (cookie) => world.post(`/recordings/${(await world.record([])).id}/ticket`, {}, cookie),
      ],
      'end a recording': ['cases:write', (cookie) => world.post(`/recordings/${live.id}/end`, {}, cookie)],
      'change settings': [
        'settings:write',
        (cookie) =>
          world.post(
            '/settings/organisation',
            { name: 'N', controllerName: 'N', privacyContact: 'p@x.example' },
            cookie,
          ),
      ],
      'allow an origin': [
        'settings:write',
        (cookie) => world.post('/settings/origins', { origin: 'https://x.example' }, cookie),
      ],
      'see people': ['settings:write', (cookie) => world.page('/settings/people', cookie)],
      invite: [
        'settings:write',
        (cookie) =>
          world.post(
            '/settings/people',
            { name: 'Z', email: `z${cookie.slice(-8)}@x.example`, role: 'owner' },
            cookie,
          ),
      ],
      'make a key': [
        'settings:write',
        (cookie) => world.post('/settings/api-keys', { name: 'k', scopes: 'cases:read' }, cookie),
      ],
      erase: [
        'recordings:erase',
        async (cookie) => world.post(`/recordings/${(await world.record([])).id}/erase`, {}, cookie),
      ],
    }
    const mays: Record<Role, string[]> = {
      owner: ['cases:read', 'cases:write', 'recordings:read', 'recordings:erase', 'settings:write'],
      agent: ['cases:read', 'cases:write', 'recordings:read', 'recordings:erase'],
      engineer: ['cases:read', 'cases:write', 'recordings:read'],
      viewer: ['cases:read', 'recordings:read'],
    }
    for (const role of ROLES) {
      const { cookie } = await signedIn(`The${role}`, role)
      for (const [door, [needs, knock]] of Object.entries(doors)) {
        const { status } = await knock(cookie)
        expect([role, door, status < 400]).toEqual([role, door, mays[role].includes(needs)])
        if (!mays[role].includes(needs)) expect([role, door, status]).toEqual([role, door, 403])
      }
    }
  })

  it('that changes, changes at once', async () => {
    const { id, cookie } = await signedIn('Sam', 'owner')
    expect((await world.page('/settings/people', cookie)).status).toBe(200)
    await world.post(`/settings/people/${id}/role`, { role: 'viewer' })
    expect((await world.page('/settings/people', cookie)).status).toBe(403)
    expect((await world.post(`/settings/people/${id}/role`, { role: 'king' })).status).toBe(409)
  })

  it('disabled people are signed out everywhere and cannot come back by an old link', async () => {
    const { id, cookie } = await signedIn('Tom', 'agent')
    const path = pathIn((await world.post(`/settings/people/${id}/link`)).text, 'sign-in')
    await world.post(`/settings/people/${id}/disable`)
    expect((await world.page('/recordings', cookie)).status).toBe(303)
    expect((await world.send('POST', path)).status).toBe(410)
    expect((await world.post(`/settings/people/${id}/link`)).status).toBe(409)
    await world.post(`/settings/people/${id}/enable`)
    expect((await world.page('/recordings', cookie)).status).toBe(303)
  })
})

describe('the last owner', () => {
  it('can neither be disabled nor demoted, also not by two at once', async () => {
    const fresh = await startWorld()
    const maria = fresh.sqlite.prepare('SELECT id FROM agents').get() as { id: string }
    expect((await fresh.post(`/settings/people/${maria.id}/disable`)).status).toBe(409)
    expect((await fresh.post(`/settings/people/${maria.id}/role`, { role: 'viewer' })).status).toBe(409)
    await fresh.post('/settings/people', { name: 'Uma', email: 'uma@x.example', role: 'owner' })
    const uma = fresh.sqlite.prepare(`SELECT id FROM agents WHERE name = 'Uma'`).get() as { id: string }
    await Promise.all([
      fresh.post(`/settings/people/${maria.id}/disable`),
      fresh.post(`/settings/people/${uma.id}/role`, { role: 'viewer' }),
    ])
    const { n } = fresh.sqlite
      .prepare(`SELECT count(*) AS n FROM agents WHERE role = 'owner' AND disabled_at IS NULL`)
      .get() as { n: number }
    expect(n).toBe(1)
    await fresh.stop()
  })

  it('an e-mail is on the list once, also in upper case', async () => {
    const again = await world.post('/settings/people', {
      name: 'M',
      email: 'MARIA@northwind.example',
      role: 'viewer',
    })
    expect(again.status).toBe(400)
  })
})
