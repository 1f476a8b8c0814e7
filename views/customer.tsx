/**
 * The customer's own pages at `/l/:token` after the accept: what goes on, what can be done with it, and that it is gone.
 * Every step works without JavaScript.
 */
import type { Child } from 'hono/jsx'
import type { ChangedBy } from '../src/domain/consent.ts'
import { fill } from '../src/domain/notice/fill.ts'
import { formatLength } from '../src/domain/notice/format.ts'
import { textsOf, type Language } from '../src/domain/notice/languages.ts'
import type { EndReason } from '../src/protocol/messages.ts'
import { Icon, type IconName } from './icons.tsx'
import { Contact } from './parts/asker.tsx'
import { at, Own, Press, type CustomerPageProps } from './parts/own.tsx'
import { Say, TimeIn } from './parts/say.tsx'
import { Host } from './parts/text.tsx'

/** Where the customer's recording stands. Times are server ms. */
export type CustomerState =
  /** Allowed, but the page has not started to record: it may have gone through a sign-in elsewhere. */
  | { kind: 'waiting' }
  | { kind: 'recording'; startedAt: number }
  | ({ kind: 'ended' } & EndedRecording)
  /** `receipt`: can it be downloaded here? Only in a browser that has the cookie. */
  | { kind: 'erased'; at: number; by: ChangedBy; receipt: boolean }

export interface EndedRecording {
  reason: EndReason
  durationMs: number
  /** Until when it is kept. */
  keptUntil: number
  withdrawnAt: number | null
}

type Props<State> = CustomerPageProps & { state: State }

export const CustomerPage = (props: Props<CustomerState>) => {
  switch (props.state.kind) {
    case 'waiting':
      return <Waiting {...props} />
    case 'recording':
      return <Recording {...props} state={props.state} />
    case 'ended':
      return <Ended {...props} state={props.state} />
    case 'erased':
      return <Erased {...props} state={props.state} />
  }
}

const Waiting = (props: CustomerPageProps) => {
  const { customer } = textsOf(props.language)
  return (
    <Own {...props} title={customer.waitingTitle}>
      <p class="lead">{customer.waiting}</p>
      <div class="stack-s">
        <Press to={at(props, '/continue')} label={customer.continue} primary />
        <Press to={at(props, '/withdraw')} label={customer.notAfterAll} />
      </div>
    </Own>
  )
}

const Recording = (props: Props<{ startedAt: number }>) => {
  const { language, organisation, targetUrl, state } = props
  const { customer } = textsOf(language)
  const slots = {
    organisation: <bdi>{organisation.name}</bdi>,
    host: <Host name={new URL(targetUrl).host} />,
    time: <TimeIn at={state.startedAt} language={language} />,
  }
  return (
    <Own {...props} title={customer.recordingTitle}>
      <p class="live">
        <span class="live-dot" aria-hidden="true" />
        {customer.live}
      </p>
      <p class="lead">
        <Say text={customer.recording} with={slots} />
      </p>
      <form method="post" action={at(props, '/stop')}>
        <button class="button button-stop button-wide" type="submit">
          <Icon name="stop" />
          {customer.stop}
        </button>
      </form>
      <p>
        <a href={at(props, '/erase')}>{customer.stopAndErase}</a>
      </p>
      <p>
        <a href={at(props, '/withdraw')}>{customer.withdraw}</a>
      </p>
    </Own>
  )
}

const Ended = (props: Props<EndedRecording>) => {
  const { language, organisation, targetUrl, state } = props
  const { customer, answer } = textsOf(language)
  const host = new URL(targetUrl).host
  const slots = {
    organisation: <bdi>{organisation.name}</bdi>,
    length: formatLength(state.durationMs),
    time: <TimeIn at={state.keptUntil} language={language} />,
  }
  return (
    <Own {...props} title={customer.overTitle}>
      <p class="lead">{`${customer.ended[state.reason]} ${customer.overNow}`}</p>
      {state.durationMs > 0 && (
        <p>
          <Say text={customer.kept} with={slots} />
        </p>
      )}
      {state.withdrawnAt !== null && (
        <p>
          <Say
            text={customer.withdrawnAt}
            with={{ time: <TimeIn at={state.withdrawnAt} language={language} /> }}
          />
        </p>
      )}
      <section class="own" aria-labelledby="own-title">
        <h2 id="own-title" class="visually-hidden">
          {customer.actions}
        </h2>
        <ul>
          {state.durationMs > 0 && (
            <Action icon="eye" to={at(props, '/recording')} label={customer.see} why={customer.seeWhy} />
          )}
          <Action
            icon="check"
            to={at(props, '/receipt')}
            label={customer.receipt}
            why={<Say text={customer.receiptWhy} with={{ verify: <Verify language={language} /> }} />}
            download
          />
          <Action
            icon="download"
            to={at(props, '/download')}
            label={customer.data}
            why={customer.dataWhy}
            download
          />
          {state.withdrawnAt === null && (
            <Action
              icon="ban"
              to={at(props, '/withdraw')}
              label={customer.withdraw}
              why={<Say text={customer.withdrawWhy} with={slots} />}
            />
          )}
          <Action
            icon="trash"
            to={at(props, '/erase')}
            label={customer.erase}
            why={customer.eraseWhy}
            danger
          />
        </ul>
      </section>
      <p class="hint">
        <Say text={customer.contact} with={{ contact: <Contact to={organisation.privacyContact} /> }} />
      </p>
      <p>
        <a class="button" href={targetUrl}>
          {fill(answer.onward, { host })}
          <Icon name="arrow-right" />
        </a>
      </p>
    </Own>
  )
}

const Erased = (props: Props<{ at: number; by: ChangedBy; receipt: boolean }>) => {
  const { language, organisation, state } = props
  const { customer } = textsOf(language)
  const slots = {
    organisation: <bdi>{organisation.name}</bdi>,
    time: <TimeIn at={state.at} language={language} />,
  }
  return (
    <Own {...props} title={customer.goneTitle}>
      <p class="lead">
        <Say text={customer.gone[state.by]} with={slots} /> {customer.goneLead}
      </p>
      <p>{customer.goneReceipt}</p>
      {state.receipt && (
        <section class="own">
          <ul>
            <Action
              icon="check"
              to={at(props, '/receipt')}
              label={customer.receipt}
              why={<Say text={customer.receiptWhy} with={{ verify: <Verify language={language} /> }} />}
              download
            />
          </ul>
        </section>
      )}
      <p class="hint">
        <Say text={customer.contact} with={{ contact: <Contact to={organisation.privacyContact} /> }} />
      </p>
    </Own>
  )
}

const Verify = ({ language }: { language: Language }) => (
  <a href="/verify">{textsOf(language).customer.verify}</a>
)

const Action = (props: {
  icon: IconName
  to: string
  label: string
  why: Child
  download?: boolean
  danger?: boolean
}) => (
  <li>
    <Icon name={props.icon} />
    <div>
      <a class={props.danger ? 'danger' : undefined} href={props.to} download={props.download}>
        {props.label}
      </a>
      <p class="hint">{props.why}</p>
    </div>
  </li>
)
