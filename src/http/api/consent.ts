import { createRoute, z } from '@hono/zod-openapi'
import type { ChainLink } from '../../domain/chain.ts'
import { notFound } from '../../domain/errors.ts'
import { listEventsOf } from '../../store/chained-events.ts'
import type { HttpDeps } from '../deps.ts'
import { errors, json, operation, params, type Api } from './operation.ts'
import { iso, time } from './shapes.ts'

const sha256 = z.string().length(64)

const consentSchema = z
  .object({
    items: z.array(
      z
        .object({
          seq: z.number().int().openapi({ description: 'Place in the consent log.' }),
          at: time,
          name: z.enum(['given', 'stopped', 'withdrawn', 'erased']),
          event: z
            .looseObject({ record_id: z.string(), event: z.looseObject({ event_state: z.string() }) })
            .openapi({ description: 'The record, by the fields of ISO/IEC TS 27560:2023.' }),
          previousHash: sha256,
          hash: sha256.openapi({
            description:
              'SHA-256 over the entry as canonical JSON (RFC 8785) with previousHash, without hash.',
          }),
        })
        .openapi('ConsentEvent'),
    ),
  })
  .openapi('Consent')

type ConsentItem = z.infer<typeof consentSchema>['items'][number]

const consentAnswer = (events: ChainLink[]): z.infer<typeof consentSchema> => ({
  items: events.map(({ seq, at, name, event, previousHash, hash }) => ({
    seq,
    at: iso(at),
    name: name as ConsentItem['name'],
    event: event as ConsentItem['event'],
    previousHash,
    hash,
  })),
})

const getConsentRoute = createRoute({
  ...operation(
    'recordings:read',
    'Recordings',
    'getConsent',
    'Get what the customer agreed to, and what became of it',
  ),
  method: 'get',
  path: '/recordings/{id}/consent',
  request: { params },
  responses: {
    200: json(consentSchema, 'The events, oldest first. They outlive an erasure.'),
    ...errors(404),
  },
})

export const mountConsent = (api: Api, deps: HttpDeps): void => {
  api.openapi(getConsentRoute, async (c) => {
    const events = await listEventsOf(deps.database, 'consent', c.req.valid('param').id)
    if (events.length === 0) throw notFound('recording')
    return c.json(consentAnswer(events), 200)
  })
}
