/** Every endpoint of the public API with what it takes and gives; the OpenAPI document is made from this. */
import { createRoute, z } from '@hono/zod-openapi'
import type { ApiScope } from '../../domain/agent.ts'
import { auditEntrySchema, auditQuerySchema } from './audit.ts'
import { dryRunSchema, newDryRunSchema, openedDryRunSchema } from './dry-runs.ts'
import { privacySchema } from './privacy.ts'
import {
  caseSchema,
  casesQuerySchema,
  consentSchema,
  errorSchema,
  eventSchema,
  idSchema,
  leaksSchema,
  linkSchema,
  newCaseSchema,
  newLinkSchema,
  pageOf,
  recordingSchema,
  recordingsQuerySchema,
  timelineSchema,
} from './schemas.ts'

const ERRORS: Record<number, string> = {
  400: 'The input does not fit; the message says which field.',
  401: 'The API key is missing or not valid.',
  403: 'This key lacks the scope for it.',
  404: 'There is nothing with this id.',
  409: 'It is not in a state that allows it.',
  429: 'Too many requests; wait for Retry-After seconds.',
}

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

const errors = (...statuses: (400 | 404 | 409)[]) => {
  const all = ([401, 403, 429, ...statuses] as const).map((status) => [
    status,
    json(errorSchema, ERRORS[status] ?? ''),
  ])
  return Object.fromEntries(all) as Record<401 | 403 | 429, ReturnType<typeof json<typeof errorSchema>>>
}

/** Scope that each operation asks for, by operationId. */
export const scopeOf: Record<string, ApiScope> = {
  openCase: 'cases:write',
  listCases: 'cases:read',
  getCase: 'cases:read',
  createLink: 'cases:write',
  getLink: 'cases:read',
  revokeLink: 'cases:write',
  listRecordings: 'recordings:read',
  getRecording: 'recordings:read',
  getEvents: 'recordings:read',
  getTimeline: 'recordings:read',
  getLeaks: 'recordings:read',
  getConsent: 'recordings:read',
  eraseRecording: 'recordings:erase',
  listAudit: 'audit:read',
  getPrivacy: 'cases:read',
  openDryRun: 'cases:write',
  getDryRun: 'recordings:read',
}

const operation = (operationId: keyof typeof scopeOf, tag: string, summary: string) => ({
  operationId,
  tags: [tag],
  summary,
  description: `Needs the scope ${scopeOf[operationId]}.`,
  security: [{ key: [] }],
})

const params = z.object({ id: idSchema })
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})

export const openCaseRoute = createRoute({
  ...operation('openCase', 'Cases', 'Open a case'),
  method: 'post',
  path: '/cases',
  request: body(newCaseSchema),
  responses: { 201: json(caseSchema, 'The case.'), ...errors(400) },
})

export const listCasesRoute = createRoute({
  ...operation('listCases', 'Cases', 'List cases, last active first'),
  method: 'get',
  path: '/cases',
  request: { query: casesQuerySchema },
  responses: { 200: json(pageOf(caseSchema), 'One page.'), ...errors(400) },
})

export const getCaseRoute = createRoute({
  ...operation('getCase', 'Cases', 'Get a case'),
  method: 'get',
  path: '/cases/{id}',
  request: { params },
  responses: { 200: json(caseSchema, 'The case.'), ...errors(404) },
})

export const createLinkRoute = createRoute({
  ...operation('createLink', 'Links', 'Create a link for a case'),
  method: 'post',
  path: '/cases/{id}/links',
  request: { params, ...body(newLinkSchema) },
  responses: { 201: json(linkSchema, 'The link.'), ...errors(400, 404, 409) },
})

export const getLinkRoute = createRoute({
  ...operation('getLink', 'Links', 'Get a link and its state'),
  method: 'get',
  path: '/links/{id}',
  request: { params },
  responses: { 200: json(linkSchema, 'The link.'), ...errors(404) },
})

export const revokeLinkRoute = createRoute({
  ...operation('revokeLink', 'Links', 'Revoke a link at once, and end what it records'),
  method: 'delete',
  path: '/links/{id}',
  request: { params },
  responses: { 204: { description: 'It is revoked.' }, ...errors(404) },
})

