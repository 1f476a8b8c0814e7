/** Mail by real SMTP: what arrives, and what is told when it does not. */
import { globSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { resolve } from 'node:path'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import type { MailSettings } from '../../src/config.ts'
import { createSmtpMailer } from '../../src/smtp.ts'
import { createClock } from '../support/clock.ts'
import { startMailServer, type MailServer } from '../support/mail-server.ts'
import { freePort } from '../support/server.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

const serve = async (options: SMTPServerOptions = {}): Promise<MailServer> => {
  const server = await startMailServer(options)
  open.push(server)
  return server
}

const MAIL = {
  to: 'canary@zebra.example',
  subject: 'Ihr Code für Müller & Söhne 日本',
  text: 'Grüße\n.\n1234 5678\n',
}

const mailerFor = (port: number, more: Partial<MailSettings> = {}) => {
  const logged: string[] = []
  const mailer = createSmtpMailer(
    {
      host: '127.0.0.1',
      port,
      security: 'off',
      credentials: null,
      from: { name: 'Müller, "Söhne"', address: 'support@northwind.example' },
      ...more,
    },
    { clock: createClock(), log: (...line) => logged.push(JSON.stringify(line)) },
  )
  if (!mailer) throw new Error('No mailer.')
  return { mailer, logged }
}

it('a mail arrives as it was written', async () => {
  const server = await serve()
  const { mailer } = mailerFor(server.port)
  await mailer.sendMail(MAIL)
  expect(server.mails).toMatchObject([
    { from: 'support@northwind.example', to: [MAIL.to], subject: MAIL.subject, text: MAIL.text },
  ])
  expect(server.mails[0]?.headers['from']).toContain('Müller')
  expect(mailer.trouble()).toBeNull()
})

it('one address is one address, whatever is written in it', async () => {
  const server = await serve()
  const { mailer } = mailerFor(server.port)
  await mailer.sendMail({ ...MAIL, to: '"a@b.example, c"@zebra.example' }).catch(() => undefined)
  for (const { to } of server.mails) expect(to).toHaveLength(1)
})

const signIn: SMTPServerOptions = {
  authOptional: false,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'casereel' && password === 'p@ss'
      ? done(null, { user: 'casereel' })
      : done(new Error('Wrong password p@ss of canary@zebra.example')),
}

it('it signs in where the server asks for it', async () => {
  const server = await serve(signIn)
  const { mailer } = mailerFor(server.port, { credentials: { user: 'casereel', password: 'p@ss' } })
  await mailer.sendMail(MAIL)
  expect(server.mails).toHaveLength(1)
})

describe('what keeps a mail from leaving is told in a sentence without the address', () => {
  /** A server that hangs up at once. */
  const hangUp = async (): Promise<number> => {
    const server: Server = createServer((socket) => socket.destroy())
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    open.push({ close: () => server.close() })
    return (server.address() as { port: number }).port
  }
  const refusing = async (): Promise<number> => {
    const server = await serve()
    server.refuseWith('no such user')
    return server.port
  }
  const AUTH = 'The mail server refused the user or the password of SMTP_URL (535).'
  const TLS =
    'The line to the mail server could not be secured: it offers no TLS, or its certificate is not trusted.'
  const UNREACHABLE = 'The mail server could not be reached, or closed the line.'
  const cases: [string, () => Promise<number>, Partial<MailSettings>, string][] = [
    ['nobody listens', freePort, {}, UNREACHABLE],
    [
      'nobody listens with TLS',
      freePort,
      { security: 'tls' },
      `${UNREACHABLE} With TLS, its certificate may not be trusted.`,
    ],
    ['it hangs up', hangUp, {}, UNREACHABLE],
    [
      'a wrong password',
      async () => (await serve(signIn)).port,
      { credentials: { user: 'casereel', password: 'x' } },
      AUTH,
    ],
    ['the recipient is refused', refusing, {}, 'The mail server refused the sender or the recipient (550).'],
    [
      'STARTTLS is asked for and not offered',
      async () => (await serve()).port,
      { security: 'starttls' },
      TLS,
    ],
    [
      'its certificate is its own',
      async () => (await serve({ disabledCommands: [] })).port,
      { security: 'starttls' },
      TLS,
    ],
    [
      'its certificate is its own, from the first byte',
      async () => (await serve({ secure: true })).port,
      { security: 'tls' },
      TLS,
    ],
    [
      'it does not want the mail',
      async () =>
        (
          await serve({
            onData: (stream, _session, done) => {
              stream.resume()
              stream.on('end', () =>
                done(Object.assign(new Error('spam for canary@zebra.example'), { responseCode: 554 })),
              )
            },
          })
        ).port,
      {},
      'The mail server did not take the mail (554).',
    ],
  ]
  it.each(cases)('%s', async (_, port, more, sentence) => {
    const { mailer, logged } = mailerFor(await port(), more)
    await expect(mailer.sendMail(MAIL)).rejects.toMatchObject({ name: 'MailFault', message: sentence })
    expect(mailer.trouble()?.sentence).toBe(sentence)
    expect(logged).toEqual([JSON.stringify(['error', `An e-mail could not be sent. ${sentence}`])])
  })
})

it('no mail library is in what browsers load, nor in what a server reads at its start', () => {
  const root = resolve(import.meta.dirname, '../..')
  const files = globSync(['dist/client/**/*.js', 'dist/server/main.js'], { cwd: root })
  expect(files.length).toBeGreaterThan(5)
  for (const file of files)
    expect([file, readFileSync(resolve(root, file), 'utf8').includes('SMTPConnection')]).toEqual([
      file,
      false,
    ])
})
