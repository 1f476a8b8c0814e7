/** Whether mail is set up, on the page of the organisation. It is set where the server is started, and tried out here. */
import type { Mailer, MailTrouble } from '../../src/domain/mail.ts'
import { Icon } from '../icons.tsx'
import { Time } from '../parts/text.tsx'

export interface MailState extends Pick<Mailer, 'from' | 'server'> {
  trouble: MailTrouble | null
}

/** @param props.mail null where none is set up @param props.to of who is signed in */
export const MailSettings = ({ mail, to }: { mail: MailState | null; to: string }) => (
  <section class="card stack-s" aria-labelledby="mail-title">
    <h2 id="mail-title">E-mail</h2>
    {mail ? (
      <>
        {mail.trouble && (
          <p class="banner banner-error" role="alert">
            <Icon name="alert" />{' '}
            <span>
              The last e-mail could not be sent (<Time at={mail.trouble.at} />
              ). {mail.trouble.sentence}
            </span>
          </p>
        )}
        <p>
          E-mail goes out from <bdi>{mail.from}</bdi> by <span class="mono">{mail.server}</span>. Customers
          whose link was used in another browser can have a code sent to the address of their case.
        </p>
        <form method="post" action="/settings/organisation/test-mail">
          <button class="button" type="submit">
            <Icon name="mail" /> Send a test e-mail to {to}
          </button>
        </form>
      </>
    ) : (
      <p>
        E-mail is not set up. Customers whose link was used in another browser then come to their page with
        the receipt only. To set it up, start the server with <code>SMTP_URL</code> and <code>MAIL_FROM</code>
        .
      </p>
    )}
  </section>
)
