/** `/settings/recording`: when a recording ends, and how long it is kept. */
import { RETURN_MS } from '../../src/domain/organisation.ts'
import { DEFAULTS, RECORDING_BOUNDS, RETENTION_CHOICES } from '../../src/domain/settings.ts'
import { MINUTE, SECOND } from '../../src/domain/clock.ts'
import type { ClockDoubt } from '../../src/domain/clock-doubt.ts'
import { Banner } from '../parts/chips.tsx'
import { Field, FormError, Select, type FieldErrors, type Values } from '../parts/form.tsx'
import { Time } from '../parts/text.tsx'
import { SettingsFrame, type SettingsContext } from './frame.tsx'

export interface RecordingSettingsPageProps extends SettingsContext {
  /** By field: idleMinutes, maxMinutes, graceSeconds, retentionChoice, retentionDays. */
  values: Values
  errors: FieldErrors
  /** What speaks against the server's clock, or null. */
  doubt: ClockDoubt | null
}

/** Asks before anything is erased on the word of a clock that looks wrong. */
const ClockQuestion = ({ doubt }: { doubt: ClockDoubt }) => (
  <Banner tone="warning">
    <div class="stack">
      <p>
        The server’s clock says <Time at={doubt.now} />, but the server last ran on <Time at={doubt.seenAt} />
        . Until this is settled, nothing is erased by its date.
      </p>
      <p>
        If the clock is wrong, put it right on the machine. If it is right, because the server was switched
        off, confirm it.
      </p>
      <form method="post" action="/settings/recording/clock">
        <button class="button" type="submit">
          The clock is right
        </button>
      </form>
    </div>
  </Banner>
)

/** What is chosen when it is none of the offered numbers. */
export const OTHER_RETENTION = 'other'

/** The choice that stands for so many days. */
export const retentionChoice = (days: number): string =>
  RETENTION_CHOICES.some((choice) => choice === days) ? String(days) : OTHER_RETENTION

const RETENTION_OPTIONS = [
  ...RETENTION_CHOICES.map((days) => ({ value: String(days), label: `${days} days` })),
  { value: OTHER_RETENTION, label: 'Another number of days' },
]

const span = ({ min, max }: { min: number; max: number }) => `From ${min} to ${max.toLocaleString('en')}`

export const RecordingSettingsPage = ({ values, errors, doubt, ...rest }: RecordingSettingsPageProps) => {
  const number = (name: keyof typeof RECORDING_BOUNDS) => ({
    name,
    type: 'number' as const,
    value: values[name],
    error: errors[name],
    ...RECORDING_BOUNDS[name],
  })
  return (
    <SettingsFrame
      {...rest}
      path="recording"
      title="Recording"
      lead="When a recording ends by itself, and how long it is kept. The consent page states these numbers; a change applies to links accepted after it."
    >
      {doubt && <ClockQuestion doubt={doubt} />}
      <form method="post" action="/settings/recording" class="form card">
        <FormError errors={errors} />
        <Field
          {...number('idleMinutes')}
          label="End when idle"
          unit="minutes"
          hint={`After this long without a mouse move, click, scroll or key press. ${span(RECORDING_BOUNDS.idleMinutes)}; usually ${DEFAULTS.idleMs / MINUTE}.`}
        />
        <Field
          {...number('maxMinutes')}
          label="Longest recording"
          unit="minutes"
          hint={`However busy the customer is. ${span(RECORDING_BOUNDS.maxMinutes)}; usually ${DEFAULTS.maxMs / MINUTE}.`}
        />
        <Field
          {...number('graceSeconds')}
          label="Wait for a closed tab"
          unit="seconds"
          hint={`After the customer closes it. A lost connection, or a sign-in on another site, has ${RETURN_MS / MINUTE} minutes to come back, or this long if it is longer. ${span(RECORDING_BOUNDS.graceSeconds)}; usually ${DEFAULTS.graceMs / SECOND}.`}
        />
        <Select
          name="retentionChoice"
          label="Keep recordings"
          choices={RETENTION_OPTIONS}
          value={values.retentionChoice ?? retentionChoice(DEFAULTS.retentionDays)}
          error={errors.retentionChoice}
          hint={`After that they are erased for good, and the audit log records it. The law allows no longer than you need; usually ${DEFAULTS.retentionDays} days. A link can set its own time.`}
        />
        <div class="other-retention">
          <Field
            {...number('retentionDays')}
            label="Number of days"
            unit="days"
            hint={`${span(RECORDING_BOUNDS.retentionDays)}.`}
          />
        </div>
        <div class="form-end">
          <button class="button button-primary" type="submit">
            Save recording settings
          </button>
        </div>
      </form>
    </SettingsFrame>
  )
}
