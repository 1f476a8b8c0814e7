/** The report of a dry run: counts, filters, and one line for each text, value and attribute. */
import {
  countVerdicts,
  DRY_RUN_VERDICTS,
  MAX_DRY_RUN_ITEMS,
  type DryRunItem,
  type DryRunReport,
  type DryRunVerdict,
} from '../../src/protocol/dry-run.ts'
import { Icon } from '../icons.tsx'
import { Banner, Empty, withQuery } from '../parts/chips.tsx'
import { formatCount, Middle, Time } from '../parts/text.tsx'
import { RuleMenu } from './rule-menu.tsx'
import { VERDICT_WORDS } from './words.ts'
import { Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'Element' },
  { name: 'Part' },
  { name: 'Verdict' },
  { name: 'Would leave the browser' },
  { name: 'Why' },
  { name: 'Rule', unseen: true },
]

/** What the address asks for, and what of the report answers it. */
export interface ReportView {
  show: DryRunVerdict | null
  q: string
  /** From 1. */
  page: number
  pages: number
  /** How many items fit the search, on all pages. */
  found: number
  /** Place of the first item shown among those that fit, from 0. */
  from: number
  items: readonly DryRunItem[]
  /** May the reader make rules that show more? */
  mayShow: boolean
}

type Query = Pick<ReportView, 'show' | 'q'> & { page?: number }

export const reportHref = (id: string, { show, q, page = 1 }: Query): string =>
  withQuery(`/settings/dry-run/${id}`, { show, q, page: page > 1 ? String(page) : null })

interface ReportProps {
  id: string
  report: DryRunReport
  view: ReportView
}

export const Report = ({ id, report, view }: ReportProps) => (
  <>
    <p class="dry-run-facts">
      <span class="muted">Seen </span>
      <Time at={report.at} relative />
      <span class="muted">
        {' '}
        · {report.viewport.width} × {report.viewport.height} · title{' '}
      </span>
      {report.title === '' ? <span class="muted">not captured</span> : <bdi>“{report.title}”</bdi>}
      <span class="muted"> · address </span>
      <span class="mono">{report.url}</span>
    </p>
    {report.cut && (
      <Banner tone="info">
        The page has more than fits into a report ({formatCount(MAX_DRY_RUN_ITEMS)} lines). These are its
        first {formatCount(report.items.length)}; the rest is treated alike.
      </Banner>
    )}
    <Filters id={id} report={report} view={view} />
    {view.items.length === 0 ? <Nothing id={id} report={report} /> : <ItemTable id={id} view={view} />}
    <Pages id={id} view={view} />
  </>
)

const Filters = ({ id, report, view }: ReportProps) => {
  const counts = countVerdicts(report.items)
  return (
    <div class="filters dry-run-filters">
      <nav class="filter-chips" aria-label="Verdict">
        <FilterLink
          label="All"
          count={report.items.length}
          on={view.show === null}
          href={reportHref(id, { ...view, show: null, page: 1 })}
        />
        {DRY_RUN_VERDICTS.map((verdict) => (
          <FilterLink
            label={VERDICT_WORDS[verdict].label}
            count={counts[verdict]}
            on={view.show === verdict}
            href={reportHref(id, { ...view, show: verdict, page: 1 })}
          />
        ))}
      </nav>
      <form class="search" role="search" action={`/settings/dry-run/${id}`} method="get">
        <Icon name="search" />
        <input
          type="search"
          name="q"
          value={view.q}
          placeholder="Search element, text, reason"
          aria-label="Search the report"
          data-hotkey="/"
          dir="auto"
        />
        {view.show && <input type="hidden" name="show" value={view.show} />}
      </form>
    </div>
  )
}

const FilterLink = (props: { label: string; count: number; on: boolean; href: string }) => (
  <a class="filter" href={props.href} aria-current={props.on ? 'true' : undefined}>
    {props.label}
    <span class="filter-count">{formatCount(props.count)}</span>
  </a>
)

const Nothing = ({ id, report }: { id: string; report: DryRunReport }) =>
  report.items.length === 0 ? (
    <Empty icon="eye-off" title="The page has no text">
      <p>
        Nothing on it could be captured or masked. If it was still loading, press “Look again” in its panel.
      </p>
    </Empty>
  ) : (
    <Empty icon="search" title="Nothing matches">
      <p>Try another filter or another word.</p>
      <a class="button" href={`/settings/dry-run/${id}`}>
        Show all
      </a>
    </Empty>
  )

const ItemTable = ({ id, view }: { id: string; view: ReportView }) => (
  <Table columns={COLUMNS} class="table-tall dry-run-table">
    {view.items.map((item, index) => (
      <Row id={id} item={item} place={view.from + index} view={view} />
    ))}
  </Table>
)

const Row = ({
  id,
  item,
  place,
  view,
}: {
  id: string
  item: DryRunItem
  place: number
  view: ReportView
}) => {
  const { label, tone, meaning } = VERDICT_WORDS[item.verdict]
  return (
    <tr>
      <td class="wide mono">
        <Middle text={item.selector} tail={24} />
      </td>
      <td class="fit">
        <code>{item.part}</code>
      </td>
      <td class="fit">
        <span class={`chip chip-${tone}`} title={meaning}>
          {label}
        </span>
      </td>
      <td class="dry-run-captured">
        {item.captured === '' ? (
          <span class="muted">Nothing</span>
        ) : (
          <span class="cut" dir="auto" title={item.captured}>
            {item.captured}
          </span>
        )}
      </td>
      <td class="dry-run-reason muted">{item.reason}</td>
      <td class="fit">
        <RuleMenu id={id} item={item} place={place} back={reportHref(id, view)} mayShow={view.mayShow} />
      </td>
    </tr>
  )
}

const Pages = ({ id, view }: { id: string; view: ReportView }) =>
  view.pages < 2 ? null : (
    <nav class="paging dry-run-pages" aria-label="Pages">
      <PageLink id={id} view={view} page={view.page - 1} label="Previous" rel="prev" />
      <span class="muted">
        {formatCount(view.from + 1)}–{formatCount(view.from + view.items.length)} of {formatCount(view.found)}
      </span>
      <PageLink id={id} view={view} page={view.page + 1} label="Next" rel="next" />
    </nav>
  )

const PageLink = (props: { id: string; view: ReportView; page: number; label: string; rel: string }) =>
  props.page < 1 || props.page > props.view.pages ? null : (
    <a class="button" href={reportHref(props.id, { ...props.view, page: props.page })} rel={props.rel}>
      {props.label}
    </a>
  )
