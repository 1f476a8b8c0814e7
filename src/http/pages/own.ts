/** The recording of themselves that customers have, under `/l/<token>` and known by the cookie of their accept. */
import type { Context } from 'hono'
import type { CustomerState } from '../../../views/customer.tsx'
import { unusable, type HeldLink } from '../../actions/answer-link.ts'
import { DomainError, notFound } from '../../domain/errors.ts'
import { readLanguage } from '../../domain/notice/languages.ts'
import { durationOf, keptUntil, type Recording } from '../../domain/recording.ts'

/** Reads the token and the cookie of a request. @throws DomainError `bad_token` */
export type Held = (c: Context, token: string) => Promise<HeldLink>

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

export const tokenOf = (c: Context): string => c.req.param('token') ?? ''

/** The page of the link, in the language that was chosen there. */
export const homeOf = (c: Context): string => {
  const chosen = readLanguage(c.req.query('lang'))
  return `/l/${tokenOf(c)}${chosen === null ? '' : `?lang=${chosen}`}`
}

/** @throws DomainError `bad_token` for everybody else, `not_found` when it is gone */
export const requireOwn = async (held: Held, c: Context): Promise<HeldLink & { recording: Recording }> => {
  const link = await held(c, tokenOf(c))
  if (link.recording) return { ...link, recording: link.recording }
  throw link.erased ? notFound('recording') : unusable()
}

/** What may be looked at by those it shows: not before it is over. @throws DomainError `conflict` */
export const requireEnded = async (held: Held, c: Context): Promise<Recording> => {
  const { recording } = await requireOwn(held, c)
  if (recording.state !== 'ended') throw new DomainError('conflict', 'The recording still goes on.')
  return recording
}
