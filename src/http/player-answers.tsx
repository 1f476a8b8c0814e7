/** What a player is given, whoever looks: the page, and segments. Whether they may is asked before. */
import type { Context } from 'hono'
import { OwnPlayerPage, type OwnPlayerPageProps } from '../../views/own-player.tsx'
import { PlayerPage, type PlayerPageProps } from '../../views/player.tsx'
import { readSegment } from '../actions/read-recording.ts'
import { newSecret } from '../auth/secrets.ts'
import { DomainError } from '../domain/errors.ts'
import { TAB_PATTERN } from '../protocol/codec.ts'
import type { HttpDeps } from './deps.ts'
import { bareContext } from './page-context.ts'
import { readRange } from './range.ts'

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

/** Sets the player's policy on the answer. @returns what every player page is drawn with */
const playerFrame = (deps: HttpDeps, c: Context) => {
  const nonce = newSecret()
  c.header('Content-Security-Policy', playerCsp(nonce))
  return { ...bareContext(deps, c), css: deps.manifest.playerCss, nonce }
}

export const answerPlayer = (
  deps: HttpDeps,
  c: Context,
  props: Omit<PlayerPageProps, 'assets' | 'theme' | 'css' | 'nonce'>,
): Response | Promise<Response> => c.html(<PlayerPage {...playerFrame(deps, c)} {...props} />)

/** The player's page for the customer whose recording it is. */
export const answerOwnPlayer = (
  deps: HttpDeps,
  c: Context,
  props: Pick<OwnPlayerPageProps, 'data' | 'words' | 'base' | 'back'>,
): Response | Promise<Response> => c.html(<OwnPlayerPage {...playerFrame(deps, c)} {...props} />)

/** A stored segment, or the range of it that is asked for. @throws DomainError `invalid_input`, `not_found` */
export const answerSegment = async (
  deps: HttpDeps,
  c: Context,
  recordingId: string,
  place: { tab: string; firstSeq: string },
): Promise<Response> => {
  const { tab, firstSeq } = place
  if (!TAB_PATTERN.test(tab) || !/^\d{1,10}$/.test(firstSeq)) {
    throw new DomainError('invalid_input', 'A segment is named by its tab and first seq.')
  }
  const bytes = await readSegment(deps, { recordingId, tab, firstSeq: Number(firstSeq) })
  // It never changes, but it may be erased: what a browser's cache held would outlive that (C15).
  c.header('Cache-Control', 'no-store')
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
}
