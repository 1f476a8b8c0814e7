/** A used link in another browser, and the code by e-mail that opens the customer’s page there. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/domain/clock.ts'
import type { MailServer } from '../support/mail-server.ts'
import { opens, startMailWorld, useLink, wrong, type MailWorld } from '../support/used-link.ts'
import { cookieOf, tally, type World } from '../support/world.ts'

let both: Awaited<ReturnType<typeof startMailWorld>>
let world: World
let mail: MailServer
beforeAll(async () => {
  both = await startMailWorld()
  world = both.world
  mail = both.mail
})
afterAll(() => both.stop())
/** Nothing that one test sent counts in the next, and what is counted per second is full again. */
beforeEach(() => {
  world.clock.advance(HOUR)
  world.sqlite.exec('DELETE FROM mail_codes')
})

const used = (options?: Parameters<typeof useLink>[1], at: MailWorld = both) => useLink(at, options)

describe('a code', () => {
  it('opens the customer’s page in another browser, once; all that the receipt opens is open', async () => {
    const customer = await used()
    const offered = await customer.open()
    expect(offered.status).toBe(410)
    expect(offered.text).toContain('Send a code to m…@s….example')
    expect(offered.text).not.toContain(customer.email)
    const code = await customer.code()
    expect(code).toMatch(/^\d{8}$/)
    const page = await customer.get('with-code')
    expect(page.text).toMatch(/autocomplete="one-time-code"/)
    expect(page.text).toMatch(/inputmode="numeric"/)

    const opened = await customer.enter(` ${code.slice(0, 4)} ${code.slice(4)} `)
    expect(opens(opened)).toBe(true)
    expect(opened.headers['set-cookie']?.[0]).toMatch(/HttpOnly.*SameSite=Lax/)
    const cookie = cookieOf(opened)
    expect((await customer.open(cookie)).text).toContain('recording has not started')
    const ask = (method: string, to: string) =>
      world.send(method, `${customer.path}${to}`, { cookie, headers: { origin: 'null' } })
    expect((await ask('GET', '/withdraw')).status).toBe(200)
    expect((await ask('GET', '/download')).status).toBe(200)
    expect((await ask('POST', '/stop')).status).toBe(303)
    expect((await customer.open(cookie)).text).toContain('You stopped the recording.')

    const again = await customer.enter(code)
    expect([again.status, opens(again)]).toEqual([400, false])
    expect(again.text).toContain('This code has been used already')
    expect(await customer.audit()).toEqual(['system recording.code-sent', 'customer recording.code-used'])
    expect((await ask('POST', '/erase')).status).toBe(303)
    for (const mine of [cookie, customer.cookie])
      expect((await customer.open(mine)).text).toContain('The recording is gone')
  })

  it('may be tried five times; then it is void, also for who has the right one', async () => {
    const customer = await used()
    const code = await customer.code()
    const nothing = await customer.enter('123')
    expect([nothing.status, nothing.text.includes('Enter the 8 digits')]).toEqual([400, true])
    for (const left of [4, 3, 2, 1]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const tried = await customer.enter(wrong(code))
      expect(tried.status).toBe(400)
      expect(tried.text).toContain(`Tries left: ${left}.`)
      expect(tried.text).toContain('aria-invalid="true"')
    }
    expect((await customer.enter(wrong(code))).text).toContain('entered too often')
    const late = await customer.enter(code)
    expect([opens(late), late.text.includes('entered too often')]).toEqual([false, true])
    expect(await customer.audit()).toEqual(['system recording.code-sent', 'system recording.code-failed'])
    // A new one works.
    world.clock.advance(MINUTE)
    expect(opens(await customer.enter(await customer.code()))).toBe(true)
  })

  it('lives for ten minutes', async () => {
    const customer = await used()
    const code = await customer.code()
    world.clock.advance(10 * MINUTE)
    const late = await customer.enter(code)
    expect([opens(late), late.text.includes('it was too old')]).toEqual([false, true])
    const page = await customer.get('with-code')
    expect(page.text).toContain('Send a code to')
    expect(page.text).not.toContain('one-time-code')
  })

  it('is void once a newer one is sent', async () => {
    const customer = await used()
    const first = await customer.code()
    world.clock.advance(MINUTE)
    const second = await customer.code()
    expect((await customer.enter(first)).text).toContain('Tries left: 4.')
    expect(opens(await customer.enter(second))).toBe(true)
  })

  it('opens nothing with another link, and another’s code does not open this one', async () => {
    const [ana, ben] = [await used(), await used()]
    const [codeOfAna, codeOfBen] = [await ana.code(), await ben.code()]
    expect(opens(await ana.enter(codeOfBen))).toBe(false)
    expect(opens(await ben.enter(codeOfAna))).toBe(false)
    // Nor where somebody writes the one into the place of the other.
    world.sqlite
      .prepare('UPDATE mail_codes SET mac = (SELECT mac FROM mail_codes WHERE link_id = ?) WHERE link_id = ?')
      .run(ana.linkId, ben.linkId)
    expect(opens(await ben.enter(codeOfAna))).toBe(false)
    expect(opens(await ana.enter(codeOfAna))).toBe(true)
  })

  it('of an erased recording tells that it is gone; those that were sent before go with it', async () => {
    const customer = await used()
    const before = await customer.code()
    await world.api('DELETE', `/recordings/${customer.recordingId}`)
    expect(
      world.sqlite.prepare('SELECT count(*) FROM mail_codes WHERE link_id = ?').pluck().get(customer.linkId),
    ).toBe(0)
    expect((await customer.enter(before)).status).toBe(410)
    const gone = await customer.enter(await customer.code())
    expect([gone.status, cookieOf(gone)]).toEqual([200, undefined])
    expect(gone.text).toContain('The recording is gone')
  })
})

describe('at once', () => {
  it('two with the right code open one page', async () => {
    const customer = await used()
    const code = await customer.code()
    const replies = await Promise.all(Array.from({ length: 4 }, () => customer.enter(code)))
    expect(replies.filter(opens)).toHaveLength(1)
  })

  it('twenty guesses are five tries', async () => {
    const customer = await used()
    const code = await customer.code()
    const replies = await Promise.all(Array.from({ length: 20 }, () => customer.enter(wrong(code))))
    expect(replies.filter(({ text }) => text.includes('Tries left'))).toHaveLength(4)
    expect(await customer.audit()).toEqual(['system recording.code-sent', 'system recording.code-failed'])
  })

  it('ten presses send one mail', async () => {
    const customer = await used()
    const before = mail.mails.length
    const replies = await Promise.all(Array.from({ length: 10 }, () => customer.sendCode()))
    expect(tally(replies)).toEqual({ 303: 1, 429: 9 })
    expect(mail.mails.length).toBe(before + 1)
  })
})
