/** The table of recordings. */
import { durationOf, type Recording } from '../../src/domain/recording.ts'
import type { EnvironmentSummary } from '../../src/protocol/player.ts'
import { cut } from '../../src/protocol/redact.ts'
import { Icon } from '../icons.tsx'
import { END_WORDS, Live } from '../parts/chips.tsx'
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

export interface RecordingLine extends Pick<
  Recording,
  | 'id'
  | 'caseId'
  | 'state'
  | 'acceptedAt'
  | 'startedAt'
  | 'endReason'
  | 'originTime'
  | 'lastEventTime'
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
}

export const RecordingsTable = ({ recordings }: { recordings: readonly RecordingLine[] }) => (
  <div class="table-wrap">
    <table class="table recordings-table" data-rows>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Case</th>
          <th scope="col" class="from-m">
            Customer
          </th>
          <th scope="col">Started</th>
          <th scope="col" class="number from-s">
            Duration
          </th>
          <th scope="col" class="number from-m">
            Pages
          </th>
          <th scope="col" class="number from-m">
            Events
          </th>
          <th scope="col" class="number from-s">
            Errors
          </th>
          <th scope="col" class="from-l">
            Browser
          </th>
          <th scope="col" class="from-l">
            First page
          </th>
        </tr>
      </thead>
      <tbody>
        {recordings.map((recording) => (
          <Row {...recording} />
        ))}
      </tbody>
    </table>
  </div>
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

const Status = ({ state, endReason }: RecordingLine) => {
  if (state === 'live') return <Live />
  if (state === 'waiting') return <span class="muted">Waiting</span>
  const reason = endReason === null ? 'Ended' : END_WORDS[endReason]
  return (
    <span class="muted" title={reason}>
      Ended
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
