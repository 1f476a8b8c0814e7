/** What changes while a case page is open: its links and recordings. The page asks for it again every 2 s. */
import type { Recording, Trouble } from '../../src/domain/recording.ts'
import { durationOf, troublesOf } from '../../src/domain/recording.ts'
import type { SupportCase } from '../../src/domain/support-case.ts'
import type { PlayerLeak } from '../../src/protocol/player.ts'
import { NOT_STARTED, troubleWords } from '../../src/protocol/trouble.ts'
import { Icon } from '../icons.tsx'
import { END_WORDS, LINK_STATE_WORDS, Live, Silent, Withdrawn } from '../parts/chips.tsx'
import { formatDuration, Middle, plural, Time } from '../parts/text.tsx'
import { Leaks } from './leaks.tsx'
import { LinkCard, type LinkView } from './link-card.tsx'
import { linkMailto } from './mail.ts'
import { Outcomes } from './outcomes.tsx'

export type CaseRecording = Pick<
  Recording,
  | 'id'
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
  | 'errorCount'
  | 'failedRequestCount'
  | 'firstUrl'
  | 'trouble'
  | 'leakCount'
> & {
  /** Where secrets stood that the server masked; empty until it is known. */
  leaks: readonly PlayerLeak[]
  /** Nothing of it has arrived that should have, or ever did. */
  silent: boolean
  waitingMs: number
}

export interface CasePanelProps {
  supportCase: SupportCase
  /** For the mail: the organisation's name, and who looks. */
  organisation: string
  agent: string
  /** Newest first. */
  links: readonly LinkView[]
  /** Live ones first, then newest first. */
  recordings: readonly CaseRecording[]
  /** The link that was just made: its Copy button takes the focus. */
  newLinkId: string | null
  mayWrite: boolean
}

/** Also the whole answer to GET `/cases/:id/panel`. */
export const CasePanel = ({ recordings, ...props }: CasePanelProps) => {
  const { supportCase, links } = props
  // A recording that is on is what the agent came for.
  const live = recordings.some((recording) => recording.state === 'live')
  return (
    <div
      id="case-panel"
      class="stack"
      data-refresh={`/cases/${supportCase.id}/panel`}
      data-announce={announcement(links)}
    >
      {live && <Recordings links={links} recordings={recordings} mayMask={props.mayWrite} />}
      <Links {...props} />
      {!live && <Recordings links={links} recordings={recordings} mayMask={props.mayWrite} />}
    </div>
  )
}

const Links = ({ supportCase, links, newLinkId, mayWrite, ...mail }: Omit<CasePanelProps, 'recordings'>) => (
  <section id="links" class="stack" aria-labelledby="links-title">
    <h2 id="links-title" class="section-title">
      {links.length > 1 ? 'Links' : 'Link'}
    </h2>
    {links.map((link) => (
      <LinkCard
        link={link}
        mailto={(url) => linkMailto({ ...mail, supportCase, url })}
        fresh={link.id === newLinkId}
        mayWrite={mayWrite}
      />
    ))}
    {links.length === 0 && (
      <div class="card card-empty">
        <p>No link yet. The customer needs one to let you see their page.</p>
        {mayWrite && (
          <a class="button button-primary" href={`/cases/${supportCase.id}?new-link=1`} data-panel="new-link">
            <Icon name="plus" />
            New link
          </a>
        )}
      </div>
    )}
  </section>
)

const Recordings = ({ links, recordings, mayMask }: RecordingsProps) => {
  const outcomes = links.flatMap((link) => link.outcomes).toSorted((a, b) => b.at - a.at)
  return (
    <section id="recordings" class="stack" aria-labelledby="recordings-title">
      <h2 id="recordings-title" class="section-title">
        Recordings
      </h2>
      {recordings.length === 0 && outcomes.length === 0 && (
        <div class="card card-empty">
          <p>
            None yet. A recording appears here as soon as the customer allows it, and you can watch it live.
          </p>
        </div>
      )}
      {recordings.length > 0 && (
        <ul class="recordings">
          {recordings.map((recording) => (
            <RecordingLine {...recording} mayMask={mayMask} />
          ))}
        </ul>
      )}
      <Outcomes outcomes={outcomes} />
    </section>
  )
}

