import { createRoute, z } from '@hono/zod-openapi'
import { noteExport } from '../../actions/audit.ts'
import { readTimeline, requireRecording } from '../../actions/read-recording.ts'
import type { HttpDeps } from '../deps.ts'
import { errors, json, operation, params, type Api } from './operation.ts'

export const timelineSchema = z
  .object({
    items: z.array(
      z
        .looseObject({
          id: z.string(),
          t: z.number().openapi({ description: 'ms since the first event, by the customer’s clock.' }),
          tab: z.string(),
          timestamp: z.number().openapi({ description: 'ms since the epoch, by the customer’s clock.' }),
          kind: z.enum([
            'page',
            'click',
            'input',
            'submit',
            'console',
            'request',
            'error',
            'environment',
            'control',
          ]),
        })
        .openapi('TimelineItem'),
    ),
  })
  .openapi('Timeline')

const getTimelineRoute = createRoute({
  ...operation(
    'recordings:read',
    'Recordings',
    'getTimeline',
    'Get the timeline: pages, clicks, console, requests, errors',
  ),
  method: 'get',
  path: '/recordings/{id}/timeline',
  request: { params },
  responses: { 200: json(timelineSchema, 'The entries, in order of time.'), ...errors(404) },
})

export const mountTimeline = (api: Api, deps: HttpDeps): void => {
  api.openapi(getTimelineRoute, async (c) => {
    const recording = await requireRecording(deps, c.req.valid('param').id)
    await noteExport(deps, c.get('caller').actor, recording.id, 'timeline')
    return c.json({ items: await readTimeline(deps, recording) }, 200)
  })
}
