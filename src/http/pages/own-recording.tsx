/**
 * Customers look at the recording of themselves and take it along, under `/l/<token>`. No sign-in (C10), and nothing of the
 * case or of the people in support.
 */
import { Hono, type Context } from 'hono'
import { stream } from 'hono/streaming'
import { unusable } from '../../actions/answer-link.ts'
import { noteExport, noteView } from '../../actions/audit.ts'
import { exportRecording } from '../../actions/export-recording.ts'
import { readState } from '../../actions/read-state.ts'
import { readPlayerData, readTimeline } from '../../actions/read-recording.ts'
import { customerActor } from '../../domain/audit.ts'
import { textsOf } from '../../domain/notice/languages.ts'
import type { Recording } from '../../domain/recording.ts'
import type { EntryKind } from '../../protocol/entries.ts'
import { ownWordsIn } from '../../protocol/own-words/languages.ts'
import type { PlayerData } from '../../protocol/player.ts'
import type { HttpDeps } from '../deps.ts'
import type { PageEnv } from '../guards.ts'
import { languageOfRecording } from '../language.ts'
import { answerOwnPlayer, answerSegment } from '../player-answers.tsx'
import { homeOf, requireEnded, requireOwn, tokenOf, type Held } from './own.ts'

/** What their replay is drawn from: where they were and what they did. All the rest is in the file that they may take along. */
const SHOWN_TO_CUSTOMERS: ReadonlySet<EntryKind> = new Set(['page', 'click', 'input', 'submit', 'control'])

const playerData = async (deps: HttpDeps, c: Context, { id }: Recording): Promise<PlayerData> => {
  const { recording, environment, privacy, tabs, segments } = await readPlayerData(deps, id, false)
  const title = textsOf(await languageOfRecording(deps, c, id)).customer.playerTitle
  return {
    recording,
    supportCase: { id: '', title, reference: null, customer: null },
    environment,
    privacy,
    tabs,
    segments,
    mayEnd: false,
  }
}

export const ownRecordingRoutes = (deps: HttpDeps, held: Held): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  app.get('/:token/recording', async (c) => {
    const { recording } = await held(c, tokenOf(c))
    if (recording?.state !== 'ended') return c.redirect(homeOf(c), 303)
    await noteView(deps, customerActor(recording.id), recording.id, 'player')
    const language = await languageOfRecording(deps, c, recording.id)
    return answerOwnPlayer(deps, c, {
      data: await playerData(deps, c, recording),
      base: `/l/${tokenOf(c)}/recording`,
      words: ownWordsIn(language),
      back: { href: homeOf(c), label: textsOf(language).customer.playerBack },
    })
  })

  app.get('/:token/recording/data', async (c) => {
    const recording = await requireEnded(held, c)
    await noteView(deps, customerActor(recording.id), recording.id, 'data')
    return c.json(await playerData(deps, c, recording))
  })

  app.get('/:token/recording/state', async (c) => {
    const { recording, erased } = await held(c, tokenOf(c))
    const id = recording?.id ?? erased?.id
    if (id === undefined) throw unusable()
    return c.json(await readState(deps, id))
  })

  app.get('/:token/recording/timeline', async (c) => {
    const recording = await requireEnded(held, c)
    await noteView(deps, customerActor(recording.id), recording.id, 'timeline')
    const items = await readTimeline(deps, recording)
    return c.json({ items: items.filter(({ kind }) => SHOWN_TO_CUSTOMERS.has(kind)) })
  })

  app.get('/:token/recording/segments/:tab/:firstSeq', async (c) => {
    const recording = await requireEnded(held, c)
    await noteView(deps, customerActor(recording.id), recording.id, 'segment')
    const { tab, firstSeq } = c.req.param()
    return answerSegment(deps, c, recording.id, { tab, firstSeq })
  })

  app.get('/:token/download', async (c) => {
    const { recording } = await requireOwn(held, c)
    await noteExport(deps, customerActor(recording.id), recording.id, 'everything')
    const pieces = exportRecording(deps, recording)
    // What fails at once is told as an error, not as a file that ends early.
    const first = await pieces.next()
    c.header('Content-Type', 'application/json; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="recording-${recording.id}.json"`)
    return stream(c, async (out) => {
      for (let piece = first; !piece.done; piece = await pieces.next()) await out.write(piece.value)
    })
  })
  return app
}
