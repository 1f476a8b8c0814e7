/** Mail as the rest of the product sees it; how it leaves is the host's. */

export interface Mail {
  /** One address. */
  to: string
  subject: string
  /** Plain text; there is no other. */
  text: string
}

/** Resolves when the mail server has taken it. @throws MailFault */
export type SendMail = (mail: Mail) => Promise<void>

/** A mail that could not be sent. The message is one sentence for the operator, and holds no address and no text of the mail. */
export class MailFault extends Error {
  override name = 'MailFault'
}

/** A mail that could not be sent, and when. */
export interface MailTrouble {
  sentence: string
  /** Server ms. */
  at: number
}

export interface Mailer {
  sendMail: SendMail
  /** Whom mail comes from, as MAIL_FROM says. */
  from: string
  /** The mail server, `host:port`. */
  server: string
  /** What the last mail failed by; null since one was sent. */
  trouble(): MailTrouble | null
}
