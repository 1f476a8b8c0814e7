import { Hono } from 'hono'
import { findClockDoubt } from '../actions/believe-clock.ts'
import { sentenceOfDoubt } from '../domain/clock-doubt.ts'
import type { HttpDeps } from './deps.ts'

/** Whoever asks more often gets the same answer: asking is no load. */
const CACHE_MS = 1_000

/** It works, but somebody should look at the clock. A database that cannot be read is the other check's business. */
const clockNotice = async (deps: HttpDeps): Promise<string | null> => {
  const doubt = await findClockDoubt(deps).catch(() => null)
  return doubt && `${sentenceOfDoubt(doubt)} Nothing is erased by its date until an owner confirms the clock.`
}

/** Told until a mail is sent again. */
const mailNotice = ({ mailer }: HttpDeps): string | null => {
  const trouble = mailer?.trouble() ?? null
  return (
    trouble &&
    `The last e-mail, at ${new Date(trouble.at).toISOString()}, could not be sent. ${trouble.sentence}`
  )
}

/** `/healthz` */
export const healthRoutes = (deps: HttpDeps): Hono => {
  const app = new Hono()
  let asked: { at: number; reason: Promise<string | null>; notice: Promise<string | null> } | null = null
  let told: string | null = null

  const tell = (reason: string | null): void => {
    if (reason !== told) {
      if (reason === null) deps.log('info', 'The server can store again.')
      else deps.log('error', `The server cannot store. ${reason}`)
    }
    told = reason
  }

  app.get('/healthz', async (c) => {
    const now = performance.now()
    if (asked === null || now - asked.at >= CACHE_MS)
      asked = { at: now, reason: deps.checkHealth(), notice: clockNotice(deps) }
    const [reason, clock] = await Promise.all([asked.reason, asked.notice])
    tell(reason)
    const notices = [clock, mailNotice(deps)].filter((notice) => notice !== null)
    return reason === null
      ? c.json({
          status: 'ok',
          version: deps.version,
          ...(notices.length > 0 && { notice: notices.join(' ') }),
        })
      : c.json({ status: 'failing', version: deps.version, reason }, 503)
  })
  return app
}
