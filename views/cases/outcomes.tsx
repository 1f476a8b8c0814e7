/** Refusals and erasures: what happened to a link where there is no recording to show it. */
import type { ChangedBy, Outcome } from '../../src/domain/consent.ts'
import { Icon } from '../icons.tsx'
import { Time } from '../parts/text.tsx'

/** @param props.outcomes newest first */
export const Outcomes = ({ outcomes }: { outcomes: readonly Outcome[] }) =>
  outcomes.length === 0 ? null : (
    <ul class="outcomes muted">
      {outcomes.map((outcome) => (
        <OutcomeLine {...outcome} />
      ))}
    </ul>
  )

const ERASED_WORDS: Record<ChangedBy, string> = {
  customer: 'Erased by the customer',
  organisation: 'Erased by support',
  time: 'Erased at the end of its retention time',
}

/** `Erased by the customer, 20 Nov 2026, 16:44`: what there is no recording of. */
const OutcomeLine = (outcome: Outcome) => (
  <li>
    <Icon name={outcome.kind === 'erased' ? 'trash' : 'ban'} />
    <span>
      {outcome.kind === 'erased'
        ? ERASED_WORDS[outcome.by]
        : outcome.underAge
          ? 'Declined: the customer is too young'
          : 'Declined by the customer'}
      {', '}
      <Time at={outcome.at} />
    </span>
  </li>
)
