import type { Clock } from '../domain/clock.ts'
import { MailFault, type Mailer, type MailTrouble, type SendMail } from '../domain/mail.ts'
import type { Log } from './deps.ts'

/**
 * Puts together what a host sends mail by, and remembers what the last mail failed by.
 * @param transport hands one mail to the mail server @throws MailFault for whatever the server or the line does
 */
export const createMailer = (
  { from, server }: Pick<Mailer, 'from' | 'server'>,
  transport: SendMail,
  { clock, log }: { clock: Clock; log: Log },
): Mailer => {
  let trouble: MailTrouble | null = null
  return {
    from,
    server,
    trouble: () => trouble,
    sendMail: async (mail) => {
      try {
        await transport(mail)
        trouble = null
      } catch (error) {
        // What a library or a mail server says may quote the address.
        const sentence =
          error instanceof MailFault ? error.message : 'Sending failed inside the mail library.'
        trouble = { sentence, at: clock.now() }
        log('error', `An e-mail could not be sent. ${sentence}`)
        throw error instanceof MailFault ? error : new MailFault(sentence)
      }
    },
  }
}
