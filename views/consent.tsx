/**
 * The consent page, GET `/l/:token`. Its wording is what the customer agrees to: when its meaning changes,
 * CONSENT_TEXT_VERSION (src/domain/consent.ts) changes with it. Works without JavaScript; loads no recorder.
 */
import type { Child } from 'hono/jsx'
import { DAY } from '../src/domain/clock.ts'
import { CONSENT_TEXT_VERSION, type ConsentScope } from '../src/domain/consent.ts'
import type { Organisation } from '../src/domain/organisation.ts'
import { Icon } from './icons.tsx'
import { Bare, initialOf, type BareContext } from './layout.tsx'
import { formatSpan, Host } from './parts/text.tsx'

export type Asker = Pick<Organisation, 'name' | 'controllerName' | 'privacyContact'>

export interface ConsentPageProps {
  context: BareContext
  token: string
  organisation: Asker
  /** Ticket number the customer may know it by. */
  reference: string | null
  customerName: string | null
  /** What is asked for; stored with the answer. */
  scope: ConsentScope
  /** Host name of this server: where the recording is stored. */
  storedAt: string
}

/** What the `opened` script needs: where to say that a person is here. */
const openedPath = (token: string): string => `/l/${token}/opened`

export const ConsentPage = (props: ConsentPageProps) => {
  const { context, token, organisation, scope } = props
  const host = new URL(scope.origin).host
  return (
    <Bare
      context={context}
      title="May we record?"
      script={context.assets.opened}
      head={<Asking organisation={organisation.name} />}
      wide
    >
      <div class="consent" data-opened={openedPath(token)}>
        <h1>
          <bdi>{organisation.name}</bdi> asks to record what you do on <Host name={host} />
        </h1>
        <p class="lead">
          {props.customerName && (
            <>
              Hello <bdi>{props.customerName}</bdi>.{' '}
            </>
          )}
          It lets support see the problem
          {props.reference && (
            <>
              {' '}
              in <bdi class="strong reference">{props.reference}</bdi>
            </>
          )}{' '}
          as you see it. Nothing is recorded until you allow it.
        </p>
        <div class="consent-lists">
          <section aria-labelledby="sees">
            <h2 id="sees">
              <Icon name="eye" /> What support will see
            </h2>
            <ul>
              <li>
                The pages you visit on <Host name={host} />, in this tab
              </li>
              <li>Clicks, scrolling and mouse movement</li>
              <li>Errors and console messages</li>
              <li>Addresses of network requests, without parameters and contents</li>
              <li>Your browser and device</li>
            </ul>
          </section>
          <section aria-labelledby="hidden">
            <h2 id="hidden">
              <Icon name="eye-off" /> What stays hidden
            </h2>
            <ul>
              {scope.privacy === 'strict' && <li>All text on the pages</li>}
              <li>What you type into fields: it shows as dots</li>
              <li>Parameters in addresses</li>
              <li>Contents of requests and answers</li>
              <li>Other tabs, sites and apps</li>
              <li>Camera, microphone and files</li>
            </ul>
          </section>
        </div>
        <ul class="consent-facts">
          <li>
            <strong>Support staff may watch live</strong> while you go on.
          </li>
          <li>
            <strong>You can stop at any moment</strong>, with the bar on the page or by opening this link
            again. It ends after {formatSpan(scope.maxMs)} at the latest.
          </li>
          <li>
            <strong>Kept for {formatSpan(scope.retentionDays * DAY)}</strong>, then erased.
          </li>
        </ul>
        <Legal {...props} />
        <div class="consent-choice">
          <form method="post" action={`/l/${token}/decline`}>
            <button class="button button-choice" type="submit">
              Decline
            </button>
          </form>
          <form method="post" action={`/l/${token}/accept`}>
            <button class="button button-choice" type="submit">
              Allow recording
            </button>
          </form>
        </div>
        <p class="consent-after">
          Whatever you choose, <Host name={host} /> works as before.
        </p>
      </div>
    </Bare>
  )
}

/** Whose page this is: the company, not the product. */
export const Asking = ({ organisation }: { organisation: string }) => (
  <p class="sheet-brand">
    <span class="monogram" aria-hidden="true">
      {initialOf(organisation)}
    </span>
    <bdi>{organisation}</bdi>
  </p>
)

/** What the law asks to be told (GDPR Art. 13), folded. */
const Legal = ({ organisation, storedAt, scope }: ConsentPageProps) => (
  <details class="legal">
    <summary>
      <Icon name="chevron-down" />
      Who is responsible, where it is stored, your rights
    </summary>
    <dl>
      <Term name="Responsible">
        <bdi>{organisation.controllerName}</bdi>
      </Term>
      <Term name="Contact">
        <Contact to={organisation.privacyContact} />
      </Term>
      <Term name="Purpose">
        To understand and fix the problem you reported. It is not used for anything else.
      </Term>
      <Term name="Legal basis">Your consent (GDPR Art. 6(1)(a)). Saying no has no disadvantage for you.</Term>
      <Term name="Who may see it">
        People of <bdi>{organisation.name}</bdi> who work on support cases and sign in with their own account,
        and programs they have given access to.
      </Term>
      <Term name="Where it is stored">
        On the server at <span class="mono">{storedAt}</span>, for which the above is responsible.
      </Term>
      <Term name="How long">
        {formatSpan(scope.retentionDays * DAY)} after the recording ends. That you agreed, when and to what,
        is kept as proof.
      </Term>
      <Term name="Your rights">
        You may withdraw your consent at any time; what was recorded before stays lawful. You may ask for a
        copy, for correction and for erasure. Write to the contact above.
      </Term>
      <Term name="Complaints">
        You may complain to the data protection authority of the country where you live or work.
      </Term>
      <Term name="This text">
        Version <span class="mono">{CONSENT_TEXT_VERSION}</span>
      </Term>
    </dl>
  </details>
)

const Term = ({ name, children }: { name: string; children: Child }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

/** A privacy contact is an e-mail address or a web page; anything else is shown as it is. */
export const Contact = ({ to }: { to: string }) => {
  if (/^https?:\/\//i.test(to)) return <a href={to}>{to}</a>
  if (/^[^\s@:/]+@[^\s@:/]+$/.test(to)) return <a href={`mailto:${to}`}>{to}</a>
  return <bdi>{to}</bdi>
}
