/** The way to their own page by a code that is sent by e-mail. Works without JavaScript. */
import type { Child } from 'hono/jsx'
import type { CodeOffer } from '../../src/domain/mail-code.ts'
import { fill } from '../../src/domain/notice/fill.ts'
import { formatSpanIn } from '../../src/domain/notice/format.ts'
import { textsOf, type Language, type Texts } from '../../src/domain/notice/languages.ts'
import { MINUTE, SECOND } from '../../src/domain/clock.ts'
import { MAIL_CODE_DIGITS, MAIL_CODE_LIFETIME_MS } from '../../src/protocol/limits.ts'
import { Icon } from '../icons.tsx'
import { Contact, type Asker } from './asker.tsx'
import { Say } from './say.tsx'

/** What was wrong with a code, or kept one from being sent. */
export type CodeProblem = keyof Texts['code']['problems']

interface CodeProps {
  token: string
  language: Language
  organisation: Asker
  offer: CodeOffer
  problem: CodeProblem | null
}

/** Rounded up, so that nobody who waits for it comes too early. */
const waitIn = (language: Language, ms: number): string => {
  const unit = ms > MINUTE ? MINUTE : SECOND
  return formatSpanIn(language, Math.max(1, Math.ceil(ms / unit)) * unit)
}

const slotsOf = ({ language, organisation, offer }: CodeProps): Record<string, Child> => ({
  organisation: <bdi>{organisation.name}</bdi>,
  address: <bdi class="masked">{offer.address}</bdi>,
  contact: <Contact to={organisation.privacyContact} />,
  count: String(offer.sent?.triesLeft ?? 0),
  digits: String(MAIL_CODE_DIGITS),
  lifetime: formatSpanIn(language, MAIL_CODE_LIFETIME_MS),
  wait: waitIn(language, offer.waitMs),
})

export const CodeForm = (props: CodeProps) => {
  const { token, language, offer, problem } = props
  const { code, answer } = textsOf(language)
  const slots = slotsOf(props)
  const to = (path: string): string => `/l/${token}/${path}?lang=${language}`
  const isBad = problem === 'wrong' || problem === 'unreadable'
  return (
    <section class="card form" aria-labelledby="code-title">
      <h2 id="code-title">{code.title}</h2>
      {problem && (
        <p class="banner banner-error" role="alert" id="code-problem">
          <Icon name="alert" />{' '}
          <span>
            <Say text={code.problems[problem]} with={slots} />
          </span>
        </p>
      )}
      {offer.sent ? (
        <>
          <p role="status">
            <Say text={code.sent} with={slots} />
          </p>
          <form method="post" action={to('with-code')} class="form">
            <div class={isBad ? 'field field-bad' : 'field'}>
              <label for="code">{code.label}</label>
              <input
                id="code"
                name="code"
                class="mono code-input"
                inputmode="numeric"
                autocomplete="one-time-code"
                autocapitalize="off"
                spellcheck={false}
                required
                autofocus
                maxlength={40}
                aria-invalid={isBad ? 'true' : undefined}
                aria-describedby={isBad ? 'code-problem code-hint' : 'code-hint'}
              />
              <p class="hint" id="code-hint">
                {code.hint}
              </p>
            </div>
            <div class="form-end">
              <button class="button button-primary" type="submit">
                {answer.usedOpen}
              </button>
            </div>
          </form>
        </>
      ) : (
        <p>
          <Say text={code.lead} with={slots} />
        </p>
      )}
      <Send {...props} to={to('send-code')} slots={slots} />
    </section>
  )
}

/** The button stays while another code has to wait: no script tells this page when the time is over. */
const Send = ({ offer, language, to, slots }: CodeProps & { to: string; slots: Record<string, Child> }) => {
  const { code } = textsOf(language)
  const waits = offer.waitMs > 0
  return (
    <form method="post" action={to} class="code-again">
      <button
        class={offer.sent || waits ? 'button' : 'button button-primary'}
        type="submit"
        aria-describedby={waits ? 'code-wait' : undefined}
      >
        <Icon name="mail" /> {offer.sent ? code.again : fill(code.send, { address: offer.address })}
      </button>
      {waits && (
        <p class="hint" id="code-wait">
          <Say text={code.wait} with={slots} />
        </p>
      )}
    </form>
  )
}
