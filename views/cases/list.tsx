/** `/`: the cases, newest activity first. */
import type { LinkState } from '../../src/domain/link.ts'
import { cut } from '../../src/protocol/redact.ts'
import { Icon } from '../icons.tsx'
import { Layout, type PageContext } from '../layout.tsx'
import { Empty, LinkChip, Live, Older, Silent, withQuery } from '../parts/chips.tsx'
import { PanelLink } from '../parts/dialog.tsx'
import { BELOW_LENGTH, Cut, Dotted, None, Time } from '../parts/text.tsx'
import { NewCase, type NewCaseProps } from './new-case.tsx'
import { Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'Case' },
  { name: 'Reference', class: 'from-m' },
  { name: 'Customer', class: 'from-m' },
  { name: 'Link' },
  { name: 'Last activity', class: 'number' },
]

export interface CaseLine {
  id: string
  title: string
  reference: string | null
  /** Name, else e-mail, of the customer. */
  customer: string | null
  /** State of the newest link; null when there is none. */
  linkState: LinkState | null
  /** True while something of it is being recorded. */
  live: boolean
  /** Nothing of what is being recorded, or of what its newest link recorded, has arrived. */
  silent: boolean
  lastActivityAt: number
}

export interface CasesPageProps {
  context: PageContext
  cases: readonly CaseLine[]
  /** What was searched for; '' for everything. */
  query: string
  /** True when this is not the newest page of the list. */
  paged: boolean
  /** Cursor of the next page; null at the end. */
  nextCursor: string | null
  /** Null for people who may only look. */
  newCase: NewCaseProps | null
  notice?: string | null
}

export const CasesPage = (props: CasesPageProps) => {
  const { context, cases, query, nextCursor, newCase } = props
  const first = cases.length === 0 && query === '' && !props.paged
  return (
    <Layout context={context} title="Cases" section="cases" notice={props.notice}>
      <div class="page-head">
        <h1>Cases</h1>
        {!first && <Search query={query} />}
        {newCase && (
          <PanelLink panel="new-case" href="/?new=1" class="button button-primary">
            <Icon name="plus" />
            New case
          </PanelLink>
        )}
      </div>
      {newCase && <NewCase {...newCase} />}
      <div
        id="cases"
        data-refresh={withQuery('/', { q: query })}
        data-refresh-every="5"
        data-paged={props.paged}
      >
        {cases.length > 0 ? (
          <CaseList cases={cases} />
        ) : first ? (
          <FirstCase mayWrite={newCase !== null} />
        ) : (
          <Empty icon="search" title="No case matches">
            <p>
              {query === '' ? (
                'There are no older cases.'
              ) : (
                <>
                  Nothing has “<bdi>{query}</bdi>” in its title, reference or customer.
                </>
              )}
            </p>
            <a class="button" href="/">
              Show all cases
            </a>
          </Empty>
        )}
      </div>
      <Older href={nextCursor && withQuery('/', { q: query, cursor: nextCursor })} label="Older cases" />
    </Layout>
  )
}

const Search = ({ query }: { query: string }) => (
  <form class="search" role="search" action="/" method="get">
    <Icon name="search" />
    <input
      type="search"
      name="q"
      value={query}
      placeholder="Search title, reference, customer"
      aria-label="Search cases"
      data-hotkey="/"
      dir="auto"
    />
  </form>
)

const FirstCase = ({ mayWrite }: { mayWrite: boolean }) => (
  <Empty icon="folder" title="No cases yet">
    <p>
      A case is one customer’s problem. It holds the link you send them and the recordings you get back, so
      that you see what they see.
    </p>
    {mayWrite && (
      <PanelLink panel="new-case" href="/?new=1" class="button button-primary">
        <Icon name="plus" />
        Create the first case
      </PanelLink>
    )}
    <p class="muted">
      To try everything in a minute, create a case for the <a href="/demo">demo shop</a> and open its link in
      a private window.
    </p>
  </Empty>
)

const CaseList = ({ cases }: { cases: readonly CaseLine[] }) => (
  <Table columns={COLUMNS} class="cases" openable>
    {cases.map((line) => (
      <Line {...line} />
    ))}
  </Table>
)

const Line = (line: CaseLine) => (
  <tr id={`case-${line.id}`}>
    <td class="wide">
      <a class="row-link" href={`/cases/${line.id}`} title={line.title} dir="auto">
        {line.title}
      </a>
      <span class="below until-m">
        <Dotted items={[line.reference, line.customer && cut(line.customer, BELOW_LENGTH)]} />
      </span>
    </td>
    <td class="from-m mid">{line.reference ? <Cut text={line.reference} /> : <None label="None" />}</td>
    <td class="from-m mid">{line.customer ? <Cut text={line.customer} /> : <None label="Not given" />}</td>
    <td class="fit">
      {line.live ? (
        line.silent ? (
          <Silent />
        ) : (
          <Live />
        )
      ) : line.linkState ? (
        <LinkChip state={line.linkState} silent={line.silent} />
      ) : (
        <span class="muted">No link</span>
      )}
    </td>
    <td class="number fit">
      <Time at={line.lastActivityAt} relative />
    </td>
  </tr>
)
