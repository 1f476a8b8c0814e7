/** What the operator may count of requests: by the pattern of a route, for a path holds tokens and ids. */
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Happening } from '../actions/happenings.ts'

export type HttpHappening =
  | Happening
  | { name: 'request'; method: string; route: string; status: number; ms: number }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Tells of each request once it is answered. Routes that are not there are one. */
export const observeRequests =
  (observe: (happening: HttpHappening) => void): MiddlewareHandler =>
  async (c, next) => {
    const start = performance.now()
    await next()
    const handlers = matchedRoutes(c).filter(({ method }) => method !== 'ALL')
    observe({
      name: 'request',
      method: METHODS.has(c.req.method) ? c.req.method : 'other',
      route: handlers.at(-1)?.path ?? 'none',
      status: c.res.status,
      ms: performance.now() - start,
    })
  }
