/** `/settings/audit`: who did what, newest first, and whether nobody wrote over it. */
import {
  AUDIT_GROUPS,
  type Actor,
  type AuditAction,
  type AuditDetail,
  type AuditGroup,
  type AuditSubject,
} from '../../src/domain/audit.ts'
import { cut } from '../../src/protocol/redact.ts'
import { Icon } from '../icons.tsx'
import { Empty, Older, withQuery } from '../parts/chips.tsx'
import { BELOW_LENGTH, Cut, Middle, None, Time } from '../parts/text.tsx'
import { ChainState, type ChainStateProps } from './chain-state.tsx'
import { SettingsFrame, type SettingsContext } from './frame.tsx'
import { Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'No.', class: 'number' },
  { name: 'When' },
  { name: 'Who' },
  { name: 'What' },
  { name: 'On', class: 'from-m' },
]

/** An entry as the page shows it. */
export interface AuditLine {
  seq: number
  at: number
  action: AuditAction
  actor: Pick<Actor, 'kind' | 'id' | 'name'>
  subject: AuditSubject | null
  detail: AuditDetail
}

/** What the address asks for; '' for everything. */
export interface AuditQuery {
  group: AuditGroup | null
  /** Id of who did it. */
  actor: string
  /** Id of a recording. */
  recording: string
}

export interface AuditPageProps extends SettingsContext {
  lines: readonly AuditLine[]
  query: AuditQuery
  /** True when this is not the first page of the list. */
  paged: boolean
  nextCursor: string | null
  chains: ChainStateProps
}

export const auditHref = (query: AuditQuery, cursor?: string, path = '/settings/audit'): string =>
  withQuery(path, {
    group: query.group,
    actor: query.actor,
    recording: query.recording,
    cursor,
  })

export const AuditPage = ({ lines, query, paged, nextCursor, chains, ...rest }: AuditPageProps) => {
  const narrowed = query.group !== null || query.actor !== '' || query.recording !== ''
  return (
    <SettingsFrame
      {...rest}
      path="audit"
      title="Audit log"
      lead="Who watched, exported, erased or changed what. If an entry is changed or removed, it shows here. Entries stay when a recording is erased, and name no customer."
    >
      <ChainState {...chains} />
      <Filters query={query} actorName={lines[0]?.actor.name ?? 'One person'} />
      {lines.length > 0 ? (
        <Table columns={COLUMNS} class="table-tall audit">
          {lines.map((line) => (
            <Line line={line} query={query} />
          ))}
        </Table>
      ) : (
        <Empty icon="list" title={narrowed ? 'No entry matches' : 'Nothing has happened yet'}>
          <p>
            {narrowed
              ? 'Try fewer filters.'
              : paged
                ? 'This is the end of the log.'
                : 'What people, programs and customers do with recordings is logged here.'}
          </p>
        </Empty>
      )}
      <Older href={nextCursor && auditHref(query, nextCursor)} label="Older entries" />
    </SettingsFrame>
  )
}

const GROUP_WORDS: Record<AuditGroup, string> = {
  recording: 'Recordings',
  link: 'Links',
  login: 'Sign-ins',
  person: 'People',
  key: 'Keys',
  settings: 'Settings',
  privacy: 'Privacy',
}

const Filters = ({ query, actorName }: { query: AuditQuery; actorName: string }) => (
  <div class="filters">
    <nav class="filter-chips" aria-label="Filters">
      <Chip label="All" on={query.group === null} to={{ ...query, group: null }} />
      {AUDIT_GROUPS.map((group) => (
        <Chip label={GROUP_WORDS[group]} on={query.group === group} to={{ ...query, group }} />
      ))}
    </nav>
    <div class="filter-chips">
      {query.actor !== '' && (
        <Chip label={cut(actorName, BELOW_LENGTH)} on remove to={{ ...query, actor: '' }} />
      )}
      {query.recording !== '' && <Chip label="One recording" on remove to={{ ...query, recording: '' }} />}
      <a class="filter" href={auditHref(query, undefined, '/settings/audit.csv')} download>
        <Icon name="download" />
        CSV
      </a>
    </div>
  </div>
)

const Chip = ({
  label,
  on,
  remove,
  to,
}: {
  label: string
  on: boolean
  remove?: boolean
  to: AuditQuery
}) => (
  <a
    class="filter"
    href={auditHref(to)}
    aria-current={on ? 'true' : undefined}
    aria-label={remove ? `Remove the filter ${label}` : undefined}
  >
    {label}
    {remove && <Icon name="x" />}
  </a>
)

