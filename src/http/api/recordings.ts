import { createRoute, z } from '@hono/zod-openapi'
import type { ActionDeps } from '../../actions/deps.ts'
import { eraseRecording } from '../../actions/erase-recording.ts'
import { listTabs, requireRecording, tabsOf } from '../../actions/read-recording.ts'
import { factsOf } from '../../domain/recording-facts.ts'
import { RECORDING_SORTS, type Recording } from '../../domain/recording.ts'
import type { TabSummary } from '../../protocol/player.ts'
import { CAPTURE_SCOPES, PRIVACY_PRESETS } from '../../protocol/privacy.ts'
import { listRecordings } from '../../store/recordings.ts'
import type { HttpDeps } from '../deps.ts'
import { errors, json, operation, params, type Api } from './operation.ts'
import { idSchema, iso, pageOf, pageQuerySchema, time } from './shapes.ts'

const size = z.object({ width: z.number(), height: z.number() })

const environmentSchema = z
  .object({
    browser: z.string(),
    browserVersion: z.string(),
    os: z.string(),
    osVersion: z.string(),
    device: z.enum(['desktop', 'mobile', 'tablet', 'unknown']),
    languages: z.array(z.string()),
    timezone: z.string(),
    screen: size,
    viewport: size,
    pixelRatio: z.number(),
    userAgent: z.string(),
  })
  .openapi('Environment')

export const recordingSchema = z
  .object({
    id: idSchema,
    caseId: idSchema,
    linkId: idSchema,
    status: z.enum(['live', 'ended']),
    acceptedAt: time.openapi({ description: 'When the customer accepted.' }),
    startedAt: time.nullable().openapi({ description: 'When the page started; null while it has not.' }),
    endedAt: time.nullable(),
    endReason: z
      .enum([
        'customer',
        'idle',
        'limit',
        'bar-removed',
        'site-refused',
        'away',
        'revoked',
        'agent',
        'never-started',
      ])
      .nullable(),
    durationMs: z.number(),
    pageCount: z.number().int(),
    clickCount: z.number().int(),
    eventCount: z.number().int(),
    errorCount: z.number().int(),
    failedRequestCount: z.number().int(),
    bytes: z.number().int(),
    origin: z.string(),
    firstUrl: z.string().nullable(),
    privacy: z.enum(PRIVACY_PRESETS),
    scopes: z.array(z.enum(CAPTURE_SCOPES)),
    retentionDays: z.number().int(),
    withdrawnAt: time.nullable(),
    leakCount: z.number().int(),
    environment: environmentSchema.nullable(),
    tabs: z.array(z.object({ id: z.string(), startedAt: time, endedAt: time, eventCount: z.number().int() })),
  })
  .openapi('Recording')

type RecordingAnswer = z.infer<typeof recordingSchema>

const recordingsQuerySchema = pageQuerySchema.extend({
  case: z.string().max(64).optional(),
  status: z.enum(['live', 'ended']).optional(),
  q: z.string().max(200).optional().openapi({ description: 'Text in case, customer or first address' }),
  sort: z.enum(RECORDING_SORTS).default('recent'),
})

const recordingAnswer = (recording: Recording, tabs: TabSummary[]): RecordingAnswer => ({
  ...factsOf(recording),
  caseId: recording.caseId,
  linkId: recording.linkId,
  status: recording.state === 'ended' ? 'ended' : 'live',
  bytes: recording.bytes,
  leakCount: recording.leakCount,
  tabs: tabs.map(({ tab, firstTime, lastTime, eventCount }) => ({
    id: tab,
    startedAt: iso(firstTime),
    endedAt: iso(lastTime),
    eventCount,
  })),
})

/** Answers for a page of recordings, in its order. */
const recordingAnswers = async (deps: ActionDeps, recordings: Recording[]): Promise<RecordingAnswer[]> => {
  const tabs = await listTabs(deps, recordings)
  return recordings.map((recording) => recordingAnswer(recording, tabs.get(recording.id) ?? []))
}

const listRecordingsRoute = createRoute({
  ...operation('recordings:read', 'Recordings', 'listRecordings', 'List recordings, live ones first'),
  method: 'get',
  path: '/recordings',
  request: { query: recordingsQuerySchema },
  responses: { 200: json(pageOf(recordingSchema), 'One page.'), ...errors(400) },
})

const getRecordingRoute = createRoute({
  ...operation('recordings:read', 'Recordings', 'getRecording', 'Get a recording'),
  method: 'get',
  path: '/recordings/{id}',
  request: { params },
  responses: { 200: json(recordingSchema, 'The recording.'), ...errors(404) },
})

const eraseRecordingRoute = createRoute({
  ...operation('recordings:erase', 'Recordings', 'eraseRecording', 'Erase a recording for good'),
  method: 'delete',
  path: '/recordings/{id}',
  request: { params },
  responses: { 204: { description: 'It is erased.' }, ...errors(404) },
})

export const mountRecordings = (api: Api, deps: HttpDeps): void => {
  api.openapi(listRecordingsRoute, async (c) => {
    const { case: caseId, status, q, sort, cursor, limit } = c.req.valid('query')
    const filter = { caseId, status, search: q }
    const page = await listRecordings(deps.database, { filter, sort, cursor, size: limit })
    const recordings = page.items.map(({ recording }) => recording)
    return c.json({ items: await recordingAnswers(deps, recordings), nextCursor: page.nextCursor }, 200)
  })

  api.openapi(getRecordingRoute, async (c) => {
    const recording = await requireRecording(deps, c.req.valid('param').id)
    return c.json(recordingAnswer(recording, await tabsOf(deps, recording)), 200)
  })

  api.openapi(eraseRecordingRoute, async (c) => {
    await eraseRecording(deps, c.req.valid('param').id, c.get('caller').actor)
    return c.body(null, 204)
  })
}
