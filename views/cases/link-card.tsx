/** One link of a case: how far it has come, and what can be done with it. */
import { raw } from 'hono/html'
import type { AnswerSummary, Outcome } from '../../src/domain/consent.ts'
import type { Link, LinkState } from '../../src/domain/link.ts'
import type { CaptureScope, PrivacyPreset } from '../../src/protocol/privacy.ts'
import { Icon } from '../icons.tsx'
import { CopyButton, LinkChip } from '../parts/chips.tsx'
import { ActionForm } from '../parts/form.tsx'
import { Middle, Time } from '../parts/text.tsx'

export interface LinkView extends Pick<
  Link,
  'id' | 'targetUrl' | 'privacy' | 'maxUses' | 'uses' | 'createdAt' | 'createdBy' | 'expiresAt'
> {
  state: LinkState
  /** Nothing of what it captured has arrived, though it should have. */
  silent: boolean
  /** When each step was first reached, server ms; null for steps not reached. */
  steps: {
    made: number
    opened: number | null
    consented: number | null
    recording: number | null
    ended: number | null
  }
  /** When it was declined, expired or revoked, or the last of its recordings erased; else null. */
  stoppedAt: number | null
  /** What the last customer answered; null before the first. */
  answer: AnswerSummary | null
  /** Refusals and erasures, oldest first. */
  outcomes: readonly Outcome[]
  /** The address to send while it can still be opened; null afterwards. */
  url: string | null
  /** The address as a QR code: an `<svg>` made by this server, without styles of its own. */
  qr: string | null
}

export interface LinkCardProps {
  link: LinkView
  /** Where its Mail button leads. */
  mailto: (url: string) => string
  /** True when it was just made: its Copy button takes the focus. */
  fresh: boolean
  mayWrite: boolean
}

export const LinkCard = ({ link, mailto, fresh, mayWrite }: LinkCardProps) => (
  <article id={`link-${link.id}`} class="card link-card" aria-label="Link">
    <Steps link={link} />
    {link.url !== null && (
      <>
        <p class="link-url mono">
          <Middle text={link.url} tail={12} />
        </p>
        <div class="actions">
          <CopyButton text={link.url} label="Copy link" primary autofocus={fresh} />
          <a class="button" href={mailto(link.url)}>
            <Icon name="mail" />
            Mail
          </a>
          {link.qr !== null && <QrCode svg={link.qr} />}
        </div>
      </>
    )}
    <div class="link-end">
      <p class="link-facts muted">
        <span>
          Opens{' '}
          <span class="mono link-target">
            <Middle text={link.targetUrl} tail={14} />
          </span>
        </span>
        <span>
          {link.expiresAt === link.stoppedAt ? 'Expired ' : 'Expires '}
          <Time at={link.expiresAt} relative />
        </span>
        <span>{`${link.uses} of ${link.maxUses} ${link.maxUses === 1 ? 'use' : 'uses'}`}</span>
        <span>{PRIVACY_WORDS[link.privacy]}</span>
        {link.answer && <span>{answerWords(link.answer)}</span>}
        <span>
          Created by <bdi>{link.createdBy}</bdi>
        </span>
      </p>
      {mayWrite && (link.url !== null || stillRuns(link.state)) && <Revoke link={link} />}
    </div>
  </article>
)

const PRIVACY_WORDS: Record<PrivacyPreset, string> = {
  strict: 'Strict privacy',
  balanced: 'Balanced privacy',
  open: 'Open privacy',
}

const SCOPE_WORDS: Record<CaptureScope, string> = {
  picture: 'picture',
  console: 'console',
  network: 'network',
  'network-bodies': 'contents of requests',
}

/** `Allowed picture and console, asked in German` */
const answerWords = ({ decision, scopes, language, signals }: AnswerSummary): string => {
  const asked = `asked in ${new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language}`
  const sent = signals.length === 0 ? '' : `; their browser sends ${LIST.format(signals)}`
  if (decision === 'under-age') return `Declined by the customer as too young, ${asked}${sent}`
  if (decision === 'declined') return `Declined by the customer, ${asked}${sent}`
  return `Allowed ${LIST.format(scopes.map((scope) => SCOPE_WORDS[scope]))}, ${asked}${sent}`
}

const LIST = new Intl.ListFormat('en-GB')

const QrCode = ({ svg }: { svg: string }) => (
  <details class="menu qr" data-menu>
    <summary class="button">
      <Icon name="qr" />
      QR code
    </summary>
    <div class="menu-panel">
      <div class="qr-code" role="img" aria-label="QR code of the link">
        {raw(svg)}
      </div>
      <p class="hint">The customer scans it with a phone’s camera.</p>
    </div>
  </details>
)

/** A link whose recording is on, or about to be, can be revoked although it cannot be opened again. */
const stillRuns = (state: LinkState): boolean => state === 'recording' || state === 'consented'

const Revoke = ({ link }: { link: LinkView }) => (
  <ActionForm
    action={`/links/${link.id}/revoke`}
    label="Revoke link"
    class="button button-small button-quiet-danger"
    confirm={{
      title: 'Revoke this link?',
      text:
        link.state === 'recording'
          ? 'The recording stops at once, and the link no longer opens anything. What was recorded so far stays.'
          : 'It no longer opens anything, for anyone who has it. You can create a new one.',
    }}
  >
    <Icon name="ban" />
  </ActionForm>
)

const STEPS = ['made', 'opened', 'consented', 'recording', 'ended'] as const
const STEP_WORDS = {
  made: 'Created',
  opened: 'Opened',
  consented: 'Consented',
  recording: 'Recording',
  ended: 'Ended',
} as const
const STOP_WORDS: Partial<Record<LinkState, string>> = {
  erased: 'Erased',
  declined: 'Declined',
  expired: 'Expired',
  revoked: 'Revoked',
}

/** Created → opened → consented → recording → ended, as far as it came; cut short where it was stopped. */
const Steps = ({ link }: { link: LinkView }) => {
  const stop = STOP_WORDS[link.state]
  const shown = stop ? STEPS.filter((step) => link.steps[step] !== null) : STEPS
  return (
    <div class="steps-row">
      <ol class="steps" aria-label="How far the link has come">
        {shown.map((step) => (
          <Step
            label={STEP_WORDS[step]}
            at={link.steps[step]}
            tone={
              step === link.state
                ? step === 'recording'
                  ? 'live'
                  : 'current'
                : link.steps[step]
                  ? 'done'
                  : 'todo'
            }
          />
        ))}
        {stop && <Step label={stop} at={link.stoppedAt} tone="stopped" />}
      </ol>
      <LinkChip state={link.state} silent={link.silent} />
    </div>
  )
}

const Step = ({ label, at, tone }: { label: string; at: number | null; tone: string }) => (
  <li class={`step step-${tone}`} aria-current={tone === 'current' || tone === 'live' ? 'step' : undefined}>
    <span class="step-mark">
      {(tone === 'done' || tone === 'current') && <Icon name="check" />}
      {tone === 'stopped' && <Icon name="x" />}
    </span>
    <span class="step-label">{label}</span>
    <span class="step-time">
      {at === null ? <span class="visually-hidden">not yet</span> : <Time at={at} relative />}
    </span>
  </li>
)
