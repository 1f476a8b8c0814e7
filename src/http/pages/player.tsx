/** The player, live and replay, with all it fetches and what can be done from it. */
import { Hono } from 'hono'
import { PlayerPage } from '../../../views/player.tsx'
import { eraseRecording } from '../../actions/erase-recording.ts'
import { readPlayerData, readSegment, readTimeline, requireRecording } from '../../actions/read-recording.ts'
import { issueViewerToken } from '../../actions/watch-recording.ts'
import { newSecret } from '../../auth/secrets.ts'
import { roleMay } from '../../domain/agent.ts'
import { DomainError } from '../../domain/errors.ts'
import { TAB_PATTERN } from '../../protocol/codec.ts'
import type { ViewerTicket } from '../../protocol/player.ts'
import type { HttpDeps } from '../deps.ts'
import { requirePermission, type PageEnv } from '../guards.ts'
import { pageContext } from '../page-context.ts'
import { readRange } from '../range.ts'

/**
 * The page that plays hostile pages (T20, T21): scripts only by nonce, nothing loads, forms go nowhere but here.
 * The replay's frame inherits it.
 */
const playerCsp = (nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'unsafe-inline'`,
    `img-src data: blob:`,
    `font-src data:`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')

export const playerRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  app.get('/recordings/:id', async (c) => {
    const { agent } = requirePermission(c, 'recordings:read')
    const data = await readPlayerData(deps, c.req.param('id'), roleMay(agent.role, 'cases:write'))
    const { assets, theme } = pageContext(deps, c, { agent, loginId: '' })
    const nonce = newSecret()
    c.header('Content-Security-Policy', playerCsp(nonce))
    return c.html(
      <PlayerPage
        data={data}
        assets={assets}
        css={deps.manifest.playerCss}
        nonce={nonce}
        viewer={{ name: agent.name }}
        mayErase={roleMay(agent.role, 'recordings:erase')}
        theme={theme}
      />,
    )
  })

  app.get('/recordings/:id/data', async (c) => {
    const { agent } = requirePermission(c, 'recordings:read')
    return c.json(await readPlayerData(deps, c.req.param('id'), roleMay(agent.role, 'cases:write')))
  })

  app.get('/recordings/:id/timeline', async (c) => {
    requirePermission(c, 'recordings:read')
    const recording = await requireRecording(deps, c.req.param('id'))
    return c.json({ items: await readTimeline(deps, recording) })
  })

  app.get('/recordings/:id/segments/:tab/:firstSeq', async (c) => {
    requirePermission(c, 'recordings:read')
    const { id, tab, firstSeq } = c.req.param()
    if (!TAB_PATTERN.test(tab) || !/^\d{1,10}$/.test(firstSeq)) {
      throw new DomainError('invalid_input', 'A segment is named by its tab and first seq.')
    }
    await requireRecording(deps, id)
    const bytes = await readSegment(deps, { recordingId: id, tab, firstSeq: Number(firstSeq) })
    // Never written again; but who may read it is asked each time the browser has let go of it.
    c.header('Cache-Control', 'private, max-age=3600, immutable')
    c.header('Accept-Ranges', 'bytes')
    const range = readRange(c.req.header('range'), bytes.length)
    if (range === 'unsatisfiable') {
      c.header('Content-Range', `bytes */${bytes.length}`)
      return c.body(null, 416)
    }
    if (range !== null) {
      // A part of a gzip unpacks to nothing: who asks for one gets the bytes as they are stored.
      c.header('Content-Type', 'application/gzip')
      c.header('Content-Range', `bytes ${range.first}-${range.last}/${bytes.length}`)
      return c.body(bytes.slice(range.first, range.last + 1), 206)
    }
    c.header('Content-Type', 'application/json')
    c.header('Content-Encoding', 'gzip')
    return c.body(bytes)
  })

  app.post('/recordings/:id/ticket', async (c) => {
    const signedIn = requirePermission(c, 'recordings:read')
    const { id, state } = await requireRecording(deps, c.req.param('id'))
    if (state === 'ended') throw new DomainError('over', 'The recording is over; play it instead.')
    const ticket: ViewerTicket = { token: await issueViewerToken(deps, id, signedIn) }
    return c.json(ticket)
  })

  app.get('/recordings/:id/socket', async (c) => {
    requirePermission(c, 'recordings:read')
    const origin = c.req.header('origin')
    if (origin !== deps.publicUrl)
      throw new DomainError('bad_origin', 'Viewers come from this server’s own pages.')
    const { id } = await requireRecording(deps, c.req.param('id'))
    return deps.upgrade(c, { recordingId: id, wants: 'viewer', origin })
  })

  app.post('/recordings/:id/end', async (c) => {
    requirePermission(c, 'cases:write')
    const { id } = await requireRecording(deps, c.req.param('id'))
    await deps.rooms.end(id, 'agent')
    return c.redirect(`/recordings/${id}`, 303)
  })

  app.post('/recordings/:id/erase', async (c) => {
    requirePermission(c, 'recordings:erase')
    await eraseRecording(deps, c.req.param('id'))
    return c.redirect('/recordings?erased=1', 303)
  })
  return app
}
