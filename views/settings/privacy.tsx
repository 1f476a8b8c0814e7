/** `/settings/privacy`: what every recording hides at least, and the rules on top of it. */
import type { PrivacyRule, RuleAction } from '../../src/domain/privacy-rule.ts'
import { MAX_SELECTOR_LENGTH } from '../../src/protocol/limits.ts'
import type { OtherRecorder } from '../../src/protocol/other-recorders.ts'
import { PRESET_WORDS } from '../../src/protocol/privacy-words.ts'
import { PRIVACY_PRESETS, type PrivacyPreset } from '../../src/protocol/privacy.ts'
import { Icon } from '../icons.tsx'
import { Empty } from '../parts/chips.tsx'
import { ActionForm, Field, FormError, Select, type FieldErrors, type Values } from '../parts/form.tsx'
import { Time } from '../parts/text.tsx'
import { SettingsFrame, type SettingsContext } from './frame.tsx'
import { OtherMarks } from './other-marks.tsx'
import { ACTIONS, Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'What' },
  { name: 'Selector' },
  { name: 'Added by', class: 'from-m' },
  { name: 'Added', class: 'from-m' },
  ACTIONS,
]

export interface PrivacySettingsPageProps extends SettingsContext {
  privacyFloor: PrivacyPreset
  networkBodies: boolean
  marksOff: readonly OtherRecorder[]
  rules: readonly PrivacyRule[]
  /** By field: action, selector. */
  values: Values
  errors: FieldErrors
}

/** What each preset shows; docs/privacy.md says the same at length. */
const SHOWN: { what: string; by: readonly PrivacyPreset[] }[] = [
  { what: 'Layout, shapes and colours', by: ['strict', 'balanced', 'open'] },
  { what: 'Text on the page that the customer sees, and its title', by: ['balanced', 'open'] },
  { what: 'Console and error messages', by: ['balanced', 'open'] },
  { what: 'What is typed or chosen in ordinary fields', by: ['open'] },
  { what: 'Hidden text, file names, the part of an address after ?', by: [] },
  { what: 'Passwords, cards, codes and anything that looks like a secret', by: [] },
]

export const RULE_WORDS: Record<RuleAction, { label: string; hint: string }> = {
  mask: { label: 'Mask', hint: 'its text is replaced by stars, the layout stays' },
  block: { label: 'Leave out', hint: 'an empty box of its size takes its place' },
  unmask: { label: 'Show', hint: 'its text is readable although the preset masks it' },
}

export const PrivacySettingsPage = (props: PrivacySettingsPageProps) => {
  const { privacyFloor, networkBodies, marksOff, rules, values, errors, ...rest } = props
  return (
    <SettingsFrame
      {...rest}
      path="privacy"
      title="Privacy"
      lead="What leaves a customer’s browser. All of this is applied there before anything is sent, and once more on this server. A change applies to recordings that start after it; what was masked can never be shown later."
    >
      <Floor privacyFloor={privacyFloor} networkBodies={networkBodies} />
      <section class="stack" aria-labelledby="rules-title">
        <h2 id="rules-title" class="section-title">
          Rules
        </h2>
        <Rules rules={rules} />
      </section>
      <NewRule values={values} errors={errors} />
      <OtherMarks off={marksOff} />
    </SettingsFrame>
  )
}

