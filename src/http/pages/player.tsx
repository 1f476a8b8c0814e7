/** The player, live and replay, with all it fetches and what can be done from it. */
import { Hono } from 'hono'
import { noteView } from '../../actions/audit.ts'
import { endByHand } from '../../actions/end-by-hand.ts'
import { eraseRecording } from '../../actions/erase-recording.ts'
import { readPlayerData, readTimeline, requireRecording } from '../../actions/read-recording.ts'
import { readState } from '../../actions/read-state.ts'
import { issueViewerToken } from '../../actions/watch-recording.ts'
import { roleMay } from '../../domain/agent.ts'
import { DomainError } from '../../domain/errors.ts'
import type { ViewerTicket } from '../../protocol/player.ts'
import type { HttpDeps } from '../deps.ts'
import { actorOf, requirePermission, type PageEnv } from '../guards.ts'
import { answerPlayer, answerSegment } from '../player-answers.tsx'

export const playerRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  app.get('/recordings/:id', async (c) => {
    const signedIn = requirePermission(c, 'recordings:read')
    const { agent } = signedIn
    const data = await readPlayerData(deps, c.req.param('id'), roleMay(agent.role, 'cases:write'))
    await noteView(deps, actorOf(signedIn), data.recording.id, 'player')
    return answerPlayer(deps, c, {
      data,
      base: `/recordings/${data.recording.id}`,
      back: { href: `/cases/${data.supportCase.id}`, label: 'Back to the case' },
      mayErase: roleMay(agent.role, 'recordings:erase'),
      mayShare: true,
    })
  })

  app.get('/recordings/:id/data', async (c) => {
    const signedIn = requirePermission(c, 'recordings:read')
    const mayEnd = roleMay(signedIn.agent.role, 'cases:write')
    const data = await readPlayerData(deps, c.req.param('id'), mayEnd)
    await noteView(deps, actorOf(signedIn), data.recording.id, 'data')
    return c.json(data)
  })

  app.get('/recordings/:id/state', async (c) => {
    requirePermission(c, 'recordings:read')
    return c.json(await readState(deps, c.req.param('id')))
  })

  app.get('/recordings/:id/timeline', async (c) => {
    const signedIn = requirePermission(c, 'recordings:read')
    const recording = await requireRecording(deps, c.req.param('id'))
    await noteView(deps, actorOf(signedIn), recording.id, 'timeline')
    return c.json({ items: await readTimeline(deps, recording) })
  })

  app.get('/recordings/:id/segments/:tab/:firstSeq', async (c) => {
    const signedIn = requirePermission(c, 'recordings:read')
    const { id, ...place } = c.req.param()
    await requireRecording(deps, id)
    await noteView(deps, actorOf(signedIn), id, 'segment')
    return answerSegment(deps, c, id, place)
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
    const signedIn = requirePermission(c, 'cases:write')
    const id = c.req.param('id')
    await endByHand(deps, id, actorOf(signedIn))
    return c.redirect(`/recordings/${id}`, 303)
  })

  app.post('/recordings/:id/erase', async (c) => {
    const signedIn = requirePermission(c, 'recordings:erase')
    await eraseRecording(deps, c.req.param('id'), actorOf(signedIn))
    return c.redirect('/recordings?erased=1', 303)
  })
  return app
}
