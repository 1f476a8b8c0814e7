/**
 * What customers do with the recording of themselves, under `/l/<token>` and known by the cookie of their accept: see it,
 * take it along, withdraw, erase. No sign-in (C10), and nothing of the case or of the people in support.
 */
import { Hono, type Context } from 'hono'
import { stream } from 'hono/streaming'
import { ErasePage, WithdrawPage } from '../../../views/customer-ask.tsx'
import type { CustomerState } from '../../../views/customer.tsx'
import type { CustomerPageProps } from '../../../views/parts/own.tsx'
import { unusable, type HeldLink } from '../../actions/answer-link.ts'
import { noteExport, noteView } from '../../actions/audit.ts'
import { eraseRecording } from '../../actions/erase-recording.ts'
import { exportRecording } from '../../actions/export-recording.ts'
import { readState } from '../../actions/read-state.ts'
import { readPlayerData, readTimeline } from '../../actions/read-recording.ts'
import { withdrawConsent } from '../../actions/withdraw-consent.ts'
import { customerActor } from '../../domain/audit.ts'
import { DomainError, notFound } from '../../domain/errors.ts'
import { readLanguage, textsOf } from '../../domain/notice/languages.ts'
import { durationOf, keptUntil, type Recording } from '../../domain/recording.ts'
import type { EntryKind } from '../../protocol/entries.ts'
import { ownWordsIn } from '../../protocol/own-words/languages.ts'
import type { PlayerData } from '../../protocol/player.ts'
import type { HttpDeps } from '../deps.ts'
import type { PageEnv } from '../guards.ts'
import { languageOfRecording } from '../language.ts'
import { bareContext } from '../page-context.ts'
import { answerOwnPlayer, answerSegment } from '../player-answers.tsx'

/** What the customer's own page says; null while the question is still open. */
export const stateOf = ({ recording, erased }: HeldLink): CustomerState | null => {
  if (!recording) return erased && { kind: 'erased', at: erased.at, by: erased.by, receipt: true }
  switch (recording.state) {
    case 'waiting':
      return { kind: 'waiting' }
    case 'live':
      return { kind: 'recording', startedAt: recording.startedAt ?? recording.acceptedAt }
    case 'ended':
      return {
        kind: 'ended',
        reason: recording.endReason ?? 'customer',
        durationMs: durationOf(recording),
        keptUntil: keptUntil(recording),
        withdrawnAt: recording.withdrawnAt,
      }
  }
}

const tokenOf = (c: Context): string => c.req.param('token') ?? ''

/** What their replay is drawn from: where they were and what they did. All the rest is in the file that they may take along. */
const SHOWN_TO_CUSTOMERS: ReadonlySet<EntryKind> = new Set(['page', 'click', 'input', 'submit', 'control'])

/** The page of the link, in the language that was chosen there. */
export const homeOf = (c: Context): string => {
  const chosen = readLanguage(c.req.query('lang'))
  return `/l/${tokenOf(c)}${chosen === null ? '' : `?lang=${chosen}`}`
}

/** @param held reads the token and cookie of a request */
export const ownRecordingRoutes = (
  deps: HttpDeps,
  held: (c: Context, token: string) => Promise<HeldLink>,
): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  /** @throws DomainError `bad_token` for everybody else, `not_found` when it is gone */
  const requireOwn = async (c: Context): Promise<HeldLink & { recording: Recording }> => {
    const link = await held(c, tokenOf(c))
    if (link.recording) return { ...link, recording: link.recording }
    throw link.erased ? notFound('recording') : unusable()
  }

  /** What may be looked at by those it shows: not before it is over. @throws DomainError `conflict` */
  const requireEnded = async (c: Context): Promise<Recording> => {
    const { recording } = await requireOwn(c)
    if (recording.state !== 'ended') throw new DomainError('conflict', 'The recording still goes on.')
    return recording
  }

  const playerData = async (c: Context, { id }: Recording): Promise<PlayerData> => {
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

  app.get('/:token/recording', async (c) => {
    const { recording } = await held(c, tokenOf(c))
    if (recording?.state !== 'ended') return c.redirect(homeOf(c), 303)
    await noteView(deps, customerActor(recording.id), recording.id, 'player')
    const language = await languageOfRecording(deps, c, recording.id)
    return answerOwnPlayer(deps, c, {
      data: await playerData(c, recording),
      base: `/l/${tokenOf(c)}/recording`,
      words: ownWordsIn(language),
      back: { href: homeOf(c), label: textsOf(language).customer.playerBack },
    })
  })

  app.get('/:token/recording/data', async (c) => {
    const recording = await requireEnded(c)
    await noteView(deps, customerActor(recording.id), recording.id, 'data')
    return c.json(await playerData(c, recording))
  })

  app.get('/:token/recording/state', async (c) => {
    const { recording, erased } = await held(c, tokenOf(c))
    const id = recording?.id ?? erased?.id
    if (id === undefined) throw unusable()
    return c.json(await readState(deps, id))
  })

  app.get('/:token/recording/timeline', async (c) => {
    const recording = await requireEnded(c)
    await noteView(deps, customerActor(recording.id), recording.id, 'timeline')
    const items = await readTimeline(deps, recording)
    return c.json({ items: items.filter(({ kind }) => SHOWN_TO_CUSTOMERS.has(kind)) })
  })

  app.get('/:token/recording/segments/:tab/:firstSeq', async (c) => {
    const recording = await requireEnded(c)
    await noteView(deps, customerActor(recording.id), recording.id, 'segment')
    const { tab, firstSeq } = c.req.param()
    return answerSegment(deps, c, recording.id, { tab, firstSeq })
  })

  app.get('/:token/download', async (c) => {
    const { recording } = await requireOwn(c)
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

  const pageProps = async (
    c: Context,
    { link, organisation }: HeldLink,
    { id }: Recording,
  ): Promise<CustomerPageProps> => ({
    context: bareContext(deps, c),
    language: await languageOfRecording(deps, c, id),
    token: tokenOf(c),
    organisation,
    targetUrl: link.targetUrl,
  })

  app
    .get('/:token/withdraw', async (c) => {
      const own = await requireOwn(c)
      if (own.recording.withdrawnAt !== null) return c.redirect(homeOf(c), 303)
      const endedAt = own.recording.endedAt ?? deps.clock.now()
      return c.html(
        <WithdrawPage
          {...await pageProps(c, own, own.recording)}
          keptUntil={keptUntil({ ...own.recording, endedAt })}
        />,
      )
    })
    .post(async (c) => {
      const { recording } = await requireOwn(c)
      const { then } = await c.req.parseBody()
      if (recording.state !== 'ended') await deps.rooms.end(recording.id, 'customer')
      await withdrawConsent(deps, recording)
      if (then === 'erase') await eraseRecording(deps, recording.id, customerActor(recording.id))
      return c.redirect(homeOf(c), 303)
    })

  app
    .get('/:token/erase', async (c) => {
      const link = await held(c, tokenOf(c))
      if (!link.recording) return c.redirect(homeOf(c), 303)
      return c.html(<ErasePage {...await pageProps(c, link, link.recording)} />)
    })
    .post(async (c) => {
      const { recording } = await held(c, tokenOf(c))
      // A second press finds nothing more to erase; the page it leads to says so.
      if (recording) await eraseRecording(deps, recording.id, customerActor(recording.id))
      return c.redirect(homeOf(c), 303)
    })
  return app
}
