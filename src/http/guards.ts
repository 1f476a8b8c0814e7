/** What stands before every page: who is signed in, where a request may come from, and the headers of the answer. */
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { whoIs } from '../actions/sign-in.ts'
import { roleMay, type Agent, type Permission } from '../domain/agent.ts'
import type { Actor } from '../domain/audit.ts'
import { DAY } from '../domain/clock.ts'
import { DomainError } from '../domain/errors.ts'
import type { HttpDeps } from './deps.ts'

export interface SignedIn {
  agent: Agent
  /** Hash of the login's secret. */
  loginId: string
}

/** Who acts, for the audit log. */
export const actorOf = ({ agent }: SignedIn): Actor => ({ kind: 'agent', id: agent.id, name: agent.name })

/** Variables that the guards set for the routes behind them. */
export interface PageEnv {
  Variables: { signedIn: SignedIn | null }
}

export const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:')

/** `__Host-` binds a cookie to this host over TLS (RFC 6265bis §4.1.3); plain http has only the name. */
export const loginCookie = (publicUrl: string): string =>
  isSecure(publicUrl) ? '__Host-casereel_login' : 'casereel_login'

export const customerCookie = (publicUrl: string, linkId: string): string =>
  `${isSecure(publicUrl) ? '__Secure-' : ''}casereel_customer_${linkId}`

/** How long the customer's browser keeps its own page of a recording: browsers cap it at this (RFC 6265bis §5.5). */
const CUSTOMER_COOKIE_SECONDS = (400 * DAY) / 1_000

/** From now on this browser is the customer's. */
export const setCustomerCookie = (c: Context, publicUrl: string, linkId: string, secret: string): void =>
  setCookie(c, customerCookie(publicUrl, linkId), secret, {
    path: '/l/',
    httpOnly: true,
    secure: isSecure(publicUrl),
    sameSite: 'Lax',
    maxAge: CUSTOMER_COOKIE_SECONDS,
  })

export const readLogin =
  (deps: HttpDeps): MiddlewareHandler<PageEnv> =>
  async (c, next) => {
    const secret = getCookie(c, loginCookie(deps.publicUrl))
    c.set('signedIn', secret === undefined ? null : await whoIs(deps, secret))
    await next()
  }

/** @throws DomainError `unauthenticated`, `forbidden` */
export const requirePermission = (c: Context<PageEnv>, permission: Permission): SignedIn => {
  const signedIn = c.get('signedIn')
  if (!signedIn) throw new DomainError('unauthenticated', 'Sign in first.')
  if (!roleMay(signedIn.agent.role, permission)) {
    throw new DomainError(
      'forbidden',
      'Your role does not allow it. An owner can change your role in Settings.',
    )
  }
  return signedIn
}

/**
 * Refuses a state-changing request that another site sent (T19): by Sec-Fetch-Site where the browser tells it
 * (W3C Fetch Metadata), else by Origin. What sends neither is no browser and carries no cookie of ours.
 */
export const sameOriginOnly =
  ({ publicUrl }: HttpDeps): MiddlewareHandler =>
  async (c, next) => {
    const { method } = c.req
    const changes = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
    const site = c.req.header('sec-fetch-site')
    const origin = c.req.header('origin')
    const foreign =
      site === undefined ? !isOwn(origin, publicUrl, c.req.path) : site !== 'same-origin' && site !== 'none'
    if (changes && foreign) throw new DomainError('forbidden', 'A request that another site sent is refused.')
    return next()
  }

/**
 * Pages without a referrer send `Origin: null` (Fetch standard). Under `/l/` that is fine: the token in the address is
 * the right to act, and the customer's cookie is one that no other site's post carries (SameSite=Lax).
 */
const isOwn = (origin: string | undefined, publicUrl: string, path: string): boolean =>
  origin === undefined || origin === publicUrl || (origin === 'null' && path.startsWith('/l/'))

/** What a page may load, by directive; a page may widen `form-action` and nothing else. */
export const pageCsp = (formTargets: string[] = []): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `form-action 'self' ${formTargets.join(' ')}`.trim(),
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')

/** Headers of every answer (T05, T24). A page that set its own policy keeps it. */
export const secureHeaders =
  ({ publicUrl }: HttpDeps): MiddlewareHandler =>
  async (c, next) => {
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('X-DNS-Prefetch-Control', 'off')
    if (isSecure(publicUrl)) c.header('Strict-Transport-Security', 'max-age=31536000')
    await next()
  }

/** Addresses that are a secret: no referrer carries one anywhere. */
const isOfLink = (path: string): boolean => path.startsWith('/l/') || path.startsWith('/s/')

/** Headers of pages, which no cache keeps and nobody frames. Other sites get no referrer; our own forms need an Origin. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  if (!isOfLink(c.req.path)) c.header('Referrer-Policy', 'same-origin')
  c.header('Content-Security-Policy', pageCsp())
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  c.header('X-Frame-Options', 'DENY')
  c.header('Cache-Control', 'no-store')
  await next()
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * A developer who opens 127.0.0.1 where PUBLIC_URL says localhost would be a stranger to cookies and origins:
 * pages send them to the name the server goes by. Only between loopback names, so that no proxy can loop.
 */
export const oneLoopbackName =
  ({ publicUrl }: HttpDeps): MiddlewareHandler =>
  async (c, next) => {
    const known = new URL(publicUrl)
    const asked = new URL(c.req.url)
    const differs = asked.hostname !== known.hostname && asked.port === known.port
    if (c.req.method === 'GET' && differs && LOOPBACK.has(asked.hostname) && LOOPBACK.has(known.hostname)) {
      return c.redirect(`${publicUrl}${asked.pathname}${asked.search}`, 302)
    }
    return next()
  }
