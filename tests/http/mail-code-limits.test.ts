/** How often codes are sent and to whom, what is offered where, and that nothing tells the address or the code. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LANGUAGES, textsOf } from '../../src/domain/notice/languages.ts'
import { fill } from '../../src/domain/notice/fill.ts'
import { HOUR, MINUTE } from '../../src/domain/clock.ts'
import { codeIn, type MailServer } from '../support/mail-server.ts'
import { startMailWorld, useLink, wrong, type MailWorld } from '../support/used-link.ts'
import { startWorld, tally, type World } from '../support/world.ts'

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

describe('codes are sent', () => {
  it('once a minute and three times an hour for a link; the page says when the next may be', async () => {
    const customer = await used()
    await customer.code()
    const early = await customer.sendCode()
    expect([early.status, early.headers['retry-after']]).toEqual([429, '60'])
    expect(early.text).toContain('Try again in 1 minute')
    world.clock.advance(30_000)
    expect((await customer.get('with-code')).text).toContain('Possible in 30 seconds')
    world.clock.advance(30_000)
    await customer.code()
    world.clock.advance(MINUTE)
    await customer.code()
    world.clock.advance(MINUTE)
    const fourth = await customer.sendCode()
    expect([fourth.status, fourth.text.includes('Try again in 57 minutes')]).toEqual([429, true])
    world.clock.advance(57 * MINUTE)
    await customer.code()
  })

  it('six times an hour to one address, however many links it has, and a hundred times in all', async () => {
    const email = 'often@shop.example'
    const links = await Promise.all(Array.from({ length: 7 }, () => used({ email })))
    const sent = await Promise.all(links.map(({ sendCode }) => sendCode()))
    expect(tally(sent)).toEqual({ 303: 6, 429: 1 })
    expect(sent.find(({ status }) => status === 429)?.text).toContain('Try again in 1 hour')
    const other = await used()
    world.sqlite
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 94)
          INSERT INTO mail_codes (link_id, kid, mac, sent_at, expires_at) SELECT ?, 'k', x'00', ?, 0 FROM n`,
      )
      .run(links[0]?.linkId, world.clock.now())
    expect((await other.sendCode()).status).toBe(429)
  })

  it('nowhere while mail fails: the page says so, and neither log nor page has the address or the code', async () => {
    const customer = await used()
    mail.refuseWith('mailbox unavailable')
    const failed = await customer.sendCode()
    mail.refuseWith(null)
    expect(failed.status).toBe(503)
    expect(failed.text).toContain('The e-mail could not be sent.')
    expect(failed.text).toContain('privacy@northwind.example')
    expect(failed.text).toContain('Use your receipt here')
    expect(failed.text).not.toContain('one-time-code')
    const sentence = 'The mail server refused the sender or the recipient (550).'
    expect(world.logged.at(-1)).toBe(`An e-mail could not be sent. ${sentence}`)
    expect(world.logged.join('\n')).not.toContain(customer.email)
    expect((await world.send('GET', '/healthz')).json<{ notice: string }>().notice).toContain(sentence)
    expect((await world.page('/settings/organisation')).text).toContain(sentence)
    expect(await customer.audit()).toEqual([])
    // It counts all the same.
    expect((await customer.sendCode()).status).toBe(429)
    world.clock.advance(MINUTE)
    await customer.code()
    expect((await world.page('/settings/organisation')).text).not.toContain(sentence)
  })

  it('only where a person on our own page asked', async () => {
    const customer = await used()
    for (const to of ['send-code', 'with-code'])
      expect(
        // oxlint-disable-next-line no-await-in-loop
        (await world.send('POST', `${customer.path}/${to}`, { headers: { origin: 'https://evil.example' } }))
          .status,
      ).toBe(403)
    expect((await customer.get('send-code')).status).toBe(410)
    expect(world.count('mail_codes')).toBe(0)
  })
})

it('an owner tries mail out in the settings, and nobody else does', async () => {
  const before = mail.mails.length
  const page = await world.page('/settings/organisation')
  expect(page.text).toContain('Send a test e-mail to maria@northwind.example')
  expect(page.text).toContain('Northwind Support &lt;support@northwind.example&gt;')
  const sent = await world.post('/settings/organisation/test-mail')
  expect(sent.headers.location).toBe('/settings/organisation?done=mailed')
  expect(mail.mails.at(-1)).toMatchObject({
    to: ['maria@northwind.example'],
    subject: 'Test e-mail of Casereel',
  })
  expect((await world.post('/settings/organisation/test-mail', {}, '')).headers.location).toBe('/')
  expect(mail.mails.length).toBe(before + 1)
})

describe('no code is offered', () => {
  const asks = async (customer: Awaited<ReturnType<typeof used>>) => {
    const before = mail.mails.length
    const replies = [await customer.open(), await customer.sendCode(), await customer.enter('12345678')]
    expect(mail.mails.length).toBe(before)
    return replies.map(({ status, text }) => ({ status, text: text.replaceAll(customer.path, '') }))
  }

  it('for a case without an address, where no mail is set up, and where a link was used twice; the answers are the same', async () => {
    const bare = await startWorld()
    const twice = await used({ maxUses: 2 })
    await world.accept({ id: twice.linkId, path: twice.path })
    const all = [await used({ email: null }), await used({}, { world: bare, mail }), twice]
    const answers = []
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const customer of all) answers.push(await asks(customer))
    for (const replies of answers) {
      expect(replies.map(({ status }) => status)).toEqual([410, 410, 410])
      for (const { text } of replies) {
        expect(text).toContain('This link has been used')
        expect(text).not.toMatch(/code-title|send-code|e-mail that/)
      }
      expect(replies).toEqual(answers[0])
    }
    expect((await bare.page('/settings/organisation')).text).toContain('E-mail is not set up')
    await bare.stop()
  })

  it('before a link is used, with a link that is not genuine, or to who has their page already', async () => {
    const { id: caseId } = (
      await world.api('POST', '/cases', { title: 'x', customer: { email: 'new@shop.example' } })
    ).json<{ id: string }>()
    const made = await world.api('POST', `/cases/${caseId}/links`, { targetUrl: `${world.url}/demo` })
    const path = new URL(made.json<{ url: string }>().url).pathname
    const post = (at: string, cookie?: string) =>
      world.send('POST', `${at}/send-code`, { cookie, headers: { origin: 'null' } })
    expect((await world.send('GET', path)).text).not.toContain('n…@')
    expect((await post(path)).headers.location).toBe(path)
    expect((await post('/l/unknown')).status).toBe(410)
    const customer = await used()
    expect((await post(customer.path, customer.cookie)).headers.location).toBe(customer.path)
    expect(world.count('mail_codes')).toBe(0)
  })
})

it('the mail says who asks, in each language, with the code in the text alone and no link', async () => {
  const customer = await used()
  for (const language of LANGUAGES) {
    const { code } = textsOf(language)
    world.clock.advance(HOUR)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect((await customer.sendCode(language)).status).toBe(303)
    const sent = mail.mails.at(-1)
    if (!sent) throw new Error('No mail came.')
    expect(sent).toMatchObject({ from: 'support@northwind.example', to: [customer.email] })
    expect(sent.headers).toMatchObject({
      from: 'Northwind Support <support@northwind.example>',
      to: customer.email,
      'auto-submitted': 'auto-generated',
    })
    expect(sent.subject).toBe(fill(code.mail.subject, { organisation: 'Northwind' }))
    expect(sent.text).toContain(fill(code.mail.contact, { contact: 'privacy@northwind.example' }))
    expect(sent.text).not.toMatch(/[{}]|http|\/l\//)
    expect(codeIn(sent)).toMatch(/^\d{8}$/)
    // oxlint-disable-next-line no-await-in-loop
    const page = await customer.get(`with-code?lang=${language}`)
    expect(page.text).toContain(code.title)
    expect(page.text).toContain(`<html lang="${language}"`)
  }
})

it('neither the address nor the code is in the log, the audit log, the database or an answer', async () => {
  const customer = await used({ email: 'canary@zebra.example' })
  const code = await customer.code()
  const spaced = `${code.slice(0, 4)} ${code.slice(4)}`
  const answers = [
    await customer.open(),
    await customer.get('with-code'),
    await customer.enter(wrong(code)),
    await customer.enter(code),
    await world.api('GET', '/audit'),
    await world.send('GET', '/healthz'),
  ]
  const told = [
    ...answers.map(({ text, headers }) => text + JSON.stringify(headers)),
    world.logged.join('\n'),
    JSON.stringify(world.sqlite.prepare('SELECT * FROM chained_events').all()),
  ].join('\n')
  for (const secret of [code, spaced, 'canary@', 'zebra.example']) expect(told).not.toContain(secret)
  expect(world.dump()).not.toContain(code)
})
