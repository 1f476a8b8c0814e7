/** What every operation of the API has in common: its scope, its errors, and how it stands in the OpenAPI document. */
import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import type { ApiCaller } from '../../actions/api-keys.ts'
import type { ApiScope } from '../../domain/agent.ts'
import { DomainError } from '../../domain/errors.ts'
import { errorSchema, idSchema } from './shapes.ts'

export interface ApiEnv {
  Variables: { caller: ApiCaller }
}

export type Api = OpenAPIHono<ApiEnv>

const requireScope = (scope: ApiScope) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    if (!c.get('caller').scopes.includes(scope)) {
      throw new DomainError('forbidden', `This key lacks the scope ${scope}.`)
    }
    await next()
  })

/** The part of a route that every operation has. A key without the scope is refused before anything of the request is read. */
export const operation = (scope: ApiScope, tag: string, operationId: string, summary: string) => ({
  operationId,
  tags: [tag],
  summary,
  description: `Needs the scope ${scope}.`,
  security: [{ key: [] }],
  middleware: requireScope(scope),
})

const ERRORS: Record<number, string> = {
  400: 'The input does not fit; the message says which field.',
  401: 'The API key is missing or not valid.',
  403: 'This key lacks the scope for it.',
  404: 'There is nothing with this id.',
  409: 'It is not in a state that allows it.',
  429: 'Too many requests; wait for Retry-After seconds.',
}

export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** The errors that any operation may answer with, and those that are named. */
export const errors = (...statuses: (400 | 404 | 409)[]) => {
  const all = ([401, 403, 429, ...statuses] as const).map((status) => [
    status,
    json(errorSchema, ERRORS[status] ?? ''),
  ])
  return Object.fromEntries(all) as Record<401 | 403 | 429, ReturnType<typeof json<typeof errorSchema>>>
}

/** `{id}` in a path. */
export const params = z.object({ id: idSchema })

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
