/** What the operator may count of requests: by the pattern of a route, for a path holds tokens and ids. */
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Happening } from '../actions/happenings.ts'

export type HttpHappening =
  | Happening
  | { name: 'request'; method: string; route: string; status: number; ms: number }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Anybody can send a method of any name. */
export const methodOf = (c: Context): string => (METHODS.has(c.req.method) ? c.req.method : 'other')

/** The pattern that the request was answered by, such as `/l/:token`. */
export const routeOf = (c: Context): string =>
  matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none'

/** Tells of each request once it is answered. Routes that are not there are one. */
export const observeRequests =
  (observe: (happening: HttpHappening) => void): MiddlewareHandler =>
  async (c, next) => {
    const start = performance.now()
    await next()
    const ms = performance.now() - start
    observe({ name: 'request', method: methodOf(c), route: routeOf(c), status: c.res.status, ms })
  }
