/** Short addresses: what is pasted into a text message, where it leads, and that nobody finds one in the database. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY } from '../../src/domain/clock.ts'
import { startWorld, type World } from '../support/world.ts'

interface Made {
  id: string
  caseId: string
  url: string
  shortUrl: string | null
}

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const makeIn = async (at: World, options: object = {}) => {
  const { id: caseId } = (await at.api('POST', '/cases', { title: 'Cannot pay' })).json<{ id: string }>()
  const target = { targetUrl: `${at.url}/demo`, ...options }
  const made = (await at.api('POST', `/cases/${caseId}/links`, target)).json<Made>()
  return { ...made, path: new URL(made.url).pathname, short: new URL(made.shortUrl ?? '').pathname }
}
const make = (options: object = {}) => makeIn(world, options)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('a short link', () => {
  it('is the address of the server and 22 characters, other ones each time, the same whenever it is asked for', async () => {
    const [one, other] = [await make(), await make()]
    expect(one.shortUrl).toMatch(new RegExp(`^${world.url}/s/[\\w-]{22}$`))
    expect(other.shortUrl).not.toBe(one.shortUrl)
    expect((await world.api('GET', `/links/${one.id}`)).json()).toMatchObject({ shortUrl: one.shortUrl })
  })

  it('sends on to the signed link, in the language that was chosen, and changes nothing by it', async () => {
    const { path, short } = await make()
    const before = world.dump()
    for (const method of ['GET', 'HEAD', 'GET']) {
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      const { status, headers } = await world.send(method, short, { headers: { accept: 'text/html' } })
      expect([status, headers.location, headers['set-cookie']]).toEqual([302, path, undefined])
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cache-control']).toBe('no-store')
    }
    expect((await world.send('GET', `${short}?lang=de`)).headers.location).toBe(`${path}?lang=de`)
    expect((await world.send('GET', `${short}?lang=//evil.example`)).headers.location).toBe(path)
    expect(world.dump()).toBe(before)
  })

  it('is stored as a hash, and the id itself is in no row and no line of the log', async () => {
    const { id, short } = await make()
    const shortId = short.slice('/s/'.length)
    await world.send('GET', short)
    await world.send('GET', `${short}/x`)
    const row = world.sqlite.prepare('SELECT id_hash FROM short_links WHERE link_id = ?').pluck().get(id)
    expect(row).toBe(hashOf(shortId))
    expect(world.dump()).not.toContain(shortId)
    expect(world.logged.join('\n')).not.toContain(shortId)
  })

  it.each([
    ['revoked', async ({ id }: Made) => world.api('DELETE', `/links/${id}`)],
    [
      'declined',
      async ({ path }: Made & { path: string }) =>
        world.send('POST', `${path}/decline`, { headers: { origin: world.url } }),
    ],
    ['used', async (made: Made & { path: string }) => world.accept(made)],
    ['expired', async () => world.clock.advance(2 * DAY)],
  ] as const)('that is %s gives the page that the signed link gives', async (_, spoil) => {
    const made = await make()
    await spoil(made)
    const { headers } = await world.send('GET', made.short)
    expect(headers.location).toBe(made.path)
    const [page, signed] = [
      await world.send('GET', headers.location ?? ''),
      await world.send('GET', made.path),
    ]
    expect([page.status, page.text]).toEqual([410, signed.text])
  })

  it('that nobody made gives the page of any other unknown link', async () => {
    const { short } = await make()
    const unknown = await world.send('GET', '/l/unknown')
    const wrong = [
      short.slice(0, -1),
      `/s/${short.slice(3).toUpperCase()}`,
      `${short}x`,
      '/s/%00',
      '/s/..%2Fl',
      `/s/${'x'.repeat(2_000)}`,
    ]
    for (const path of wrong) {
      // oxlint-disable-next-line no-await-in-loop
      const { status, text } = await world.send('GET', path)
      expect([status, text], path).toEqual([410, unknown.text])
    }
    expect((await world.send('GET', `${short}/accept`)).status).toBe(404)
    expect((await world.send('POST', `${short}/accept`, { headers: { origin: world.url } })).status).toBe(404)
  })

  it('is what the case page copies, mails and draws', async () => {
    const { caseId, path, shortUrl } = await make()
    const { text } = await world.page(`/cases/${caseId}`)
    expect(text).toContain(`data-copy="${shortUrl}"`)
    expect(text).toContain(encodeURIComponent(shortUrl ?? ''))
    expect(text).not.toContain(path)
  })

  it('that a link of version 0.1 does not have is null, and the case page shows the signed one', async () => {
    const { id, caseId, url } = await make()
    world.sqlite.prepare('DELETE FROM short_links WHERE link_id = ?').run(id)
    expect((await world.api('GET', `/links/${id}`)).json()).toMatchObject({ url, shortUrl: null })
    expect((await world.page(`/cases/${caseId}`)).text).toContain(`data-copy="${url}"`)
  })
})

it('the QR code of a short link has at most 33 × 33 modules', async () => {
  const support = await startWorld({ PUBLIC_URL: 'https://support.example.com' })
  await support.api('POST', '/cases', { title: 'Cannot pay' })
  const { caseId, shortUrl } = await makeIn(support, { targetUrl: 'https://support.example.com/demo' })
  expect(shortUrl).toMatch(/^https:\/\/support\.example\.com\/s\//)
  const { text } = await support.page(`/cases/${caseId}`)
  // uqr draws each module ten units wide, and two as a border on either side.
  const [, width, height] =
    /<svg[^>]*viewBox="0 0 (\d+) (\d+)"/.exec(text.slice(text.indexOf('qr-code'))) ?? []
  expect(width).toBe(height)
  expect(Number(width) / 10 - 4).toBeGreaterThanOrEqual(21)
  expect(Number(width) / 10 - 4).toBeLessThanOrEqual(33)
  await support.stop()
})
