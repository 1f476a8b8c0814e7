/** The pages of the dry run: who may, what they say, and the rules that are made from them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/agent.ts'
import { MINUTE, SECOND } from '../../src/domain/clock.ts'
import { MAX_DRY_RUN_ITEMS } from '../../src/protocol/dry-run.ts'
import { dryRunsOf, ITEM, REPORT, SHOP } from '../support/dry-runs.ts'
import { cookieOf, startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ CASEREEL_ALLOWED_ORIGINS: SHOP })
})
afterAll(() => world.stop())
// Claims are limited by the minute.
beforeEach(() => world.clock.advance(MINUTE))

const { start, claimed, opened, tell, setFloor } = dryRunsOf(() => world)

/** Invites somebody and follows the link. @returns their cookie */
const signedIn = async (role: Role): Promise<string> => {
  const email = `${role}${world.clock.now()}@northwind.example`
  const { text } = await world.post('/settings/people', { name: role, email, role })
  const path = /\/sign-in\/[\w-]{32}/.exec(text)?.[0] ?? ''
  world.clock.advance(1)
  return cookieOf(await world.send('POST', path, { headers: { origin: world.url } })) ?? ''
}

describe('the pages of dry runs', () => {
  it('are for those who make links; only who may change settings makes rules that show more', async () => {
    const { id, token } = await opened()
    await tell(id, token)
    const knock = async (cookie: string) => {
      const rule = (action: string, selector: string) =>
        world.post(`/settings/dry-run/${id}/rule`, { action, selector }, cookie)
      const answers = [
        await world.page('/settings/dry-run', cookie),
        await world.page(`/settings/dry-run/${id}`, cookie),
        await world.post(`/settings/dry-run/${id}/open`, {}, cookie),
        await rule('mask', `.m${cookie.slice(-4)}`),
        await rule('unmask', '.shown'),
      ]
      return answers.map(({ status }) => status)
    }
    expect(await knock(await signedIn('viewer'))).toEqual([403, 403, 403, 403, 403])
    expect(await knock(await signedIn('engineer'))).toEqual([200, 200, 303, 303, 403])
    expect(await knock(await signedIn('agent'))).toEqual([200, 200, 303, 303, 403])
    expect(await knock(world.owner ?? '')).toEqual([200, 200, 303, 303, 303])
    expect((await world.send('GET', '/settings/dry-run', { headers: { accept: 'text/html' } })).status).toBe(
      303,
    )
    expect((await world.page('/settings/dry-run/unknown')).status).toBe(404)
  })

  it('are the only ones of the settings that an agent is led to', async () => {
    const cookie = await signedIn('agent')
    expect((await world.page('/settings', cookie)).headers.location).toBe('/settings/dry-run')
    expect((await world.page('/settings')).headers.location).toBe('/settings/organisation')
    const { text } = await world.page('/settings/dry-run', cookie)
    expect(text).not.toContain('href="/settings/people"')
    expect(text).not.toMatch(/<button[^>]*value="unmask"/)
  })

  it('make rules of what was written, say what is wrong with it, and lead back to the same part', async () => {
    const { id, token } = await opened()
    await tell(id, token)
    const rule = (form: Record<string, string>) => world.post(`/settings/dry-run/${id}/rule`, form)
    const back = `/settings/dry-run/${id}?show=captured&q=a`
    const made = await rule({ action: 'block', selector: 'main > .price', back })
    expect(made.headers.location).toBe(`/settings/dry-run/${id}?show=captured&q=a&done=rule`)
    expect((await world.page(made.headers.location ?? '')).text).toContain('The rule is in force')
    const twice = await rule({ action: 'block', selector: 'main > .price', back: '//evil.example/?q=x' })
    expect([twice.status, twice.text]).toEqual([400, expect.stringContaining('This rule already exists.')])
    const broken = await rule({ action: 'mask', selector: 'a >' })
    expect([broken.status, broken.text]).toEqual([400, expect.stringContaining('A selector begins and ends')])
    const elsewhere = await rule({ action: 'mask', selector: '.elsewhere', back: '//evil.example/?q=x' })
    expect(elsewhere.headers.location).toBe(`/settings/dry-run/${id}?q=x&done=rule`)
    const { config } = await claimed((await start()).code)
    expect(config.rules.block).toContain('main > .price')
  })

  it('say where to look when a page has not answered for 15 seconds', async () => {
    const { id } = await start()
    const text = async () => (await world.page(`/settings/dry-run/${id}`)).text
    expect(await text()).toContain('Waiting for the page')
    expect(await text()).not.toContain('Nothing has arrived yet')
    world.clock.advance(15 * SECOND + 1)
    expect(await text()).toContain('Nothing has arrived yet')
    world.clock.advance(15 * MINUTE)
    expect(await text()).toContain('The page never answered')
  })

  it('offer the demo first, and no preset below the floor', async () => {
    const { text } = await world.page('/settings/dry-run')
    expect(text).toContain(`value="${world.url}/demo"`)
    expect(text).not.toContain('<option value="open"')
    setFloor('open')
    expect((await world.page('/settings/dry-run')).text).toContain('<option value="open"')
    setFloor('balanced')
  })

  it('keep what was typed when it is wrong', async () => {
    const answer = await world.post('/settings/dry-run', {
      targetUrl: 'https://evil.example/',
      privacy: 'strict',
    })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('https://evil.example is not an allowed origin')
    expect(answer.text).toContain('value="https://evil.example/"')
  })

  it('show 5,000 lines by the hundred, filtered and searched', async () => {
    const { id, token } = await opened()
    const items = Array.from({ length: MAX_DRY_RUN_ITEMS }, (_, i) => ({
      ...ITEM,
      selector: `main > p:nth-of-type(${i + 1})`,
      captured: `Line ${i + 1}`,
      verdict: i % 10 === 0 ? 'masked' : 'captured',
    }))
    expect((await tell(id, token, { ...REPORT, items, cut: true })).status).toBe(204)
    const rows = async (query: string) =>
      ((await world.page(`/settings/dry-run/${id}${query}`)).text.match(/<td class="wide mono/g) ?? []).length
    expect(await rows('')).toBe(100)
    expect(await rows('?page=50')).toBe(100)
    expect(await rows('?page=999')).toBe(100)
    expect(await rows('?show=masked&page=5')).toBe(100)
    expect(await rows('?q=line%204999')).toBe(1)
    expect(await rows('?q=nowhere')).toBe(0)
    expect(await rows('?show=nonsense&page=-1')).toBe(100)
    const { text } = await world.page(`/settings/dry-run/${id}?page=50`)
    expect(text).toContain('4,901–5,000 of 5,000')
    expect(text).toContain('The page has more than fits into a report')
  })
})