interface RecordingsProps {
  links: readonly LinkView[]
  recordings: readonly CaseRecording[]
  mayMask: boolean
}

/** Read out by a screen reader when it has changed. */
const announcement = (links: readonly LinkView[]): string => {
  const newest = links[0]
  return newest ? `Link: ${LINK_STATE_WORDS[newest.state].label}.` : ''
}

const RecordingLine = (recording: CaseRecording & { mayMask: boolean }) => (
  <li id={`recording-${recording.id}`} class={`card recording recording-${recording.state}`}>
    <div class="recording-main">
      {recording.state === 'live' ? (
        recording.silent ? (
          <Silent />
        ) : (
          <Live />
        )
      ) : (
        <span class="strong">
          {recording.state === 'waiting'
            ? recording.silent
              ? 'Accepted, not started'
              : 'Accepted, waiting for the page to start'
            : recording.endReason && END_WORDS[recording.endReason]}
        </span>
      )}
      {recording.withdrawnAt !== null && <Withdrawn />}
      <span class="muted">
        <Time at={recording.startedAt ?? recording.acceptedAt} relative />
      </span>
      {recording.firstUrl && (
        <span class="recording-url mono muted">
          <Middle text={recording.firstUrl} />
        </span>
      )}
    </div>
    {troublesOf(recording).map((trouble) => (
      <TroubleLine {...trouble} />
    ))}
    {recording.silent && troublesOf(recording).length === 0 && <SilentLine {...recording} />}
    {recording.state !== 'waiting' && (
      <p class="recording-counts muted">
        <span>{formatDuration(durationOf(recording))}</span>
        <span>{plural(recording.pageCount, 'page')}</span>
        {recording.errorCount > 0 && <span class="error">{plural(recording.errorCount, 'error')}</span>}
        {recording.failedRequestCount > 0 && (
          <span class="warning">{plural(recording.failedRequestCount, 'failed request')}</span>
        )}
      </p>
    )}
    {recording.leakCount > 0 && (
      <Leaks
        recordingId={recording.id}
        count={recording.leakCount}
        leaks={recording.leaks}
        mayMask={recording.mayMask}
      />
    )}
    {recording.state !== 'waiting' && (
      <a
        class={recording.state === 'live' ? 'button button-primary' : 'button'}
        href={`/recordings/${recording.id}`}
      >
        <Icon name={recording.state === 'live' ? 'eye' : 'play'} />
        {recording.state === 'live' ? 'Watch live' : 'Play'}
      </a>
    )}
  </li>
)

/** What the page could not record, for the agent to pass on to the site's developers. */
const TroubleLine = (trouble: Trouble) => {
  const [before, after] = troubleWords(trouble)
  return (
    <p class="recording-trouble error">
      <Icon name="alert" />
      <span>
        {before}
        <bdi class="mono">{trouble.detail}</bdi>
        {after}
      </span>
    </p>
  )
}

/** Where nothing arrives and nobody has said why. */
const SilentLine = ({ state, acceptedAt, waitingMs }: CaseRecording) => (
  <p class="recording-trouble error">
    <Icon name="alert" />
    <span>
      {state === 'waiting' ? (
        <>
          The customer accepted{' '}
          {waitingMs < 60_000 ? `${Math.floor(waitingMs / 1_000)} s ago` : <Time at={acceptedAt} relative />}
          {`, ${NOT_STARTED}`}
        </>
      ) : state === 'ended' ? (
        'Nothing was recorded: the recording ended before anything of the customer’s page arrived.'
      ) : (
        'Nothing of the customer’s page has arrived yet. Ask the customer to reload it, or to open the link again.'
      )}
    </span>
  </p>
)
