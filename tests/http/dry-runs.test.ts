/** Dry runs as pages and programs ask for them: who may, which page, which code, which report. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeDryRun, requireDryRun } from '../../src/actions/dry-run.ts'
import { sweep } from '../../src/actions/sweep.ts'
import { SYSTEM } from '../../src/domain/audit.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/clock.ts'
import { MAX_DRY_RUN_ITEMS } from '../../src/protocol/dry-run.ts'
import { MAX_DRY_RUN_BYTES } from '../../src/protocol/limits.ts'
import { createActions } from '../support/actions.ts'
import { refused } from '../support/api-answers.ts'
import { dryRunsOf, ITEM, REPORT, SHOP } from '../support/dry-runs.ts'
import { startWorld, tally, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ CASEREEL_ALLOWED_ORIGINS: SHOP })
})
afterAll(() => world.stop())
// Claims are limited by the minute.
beforeEach(() => world.clock.advance(MINUTE))

const { start, claim, claimed, opened, read, tell, setFloor } = dryRunsOf(() => world)

describe('a dry run', () => {
  it('goes from the code to the report, and records nothing', async () => {
    const run = await start({ privacy: 'strict' })
    expect(run).toMatchObject({ state: 'waiting', privacy: 'strict', report: null })
    const { recording, token, script, config } = await claimed(run.code)
    expect(recording).toBe(run.id)
    expect(script.url).toMatch(new RegExp(`^${world.url}/assets/dry-run-`))
    expect(config).toMatchObject({ company: 'Northwind', privacy: 'strict' })
    expect((await read(run.id)).state).toBe('opened')
    const answer = await tell(run.id, token)
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, SHOP])
    expect(await read(run.id)).toMatchObject({
      state: 'reported',
      report: {
        ...REPORT,
        at: new Date(world.clock.now()).toISOString(),
        counts: { captured: 1, masked: 1, dropped: 0, blocked: 0 },
      },
    })
    expect(world.count('recordings')).toBe(0)
  })

  it('of a page that may not be recorded is refused', async () => {
    const refuse = async (targetUrl: string) =>
      refused(await world.api('POST', '/dry-runs', { targetUrl }), 400, 'invalid_input')
    expect(await refuse('https://evil.example/')).toMatch(/not an allowed origin/)
    expect(await refuse('javascript:alert(1)')).toMatch(/must start with https/)
  })

  it('asks for nothing below the organisation’s floor, not even one that rose since', async () => {
    const run = await start({ privacy: 'open' })
    expect(run.privacy).toBe('balanced')
    setFloor('strict')
    expect((await claimed(run.code)).config.privacy).toBe('strict')
    expect((await start({ privacy: 'balanced' })).privacy).toBe('strict')
    setFloor('balanced')
  })

  it('is noted in the audit log with its origin, not with its address', async () => {
    await start({ targetUrl: `${SHOP}/account/4711` })
    const row = world.sqlite
      .prepare(`SELECT event FROM chained_events WHERE name = 'privacy.dry-run' ORDER BY seq DESC`)
      .get() as { event: string }
    expect(row.event).toContain(SHOP)
    expect(row.event).not.toContain('4711')
  })

  it('is deleted after a day', async () => {
    const { deps, clock } = await createActions()
    const { id } = await makeDryRun(deps, { targetUrl: `${deps.publicUrl}/demo`, privacy: 'strict' }, SYSTEM)
    clock.advance(DAY)
    await sweep(deps)
    await expect(requireDryRun(deps, id)).resolves.toMatchObject({ id })
    clock.advance(1)
    await sweep(deps)
    await expect(requireDryRun(deps, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('its code', () => {
  it('50 times at once gives one token', async () => {
    const { code } = await start()
    expect(tally(await Promise.all(Array.from({ length: 50 }, () => claim(code))))).toEqual({
      200: 1,
      401: 49,
    })
  })

  it('works for a quarter of an hour', async () => {
    const { id, code } = await start()
    world.clock.advance(15 * MINUTE)
    expect((await claim(code)).status).toBe(401)
    expect((await read(id)).state).toBe('expired')
  })

  it('from another origin is refused, and stays good', async () => {
    const { code } = await start()
    refused(await claim(code, world.url), 403, 'bad_origin')
    expect((await claim(code)).status).toBe(200)
  })

  it('is replaced when the page is opened again, while the report stays', async () => {
    const { id, code } = await start()
    await tell(id, (await claimed(code)).token)
    const again = await world.post(`/settings/dry-run/${id}/open`)
    expect(again.status).toBe(303)
    const { origin, pathname, hash } = new URL(again.headers.location ?? '')
    expect(origin + pathname).toBe(`${SHOP}/checkout`)
    expect(await read(id)).toMatchObject({ state: 'waiting', report: { title: 'Checkout' } })
    expect((await claim(code)).status).toBe(401)
    expect((await claim(hash.split('=')[1] ?? '')).status).toBe(200)
  })

  it('is in no table: its hash is', async () => {
    const { code } = await start()
    expect(world.dump()).not.toContain(code)
  })
})

describe('a report', () => {
  it('[T11] takes the dry run’s token and no other, and opens no room with it', async () => {
    const { id, token } = await opened()
    const recorder = await world.claim(await world.accept())
    refused(await tell(id, recorder.token), 401, 'bad_token')
    refused(await tell((await opened()).id, token), 401, 'bad_token')
    refused(await tell(id, 'x.y.z'), 401, 'bad_token')
    const upload = await world.upload({ recording: recorder.recording, token }, [])
    expect(upload.status).toBe(401)
    expect((await tell(id, token)).status).toBe(204)
  })

  it('from another origin, or after an hour, is refused', async () => {
    const { id, token } = await opened()
    refused(await tell(id, token, REPORT, world.url), 403, 'bad_origin')
    refused(await tell(id, token, REPORT, 'https://evil.example'), 403, 'bad_origin')
    world.clock.advance(HOUR + 1_000)
    refused(await tell(id, token), 401, 'bad_token')
  })

  it('may come again: the page looked again', async () => {
    const { id, token } = await opened()
    await tell(id, token)
    await tell(id, token, { ...REPORT, title: 'Later', items: [] })
    expect((await read(id)).report).toMatchObject({ title: 'Later', items: [] })
  })

  it.each<[string, object]>([
    ['without items', { items: undefined }],
    ['with a verdict nobody knows', { items: [{ ...ITEM, verdict: 'leaked' }] }],
    ['with a field nobody knows', { items: [{ ...ITEM, raw: 'secret' }] }],
    ['with a text too long', { items: [{ ...ITEM, captured: 'x'.repeat(301) }] }],
    ['with too many items', { items: Array.from({ length: MAX_DRY_RUN_ITEMS + 1 }, () => ITEM) }],
    ['with its own time', { at: 1 }],
    ['with a size that is none', { viewport: { width: -1, height: 1 } }],
  ])('%s is refused', async (_, more) => {
    const { id, token } = await opened()
    refused(await tell(id, token, { ...REPORT, ...more }), 400, 'invalid_input')
    expect((await read(id)).report).toBeNull()
  })

  it('that is too large is refused', async () => {
    const { id, token } = await opened()
    refused(await tell(id, token, { ...REPORT, pad: 'x'.repeat(MAX_DRY_RUN_BYTES) }), 413, 'too_large')
  })

  it('with a secret that came through is masked before it is stored, and says so', async () => {
    const { id, token } = await opened()
    const card = '4111 1111 1111 1111'
    const items = [{ ...ITEM, captured: `Paid by ${card}` }]
    await tell(id, token, { ...REPORT, title: `Card ${card}`, items })
    const { report } = await read(id)
    expect(report?.items[0]).toMatchObject({ verdict: 'masked', reason: 'secret, masked by the server' })
    expect(world.dump()).not.toContain('1111 1111')
  })

  it('that cannot be made is told as trouble, until one comes', async () => {
    const { id, token } = await opened()
    const body = JSON.stringify({ token, code: 'script_blocked', detail: SHOP })
    expect((await world.send('POST', `/r/${id}/trouble`, { headers: { origin: SHOP }, body })).status).toBe(
      204,
    )
    expect(await read(id)).toMatchObject({ state: 'failed', trouble: { code: 'script_blocked' } })
    await tell(id, token)
    expect(await read(id)).toMatchObject({ state: 'reported', trouble: null })
  })
})
