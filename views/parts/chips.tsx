/** Small signs of state, and the blocks that several pages share. */
import type { Child } from 'hono/jsx'
import type { LinkState } from '../../src/domain/link.ts'
import type { EndReason } from '../../src/protocol/messages.ts'
import { Icon, type IconName } from '../icons.tsx'

/** How each state of a link reads, and the tone of its chip. */
export const LINK_STATE_WORDS: Record<LinkState, { label: string; tone: string }> = {
  made: { label: 'Not opened', tone: 'quiet' },
  opened: { label: 'Opened', tone: 'accent' },
  consented: { label: 'Consented', tone: 'accent' },
  recording: { label: 'Recording', tone: 'live' },
  ended: { label: 'Recorded', tone: 'success' },
  erased: { label: 'Erased', tone: 'quiet' },
  declined: { label: 'Declined', tone: 'warning' },
  expired: { label: 'Expired', tone: 'quiet' },
  revoked: { label: 'Revoked', tone: 'quiet' },
}

/** Why a recording ended, for people in support. */
export const END_WORDS: Record<EndReason, string> = {
  customer: 'Stopped by the customer',
  idle: 'Ended: the customer was idle',
  limit: 'Ended: it reached the longest duration',
  'bar-removed': 'Ended: the page removed the bar',
  'site-refused': 'Refused by the site’s privacy settings',
  away: 'Ended: the tab was closed',
  revoked: 'Ended: the link was revoked',
  agent: 'Ended by support',
  'never-started': 'Never started',
}

/** Of a link whose recordings are empty. */
const SILENT_WORDS: Partial<Record<LinkState, string>> = {
  consented: 'Not started',
  recording: 'Nothing arrives',
  ended: 'Nothing recorded',
}

/** @param silent nothing of what the link captured has arrived */
export const LinkChip = ({ state, silent = false }: { state: LinkState; silent?: boolean }) => {
  const lack = silent ? SILENT_WORDS[state] : undefined
  if (lack) return <span class="chip chip-warning">{lack}</span>
  const { label, tone } = LINK_STATE_WORDS[state]
  return (
    <span class={`chip chip-${tone}`}>
      {state === 'recording' && <span class="live-dot" aria-hidden="true" />}
      {label}
    </span>
  )
}

/** What staff read where the customer took the consent back and let the recording be kept. */
export const WITHDRAWN = 'The customer withdrew the consent. The recording is kept, as they chose.'

/** Beside a recording whose customer has withdrawn. */
export const Withdrawn = () => (
  <span class="chip chip-warning" title={WITHDRAWN}>
    Consent withdrawn
  </span>
)

/** The red dot with its word. */
export const Live = () => (
  <span class="live">
    <span class="live-dot" aria-hidden="true" />
    Live
  </span>
)

/** In place of `Live` while nothing of the customer's page arrives. */
export const Silent = () => (
  <span class="silent">
    <Icon name="alert" />
    Nothing arrives
  </span>
)

/** What an empty list says: what it is for, and the first step. */
export const Empty = (props: { icon: IconName; title: string; children: Child }) => (
  <div class="empty">
    <span class="empty-icon">
      <Icon name={props.icon} />
    </span>
    <h2>{props.title}</h2>
    {props.children}
  </div>
)

/** A sentence about what just happened, or what to know first. */
export const Banner = (props: { tone: 'success' | 'warning' | 'error' | 'info'; children: Child }) => (
  <div class={`banner banner-${props.tone}`} role={props.tone === 'error' ? 'alert' : 'status'}>
    <Icon name={props.tone === 'success' ? 'check' : props.tone === 'info' ? 'arrow-right' : 'alert'} />
    <div>{props.children}</div>
  </div>
)

/** Copies `text`. The script brings it to life; without JavaScript it is not shown and the text is selected by hand. */
export const CopyButton = (props: {
  text: string
  label: string
  primary?: boolean
  autofocus?: boolean
  /** Accessible name where the label alone is ambiguous. */
  name?: string
}) => (
  <button
    type="button"
    class={props.primary ? 'button button-primary copy' : 'button copy'}
    data-copy={props.text}
    aria-label={props.name}
    autofocus={props.autofocus}
  >
    <Icon name="copy" />
    <span data-copy-label>{props.label}</span>
  </button>
)

/** A secret that is shown this once, with what to do with it. */
export const OnceShown = (props: { title: string; text: string; copyLabel: string; children: Child }) => (
  <section class="once" aria-labelledby="once-title">
    <h2 id="once-title">{props.title}</h2>
    <div class="once-row">
      <input class="mono" type="text" readonly value={props.text} aria-label={props.title} data-select />
      <CopyButton text={props.text} label={props.copyLabel} primary autofocus />
    </div>
    {props.children}
  </section>
)

/** Link to the next page of a list, by cursor; nothing at the end. */
export const Older = ({ href, label }: { href: string | null; label: string }) =>
  href === null ? null : (
    <nav class="paging" aria-label="Pages">
      <a class="button" href={href} rel="next">
        {label}
      </a>
    </nav>
  )

/** `base?…` with the parameters that have a value. */
export const withQuery = (base: string, parameters: Record<string, string | null | undefined>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value)
  const text = query.toString()
  return text === '' ? base : `${base}?${text}`
}
