/** What host apps talk to: the tag, the recorder script, the claim, frames by HTTP, the recorder's socket. */
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { listAllowedOrigins } from '../actions/allowed-origins.ts'
import {
  admitUpload,
  claimCode,
  joinRecording,
  noteRefusedClaim,
  reportTrouble,
} from '../actions/claim-recording.ts'
import { claimDryRun, reportDryRun, reportDryRunTrouble } from '../actions/dry-run.ts'
import { dryRunReportSchema } from '../domain/dry-run.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { ProtocolError } from '../protocol/codec.ts'
import {
  MAX_DRY_RUN_BYTES,
  MAX_ENTRY_TEXT,
  MAX_UPLOADS_AT_ONCE,
  SOCKET_BURST,
  SOCKET_RATE,
} from '../protocol/limits.ts'
import type { CloseCodeValue } from '../protocol/messages.ts'
import { OUTCOMES } from '../protocol/outcomes.ts'
import type { CaptureScope } from '../protocol/privacy.ts'
import { TROUBLE_CODES } from '../protocol/trouble.ts'
import type { AssetFile, HttpDeps } from './deps.ts'
import { answerApiError, invalidInput } from './errors.ts'
import { createLimiter, tooManyRequests } from './limiter.ts'
import { createUploads, readUpload } from './read-upload.ts'

const token = z.string().max(4_096)
const claimSchema = z.object({ code: z.string().min(1).max(200) })
const joinSchema = z.object({ token })
const troubleSchema = z.object({
  token,
  code: z.enum(TROUBLE_CODES),
  /** The tag, which has no bytes to spare, leaves out what the Origin header says. */
  detail: z.string().max(MAX_ENTRY_TEXT).optional(),
  over: z.boolean().optional(),
})

const dryRunSchema = z.object({ token, report: dryRunReportSchema })

const MAX_JSON_BYTES = 16_000

/** Bodies come without a content type, so that no preflight is needed: they are read as what they must be. */
const readJson = async <T>(c: Context, schema: z.ZodType<T>): Promise<T> => {
  let value: unknown
  try {
    value = JSON.parse(await c.req.text())
  } catch {
    throw new DomainError('invalid_input', 'The body is not JSON.')
  }
  const result = schema.safeParse(value)
  if (!result.success) throw invalidInput(result.error)
  return result.data
}

/** As a socket would be closed for the same. */
const closeCodeOf = (error: unknown): CloseCodeValue => {
  if (error instanceof DomainError) return OUTCOMES[error.code].closeCode
  if (!(error instanceof ProtocolError)) return OUTCOMES.internal.closeCode
  return OUTCOMES[error.kind === 'too-big' ? 'too_large' : 'invalid_input'].closeCode
}

const limitBody = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new DomainError('too_large', `A body may have ${maxSize} bytes here.`)
    },
  })

/** Routes under `/r`. */
export const recorderRoutes = (deps: HttpDeps): Hono => {
  const app = new Hono()
  const claims = createLimiter(deps.clock, 2, 60)
  const uploads = createLimiter(deps.clock, 20, 400)
  const held = createUploads(MAX_UPLOADS_AT_ONCE)
  const reports = createLimiter(deps.clock, 2, 60)
  const sockets = createLimiter(deps.clock, SOCKET_RATE, SOCKET_BURST)
  app.onError((error, c) => answerApiError(c, error, deps.log))

  const script = ({ url, integrity }: AssetFile) => ({ url: `${deps.publicUrl}${url}`, integrity })
  const scriptFor = (scopes: CaptureScope[]) =>
    script(scopes.includes('network-bodies') ? deps.manifest.recorderWithBodies : deps.manifest.recorder)

  /** @throws DomainError `bad_origin` unless the Origin header names an allowed origin exactly (T16). */
  const requireOrigin = async (c: Context): Promise<string> => {
    const origin = c.req.header('origin')
    const allowed = await listAllowedOrigins(deps)
    if (origin === undefined || !allowed.some((known) => known.origin === origin)) {
      throw new DomainError('bad_origin', `${origin ?? 'A request without Origin'} may not record here.`)
    }
    return origin
  }

  app.get('/:recording/socket', async (c) => {
    const origin = await requireOrigin(c)
    sockets.take(deps.clientAddress(c))
    return deps.upgrade(c, { recordingId: c.req.param('recording'), wants: 'recorder', origin })
  })

  /** Answers a page of an allowed origin, and no other. */
  const answerOrigin = async (c: Context): Promise<void> => {
    c.header('Vary', 'Origin')
    c.header('Cache-Control', 'no-store')
    c.header('Access-Control-Allow-Origin', await requireOrigin(c))
    // Pages of other origins may not read it otherwise (Fetch standard, CORS-safelisted response-header names).
    c.header('Access-Control-Expose-Headers', 'Retry-After')
  }

  app.post('/claim', limitBody(MAX_JSON_BYTES), async (c) => {
    claims.take(deps.clientAddress(c))
    const { code } = await readJson(c, claimSchema)
    const input = { code, origin: c.req.header('origin') ?? '' }
    try {
      await answerOrigin(c)
      const tryOut = await claimDryRun(deps, input, script(deps.manifest.dryRun))
      return c.json(tryOut ?? (await claimCode(deps, input, scriptFor)))
    } catch (error) {
      if (error instanceof DomainError) await noteRefusedClaim(deps, input, error.code)
      throw error
    }
  })

  app.use('*', async (c, next) => {
    await answerOrigin(c)
    await next()
  })

  app.post('/:recording/join', limitBody(MAX_JSON_BYTES), async (c) => {
    claims.take(deps.clientAddress(c))
    const input = { ...(await readJson(c, joinSchema)), origin: c.req.header('origin') ?? '' }
    return c.json(await joinRecording(deps, c.req.param('recording'), input, scriptFor))
  })

  app.post('/:recording/frames', async (c) => {
    uploads.take(deps.clientAddress(c))
    const id = c.req.param('recording')
    const origin = c.req.header('origin') ?? ''
    let isHeld = false
    try {
      const body = await readUpload(c.req.raw.body, async ({ hello }) => {
        await admitUpload(deps, id, hello.token, origin)
        isHeld = held.begin(id)
        if (!isHeld) throw tooManyRequests()
      }).catch((error: unknown) => {
        // What the room refuses it tells by itself.
        deps.observe({ name: 'refused', way: 'upload', code: closeCodeOf(error) })
        throw error
      })
      return c.json(await deps.rooms.upload(id, origin, body))
    } finally {
      if (isHeld) held.done(id)
    }
  })

  app.post('/:recording/trouble', limitBody(MAX_JSON_BYTES), async (c) => {
    reports.take(deps.clientAddress(c))
    const origin = c.req.header('origin') ?? ''
    const { detail = origin, ...told } = await readJson(c, troubleSchema)
    const report = { ...told, detail }
    const about = [c.req.param('recording'), origin] as const
    if (!(await reportDryRunTrouble(deps, ...about, report))) await reportTrouble(deps, ...about, report)
    return c.body(null, 204)
  })

  app.post('/:dryRun/dry-run', limitBody(MAX_DRY_RUN_BYTES), async (c) => {
    claims.take(deps.clientAddress(c))
    const told = await readJson(c, dryRunSchema)
    await reportDryRun(deps, c.req.param('dryRun'), c.req.header('origin') ?? '', told)
    return c.body(null, 204)
  })

  app.notFound(() => {
    throw notFound('route')
  })
  return app
}
