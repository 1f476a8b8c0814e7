import { createRoute, z } from '@hono/zod-openapi'
import { requireRecording } from '../../actions/read-recording.ts'
import { listLeaks } from '../../store/leaks.ts'
import type { HttpDeps } from '../deps.ts'
import { errors, json, operation, params, type Api } from './operation.ts'

const leaksSchema = z
  .object({
    items: z.array(
      z
        .object({
          kind: z.string().openapi({ example: 'e-mail' }),
          place: z.string().openapi({
            description: 'CSS selector of the element, or the part of the recording.',
            example: '.order > .contact',
          }),
          isSelector: z.boolean().openapi({ description: 'Can a rule be made of the place?' }),
          count: z.number().int(),
        })
        .openapi('Leak'),
    ),
  })
  .openapi('Leaks', {
    description: 'Secrets that the server masked, and where they stood; empty while the recording goes on.',
  })

const getLeaksRoute = createRoute({
  ...operation(
    'recordings:read',
    'Recordings',
    'getLeaks',
    'Get which secrets the server masked, and where they stood',
  ),
  method: 'get',
  path: '/recordings/{id}/leaks',
  request: { params },
  responses: { 200: json(leaksSchema, 'By kind and place.'), ...errors(404) },
})

export const mountLeaks = (api: Api, deps: HttpDeps): void => {
  api.openapi(getLeaksRoute, async (c) => {
    const { id } = await requireRecording(deps, c.req.valid('param').id)
    return c.json({ items: await listLeaks(deps.database, id) }, 200)
  })
}
