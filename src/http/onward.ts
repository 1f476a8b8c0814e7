/**
 * Where somebody wanted to go who had to sign in first, such as a shared moment of a recording. The sign-in link comes from
 * elsewhere and carries no address, so the browser keeps it, in a cookie.
 */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { DAY, SECOND } from '../domain/clock.ts'
import { isSecure } from './guards.ts'

/** As long as a sign-in link can be used. */
const LIFETIME_MS = DAY
/** Longer than any address of our own pages; a cookie holds 4,096 bytes. */
const MAX_LENGTH = 1_000

const nameOf = (publicUrl: string): string =>
  isSecure(publicUrl) ? '__Host-casereel_onward' : 'casereel_onward'

/** Whoever wrote the cookie, it leads to a page of ours. @returns null for any other address */
export const ownPath = (path: string | undefined, publicUrl: string): string | null => {
  if (path === undefined || path.length > MAX_LENGTH || !path.startsWith('/')) return null
  // As a browser reads it: `//host`, `/\host` and a tab in between all lead to another host (URL standard), and
  // `/.//host` is a path that begins with two slashes.
  const url = URL.parse(path, publicUrl)
  if (url?.origin !== new URL(publicUrl).origin || url.pathname.startsWith('//')) return null
  return url.pathname + url.search
}

/** Keeps the address that was asked for. */
export const keepOnward = (c: Context, publicUrl: string): void => {
  const { pathname, search } = new URL(c.req.url)
  const path = ownPath(pathname + search, publicUrl)
  if (c.req.method !== 'GET' || path === null || path === '/') return
  setCookie(c, nameOf(publicUrl), path, {
    path: '/',
    httpOnly: true,
    secure: isSecure(publicUrl),
    sameSite: 'Lax',
    maxAge: LIFETIME_MS / SECOND,
  })
}

/** Whether there is an address to go on to. */
export const hasOnward = (c: Context, publicUrl: string): boolean =>
  ownPath(getCookie(c, nameOf(publicUrl)), publicUrl) !== null

/** The address that was kept, once; else the start page. */
export const takeOnward = (c: Context, publicUrl: string): string => {
  const path = ownPath(getCookie(c, nameOf(publicUrl)), publicUrl)
  if (path === null) return '/'
  deleteCookie(c, nameOf(publicUrl), { path: '/', secure: isSecure(publicUrl) })
  return path
}
