/** What the API says of the audit log. */
import { z } from '@hono/zod-openapi'
import { AUDIT_ACTIONS, AUDIT_GROUPS } from '../../domain/audit.ts'
import type { ChainLink } from '../../domain/chain.ts'
import { MAX_PAGE_SIZE } from '../../store/page.ts'
import { time } from './schemas.ts'

const party = z.object({ kind: z.string(), id: z.string(), name: z.string().optional() })

export const auditEntrySchema = z
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

export type AuditAnswer = z.infer<typeof auditEntrySchema>

export const auditQuerySchema = z.object({
  group: z.enum(AUDIT_GROUPS).optional(),
  actor: z.string().max(64).optional().openapi({ description: 'Id of who did it' }),
  recording: z.string().max(64).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be nextCursor of the page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
})

export const auditAnswer = (link: ChainLink): AuditAnswer => ({
  seq: link.seq,
  at: new Date(link.at).toISOString(),
  action: link.name as AuditAnswer['action'],
  actor: link.event['actor'] as AuditAnswer['actor'],
  subject: (link.event['subject'] ?? null) as AuditAnswer['subject'],
  recordingId: link.recordingId,
  linkId: link.linkId,
  detail: (link.event['detail'] ?? {}) as AuditAnswer['detail'],
  previousHash: link.previousHash,
  hash: link.hash,
})
