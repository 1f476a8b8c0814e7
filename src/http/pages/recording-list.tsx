/** The list of recordings. */
import { Hono } from 'hono'
import { z } from 'zod'
import { RecordingsPage, type RecordingLine } from '../../../views/recordings/list.tsx'
import { isSilent, RECORDING_SORTS } from '../../domain/recording.ts'
import { listRecordings, type ListedRecording } from '../../store/recordings.ts'
import type { HttpDeps } from '../deps.ts'
import { requirePermission, type PageEnv } from '../guards.ts'
import { pageContext } from '../page-context.ts'

const PAGE_SIZE = 50

/** What the address asks for; what it says wrong is as if it were not said. */
const querySchema = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  status: z.enum(['live', 'ended']).nullable().catch(null).default(null),
  errors: z
    .literal('1')
    .transform(() => true)
    .catch(false)
    .default(false),
  sort: z.enum(RECORDING_SORTS).catch('recent').default('recent'),
})

export const recordingListRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  app.get('/recordings', async (c) => {
    const signedIn = requirePermission(c, 'recordings:read')
    const query = querySchema.parse(c.req.query())
    const cursor = c.req.query('cursor')
    const page = await listRecordings(deps.database, {
      filter: {
        search: query.q,
        status: query.status ?? undefined,
        hasErrors: query.errors ? true : undefined,
      },
      sort: query.sort,
      cursor,
      size: PAGE_SIZE,
    })
    return c.html(
      <RecordingsPage
        context={pageContext(deps, c, signedIn)}
        recordings={page.items.map((item) => recordingLine(item, deps.clock.now()))}
        query={query}
        paged={cursor !== undefined}
        nextCursor={page.nextCursor}
        notice={c.req.query('erased') === undefined ? null : 'The recording is erased.'}
      />,
    )
  })
  return app
}

const recordingLine = ({ recording, supportCase }: ListedRecording, now: number): RecordingLine => ({
  ...recording,
  silent: isSilent(recording, now),
  caseTitle: supportCase.title,
  caseReference: supportCase.reference,
  customer: supportCase.customer.name ?? supportCase.customer.email,
})
