/** `/recordings`: every recording, live ones on top. Search, filters and order are in the address. */
import { RECORDING_SORTS, type RecordingSort } from '../../src/domain/recording.ts'
import { Icon } from '../icons.tsx'
import { Layout, type PageContext } from '../layout.tsx'
import { Empty, Older, withQuery } from '../parts/chips.tsx'
import { RecordingsTable, type RecordingLine } from './table.tsx'

export type { RecordingLine } from './table.tsx'

/** What the address asks for. */
export interface RecordingsQuery {
  q: string
  status: 'live' | 'ended' | null
  /** Only those with errors. */
  errors: boolean
  sort: RecordingSort
}

export interface RecordingsPageProps {
  context: PageContext
  recordings: readonly RecordingLine[]
  query: RecordingsQuery
  /** True when this is not the first page of the list. */
  paged: boolean
  nextCursor: string | null
  notice?: string | null
}

/** `/recordings?…`; what is at its default is left out. */
export const recordingsHref = (query: RecordingsQuery, cursor?: string): string =>
  withQuery('/recordings', {
    q: query.q,
    status: query.status,
    errors: query.errors ? '1' : null,
    sort: query.sort === 'recent' ? null : query.sort,
    cursor,
  })

export const RecordingsPage = (props: RecordingsPageProps) => {
  const { context, recordings, query, nextCursor, paged } = props
  const narrowed = query.q !== '' || query.status !== null || query.errors
  const first = recordings.length === 0 && !narrowed && !paged
  return (
    <Layout context={context} title="Recordings" section="recordings" notice={props.notice}>
      <div class="page-head">
        <h1>Recordings</h1>
        {!first && <Search {...query} />}
      </div>
      {!first && <Filters {...query} />}
      <div id="recordings" data-refresh={recordingsHref(query)} data-refresh-every="5" data-paged={paged}>
        {recordings.length > 0 ? (
          <RecordingsTable recordings={recordings} />
        ) : first ? (
          <Empty icon="recording" title="No recordings yet">
            <p>
              A recording starts when a customer opens your link and allows it. You watch it live, and it
              stays here to be played again.
            </p>
            <a class="button button-primary" href="/?new=1">
              Create a case and a link
            </a>
          </Empty>
        ) : (
          <Empty icon="search" title={narrowed ? 'No recording matches' : 'There are no older recordings'}>
            <p>{narrowed ? 'Try fewer filters or another word.' : 'This is the end of the list.'}</p>
            <a class="button" href="/recordings">
              Show all recordings
            </a>
          </Empty>
        )}
      </div>
      <Older href={nextCursor && recordingsHref(query, nextCursor)} label="More recordings" />
    </Layout>
  )
}

const Search = (query: RecordingsQuery) => (
  <form class="search" role="search" action="/recordings" method="get">
    <Icon name="search" />
    <input
      type="search"
      name="q"
      value={query.q}
      placeholder="Search case, customer, page, id"
      aria-label="Search recordings"
      data-hotkey="/"
      dir="auto"
    />
    {query.status && <input type="hidden" name="status" value={query.status} />}
    {query.errors && <input type="hidden" name="errors" value="1" />}
    {query.sort !== 'recent' && <input type="hidden" name="sort" value={query.sort} />}
  </form>
)

const SORT_WORDS: Record<RecordingSort, string> = {
  recent: 'Most recent',
  longest: 'Longest',
  errors: 'Most errors',
  pages: 'Most pages',
}

const Filters = (query: RecordingsQuery) => (
  <div class="filters">
    <nav class="filter-chips" aria-label="Filters">
      <FilterLink
        label="All"
        on={!query.status && !query.errors}
        to={{ ...query, status: null, errors: false }}
      />
      <FilterLink label="Live" on={query.status === 'live'} to={toggled(query, 'live')} />
      <FilterLink label="Ended" on={query.status === 'ended'} to={toggled(query, 'ended')} />
      <FilterLink label="Has errors" on={query.errors} to={{ ...query, errors: !query.errors }} />
    </nav>
    <nav class="filter-chips" aria-label="Order">
      {RECORDING_SORTS.map((sort) => (
        <FilterLink label={SORT_WORDS[sort]} on={query.sort === sort} to={{ ...query, sort }} />
      ))}
    </nav>
  </div>
)

const toggled = (query: RecordingsQuery, status: 'live' | 'ended'): RecordingsQuery => ({
  ...query,
  status: query.status === status ? null : status,
})

const FilterLink = ({ label, on, to }: { label: string; on: boolean; to: RecordingsQuery }) => (
  <a class="filter" href={recordingsHref(to)} aria-current={on ? 'true' : undefined}>
    {label}
  </a>
)