const Floor = ({
  privacyFloor,
  networkBodies,
}: Pick<PrivacySettingsPageProps, 'privacyFloor' | 'networkBodies'>) => (
  <section class="card" aria-labelledby="floor-title">
    <h2 id="floor-title">The least privacy that any link may have</h2>
    <form method="post" action="/settings/privacy" class="form">
      <p class="hint">A link may be stricter than this, never less strict.</p>
      <div class="presets-wrap">
        <table class="presets">
          <thead>
            <tr>
              <td />
              {PRIVACY_PRESETS.map((preset) => (
                <th scope="col">
                  <label class="preset">
                    <input
                      type="radio"
                      name="privacyFloor"
                      value={preset}
                      checked={preset === privacyFloor}
                    />
                    <span>{PRESET_WORDS[preset].name}</span>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SHOWN.map(({ what, by }) => (
              <tr>
                <th scope="row">{what}</th>
                {PRIVACY_PRESETS.map((preset) => (
                  <td class={by.includes(preset) ? 'is-shown' : 'is-hidden'}>
                    <Icon name={by.includes(preset) ? 'eye' : 'eye-off'} />
                    <span>{by.includes(preset) ? 'Shown' : 'Hidden'}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="field">
        <label class="check">
          <input type="checkbox" name="networkBodies" value="yes" checked={networkBodies} />
          <span>Links may ask for headers and bodies of requests</span>
        </label>
        <p class="hint">
          Of headers, only those that say what a body is. Values in bodies are masked unless the preset is
          Open. The customer may refuse them apart from everything else; off is the usual choice.
        </p>
      </div>
      <div class="form-end">
        <button class="button button-primary" type="submit">
          Save privacy settings
        </button>
      </div>
    </form>
  </section>
)

const Rules = ({ rules }: { rules: readonly PrivacyRule[] }) =>
  rules.length === 0 ? (
    <Empty icon="eye-off" title="No rules yet">
      <p>
        A rule names a part of your pages by a CSS selector: mask the account balance wherever it stands, or
        show a status line that the preset hides. Where the server had to mask a secret, the recording offers
        to make the rule for you.
      </p>
    </Empty>
  ) : (
    <Table columns={COLUMNS}>
      {rules.map((rule) => (
        <RuleRow {...rule} />
      ))}
    </Table>
  )

const RuleRow = ({ id, action, selector, createdBy, createdAt }: PrivacyRule) => (
  <tr id={`rule-${id}`}>
    <td class="fit">
      <span class={action === 'unmask' ? 'chip chip-warning' : 'chip chip-quiet'}>
        {RULE_WORDS[action].label}
      </span>
    </td>
    <td class="wide mono" title={selector}>
      {selector}
    </td>
    <td class="from-m fit muted">
      <bdi>{createdBy}</bdi>
    </td>
    <td class="from-m fit">
      <Time at={createdAt} relative />
    </td>
    <td class="fit">
      <div class="row-actions">
        <ActionForm
          action="/settings/privacy/rules/remove"
          label="Remove"
          name={`Remove the rule ${selector}`}
          class="button button-small button-quiet-danger"
          fields={{ id }}
          confirm={{
            title: `Remove the rule ${selector}?`,
            text:
              action === 'unmask'
                ? 'Recordings from now on hide it again, as the preset does. What was recorded stays as it is.'
                : 'Recordings from now on show it, as far as the preset does. What was recorded stays masked.',
          }}
        />
      </div>
    </td>
  </tr>
)

const NewRule = ({ values, errors }: Pick<PrivacySettingsPageProps, 'values' | 'errors'>) => (
  <section class="card" aria-labelledby="new-rule-title">
    <h2 id="new-rule-title">Add a rule</h2>
    <form method="post" action="/settings/privacy/rules" class="form">
      <FormError errors={errors} />
      <Select
        name="action"
        label="What to do"
        choices={(['mask', 'block', 'unmask'] as const).map((action) => ({
          value: action,
          label: `${RULE_WORDS[action].label}: ${RULE_WORDS[action].hint}`,
        }))}
        value={values.action ?? 'mask'}
        error={errors.action}
      />
      <p class="banner banner-warning rule-warning">
        <Icon name="alert" />
        <span>
          Everyone who may see recordings will read it. Passwords, cards, one-time codes and whatever looks
          like a secret stay masked all the same.
        </span>
      </p>
      <Field
        name="selector"
        label="CSS selector"
        value={values.selector}
        error={errors.selector}
        maxlength={MAX_SELECTOR_LENGTH}
        placeholder=".order > .total"
        hint="It applies to the element and everything in it, on every page of your sites. Where two rules apply, the stricter one wins."
        mono
      />
      <div class="form-end">
        <button class="button button-primary" type="submit">
          Add rule
        </button>
      </div>
    </form>
  </section>
)