export const listRecordingsRoute = createRoute({
  ...operation('listRecordings', 'Recordings', 'List recordings, live ones first'),
  method: 'get',
  path: '/recordings',
  request: { query: recordingsQuerySchema },
  responses: { 200: json(pageOf(recordingSchema), 'One page.'), ...errors(400) },
})

export const getRecordingRoute = createRoute({
  ...operation('getRecording', 'Recordings', 'Get a recording'),
  method: 'get',
  path: '/recordings/{id}',
  request: { params },
  responses: { 200: json(recordingSchema, 'The recording.'), ...errors(404) },
})

export const getEventsRoute = createRoute({
  ...operation('getEvents', 'Recordings', 'Get the rrweb events of one tab, in order'),
  method: 'get',
  path: '/recordings/{id}/events',
  request: { params, query: z.object({ tab: z.string().max(32).optional() }) },
  responses: { 200: json(z.array(eventSchema), 'The events.'), ...errors(404) },
})

export const getTimelineRoute = createRoute({
  ...operation('getTimeline', 'Recordings', 'Get the timeline: pages, clicks, console, requests, errors'),
  method: 'get',
  path: '/recordings/{id}/timeline',
  request: { params },
  responses: { 200: json(timelineSchema, 'The entries, in order of time.'), ...errors(404) },
})

export const getConsentRoute = createRoute({
  ...operation('getConsent', 'Recordings', 'Get what the customer agreed to, and what became of it'),
  method: 'get',
  path: '/recordings/{id}/consent',
  request: { params },
  responses: {
    200: json(consentSchema, 'The events, oldest first. They outlive an erasure.'),
    ...errors(404),
  },
})

export const getLeaksRoute = createRoute({
  ...operation('getLeaks', 'Recordings', 'Get which secrets the server masked, and where they stood'),
  method: 'get',
  path: '/recordings/{id}/leaks',
  request: { params },
  responses: { 200: json(leaksSchema, 'By kind and place.'), ...errors(404) },
})

export const eraseRecordingRoute = createRoute({
  ...operation('eraseRecording', 'Recordings', 'Erase a recording for good'),
  method: 'delete',
  path: '/recordings/{id}',
  request: { params },
  responses: { 204: { description: 'It is erased.' }, ...errors(404) },
})

export const openDryRunRoute = createRoute({
  ...operation('openDryRun', 'Dry runs', 'Start a dry run: what would be captured of a page'),
  method: 'post',
  path: '/dry-runs',
  request: body(newDryRunSchema),
  responses: { 201: json(openedDryRunSchema, 'The dry run, and the address to open.'), ...errors(400, 409) },
})

export const getDryRunRoute = createRoute({
  ...operation('getDryRun', 'Dry runs', 'Get a dry run and its report, for a day'),
  method: 'get',
  path: '/dry-runs/{id}',
  request: { params },
  responses: { 200: json(dryRunSchema, 'The dry run.'), ...errors(404) },
})

export const listAuditRoute = createRoute({
  ...operation('listAudit', 'Audit', 'List what people, programs and customers did, newest first'),
  method: 'get',
  path: '/audit',
  request: { query: auditQuerySchema },
  responses: { 200: json(pageOf(auditEntrySchema), 'One page.'), ...errors(400) },
})

export const getPrivacyRoute = createRoute({
  ...operation(
    'getPrivacy',
    'Privacy',
    'Get what every recording hides: floor, rules, and marks of other recorders',
  ),
  method: 'get',
  path: '/privacy',
  responses: { 200: json(privacySchema, 'The settings as of now.'), ...errors() },
})

/** All of them, for what stands before every one. */
export const apiRoutes = [
  openCaseRoute,
  listCasesRoute,
  getCaseRoute,
  createLinkRoute,
  getLinkRoute,
  revokeLinkRoute,
  listRecordingsRoute,
  getRecordingRoute,
  getEventsRoute,
  getTimelineRoute,
  getLeaksRoute,
  getConsentRoute,
  eraseRecordingRoute,
  openDryRunRoute,
  getDryRunRoute,
  listAuditRoute,
  getPrivacyRoute,
]
