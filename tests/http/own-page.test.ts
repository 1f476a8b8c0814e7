/** The customer's own page: stopping is not withdrawing, what the case says afterwards, and the way in from another browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GENESIS } from '../../src/domain/chain.ts'
import { picture, wireFrame } from '../support/frames.ts'
import { cookieOf, startWorld, type Ask, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const record = async (options: object = {}) => {
  const link = await world.link(options)
  const accepted = await world.accept(link)
  const claimed = await world.claim(accepted)
  await world.upload(claimed, [wireFrame({ seq: 1, events: picture() })])
  const { caseId } = (await world.api('GET', `/links/${link.id}`)).json<{ caseId: string }>()
  const cookie = accepted.cookie
  return {
    ...link,
    ...accepted,
    caseId,
    open: async (path = '', as: string | undefined = cookie) =>
      world.send('GET', `${link.path}${path}`, { cookie: as, headers: { accept: 'text/html' } }),
    press: async (path: string, form: Record<string, string> = {}, as: string | undefined = cookie) =>
      world.send('POST', `${link.path}${path}`, { cookie: as, form, headers: { origin: 'null' } }),
    casePage: async () => (await world.page(`/cases/${caseId}`)).text,
    consent: async () =>
      (await world.api('GET', `/recordings/${accepted.recordingId}/consent`))
        .json<{ items: { name: string; event: { event: object } }[] }>()
        .items.map(({ name, event }) => ({ name, ...event.event })),
    receipt: async () => (await world.send('GET', `${link.path}/receipt`, { cookie })).text,
  }
}

describe('stopping', () => {
  it('is a stop on the page, in the log and in the check of the receipt, and leaves the consent', async () => {
    const customer = await record()
    const receipt = await customer.receipt()
    expect((await customer.press('/stop')).status).toBe(303)
    const { text } = await customer.open()
    expect(text).toContain('You stopped the recording.')
    expect(text).not.toContain('You withdrew')
    expect(text).toContain('/withdraw')
    expect(await customer.consent()).toMatchObject([
      { name: 'given', event_state: 'ConsentGiven' },
      { name: 'stopped', event_state: 'ConsentGiven', validity_duration: 'PT0S' },
    ])
    const verify = await world.send('POST', '/verify', {
      form: { text: receipt },
      headers: { origin: world.url },
    })
    expect(verify.text).toContain('The customer stopped the recording')
    expect(verify.text).not.toContain('The consent was withdrawn')
  })

  it('of an idle recording leaves it as long as it was on, wherever its length is told', async () => {
    const customer = await record()
    world.clock.advance(5 * 60_000)
    await customer.press('/stop')
    expect((await customer.open()).text).toMatch(/It is 5:0\d long/)
    expect(await customer.casePage()).toMatch(/5:0\d|5 min/)
    const api = await world.api('GET', `/recordings/${customer.recordingId}`)
    const { durationMs } = api.json<{ durationMs: number }>()
    expect(Math.round(durationMs / 60_000)).toBe(5)
    const data = await world.page(`/recordings/${customer.recordingId}/data`)
    expect(data.json<{ recording: { durationMs: number } }>().recording.durationMs).toBe(durationMs)
    const longest = await world.api('GET', '/recordings?sort=longest')
    const lengths = longest.json<{ items: { id: string; durationMs: number }[] }>().items
    expect(lengths[0]?.id).toBe(customer.recordingId)
    expect(lengths.map((item) => item.durationMs)).toEqual(
      lengths.map((item) => item.durationMs).toSorted((one, other) => other - one),
    )
  })

  it('and withdrawing is a step of its own, while it records or later, after which it is kept or erased', async () => {
    const keeps = await record()
    expect((await keeps.open()).text).toContain('/withdraw')
    const question = await keeps.open('/withdraw')
    expect(question.text).toContain('Withdraw and keep the recording')
    await keeps.press('/withdraw')
    expect((await keeps.consent()).map(({ name }) => name)).toEqual(['given', 'stopped', 'withdrawn'])
    expect((await keeps.open()).text).toContain('You withdrew your consent')
    expect((await world.api('GET', `/recordings/${keeps.recordingId}`)).status).toBe(200)
    // Whoever opens the case, the list or the player knows it too.
    for (const path of [`/cases/${keeps.caseId}`, '/recordings', `/recordings/${keeps.recordingId}`])
      expect((await world.page(path)).text, path).toContain('The customer withdrew the consent')

    const erases = await record()
    await erases.press('/stop')
    await erases.press('/withdraw', { then: 'erase' })
    expect((await erases.consent()).map(({ name }) => name)).toEqual([
      'given',
      'stopped',
      'withdrawn',
      'erased',
    ])
    expect((await erases.open()).text).toContain('The recording is gone')
  })

  it('in 0.1 was a withdrawal: what was logged then holds, and is not logged anew', async () => {
    const old = await record()
    await old.press('/withdraw')
    world.sqlite
      .prepare(`DELETE FROM chained_events WHERE chain = 'consent' AND name = 'stopped' AND recording_id = ?`)
      .run(old.recordingId)
    expect((await old.open()).text).toContain('You withdrew your consent')
    expect((await old.consent()).map(({ name }) => name)).toEqual(['given', 'withdrawn'])
  })
})

describe('the case says', () => {
  it('that the customer erased it, and when; the link is erased too', async () => {
    const customer = await record()
    await customer.press('/erase')
    const text = await customer.casePage()
    expect(text).toMatch(/Erased by the customer, <time datetime="2026-/)
    expect(text).not.toContain('None yet')
    expect((await world.api('GET', `/links/${customer.id}`)).json()).toMatchObject({ state: 'erased' })
    expect((await world.page('/')).text).toContain('Erased')
  })

  it('that support erased it', async () => {
    const customer = await record()
    await world.api('DELETE', `/recordings/${customer.recordingId}`)
    expect(await customer.casePage()).toContain('Erased by support')
  })

  it('that the customer declined, and when', async () => {
    const { id, path } = await world.link()
    await world.send('POST', `${path}/decline`, { headers: { origin: 'null', 'sec-gpc': '1' } })
    const { caseId } = (await world.api('GET', `/links/${id}`)).json<{ caseId: string }>()
    const { text } = await world.page(`/cases/${caseId}`)
    expect(text).toMatch(/Declined by the customer, <time datetime="2026-/)
    expect(text).toContain('their browser sends Global Privacy Control')
    expect(text).not.toContain('None yet')
  })
})

describe('a used link in another browser', () => {
  it('says that it was used, how to get to the page from here, and whom to ask', async () => {
    const customer = await record()
    const { status, text } = await customer.open('', undefined)
    const stranger = await world.send('GET', customer.path, { headers: { accept: 'text/html' } })
    expect([status, stranger.status]).toEqual([200, 410])
    expect(text).toContain('Recording is on')
    expect(stranger.text).toContain('This link has been used')
    expect(stranger.text).toContain('privacy@northwind.example')
    expect(stranger.text).toContain(`action="${customer.path}/with-receipt`)
    for (const hidden of ['Nothing was recorded', 'Cannot pay', customer.recordingId])
      expect(stranger.text).not.toContain(hidden)
    const german = await world.send('GET', `${customer.path}?lang=de`)
    expect(german.text).toContain('Dieser Link wurde schon benutzt')
    // However it ended: the customer's page is there.
    world.sqlite.prepare('UPDATE links SET revoked_at = 1 WHERE id = ?').run(customer.id)
    expect((await world.send('GET', customer.path)).text).toContain('This link has been used')
  })

  const bring = (path: string, text: string, more: Ask = {}) =>
    world.send('POST', `${path}/with-receipt`, { form: { text }, headers: { origin: 'null' }, ...more })

  it('opens the customer’s page with the receipt, to see, stop and erase; both browsers are told that it is gone', async () => {
    const customer = await record()
    const receipt = await customer.receipt()
    const opened = await bring(customer.path, receipt)
    expect([opened.status, opened.headers.location]).toEqual([303, customer.path])
    const second = cookieOf(opened)
    expect(opened.headers['set-cookie']?.[0]).toMatch(/HttpOnly.*SameSite=Lax/)
    // Only its hash is stored.
    expect(world.dump()).not.toContain(second?.split('=')[1] ?? 'no cookie')
    expect((await customer.open('', second)).text).toContain('Recording is on')
    expect((await customer.open()).text).toContain('Recording is on')
    await customer.press('/stop', {}, second)
    expect((await customer.open('/recording', second)).status).toBe(200)
    expect((await customer.open('/download', second)).status).toBe(200)
    await customer.press('/erase', {}, second)
    for (const cookie of [customer.cookie, second])
      expect((await customer.open('', cookie)).text).toContain('The recording is gone')
    expect(world.sqlite.prepare('SELECT count(*) FROM customer_browsers').pluck().get()).toBe(0)
    const third = await bring(customer.path, receipt)
    expect([third.status, cookieOf(third)]).toEqual([200, undefined])
    expect(third.text).toContain('The recording is gone')
    const audit = (await world.api('GET', `/audit?recording=${customer.recordingId}`)).text
    expect(audit).toContain('recording.receipt-used')
  })

  it('opens nothing without the right receipt', async () => {
    const [customer, other] = [await record(), await record()]
    const receipt = JSON.parse(await customer.receipt()) as { signed: string }
    const [head, body] = receipt.signed.split('.')
    const rows = world.count('customer_browsers')
    const tries: [text: string, says: string][] = [
      ['', 'Choose a file or paste a receipt first.'],
      ['hello', 'This is not a receipt.'],
      [`${head}.${body}.${'A'.repeat(86)}`, 'This server did not sign it'],
      [await other.receipt(), 'This receipt belongs to another link.'],
    ]
    for (const [text, says] of tries) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const answer = await bring(customer.path, text)
      expect([answer.status, cookieOf(answer)]).toEqual([400, undefined])
      expect(answer.text).toContain(says)
    }
    expect((await bring('/l/unknown', receipt.signed)).status).toBe(410)
    expect(
      (await bring(customer.path, receipt.signed, { headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403)
    // One that a stolen key signed is not in the log.
    world.sqlite
      .prepare(`UPDATE chained_events SET hash = ? WHERE chain = 'consent' AND recording_id = ?`)
      .run(GENESIS, customer.recordingId)
    expect((await bring(customer.path, receipt.signed)).status).toBe(400)
    expect(world.count('customer_browsers')).toBe(rows)
  })

  it('that is good for more still asks, and shows the way in beside', async () => {
    const customer = await record({ maxUses: 2 })
    const receipt = await customer.receipt()
    const page = await world.send('GET', customer.path)
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/<button[^>]*>\s*Allow/)
    expect(page.text).toContain(`${customer.path}/with-receipt`)
    expect((await world.send('GET', `${customer.path}/with-receipt`)).text).toContain(
      'This link has been used',
    )
    expect((await bring(customer.path, receipt)).status).toBe(303)
    const unused = await world.link()
    expect((await world.send('GET', unused.path)).text).not.toContain('with-receipt')
    expect((await bring(unused.path, receipt)).headers.location).toBe(unused.path)
  })
})

it('a strict link promises no readable messages', async () => {
  const strict = await world.link({ privacy: 'strict' })
  const { text } = await world.send('GET', strict.path)
  expect(text).toContain('without their text')
  expect(text).not.toContain('<li>Errors and console messages</li>')
  expect((await world.send('GET', (await world.link()).path)).text).toContain(
    '<li>Errors and console messages</li>',
  )
})
