/** The fields of a link, as both "New case" and "New link" ask for them. */
import { SECOND } from '../../src/domain/clock.ts'
import { DEFAULT_EXPIRY_SECONDS, EXPIRY_CHOICES, USES_BOUNDS } from '../../src/domain/link.ts'
import type { Organisation } from '../../src/domain/organisation.ts'
import { RETENTION_BOUNDS, RETENTION_CHOICES } from '../../src/domain/settings.ts'
import { PRESET_WORDS, SCOPE_WORDS } from '../../src/protocol/privacy-words.ts'
import { CAPTURE_SCOPES, DEFAULT_SCOPES, presetsFrom, stricter } from '../../src/protocol/privacy.ts'
import { Field, Select, type FieldErrors, type Values } from '../parts/form.tsx'
import { formatSpan, plural } from '../parts/text.tsx'

/** What the organisation allows a link to ask for. */
export type LinkTerms = Pick<Organisation, 'privacyFloor' | 'networkBodies' | 'retentionDays'>

export interface LinkFieldsProps {
  /** By field: targetUrl, expiresInSeconds, maxUses, retentionDays, privacy, scopes (those chosen, a blank between them). */
  values: Values
  errors: FieldErrors
  /** Where links may lead: origins, and for the demo its page. The first is offered when it is the only one. */
  targets: readonly string[]
  terms: LinkTerms
  prefix: string
}

const expiryChoices = EXPIRY_CHOICES.map((seconds) => ({
  value: String(seconds),
  label: formatSpan(seconds * SECOND),
}))

export const LinkFields = ({ values, errors, targets, terms, prefix }: LinkFieldsProps) => {
  const only = targets.length === 1 ? targets[0] : undefined
  const listId = `${prefix}-targets`
  const daysId = `${prefix}-days`
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
            'The page that opens after the customer agrees. Any page of an allowed origin.'
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
          max={USES_BOUNDS.max}
          value={values.maxUses ?? '1'}
          error={errors.maxUses}
        />
        <Field
          prefix={prefix}
          name="retentionDays"
          label="Keep for"
          type="number"
          {...RETENTION_BOUNDS}
          value={values.retentionDays}
          error={errors.retentionDays}
          list={daysId}
          unit="days"
          placeholder={String(terms.retentionDays)}
          optional
        />
        <datalist id={daysId}>
          {RETENTION_CHOICES.map((days) => (
            <option value={String(days)} label={plural(days, 'day')} />
          ))}
        </datalist>
      </div>
      <PrivacyField values={values} errors={errors} terms={terms} prefix={prefix} />
      <Scopes values={values} errors={errors} terms={terms} />
    </>
  )
}

type Part = Pick<LinkFieldsProps, 'values' | 'errors' | 'terms'>

const PrivacyField = ({ values, errors, terms, prefix }: Part & { prefix: string }) => {
  const presets = presetsFrom(terms.privacyFloor)
  return (
    <Select
      prefix={prefix}
      name="privacy"
      label="Privacy"
      hint={
        terms.privacyFloor === 'open'
          ? undefined
          : `${PRESET_WORDS[terms.privacyFloor].name} is the least that your organisation allows.`
      }
      choices={presets.map((preset) => ({
        value: preset,
        label: `${PRESET_WORDS[preset].name}: ${lower(PRESET_WORDS[preset].shows)}`,
      }))}
      value={values.privacy ?? stricter('balanced', terms.privacyFloor)}
      error={errors.privacy}
    />
  )
}

const Scopes = ({ values, errors, terms }: Part) => {
  const chosen: readonly string[] = values.scopes === undefined ? DEFAULT_SCOPES : values.scopes.split(' ')
  const offered = CAPTURE_SCOPES.filter((scope) => scope !== 'network-bodies' || terms.networkBodies)
  return (
    <fieldset class={errors.scopes ? 'checks field-bad' : 'checks'}>
      <legend>Ask the customer for</legend>
      <input type="hidden" name="scopes" value="" />
      {offered.map((scope) => (
        <label class="check">
          <input type="checkbox" name="scopes" value={scope} checked={chosen.includes(scope)} />
          <span>{SCOPE_WORDS[scope]}</span>
        </label>
      ))}
      <p class="hint">They can refuse each of them. Clicks and page views are part of every recording.</p>
      {errors.scopes && <p class="field-error">{errors.scopes}</p>}
    </fieldset>
  )
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
