/** Another page of the customer's browser asks to join the recording that goes on. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAY, MINUTE } from '../../src/domain/clock.ts'
import { german } from '../../src/protocol/bar-words/de.ts'
import { startWorld, type World } from '../support/world.ts'

const SHOP = 'https://shop.example'

let world: World
beforeAll(async () => {
  world = await startWorld({ CASEREEL_ALLOWED_ORIGINS: SHOP })
})
afterAll(() => world.stop())

describe('[J1] a join', () => {
  // The limit on claims and joins is not what these are about.
  beforeEach(() => world.clock.advance(MINUTE))

  const join = (recording: string, body: unknown, origin = world.url) =>
    world.send('POST', `/r/${recording}/join`, { headers: { origin }, body: JSON.stringify(body) })
  const codeOf = async (answer: ReturnType<typeof join>): Promise<unknown> => {
    const { status, json } = await answer
    return [status, json<{ error: { code: string } }>().error.code]
  }

  it('is answered as the claim was, with the same token, as often as it is asked', async () => {
    const claimed = await world.claim(await world.accept())
    const answers = await Promise.all([1, 2, 3].map(() => join(claimed.recording, { token: claimed.token })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.map(({ json }) => json())).toEqual([claimed, claimed, claimed])
    expect(answers[0]?.headers).toMatchObject({
      'access-control-allow-origin': world.url,
      'cache-control': 'no-store',
    })
  })

  it('tells what holds by now: a floor that rose, and the recorder that may do what was allowed', async () => {
    const claimed = await world.claim(await world.accept())
    world.sqlite
      .prepare('UPDATE recordings SET scopes = ? WHERE id = ?')
      .run('["picture","network","network-bodies"]', claimed.recording)
    world.sqlite.prepare("UPDATE organisation SET privacy_floor = 'strict'").run()
    const { script, config } = (await join(claimed.recording, { token: claimed.token })).json<
      typeof claimed
    >()
    world.sqlite.prepare("UPDATE organisation SET privacy_floor = 'open'").run()
    expect(script.url).toContain('/assets/recorder-with-bodies-')
    expect(config.privacy).toBe('strict')
  })

  it('and a claim bring the bar’s words in the language of the consent page, whatever the browser asks for', async () => {
    const claimed = await world.claim(await world.accept(undefined, { 'accept-language': 'de-CH,fr;q=0.5' }))
    expect(claimed.config.words).toEqual(german)
    const joined = await join(claimed.recording, { token: claimed.token })
    expect(joined.json<typeof claimed>().config.words).toEqual(german)
  })

  it('of a recording that is over gets 410, and no key of what the browser kept', async () => {
    const claimed = await world.claim(await world.accept())
    await world.post(`/recordings/${claimed.recording}/end`)
    const answer = await join(claimed.recording, { token: claimed.token })
    expect([answer.status, answer.json()]).toEqual([
      410,
      { error: { code: 'over', message: 'The recording is over.' } },
    ])
  })

  it('of a recording that was erased gets 404', async () => {
    const claimed = await world.claim(await world.accept())
    expect((await world.api('DELETE', `/recordings/${claimed.recording}`)).status).toBe(204)
    expect(await codeOf(join(claimed.recording, { token: claimed.token }))).toEqual([404, 'not_found'])
  })

  it('with a token of another recording or of garbage gets 401', async () => {
    const [one, other] = [await world.claim(await world.accept()), await world.claim(await world.accept())]
    const refused = [401, 'bad_token']
    expect(await codeOf(join(one.recording, { token: other.token }))).toEqual(refused)
    expect(await codeOf(join(one.recording, { token: 'x.y.z' }))).toEqual(refused)
    expect(await codeOf(join('unknown', { token: one.token }))).toEqual(refused)
  })

  it('with a token that has expired gets 401', async () => {
    const later = await startWorld()
    const { recording, token } = await later.claim(await later.accept())
    later.clock.advance(60 * MINUTE + DAY)
    const headers = { origin: later.url }
    const body = JSON.stringify({ token })
    expect((await later.send('POST', `/r/${recording}/join`, { headers, body })).status).toBe(401)
    await later.stop()
  })

  it('[T16] from another origin gets 403, readable only where that origin is allowed', async () => {
    const { recording, token } = await world.claim(await world.accept())
    expect(await codeOf(join(recording, { token }, SHOP))).toEqual([403, 'bad_origin'])
    const stranger = await join(recording, { token }, 'https://evil.example')
    expect([stranger.status, stranger.headers['access-control-allow-origin']]).toEqual([403, undefined])
    const nobody = await world.send('POST', `/r/${recording}/join`, { body: JSON.stringify({ token }) })
    expect(nobody.status).toBe(403)
  })

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['no token', '{}'],
    ['a list', '[]'],
    ['a token that is a number', '{"token":1}'],
    ['a token of 5,000 characters', JSON.stringify({ token: 'x'.repeat(5_000) })],
  ])('with %s gets 400', async (_, body) => {
    const { recording } = await world.claim(await world.accept())
    const answer = await world.send('POST', `/r/${recording}/join`, { headers: { origin: world.url }, body })
    expect(answer.status).toBe(400)
  })

  it('with a body of 16,001 bytes gets 413', async () => {
    const { recording } = await world.claim(await world.accept())
    expect((await join(recording, { token: 'x'.repeat(16_000) })).status).toBe(413)
  })
})
