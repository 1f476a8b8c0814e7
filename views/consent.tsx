/**
 * The consent page, GET `/l/:token`. Its words are those of src/domain/notice: what the customer agrees to is hashed
 * there. Works without JavaScript; loads no recorder.
 */
import { DAY } from '../src/domain/clock.ts'
import { leavable, type Offer, type Signals } from '../src/domain/consent.ts'
import { fill } from '../src/domain/notice/fill.ts'
import { formatSpanIn } from '../src/domain/notice/format.ts'
import { textsOf, type Language } from '../src/domain/notice/languages.ts'
import { Icon } from './icons.tsx'
import { Bare, type BareContext } from './layout.tsx'
import { Asking, type Asker } from './parts/asker.tsx'
import { ConsentLegal } from './parts/consent-legal.tsx'
import { Say } from './parts/say.tsx'
import { Host } from './parts/text.tsx'

export interface ConsentPageProps {
  context: BareContext
  token: string
  language: Language
  organisation: Asker
  /** Ticket number the customer may know it by. */
  reference: string | null
  customerName: string | null
  /** What is asked for. */
  offer: Offer
  /** Hash of the notice in this language: the answer says which text it is to (C07). */
  noticeHash: string
  signals: Signals
  /** Host name of this server: where the recording is stored. */
  storedAt: string
  /** True when the page was answered with another text than today's. */
  changed: boolean
  /** Another browser has used the link, which is open for more: its customer may be here. */
  used: boolean
}

/** What the `opened` script needs: where to say that a person is here. */
const openedPath = (token: string): string => `/l/${token}/opened`

/** Id of the form that the tick boxes belong to, wherever on the page they stand. */
const FORM = 'allow'

export const ConsentPage = (props: ConsentPageProps) => {
  const { context, token, organisation, offer, language } = props
  const { notice, answer } = textsOf(language)
  const host = <Host name={new URL(offer.origin).host} />
  return (
    <Bare
      context={context}
      title={notice.title}
      language={language}
      script={context.assets.opened}
      head={<Asking organisation={organisation.name} language={language} path={`/l/${token}`} />}
      wide
    >
      <div class="consent" data-opened={openedPath(token)}>
        {props.changed && (
          <p class="banner banner-warning" role="alert">
            <Icon name="alert" /> <span>{answer.changed}</span>
          </p>
        )}
        <h1>
          <Say text={notice.asks} with={{ organisation: <bdi>{organisation.name}</bdi>, host }} />
        </h1>
        <p class="lead">
          {props.customerName && (
            <>
              <Say text={notice.hello} with={{ name: <bdi>{props.customerName}</bdi> }} />{' '}
            </>
          )}
          {props.reference ? (
            <Say
              text={notice.whyIn}
              with={{ reference: <bdi class="strong reference">{props.reference}</bdi> }}
            />
          ) : (
            notice.why
          )}
        </p>
        <Lists {...props} />
        <ul class="consent-facts">
          <li>
            <Say text={notice.facts.live} />
          </li>
          <li>
            <Say text={notice.facts.stop} with={{ longest: formatSpanIn(language, offer.maxMs) }} />
          </li>
          <li>
            <Say
              text={notice.facts.kept}
              with={{ kept: formatSpanIn(language, offer.retentionDays * DAY) }}
            />
          </li>
        </ul>
        {(props.signals.globalPrivacyControl || props.signals.doNotTrack) && (
          <p class="consent-aside">{notice.signals}</p>
        )}
        <Choices offer={offer} language={language} />
        <ConsentLegal {...props} />
        <Answers {...props} />
        <p class="consent-after">
          <Say text={notice.after} with={{ host }} />
        </p>
        {props.used && (
          <p class="consent-after">
            {answer.usedOwn} <a href={`/l/${token}/with-receipt?lang=${language}`}>{answer.usedReceipt}</a>
          </p>
        )}
      </div>
    </Bare>
  )
}

