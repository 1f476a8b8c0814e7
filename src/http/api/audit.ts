import { createRoute, z } from '@hono/zod-openapi'
import { AUDIT_ACTIONS, AUDIT_GROUPS } from '../../domain/audit.ts'
import type { ChainLink } from '../../domain/chain.ts'
import { readAudit } from '../../store/audit.ts'
import { MAX_PAGE_SIZE } from '../../store/page.ts'
import type { HttpDeps } from '../deps.ts'
import { errors, json, operation, type Api } from './operation.ts'
import { iso, pageOf, time } from './shapes.ts'

const party = z.object({ kind: z.string(), id: z.string(), name: z.string().optional() })

const auditEntrySchema = z
  .object({
    seq: z.number().int().openapi({ description: '1, 2, 3 … without a hole.' }),
    at: time,
    action: z.enum(AUDIT_ACTIONS),
    actor: party.openapi({
      description: 'A person, an API key, the customer of a recording, the recorded site, or the server.',
    }),
    subject: party.nullable(),
    recordingId: z.string().nullable(),
    linkId: z.string().nullable(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    previousHash: z.string(),
    hash: z.string().openapi({ description: 'SHA-256 over the entry and the hash before it.' }),
  })
  .openapi('AuditEntry')

type AuditAnswer = z.infer<typeof auditEntrySchema>

const auditQuerySchema = z.object({
  group: z.enum(AUDIT_GROUPS).optional(),
  actor: z.string().max(64).optional().openapi({ description: 'Id of who did it' }),
  recording: z.string().max(64).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be nextCursor of the page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
})

const auditAnswer = (link: ChainLink): AuditAnswer => ({
  seq: link.seq,
  at: iso(link.at),
  action: link.name as AuditAnswer['action'],
  actor: link.event['actor'] as AuditAnswer['actor'],
  subject: (link.event['subject'] ?? null) as AuditAnswer['subject'],
  recordingId: link.recordingId,
  linkId: link.linkId,
  detail: (link.event['detail'] ?? {}) as AuditAnswer['detail'],
  previousHash: link.previousHash,
  hash: link.hash,
})

const listAuditRoute = createRoute({
  ...operation(
    'audit:read',
    'Audit',
    'listAudit',
    'List what people, programs and customers did, newest first',
  ),
  method: 'get',
  path: '/audit',
  request: { query: auditQuerySchema },
  responses: { 200: json(pageOf(auditEntrySchema), 'One page.'), ...errors(400) },
})

export const mountAudit = (api: Api, deps: HttpDeps): void => {
  api.openapi(listAuditRoute, async (c) => {
    const { group, actor, recording, cursor, limit } = c.req.valid('query')
    const page = await readAudit(deps.database, {
      filter: { group, actorId: actor, recordingId: recording },
      before: cursor === undefined ? undefined : Number(cursor),
      size: limit,
    })
    return c.json({ items: page.items.map(auditAnswer), nextCursor: page.nextCursor }, 200)
  })
}
