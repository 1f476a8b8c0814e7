/** The fields of a link, as both "New case" and "New link" ask for them. */
import { SECOND } from '../../src/domain/clock.ts'
import { DEFAULT_EXPIRY_SECONDS, EXPIRY_CHOICES, MAX_USES } from '../../src/domain/link.ts'
import { Field, Select, type FieldErrors, type Values } from '../parts/form.tsx'
import { formatSpan } from '../parts/text.tsx'

export interface LinkFieldsProps {
  /** By field: targetUrl, expiresInSeconds, maxUses, privacy. */
  values: Values
  errors: FieldErrors
  /** Where links may lead: origins, and for the demo its page. The first is offered when it is the only one. */
  targets: readonly string[]
  prefix: string
}

const PRIVACY_CHOICES = [
  { value: 'balanced', label: 'Balanced' },
  { value: 'strict', label: 'Strict' },
]

const expiryChoices = EXPIRY_CHOICES.map((seconds) => ({
  value: String(seconds),
  label: formatSpan(seconds * SECOND),
}))

export const LinkFields = ({ values, errors, targets, prefix }: LinkFieldsProps) => {
  const only = targets.length === 1 ? targets[0] : undefined
  const listId = `${prefix}-targets`
  return (
    <>
      <Field
        prefix={prefix}
        name="targetUrl"
        label="Page to open"
        type="url"
        value={values.targetUrl ?? only}
        error={errors.targetUrl}
        list={listId}
        placeholder={targets[0] ?? 'https://'}
        hint={
          targets.length === 0 ? (
            <>
              No origin is allowed yet. An owner adds one in <a href="/settings/origins">Settings</a>.
            </>
          ) : (
            'Where the customer lands after saying yes. Any page of an allowed origin.'
          )
        }
      />
      <datalist id={listId}>
        {targets.map((target) => (
          <option value={target} />
        ))}
      </datalist>
      <div class="triple">
        <Select
          prefix={prefix}
          name="expiresInSeconds"
          label="Link works for"
          choices={expiryChoices}
          value={values.expiresInSeconds ?? String(DEFAULT_EXPIRY_SECONDS)}
          error={errors.expiresInSeconds}
        />
        <Field
          prefix={prefix}
          name="maxUses"
          label="Uses"
          type="number"
          min={1}
          max={MAX_USES}
          value={values.maxUses ?? '1'}
          error={errors.maxUses}
        />
        <Select
          prefix={prefix}
          name="privacy"
          label="Privacy"
          hint="Balanced hides what is typed, strict all text."
          choices={PRIVACY_CHOICES}
          value={values.privacy ?? 'balanced'}
          error={errors.privacy}
        />
      </div>
    </>
  )
}
