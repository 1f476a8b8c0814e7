/** The consent page's answers over HTTP: the language, the text that was shown, what was chosen, and the receipt. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkChain } from '../../src/actions/check-chain.ts'
import { consentRecordSchema, type ConsentRecord } from '../../src/domain/consent-record.ts'
import { LANGUAGES } from '../../src/domain/notice/languages.ts'
import { databaseFile, openDatabase } from '../../src/node/database.ts'
import { builtPaths } from '../../src/node/paths.ts'
import { allowFields } from '../support/answer.ts'
import { startWorld, type Ask, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const page = async (path: string, headers: Record<string, string> = {}) =>
  world.send('GET', path, { headers })
const answer = (path: string, how: string, form: Record<string, string>, more: Ask = {}) =>
  world.send('POST', `${path}/${how}`, { form, ...more, headers: { origin: world.url, ...more.headers } })
const recordOf = (linkId: string): ConsentRecord => {
  const row = world.sqlite
    .prepare(`SELECT event FROM chained_events WHERE chain = 'consent' AND link_id = ?`)
    .get(linkId) as { event: string }
  return consentRecordSchema.parse(JSON.parse(row.event))
}

describe('(A8) the language of the page', () => {
  it.each(LANGUAGES)(
    '%s: by the browser, by a link, told in the headers and in the document',
    async (language) => {
      const { path } = await world.link()
      for (const reply of [
        await page(path, { 'accept-language': `xx, ${language}-XX;q=0.9, *;q=0.1` }),
        await page(`${path}?lang=${language}`, { 'accept-language': 'sv' }),
      ]) {
        expect(reply.status).toBe(200)
        expect(reply.headers).toMatchObject({ 'content-language': language, vary: 'Accept-Language' })
        expect(reply.text).toContain(`<html lang="${language}"`)
        expect(allowFields(reply.text)).toMatchObject({ lang: language })
        for (const each of LANGUAGES) expect(reply.text).toContain(`href="${path}?lang=${each}"`)
        expect(reply.headers['set-cookie']).toBeUndefined()
      }
    },
  )

  it('goes with the answer into the record, and on to the page afterwards', async () => {
    const { id, path } = await world.link()
    const form = allowFields((await page(`${path}?lang=de`)).text)
    const { text } = await answer(path, 'decline', form, { headers: { 'accept-language': 'fr' } })
    expect(text).toContain('Sie haben abgelehnt')
    expect(recordOf(id).pii_processing.privacy_notice.language).toBe('de')

    const other = await world.link()
    const shown = allowFields((await page(`${other.path}?lang=pl`)).text)
    const accepted = await answer(other.path, 'accept', shown)
    const cookie = accepted.headers['set-cookie']?.[0]?.split(';')[0]
    const own = await world.send('GET', other.path, { cookie, headers: { 'accept-language': 'en' } })
    expect(own.text).toContain('<html lang="pl"')
    const gone = await page('/l/unknown', { 'accept-language': 'ja' })
    expect(gone.text).toContain('このリンクは開けません')
  })

  it('is English where the link names none of ours, and what it names is not echoed', async () => {
    const { path } = await world.link()
    const { text } = await page(`${path}?lang="><script>alert(1)</script>`)
    expect(text).toContain('<html lang="en"')
    expect(text).not.toContain('alert(1)')
  })
})

describe('[C07] an answer to another text than today’s', () => {
  it.each([
    ['an older one', { notice: 'f'.repeat(64), lang: 'en' }],
    ['none', { lang: 'en' }],
    ['nothing at all', {}],
  ])('%s shows the page again, says why, and takes nothing', async (_, form) => {
    const { id, path } = await world.link()
    const before = world.dump()
    const asked = await answer(path, 'accept', form)
    expect(asked.status).toBe(409)
    expect(asked.text).toContain('The text has changed since you opened this page')
    expect(world.dump()).toBe(before)
    expect((await answer(path, 'accept', allowFields(asked.text))).status).toBe(303)
    expect(recordOf(id).event.event_state).toBe('ConsentGiven')
  })

  it('of another language is another text', async () => {
    const { path } = await world.link()
    const { notice = '' } = allowFields((await page(`${path}?lang=de`)).text)
    expect((await answer(path, 'accept', { notice, lang: 'fr' })).status).toBe(409)
  })

  it('the text of a record can be read by its hash, and hashes to it', async () => {
    const { linkId } = await world.accept()
    const { notice_hash: hash, notice_version: version } = recordOf(linkId).pii_processing.privacy_notice
    const { status, text } = await page(`/notices/${hash ?? ''}`)
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
    expect([status, Buffer.from(digest).toString('hex')]).toEqual([200, hash])
    expect(JSON.parse(text)).toMatchObject({ version, language: 'en', wording: { allow: 'Allow recording' } })
    expect((await page('/notices/none')).status).toBe(404)
  })
})

describe('what is chosen', () => {
  it('is what the recording may capture, and what its record says', async () => {
    const { id, path } = await world.link()
    const form = { ...allowFields((await page(path)).text), without: 'console' }
    expect((await answer(path, 'accept', form)).status).toBe(303)
    expect(recordOf(id).capture).toMatchObject({
      asked: ['picture', 'console', 'network'],
      allowed: ['picture', 'network'],
    })
    const row = world.sqlite.prepare('SELECT scopes FROM recordings WHERE link_id = ?').get(id)
    expect(row).toEqual({ scopes: '["picture","network"]' })
  })

  it('is a no where everything was left out', async () => {
    const { id, path } = await world.link({ scopes: ['console'] })
    const form = { ...allowFields((await page(path)).text), without: 'console' }
    const { status, text } = await answer(path, 'accept', form)
    expect([status, text.includes('You left everything out')]).toEqual([200, true])
    expect(recordOf(id).event.event_state).toBe('ConsentRefused')
    expect((await world.api('GET', `/links/${id}`)).json()).toMatchObject({ state: 'declined' })
  })

  it('[C13] "I am younger" records nothing and no age, and is not asked where the age is 0', async () => {
    const { id, path } = await world.link()
    const { text } = await page(path)
    expect(text).toContain('You must be 16 or older')
    expect((await answer(path, 'under-age', allowFields(text))).text).toContain('people who are 16 or older')
    expect((await world.api('GET', `/links/${id}`)).json()).toMatchObject({ state: 'declined' })
    expect((await page(path)).status).toBe(410)
    const names = {
      name: 'Northwind',
      controllerName: 'Northwind Traders Ltd',
      privacyContact: 'p@northwind.example',
    }
    await world.post('/settings/organisation', { ...names, minimumAge: '0' })
    expect((await page((await world.link()).path)).text).not.toContain('or older')
    const wrong = await world.post('/settings/organisation', { ...names, minimumAge: '99' })
    expect([wrong.status, wrong.text.includes('Enter a whole number from 0 to 21')]).toEqual([400, true])
    await world.post('/settings/organisation', { ...names, minimumAge: '16' })
  })
})

describe('[C12] Global Privacy Control and Do Not Track', () => {
  it('are said on the page, noted with the answer, and gpc.json tells that they are heard', async () => {
    const { id, path } = await world.link()
    const headers = { 'sec-gpc': '1', dnt: '1' }
    const { text } = await page(path, headers)
    expect(text).toContain('Your browser asks sites not to track you')
    expect((await page(path, { 'sec-gpc': '0' })).text).not.toContain('Your browser asks sites')
    await answer(path, 'accept', allowFields(text), { headers })
    expect(recordOf(id).signals).toEqual({ global_privacy_control: true, do_not_track: true })
    const gpc = await page('/.well-known/gpc.json')
    expect(gpc.headers['content-type']).toContain('application/json')
    expect(gpc.json()).toMatchObject({
      gpc: true,
      lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    })
  })
})

describe('[C06] the receipt', () => {
  it('is for the browser that answered, and is checked by anybody', async () => {
    const link = await world.link()
    const { cookie } = await world.accept(link)
    expect((await world.send('GET', `${link.path}/receipt`)).status).toBe(410)
    const receipt = await world.send('GET', `${link.path}/receipt`, { cookie })
    expect(receipt.headers['content-disposition']).toBe(
      'attachment; filename="consent-receipt-northwind-2026-11-20.json"',
    )
    const check = (text: string) =>
      world.send('POST', '/verify', { form: { text }, headers: { origin: world.url } })
    const genuine = await check(receipt.text)
    expect([genuine.status, genuine.text]).toEqual([200, expect.stringContaining('This receipt is genuine')])
    for (const told of [
      'Northwind Traders Ltd',
      '20 Nov 2026, 14:00 UTC',
      'Picture of the pages',
      'has the same entry',
    ])
      expect(genuine.text).toContain(told)
    expect((await check(receipt.text.replace('"balanced"', '"open"'))).text).toContain('not genuine')
    expect([(await check('')).status, (await check('hello')).status]).toEqual([400, 400])
    expect((await check('<script>alert(1)</script>')).text).not.toContain('alert(1)')
  })

  it('and the events are there for programs, with the place of each in the log', async () => {
    const { recordingId } = await world.accept()
    const { status, text } = await world.api('GET', `/recordings/${recordingId}/consent`)
    const { items } = JSON.parse(text) as { items: { name: string; event: { pii_principal_id: string } }[] }
    expect([status, items.map(({ name }) => name), items[0]?.event.pii_principal_id]).toEqual([
      200,
      ['given'],
      recordingId,
    ])
    expect((await world.api('GET', '/recordings/none/consent')).status).toBe(404)
  })
})

it('[C19] after all of this the log is whole', async () => {
  const { database, sqlite } = openDatabase(databaseFile(world.dataDir), builtPaths.migrationsFolder)
  expect(await checkChain({ database }, 'consent')).toMatchObject({ brokenAt: null })
  sqlite.close()
})
