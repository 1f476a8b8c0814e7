/** The table of recordings. */
import { durationOf, type Recording } from '../../src/domain/recording.ts'
import type { EnvironmentSummary } from '../../src/protocol/player.ts'
import { cut } from '../../src/protocol/redact.ts'
import { Icon } from '../icons.tsx'
import { END_WORDS, Live, Silent, WITHDRAWN } from '../parts/chips.tsx'
import {
  BELOW_LENGTH,
  Cut,
  Dotted,
  formatCount,
  formatDuration,
  Middle,
  None,
  pathOf,
  plural,
  Time,
} from '../parts/text.tsx'
import { Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'Status' },
  { name: 'Case' },
  { name: 'Customer', class: 'from-m' },
  { name: 'Started' },
  { name: 'Duration', class: 'number from-s' },
  { name: 'Pages', class: 'number from-m' },
  { name: 'Events', class: 'number from-m' },
  { name: 'Errors', class: 'number from-s' },
  { name: 'Browser', class: 'from-l' },
  { name: 'First page', class: 'from-l' },
]

export interface RecordingLine extends Pick<
  Recording,
  | 'id'
  | 'caseId'
  | 'state'
  | 'acceptedAt'
  | 'startedAt'
  | 'endReason'
  | 'withdrawnAt'
  | 'originTime'
  | 'lastEventTime'
  | 'endedAt'
  | 'skewMs'
  | 'pageCount'
  | 'eventCount'
  | 'errorCount'
  | 'firstUrl'
  | 'environment'
> {
  caseTitle: string
  caseReference: string | null
  /** Name, else e-mail, of the customer. */
  customer: string | null
  /** Nothing of it has arrived that should have, or ever did. */
  silent: boolean
}

export const RecordingsTable = ({ recordings }: { recordings: readonly RecordingLine[] }) => (
  <Table columns={COLUMNS} class="recordings-table" openable>
    {recordings.map((recording) => (
      <Row {...recording} />
    ))}
  </Table>
)

const Row = (recording: RecordingLine) => (
  <tr id={`recording-${recording.id}`} class={recording.state === 'live' ? 'row-live' : undefined}>
    <td class="fit">
      <Status {...recording} />
    </td>
    <td class="wide">
      <a class="row-link" href={hrefOf(recording)} title={recording.caseTitle} dir="auto">
        {recording.caseTitle}
      </a>
      <span class="below until-m">
        <Dotted
          items={[
            recording.caseReference,
            recording.customer && cut(recording.customer, BELOW_LENGTH),
            formatDuration(durationOf(recording)),
            recording.errorCount > 0 && <span class="error">{plural(recording.errorCount, 'error')}</span>,
          ]}
        />
      </span>
    </td>
    <td class="from-m mid">
      {recording.customer ? <Cut text={recording.customer} /> : <None label="Not given" />}
    </td>
    <td class="fit">
      <Time at={recording.startedAt ?? recording.acceptedAt} relative />
    </td>
    <td class="number fit from-s">{formatDuration(durationOf(recording))}</td>
    <td class="number from-m">{formatCount(recording.pageCount)}</td>
    <td class="number from-m">{formatCount(recording.eventCount)}</td>
    <td class="number from-s">
      {recording.errorCount > 0 ? (
        <span class="error strong">{formatCount(recording.errorCount)}</span>
      ) : (
        <span class="muted">0</span>
      )}
    </td>
    <td class="from-l fit">
      {recording.environment ? <Environment {...recording.environment} /> : <None label="Not known yet" />}
    </td>
    <td class="from-l mid mono">
      {recording.firstUrl ? (
        <Middle text={pathOf(recording.firstUrl)} full={recording.firstUrl} tail={10} />
      ) : (
        <None label="None yet" />
      )}
    </td>
  </tr>
)

/** One that has not started has nothing to play yet: its row leads to the case. */
const hrefOf = (recording: RecordingLine): string =>
  recording.state === 'waiting' ? `/cases/${recording.caseId}` : `/recordings/${recording.id}`

const Status = ({ state, endReason, silent, withdrawnAt }: RecordingLine) => {
  if (state === 'live') return silent ? <Silent /> : <Live />
  if (state === 'waiting')
    return silent ? <span class="error">Not started</span> : <span class="muted">Waiting</span>
  if (withdrawnAt !== null)
    return (
      <span class="muted" title={WITHDRAWN}>
        Withdrawn
      </span>
    )
  const reason = endReason === null ? 'Ended' : END_WORDS[endReason]
  return (
    <span class={silent ? 'error' : 'muted'} title={silent ? `${reason}. Nothing was recorded.` : reason}>
      {silent ? 'Ended, empty' : 'Ended'}
    </span>
  )
}

const DEVICE_ICONS = { desktop: 'desktop', mobile: 'mobile', tablet: 'tablet', unknown: 'globe' } as const

const Environment = (environment: EnvironmentSummary) => (
  <span class="with-icon">
    <Icon name={DEVICE_ICONS[environment.device]} label={environment.device} />
    {`${environment.browser} ${environment.browserVersion.split('.')[0] ?? ''} · ${environment.os}`}
  </span>
)
