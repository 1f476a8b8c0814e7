/** Mail by SMTP, on both hosts. The library is loaded with the first mail: most servers start and run without one. */
import type { SMTPTransportOptions } from 'nodemailer'
import { createMailer } from './actions/mailer.ts'
import { senderOf, type MailSettings } from './config.ts'
import { MailFault, type Mailer, type SendMail } from './domain/mail.ts'
import { MAIL_TIMEOUT_MS } from './protocol/limits.ts'

/** Opens a line to the mail server, with TLS from the first byte or without. @throws MailFault */
export type OpenLine = (server: {
  host: string
  port: number
  isTls: boolean
}) => Promise<SMTPTransportOptions['connection']>

/**
 * @param openLine where the library cannot open one by itself
 * @returns null where no mail is set up
 */
export const createSmtpMailer = (
  settings: MailSettings | null,
  deps: Parameters<typeof createMailer>[2],
  openLine: OpenLine | null = null,
): Mailer | null => {
  if (settings === null) return null
  const { host, port, from } = settings
  return createMailer(
    { from: senderOf(from), server: `${host}:${port}` },
    createTransport(settings, openLine),
    deps,
  )
}

const createTransport = (
  { host, port, security, credentials, from }: MailSettings,
  openLine: OpenLine | null,
): SendMail => {
  const options = {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'off',
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    connectionTimeout: MAIL_TIMEOUT_MS,
    greetingTimeout: MAIL_TIMEOUT_MS,
    socketTimeout: MAIL_TIMEOUT_MS,
    dnsTimeout: MAIL_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  return async ({ to, subject, text }) => {
    const { createTransport: connect } = await import('nodemailer')
    const isTls = security === 'tls'
    const line = openLine && { connection: await openLine({ host, port, isTls }), secured: isTls }
    const transport = connect({ ...options, ...line })
    try {
      await transport.sendMail({
        from: { name: from.name ?? '', address: from.address },
        // As an object: a list of addresses in one string would be sent to each of them.
        to: { name: '', address: to },
        subject,
        text,
        // No out-of-office answers to it (RFC 3834 §5).
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    } catch (error) {
      throw new MailFault(sentenceOf(error, security))
    } finally {
      transport.close()
    }
  }
}

const UNREACHABLE = ['ECONNECTION', 'ETIMEDOUT', 'EDNS', 'ESOCKET']
const UNTRUSTED = /CERT|SIGNATURE|ISSUER|ERR_TLS|ERR_SSL/

/** What an error of nodemailer means, in words that quote neither the address nor what the server said, which may. */
const sentenceOf = (error: unknown, security: MailSettings['security']): string => {
  const {
    code = '',
    originalCode = '',
    responseCode,
  } = error as { code?: string; originalCode?: string; responseCode?: number }
  const status = responseCode === undefined ? '' : ` (${responseCode})`
  if (code === 'ETLS' || UNTRUSTED.test(originalCode))
    return 'The line to the mail server could not be secured: it offers no TLS, or its certificate is not trusted.'
  // workerd does not tell what of TLS has failed.
  const orTls = security === 'off' ? '' : ' With TLS, its certificate may not be trusted.'
  if (UNREACHABLE.includes(code)) return `The mail server could not be reached, or closed the line.${orTls}`
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return `The mail server refused the user or the password of SMTP_URL${status}.`
  if (code === 'EENVELOPE') return `The mail server refused the sender or the recipient${status}.`
  return `The mail server did not take the mail${status}.`
}
