import { createRoute, z } from '@hono/zod-openapi'
import { openCase } from '../../actions/open-case.ts'
import { notFound } from '../../domain/errors.ts'
import {
  MAX_NAME_LENGTH,
  MAX_REFERENCE_LENGTH,
  MAX_TITLE_LENGTH,
  type SupportCase,
} from '../../domain/support-case.ts'
import { findCase, listCases } from '../../store/support-cases.ts'
import type { HttpDeps } from '../deps.ts'
import { body, errors, json, operation, params, type Api } from './operation.ts'
import { idSchema, iso, line, pageOf, pageQuerySchema, time } from './shapes.ts'

const newCaseSchema = z
  .strictObject({
    title: line(MAX_TITLE_LENGTH),
    reference: line(MAX_REFERENCE_LENGTH).nullish(),
    customer: z
      .strictObject({
        name: line(MAX_NAME_LENGTH).nullish(),
        email: z.email('must be an e-mail address').max(254).nullish(),
      })
      .nullish(),
  })
  .openapi('NewCase', {
    example: { title: 'Cannot pay', reference: 'ZD-1042', customer: { name: 'Ana Silva' } },
  })

export const caseSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    reference: z.string().nullable(),
    customer: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
    createdAt: time,
    createdBy: z.string(),
    lastActivityAt: time,
  })
  .openapi('Case')

const casesQuerySchema = pageQuerySchema.extend({
  q: z.string().max(200).optional().openapi({ description: 'Text in title, reference or customer' }),
})

const caseAnswer = (supportCase: SupportCase): z.infer<typeof caseSchema> => ({
  ...supportCase,
  createdAt: iso(supportCase.createdAt),
  lastActivityAt: iso(supportCase.lastActivityAt),
})

const openCaseRoute = createRoute({
  ...operation('cases:write', 'Cases', 'openCase', 'Open a case'),
  method: 'post',
  path: '/cases',
  request: body(newCaseSchema),
  responses: { 201: json(caseSchema, 'The case.'), ...errors(400) },
})

const listCasesRoute = createRoute({
  ...operation('cases:read', 'Cases', 'listCases', 'List cases, last active first'),
  method: 'get',
  path: '/cases',
  request: { query: casesQuerySchema },
  responses: { 200: json(pageOf(caseSchema), 'One page.'), ...errors(400) },
})

const getCaseRoute = createRoute({
  ...operation('cases:read', 'Cases', 'getCase', 'Get a case'),
  method: 'get',
  path: '/cases/{id}',
  request: { params },
  responses: { 200: json(caseSchema, 'The case.'), ...errors(404) },
})

export const mountCases = (api: Api, deps: HttpDeps): void => {
  api.openapi(openCaseRoute, async (c) => {
    const { title, reference, customer } = c.req.valid('json')
    const newCase = {
      title,
      reference: reference ?? null,
      customer: { name: customer?.name ?? null, email: customer?.email ?? null },
    }
    return c.json(caseAnswer(await openCase(deps, newCase, c.get('caller').actor.name)), 201)
  })

  api.openapi(listCasesRoute, async (c) => {
    const { q, cursor, limit } = c.req.valid('query')
    const page = await listCases(deps.database, { search: q, cursor, size: limit })
    return c.json({ ...page, items: page.items.map(caseAnswer) }, 200)
  })

  api.openapi(getCaseRoute, async (c) => {
    const found = await findCase(deps.database, c.req.valid('param').id)
    if (!found) throw notFound('case')
    return c.json(caseAnswer(found), 200)
  })
}
