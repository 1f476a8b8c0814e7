import { createRoute, z } from '@hono/zod-openapi'
import { createLink } from '../../actions/create-link.ts'
import type { ActionDeps } from '../../actions/deps.ts'
import { linkUrl, shortUrl } from '../../actions/link-address.ts'
import { revokeLink } from '../../actions/revoke-link.ts'
import { notFound } from '../../domain/errors.ts'
import {
  DEFAULT_EXPIRY_SECONDS,
  EXPIRY_BOUNDS,
  LINK_MODES,
  LINK_STATES,
  linkState,
  USES_BOUNDS,
} from '../../domain/link.ts'
import { RETENTION_BOUNDS } from '../../domain/settings.ts'
import { MAX_URL_LENGTH } from '../../protocol/limits.ts'
import { CAPTURE_SCOPES, DEFAULT_SCOPES, PRIVACY_PRESETS } from '../../protocol/privacy.ts'
import { findLink, type LinkWithUse } from '../../store/links.ts'
import type { HttpDeps } from '../deps.ts'
import { body, errors, json, operation, params, type Api } from './operation.ts'
import { ID_EXAMPLE, idSchema, iso, isoOrNull, time } from './shapes.ts'

const newLinkSchema = z
  .strictObject({
    targetUrl: z
      .string()
      .trim()
      .min(1)
      .max(MAX_URL_LENGTH)
      .openapi({ example: 'https://shop.example.com/checkout' }),
    expiresInSeconds: z
      .number()
      .int()
      .min(EXPIRY_BOUNDS.min)
      .max(EXPIRY_BOUNDS.max)
      .default(DEFAULT_EXPIRY_SECONDS),
    maxUses: z.number().int().min(USES_BOUNDS.min).max(USES_BOUNDS.max).default(1),
    privacy: z.enum(PRIVACY_PRESETS).optional().openapi({
      description:
        'The organisation’s floor or stricter. Left out: balanced, or the floor where that is stricter.',
    }),
    scopes: z.array(z.enum(CAPTURE_SCOPES)).default([...DEFAULT_SCOPES]),
    retentionDays: z
      .number()
      .int()
      .min(RETENTION_BOUNDS.min)
      .max(RETENTION_BOUNDS.max)
      .nullable()
      .default(null),
    mode: z.enum(LINK_MODES).default('session'),
  })
  .openapi('NewLink', {
    example: { targetUrl: 'https://shop.example.com/checkout', expiresInSeconds: 86_400 },
  })

export const linkSchema = z
  .object({
    id: idSchema,
    caseId: idSchema,
    url: z.url().openapi({ description: 'The signed address: whoever has it can accept.' }),
    shortUrl: z
      .url()
      .nullable()
      .openapi({
        description:
          'A short address that leads to `url`, for text messages and QR codes. Null for links made by version 0.1.',
        example: `https://support.example.com/s/${ID_EXAMPLE}`,
      }),
    targetUrl: z.url(),
    state: z.enum(LINK_STATES),
    mode: z.enum(LINK_MODES),
    privacy: z.enum(PRIVACY_PRESETS),
    scopes: z.array(z.enum(CAPTURE_SCOPES)),
    retentionDays: z.number().int().nullable(),
    maxUses: z.number().int(),
    uses: z.number().int(),
    createdAt: time,
    expiresAt: time,
    revokedAt: time.nullable(),
  })
  .openapi('Link')

const linkAnswer = async (
  deps: ActionDeps,
  { link, recordings }: LinkWithUse,
): Promise<z.infer<typeof linkSchema>> => ({
  id: link.id,
  caseId: link.caseId,
  url: await linkUrl(deps, link),
  shortUrl: await shortUrl(deps, link),
  targetUrl: link.targetUrl,
  state: linkState(link, recordings, deps.clock.now()),
  mode: link.mode,
  privacy: link.privacy,
  scopes: link.scopes,
  retentionDays: link.retentionDays,
  maxUses: link.maxUses,
  uses: link.uses,
  createdAt: iso(link.createdAt),
  expiresAt: iso(link.expiresAt),
  revokedAt: isoOrNull(link.revokedAt),
})

const createLinkRoute = createRoute({
  ...operation('cases:write', 'Links', 'createLink', 'Create a link for a case'),
  method: 'post',
  path: '/cases/{id}/links',
  request: { params, ...body(newLinkSchema) },
  responses: { 201: json(linkSchema, 'The link.'), ...errors(400, 404, 409) },
})

const getLinkRoute = createRoute({
  ...operation('cases:read', 'Links', 'getLink', 'Get a link and its state'),
  method: 'get',
  path: '/links/{id}',
  request: { params },
  responses: { 200: json(linkSchema, 'The link.'), ...errors(404) },
})

const revokeLinkRoute = createRoute({
  ...operation('cases:write', 'Links', 'revokeLink', 'Revoke a link at once, and end what it records'),
  method: 'delete',
  path: '/links/{id}',
  request: { params },
  responses: { 204: { description: 'It is revoked.' }, ...errors(404) },
})

export const mountLinks = (api: Api, deps: HttpDeps): void => {
  api.openapi(createLinkRoute, async (c) => {
    const link = await createLink(deps, c.req.valid('param').id, c.req.valid('json'), c.get('caller').actor)
    return c.json(await linkAnswer(deps, { link, recordings: [] }), 201)
  })

  api.openapi(getLinkRoute, async (c) => {
    const found = await findLink(deps.database, c.req.valid('param').id)
    if (!found) throw notFound('link')
    return c.json(await linkAnswer(deps, found), 200)
  })

  api.openapi(revokeLinkRoute, async (c) => {
    await revokeLink(deps, c.req.valid('param').id, c.get('caller').actor)
    return c.body(null, 204)
  })
}
