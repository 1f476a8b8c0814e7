/** The customer's own pages at `/l/:token`, after they have answered; and the one page for links that open nothing. */
import type { EndReason } from '../src/protocol/messages.ts'
import { Asking, Contact, type Asker } from './consent.tsx'
import { Icon } from './icons.tsx'
import { Bare, type BareContext } from './layout.tsx'
import { Live } from './parts/chips.tsx'
import { formatDuration, Time } from './parts/text.tsx'

/** Where the customer's recording stands. */
export type CustomerState =
  | { kind: 'declined' }
  /** Allowed, but the page has not started to record: it may have gone through a sign-in elsewhere. */
  | { kind: 'waiting' }
  | { kind: 'recording'; startedAt: number }
  | { kind: 'ended'; reason: EndReason; durationMs: number; erasedAt: number }

export interface CustomerPageProps {
  context: BareContext
  token: string
  organisation: Asker
  /** Where the link leads. */
  targetUrl: string
  state: CustomerState
}

export const CustomerPage = (props: CustomerPageProps) => (
  <Bare
    context={props.context}
    title={TITLES[props.state.kind]}
    head={<Asking organisation={props.organisation.name} />}
  >
    <Body {...props} />
  </Bare>
)

const TITLES: Record<CustomerState['kind'], string> = {
  declined: 'You declined',
  waiting: 'Ready to record',
  recording: 'Recording is on',
  ended: 'The recording is over',
}

const Body = ({ token, organisation, targetUrl, state }: CustomerPageProps) => {
  const host = new URL(targetUrl).host
  const contact = <Contact to={organisation.privacyContact} />
  switch (state.kind) {
    case 'declined':
      return (
        <>
          <h1>You declined</h1>
          <p class="lead">
            Nothing was recorded, and <bdi>{organisation.name}</bdi> will not ask again with this link. {host}{' '}
            works as before.
          </p>
          <Onward href={targetUrl} host={host} />
        </>
      )
    case 'waiting':
      return (
        <>
          <h1>You allowed it, but recording has not started</h1>
          <p class="lead">
            The page may have asked you to sign in first. Continue starts the recording; you are not asked
            again.
          </p>
          <div class="stack-s">
            <form method="post" action={`/l/${token}/continue`}>
              <button class="button button-primary button-wide" type="submit">
                Continue
              </button>
            </form>
            <form method="post" action={`/l/${token}/stop`}>
              <button class="button button-wide" type="submit">
                Do not record after all
              </button>
            </form>
          </div>
        </>
      )
    case 'recording':
      return (
        <>
          <p>
            <Live />
          </p>
          <h1>Recording is on</h1>
          <p class="lead">
            <bdi>{organisation.name}</bdi> records your tab with {host} since <Time at={state.startedAt} />,
            and people may be watching. Stop ends it everywhere within a second.
          </p>
          <form method="post" action={`/l/${token}/stop`}>
            <button class="button button-stop button-wide" type="submit">
              <Icon name="stop" />
              Stop recording
            </button>
          </form>
        </>
      )
    case 'ended':
      return (
        <>
          <h1>The recording is over</h1>
          <p class="lead">{`${ENDED_WORDS[state.reason]} Nothing is being recorded now.`}</p>
          {state.durationMs > 0 && (
            <p>
              <bdi>{organisation.name}</bdi> has {formatDuration(state.durationMs)} of it and keeps it until{' '}
              <Time at={state.erasedAt} />. To have it erased sooner, or for a copy, write to {contact}.
            </p>
          )}
          <Onward href={targetUrl} host={host} />
        </>
      )
  }
}

const ENDED_WORDS: Record<EndReason, string> = {
  customer: 'You stopped it.',
  idle: 'It ended by itself, because nothing moved for a while.',
  limit: 'It ended by itself, because the longest time was reached.',
  away: 'It ended by itself, because the tab was closed.',
  revoked: 'Support ended it.',
  agent: 'Support ended it.',
  'never-started': 'It never started.',
}

const Onward = ({ href, host }: { href: string; host: string }) => (
  <p>
    <a class="button" href={href}>
      Go on to {host}
      <Icon name="arrow-right" />
    </a>
  </p>
)

/** Expired, revoked, used, changed on the way or never made: nobody can tell which from this page (T04). */
export const LinkGone = ({ context }: { context: BareContext }) => (
  <Bare context={context} title="This link cannot be opened">
    <h1>This link cannot be opened</h1>
    <p class="lead">It may have been used, be too old, or not be copied whole.</p>
    <p>Nothing was recorded. Ask the support person who sent it to you for a new one.</p>
  </Bare>
)
