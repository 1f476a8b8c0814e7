/** `/settings/dry-run`: asks which page to try the privacy settings on, and lists what was tried today. */
import { PRESET_WORDS } from '../../src/protocol/privacy-words.ts'
import { PRIVACY_PRESETS, presetsFrom, type PrivacyPreset } from '../../src/protocol/privacy.ts'
import type { DryRunState } from '../../src/domain/dry-run.ts'
import { Field, FormError, Select, type FieldErrors, type Values } from '../parts/form.tsx'
import { Middle, Time } from '../parts/text.tsx'
import { SettingsFrame, type SettingsContext } from '../settings/frame.tsx'
import { Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'Page' },
  { name: 'Preset' },
  { name: 'State' },
  { name: 'By', class: 'from-m' },
  { name: 'Made' },
]

export interface RecentRun {
  id: string
  targetUrl: string
  privacy: PrivacyPreset
  createdAt: number
  createdBy: string
  state: DryRunState
}

export interface StartDryRunPageProps extends SettingsContext {
  /** By field: targetUrl, privacy. */
  values: Values
  errors: FieldErrors
  /** Pages that are offered, the demo's first. */
  targets: readonly string[]
  /** Presets below it are not offered. */
  floor: PrivacyPreset
  recent: readonly RecentRun[]
}

export const StartDryRunPage = (props: StartDryRunPageProps) => {
  const { values, errors, targets, floor, recent, ...rest } = props
  const presets = presetsFrom(floor)
  return (
    <SettingsFrame
      {...rest}
      path="dry-run"
      title="Dry run"
      lead="See what a recording of a page would contain, element by element, before you ask any customer. You open the page yourself; nothing is recorded."
    >
      <form method="post" action="/settings/dry-run" class="form card">
        <FormError errors={errors} />
        <Field
          name="targetUrl"
          label="Page"
          type="url"
          value={values.targetUrl ?? targets[0]}
          error={errors.targetUrl}
          list="dry-run-targets"
          hint={
            <>
              Any page of an <a href="/settings/origins">allowed origin</a> that carries the tag. Sign in
              there as you like: the dry run sees what you see.
            </>
          }
        />
        <datalist id="dry-run-targets">
          {targets.map((target) => (
            <option value={target} />
          ))}
        </datalist>
        <Select
          name="privacy"
          label="Privacy"
          choices={presets.map((preset) => ({
            value: preset,
            label: `${PRESET_WORDS[preset].name} · ${PRESET_WORDS[preset].shows}`,
          }))}
          value={values.privacy ?? (presets.includes('balanced') ? 'balanced' : floor)}
          error={errors.privacy}
          hint={
            presets.length < PRIVACY_PRESETS.length
              ? `Your organisation allows nothing less strict than ${PRESET_WORDS[floor].name.toLowerCase()}.`
              : 'The same choice as for a link.'
          }
        />
        <div class="form-end">
          <button class="button button-primary" type="submit">
            Prepare dry run
          </button>
        </div>
      </form>
      {recent.length > 0 && (
        <section class="stack-s" aria-labelledby="recent-title">
          <h2 id="recent-title">Last 24 hours</h2>
          <RecentTable recent={recent} />
        </section>
      )}
    </SettingsFrame>
  )
}

const STATE_WORDS: Record<DryRunState, string> = {
  made: 'Not opened',
  waiting: 'Waiting',
  expired: 'No answer',
  opened: 'Looking',
  failed: 'Failed',
  reported: 'Report',
}

const RecentTable = ({ recent }: { recent: readonly RecentRun[] }) => (
  <Table columns={COLUMNS} openable>
    {recent.map((run) => (
      <tr>
        <td class="wide">
          <a class="row-link" href={`/settings/dry-run/${run.id}`}>
            <Middle text={run.targetUrl} tail={14} />
          </a>
        </td>
        <td class="fit">{PRESET_WORDS[run.privacy].name}</td>
        <td class="fit muted">{STATE_WORDS[run.state]}</td>
        <td class="from-m mid">
          <bdi>{run.createdBy}</bdi>
        </td>
        <td class="fit">
          <Time at={run.createdAt} relative />
        </td>
      </tr>
    ))}
  </Table>
)
