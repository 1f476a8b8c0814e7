/** A real mail server on the loopback, which keeps what it is sent. */
import { text as readText } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedMail {
  /** Of the envelope. */
  from: string
  to: string[]
  headers: Record<string, string>
  subject: string
  text: string
}

export interface MailServer {
  port: number
  /** In the order in which they came. */
  mails: ReceivedMail[]
  /** What to answer recipients with from now on, in place of taking them. */
  refuseWith(answer: string | null): void
  close(): Promise<void>
}

export const MAIL_FROM = 'Northwind Support <support@northwind.example>'

const decodeWord = (_whole: string, encoding: string, text: string): string =>
  encoding.toUpperCase() === 'B'
    ? Buffer.from(text, 'base64').toString()
    : decodeBytes(text.replaceAll('_', ' '))

/** Quoted-printable (RFC 2045 §6.7). */
const decodeBytes = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

/** Of a mail with one part of text; what our own mails are. */
const parse = (raw: string): Pick<ReceivedMail, 'headers' | 'subject' | 'text'> => {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      const value = line
        .slice(colon + 1)
        .trim()
        .replace(/\?= =\?/g, '?==?')
        .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, decodeWord)
      return [line.slice(0, colon).toLowerCase(), value]
    }),
  )
  const body = raw.slice(end + 4)
  const text =
    headers['content-transfer-encoding'] === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : headers['content-transfer-encoding'] === 'quoted-printable'
        ? decodeBytes(body.replace(/=\r\n/g, ''))
        : body
  return { headers, subject: headers['subject'] ?? '', text: text.replaceAll('\r\n', '\n') }
}

/** @param options of the server; by default it takes everything, in plain text */
export const startMailServer = async (options: SMTPServerOptions = {}): Promise<MailServer> => {
  const mails: ReceivedMail[] = []
  let refusal: string | null = null
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      // As real servers do, it quotes the address.
      if (refusal === null) done()
      else done(Object.assign(new Error(`<${address}>: ${refusal}`), { responseCode: 550 }))
    },
    onData: (stream, { envelope }, done) => {
      readText(stream).then(
        (raw) => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
          mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), ...parse(raw) })
          done()
        },
        (error: unknown) => done(error as Error),
      )
    },
    ...options,
  })
  // A client that gives up in the middle is what some tests are about.
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await new Promise((resolve) => listening.once('listening', resolve))
  const { port } = listening.address() as { port: number }
  return {
    port,
    mails,
    refuseWith: (answer) => {
      refusal = answer
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** What makes a server send by it. */
export const mailEnvironment = ({ port }: Pick<MailServer, 'port'>): Record<string, string> => ({
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  MAIL_FROM,
})

/** The digits in a mail. */
export const codeIn = ({ text }: Pick<ReceivedMail, 'text'>): string =>
  /^(\d{4}) (\d{4})$/m.exec(text)?.slice(1).join('') ?? ''