const ACTION_WORDS: Record<AuditAction, string> = {
  'recording.viewed': 'Viewed the recording',
  'recording.watched': 'Watched live',
  'recording.exported': 'Exported',
  'recording.ended': 'Ended the recording',
  'recording.stopped': 'Stopped the recording',
  'recording.refused': 'Refused to be recorded, by its own consent settings',
  'recording.withdrawn': 'Withdrew the consent',
  'recording.receipt-used': 'Opened their page in another browser, with the receipt',
  'recording.code-sent': 'Sent a code to the customer’s e-mail address, as the link’s page was asked to',
  'recording.code-used': 'Opened their page in another browser, with a code sent by e-mail',
  'recording.code-failed': 'Took no more tries at a code: it was entered wrong too often',
  'recording.erasing': 'Began to erase',
  'recording.erased': 'Erased',
  'link.made': 'Created a link',
  'link.declined': 'Declined',
  'link.revoked': 'Revoked a link',
  'login.set-up': 'Set up the server',
  'login.signed-in': 'Signed in',
  'login.signed-out': 'Signed out',
  'login.link-made': 'Created a sign-in link',
  'person.invited': 'Invited a person',
  'person.role-changed': 'Changed a role',
  'person.disabled': 'Disabled a person',
  'person.enabled': 'Enabled a person',
  'key.made': 'Created an API key',
  'key.revoked': 'Revoked an API key',
  'key.signing-changed': 'Switched to another signing key',
  'settings.changed': 'Changed a setting',
  'settings.origin-added': 'Allowed an origin',
  'settings.origin-removed': 'Removed an origin',
  'settings.clock-believed': 'Confirmed the server’s clock',
  'privacy.rule-added': 'Added a privacy rule',
  'privacy.rule-removed': 'Removed a privacy rule',
  'privacy.loosened': 'Loosened privacy',
  'privacy.tightened': 'Tightened privacy',
  'privacy.dry-run': 'Started a dry run',
}

const KIND_WORDS: Record<Actor['kind'], string> = {
  agent: 'Person',
  key: 'API key',
  customer: 'Customer of the recording',
  site: 'Recorded site',
  system: 'The server itself',
}

const Line = ({ line, query }: { line: AuditLine; query: AuditQuery }) => (
  <tr id={`entry-${line.seq}`}>
    <td class="number fit">{line.seq}</td>
    <td class="fit">
      <Time at={line.at} />
    </td>
    <td class="who">
      <a
        class="cut"
        dir="auto"
        href={auditHref({ ...query, actor: line.actor.id })}
        title={`${KIND_WORDS[line.actor.kind]}: ${line.actor.name}`}
      >
        {line.actor.name}
      </a>
    </td>
    <td class="wide">
      <span class="cut" title={ACTION_WORDS[line.action]}>
        {ACTION_WORDS[line.action]}
      </span>
      <Detail {...line.detail} />
      <span class="below until-m">
        <Subject subject={line.subject} query={query} />
      </span>
    </td>
    <td class="from-m mid">
      <Subject subject={line.subject} query={query} />
    </td>
  </tr>
)

const shown = (value: AuditDetail[string]): string =>
  value === null ? 'none' : value === true ? 'yes' : value === false ? 'no' : String(value)

/** How a recording was viewed, as a phrase. */
const HOW_WORDS: Readonly<Record<string, string>> = {
  player: 'in the player',
  timeline: 'its timeline',
  segment: 'a part of it',
  data: 'its data',
}

/** Why a recording was erased, as a phrase. */
const WHY_WORDS: Readonly<Record<string, string>> = {
  asked: 'because somebody asked for it',
  retention: 'because the time it is kept was over',
  backup: 'again, after a backup had brought it back',
}

/** `from → to` for what was changed, else each value with its name. */
const Detail = ({ from, to, how, why, ...rest }: AuditDetail) => {
  const parts = Object.entries(rest).map(([name, value]) => `${name}: ${shown(value)}`)
  if (why !== undefined) parts.unshift(WHY_WORDS[String(why)] ?? String(why))
  if (how !== undefined) parts.unshift(HOW_WORDS[String(how)] ?? String(how))
  if (from !== undefined || to !== undefined) parts.unshift(`${shown(from ?? null)} → ${shown(to ?? null)}`)
  const text = parts.join(', ')
  return text === '' ? null : (
    <span class="muted">
      <Cut text={text} />
    </span>
  )
}

const SUBJECT_WORDS: Record<AuditSubject['kind'], string> = {
  recording: 'Recording',
  link: 'Link',
  person: 'Person',
  key: 'Key',
  origin: 'Origin',
  rule: 'Rule',
  settings: 'Setting',
  page: 'Page',
}

const Subject = ({ subject, query }: { subject: AuditSubject | null; query: AuditQuery }) => {
  if (!subject) return <None label="Nothing" />
  const { kind, id, name } = subject
  if (kind === 'recording') {
    return (
      <a href={auditHref({ ...query, recording: id })} class="mono" aria-label={`Recording ${id}`}>
        <Middle text={id} tail={6} />
      </a>
    )
  }
  return name === undefined ? (
    <span class="mono">
      <Middle text={id} tail={8} full={`${SUBJECT_WORDS[kind]} ${id}`} />
    </span>
  ) : (
    <Cut text={name} />
  )
}
