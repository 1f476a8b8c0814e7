import { createRoute, z, type RouteConfigToTypedResponse } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import { noteExport } from '../../actions/audit.ts'
import { readEvents, requireRecording } from '../../actions/read-recording.ts'
import type { HttpDeps } from '../deps.ts'
import { errors, json, operation, params, type Api } from './operation.ts'

const eventSchema = z
  .object({ type: z.number().int(), timestamp: z.number(), data: z.record(z.string(), z.unknown()) })
  .openapi('Event', { description: 'An rrweb event. The stock rrweb Replayer plays the array.' })

const getEventsRoute = createRoute({
  ...operation('recordings:read', 'Recordings', 'getEvents', 'Get the rrweb events of one tab, in order'),
  method: 'get',
  path: '/recordings/{id}/events',
  request: { params, query: z.object({ tab: z.string().max(32).optional() }) },
  responses: { 200: json(z.array(eventSchema), 'The events.'), ...errors(404) },
})

/** No type can see what a stream writes. */
type Streamed = RouteConfigToTypedResponse<typeof getEventsRoute>

export const mountEvents = (api: Api, deps: HttpDeps): void => {
  // Streamed: an hour of a busy page is more JSON than a process should hold.
  api.openapi(getEventsRoute, async (c) => {
    const recording = await requireRecording(deps, c.req.valid('param').id)
    await noteExport(deps, c.get('caller').actor, recording.id, 'events')
    const batches = readEvents(deps, recording, c.req.valid('query').tab)
    // Read before the answer begins: what goes wrong here can still be told as an error.
    const first = await batches.next()
    c.header('Content-Type', 'application/json')
    return stream(c, async (out) => {
      await out.write('[')
      let separator = ''
      for (let batch = first; !batch.done; batch = await batches.next()) {
        const text = batch.value.map((event) => JSON.stringify(event)).join(',')
        if (text !== '') await out.write(separator + text)
        if (text !== '') separator = ','
      }
      await out.write(']')
    }) as unknown as Streamed
  })
}
