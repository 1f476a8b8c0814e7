/** `/settings/dry-run/:id`: opens the page, waits for what it tells, and shows it. */
import type { DryRun, DryRunState } from '../../src/domain/dry-run.ts'
import { countVerdicts } from '../../src/protocol/dry-run.ts'
import { PRESET_WORDS } from '../../src/protocol/privacy-words.ts'
import { Icon } from '../icons.tsx'
import { Layout, type PageContext } from '../layout.tsx'
import { formatCount, Middle, Time } from '../parts/text.tsx'
import { Report, reportHref, type ReportView } from './report.tsx'
import { Waiting } from './waiting.tsx'

export interface DryRunPageProps {
  context: PageContext
  notice: string | null
  run: DryRun
  state: DryRunState
  /** True when the opened page has been silent for longer than pages take. */
  late: boolean
  /** PUBLIC_URL, for what a page's policy must allow. */
  publicUrl: string
  /** The part of the report that is asked for; null while there is none. */
  view: ReportView | null
  /** What is wrong with the rule that was asked for. */
  error?: string | null
}

export const DryRunPage = (props: DryRunPageProps) => {
  const { context, run, state, view } = props
  const done = run.report !== null
  return (
    <Layout context={context} title="Dry run" section="settings" notice={props.notice}>
      <nav class="crumbs" aria-label="You are here">
        <a href="/settings/dry-run">Dry run</a>
      </nav>
      {props.error && (
        <p class="banner banner-error" role="alert">
          <Icon name="alert" /> <span>{props.error}</span>
        </p>
      )}
      <div
        id="dry-run"
        class="stack dry-run"
        data-refresh={view ? reportHref(run.id, view) : `/settings/dry-run/${run.id}`}
        data-refresh-every={state === 'reported' ? '10' : '2'}
        data-announce={announcement(props)}
      >
        <div class="page-head">
          <h1 class="dry-run-title">
            <Middle text={run.targetUrl} tail={16} />
          </h1>
          <form method="post" action={`/settings/dry-run/${run.id}/open`} target="_blank" rel="noopener">
            <button class={done ? 'button' : 'button button-primary'} type="submit">
              <Icon name="arrow-right" />
              {done ? 'Run again' : 'Open the page'}
            </button>
          </form>
        </div>
        <p class="muted dry-run-facts">
          Preset {PRESET_WORDS[run.privacy].name} · prepared by <bdi>{run.createdBy}</bdi>{' '}
          <Time at={run.createdAt} relative /> · deleted after a day
        </p>
        <Waiting {...props} />
        {view && run.report && <Report id={run.id} report={run.report} view={view} />}
      </div>
    </Layout>
  )
}

const announcement = ({ run, state }: DryRunPageProps): string => {
  if (state === 'failed') return 'Looking at the page failed.'
  if (state !== 'reported' || !run.report) return ''
  const { captured, masked } = countVerdicts(run.report.items)
  return `The report is here: ${formatCount(captured)} captured, ${formatCount(masked)} masked.`
}
