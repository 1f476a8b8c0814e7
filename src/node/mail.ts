/** Mail by SMTP. The library is loaded with the first mail: most servers start and run without one. */
import { createMailer } from '../actions/mailer.ts'
import { senderOf, type MailSettings } from '../config.ts'
import { MailFault, type Mailer, type SendMail } from '../domain/mail.ts'
import { MAIL_TIMEOUT_MS } from '../protocol/limits.ts'

/** @returns null where no mail is set up */
export const createNodeMailer = (
  settings: MailSettings | null,
  deps: Parameters<typeof createMailer>[2],
): Mailer | null => {
  if (settings === null) return null
  const { host, port, from } = settings
  return createMailer({ from: senderOf(from), server: `${host}:${port}` }, createTransport(settings), deps)
}

const createTransport = ({ host, port, security, credentials, from }: MailSettings): SendMail => {
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
    const transport = connect(options)
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
      throw new MailFault(sentenceOf(error))
    } finally {
      transport.close()
    }
  }
}

const UNREACHABLE = ['ECONNECTION', 'ETIMEDOUT', 'EDNS', 'ESOCKET']
const UNTRUSTED = /CERT|SIGNATURE|ISSUER|ERR_TLS|ERR_SSL/

/** What an error of nodemailer means, in words that quote neither the address nor what the server said, which may. */
const sentenceOf = (error: unknown): string => {
  const {
    code = '',
    originalCode = '',
    responseCode,
  } = error as { code?: string; originalCode?: string; responseCode?: number }
  const status = responseCode === undefined ? '' : ` (${responseCode})`
  if (code === 'ETLS' || UNTRUSTED.test(originalCode))
    return 'The line to the mail server could not be secured: it offers no TLS, or its certificate is not trusted.'
  if (UNREACHABLE.includes(code)) return 'The mail server could not be reached, or closed the line.'
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return `The mail server refused the user or the password of SMTP_URL${status}.`
  if (code === 'EENVELOPE') return `The mail server refused the sender or the recipient${status}.`
  return `The mail server did not take the mail${status}.`
}