/** What support sees and what stays hidden, as this link asks for it. */
const Lists = ({ offer, language }: ConsentPageProps) => {
  const { sees, hidden } = textsOf(language).notice
  const asks = (scope: Offer['scopes'][number]) => offer.scopes.includes(scope)
  const host = <Host name={new URL(offer.origin).host} />
  return (
    <div class="consent-lists">
      <section aria-labelledby="sees">
        <h2 id="sees">
          <Icon name="eye" /> {sees.title}
        </h2>
        <ul>
          <li>
            <Say text={asks('picture') ? sees.pages : sees.addresses} with={{ host }} />
          </li>
          {asks('picture') && <li>{sees.movement}</li>}
          {offer.privacy === 'open' && <li>{sees.fields}</li>}
          {asks('console') && <li>{offer.privacy === 'strict' ? sees.consoleHidden : sees.console}</li>}
          {asks('network') && <li>{sees.network}</li>}
          <li>{sees.environment}</li>
        </ul>
      </section>
      <section aria-labelledby="hidden">
        <h2 id="hidden">
          <Icon name="eye-off" /> {hidden.title}
        </h2>
        <ul>
          {offer.privacy === 'strict' && <li>{hidden.text}</li>}
          <li>{offer.privacy === 'open' ? hidden.secrets : hidden.typed}</li>
          <li>{hidden.parameters}</li>
          <li>{asks('network-bodies') ? hidden.contentsUnless : hidden.contents}</li>
          <li>{hidden.elsewhere}</li>
          <li>{hidden.devices}</li>
        </ul>
      </section>
    </div>
  )
}

/**
 * What the customer may leave out, and what they may add. Nothing is ticked beforehand (C02): a tick takes something
 * away, or adds what nobody gets by silence. docs/adr/0010-consent.md says why.
 */
const Choices = ({ offer, language }: Pick<ConsentPageProps, 'offer' | 'language'>) => {
  const { choose } = textsOf(language).notice
  const scopes = leavable(offer)
  return (
    <>
      {scopes.length > 1 && (
        <details class="legal choices">
          <summary>
            <Icon name="chevron-down" />
            {choose.title}
          </summary>
          <fieldset>
            <legend>{choose.lead}</legend>
            {scopes.map(
              (scope) =>
                scope !== 'network-bodies' && <Tick name="without" value={scope} label={choose[scope]} />,
            )}
          </fieldset>
        </details>
      )}
      {offer.scopes.includes('network-bodies') && (
        <div class="choices">
          <Tick name="also" value="network-bodies" label={choose.bodies} />
        </div>
      )}
    </>
  )
}

const Tick = ({ name, value, label }: { name: string; value: string; label: string }) => (
  <label class="tick">
    {/* Else a browser ticks it again after a reload, and what it remembers is no choice. */}
    <input type="checkbox" name={name} value={value} form={FORM} autocomplete="off" />
    <span>{label}</span>
  </label>
)

/** Two equal answers, each one press; and a quiet third for who is too young to give one. */
const Answers = (props: ConsentPageProps) => {
  const { token, offer, language, noticeHash } = props
  const { notice } = textsOf(language)
  const age = { age: String(offer.minimumAge) }
  const shown = (
    <>
      <input type="hidden" name="notice" value={noticeHash} />
      <input type="hidden" name="lang" value={language} />
    </>
  )
  return (
    <>
      {offer.minimumAge > 0 && (
        <form method="post" action={`/l/${token}/under-age`} class="consent-age">
          {shown}
          <p>{fill(notice.age, age)}</p>
          <button class="button button-small" type="submit">
            {fill(notice.younger, age)}
          </button>
        </form>
      )}
      <div class="consent-choice">
        <form method="post" action={`/l/${token}/decline`}>
          {shown}
          <button class="button button-choice" type="submit">
            {notice.decline}
          </button>
        </form>
        <form method="post" action={`/l/${token}/accept`} id={FORM}>
          {/* Enter on a tick box presses a form's first button: this one does nothing, for there is no dialog to close. */}
          <button type="submit" formmethod="dialog" hidden />
          {shown}
          <button class="button button-choice" type="submit">
            {notice.allow}
          </button>
        </form>
      </div>
    </>
  )
}
