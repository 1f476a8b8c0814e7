/** Codes by e-mail on workerd: the mail leaves over the platform's sockets, to a real mail server. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { codeIn, mailEnvironment, startMailServer, type MailServer } from '../support/mail-server.ts'
import { createApi } from '../support/api.ts'
import { SHOP, startWorkerHost, WORKER_API_KEY, type WorkerHost } from '../support/worker-host.ts'
import { allowFields } from '../support/answer.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let mail: MailServer
let host: WorkerHost

/** A request without a browser. @param form null for a GET */
const ask = async (path: string, form: Record<string, string> | null = null, cookie = '') => {
  const answer = await fetch(host.url + path, {
    method: form ? 'POST' : 'GET',
    redirect: 'manual',
    headers: { origin: 'null', cookie },
    ...(form && { body: new URLSearchParams(form) }),
  })
  const setCookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { status: answer.status, text: await answer.text(), cookie: setCookie }
}

const OWNER = {
  name: 'Maria Lopez',
  email: 'maria@northwind.example',
  organisation: 'Northwind',
  controllerName: 'Northwind Traders Ltd',
  privacyContact: 'privacy@northwind.example',
}

beforeAll(async () => {
  mail = await startMailServer()
  host = await startWorkerHost('product', mailEnvironment(mail))
  await fetch(host.setupLink, { method: 'POST', redirect: 'manual', body: new URLSearchParams(OWNER) })
})
afterAll(async () => {
  await host.close()
  await mail.close()
})

/** A used link of a case with an address, as it is held elsewhere. */
const used = async () => {
  const api = createApi(host.url, WORKER_API_KEY)
  const customer = { email: 'canary@zebra.example' }
  const { id } = (await api.call<{ id: string }>('POST', '/cases', { title: 'Cannot pay', customer })).body
  const made = await api.call<{ url: string }>('POST', `/cases/${id}/links`, { targetUrl: `${SHOP}/` })
  const path = new URL(made.body.url).pathname
  const form = allowFields((await ask(path)).text)
  await ask(`${path}/accept`, form)
  return {
    path,
    post: (to: string, fields: Record<string, string> = {}) => ask(`${path}/${to}`, fields),
  }
}

it('a code is sent, opens the page once, and of many guesses at once five are looked at', async () => {
  const { path, post } = await used()
  const sent = await Promise.all([post('send-code'), post('send-code')])
  expect(sent.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([303, 429])
  expect(mail.mails).toMatchObject([{ to: ['canary@zebra.example'], subject: 'Your code for Northwind' }])
  const code = codeIn(mail.mails[0] ?? { text: '' })
  const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, '0')
  expect((await post('with-code', { code: wrong })).text).toContain('Tries left: 4.')
  const opened = await post('with-code', { code })
  expect([opened.status, opened.cookie.startsWith('casereel_customer_')]).toEqual([303, true])
  const page = await ask(path, null, opened.cookie)
  expect([page.status, page.text.includes('recording has not started')]).toEqual([200, true])
  expect((await post('with-code', { code })).text).toContain('This code has been used already')

  const other = await used()
  expect((await other.post('send-code')).status).toBe(303)
  const guesses = await Promise.all(
    Array.from({ length: 12 }, () => other.post('with-code', { code: '00000000' })),
  )
  expect(guesses.filter(({ text }) => text.includes('Tries left'))).toHaveLength(4)
})

it('a mail that is refused is told on the page, without the address in page and log', async () => {
  const { post } = await used()
  mail.refuseWith('no such user')
  const failed = await post('send-code')
  mail.refuseWith(null)
  expect([failed.status, failed.text.includes('The e-mail could not be sent.')]).toEqual([503, true])
  const log = host.harness
    .getLogs()
    .map(({ message }) => message)
    .join('\n')
  expect(log).toContain('The mail server refused the sender or the recipient (550).')
  for (const told of [log, failed.text]) expect(told).not.toContain('zebra.example')
})
