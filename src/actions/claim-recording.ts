import { hashSecret } from '../auth/secrets.ts'
import { DomainError, notFound, type ErrorCode } from '../domain/errors.ts'
import type { Recording, Trouble } from '../domain/recording.ts'
import { barWordsIn } from '../protocol/bar-words/languages.ts'
import { DELIVERY_MS } from '../protocol/limits.ts'
import type { Claim } from '../protocol/messages.ts'
import { stricter, type CaptureScope } from '../protocol/privacy.ts'
import { maskSecrets } from '../protocol/secret-shapes.ts'
import { findOrganisation } from '../store/organisation.ts'
import { claimRecording, findRecording, findRecordingByCode } from '../store/recordings.ts'
import { touchCase } from '../store/support-cases.ts'
import { dropTrouble, saveTrouble } from '../store/troubles.ts'
import { languageOfConsent } from './consent-language.ts'
import type { ActionDeps } from './deps.ts'
import { loadRules } from './privacy-rules.ts'

/** The recorder that can do what the customer allowed, and no more. */
export type ScriptFor = (scopes: CaptureScope[]) => Claim['script']

/** What a page needs to record beside the recording's own row. @throws DomainError `not_set_up`, `not_found` once it is erased */
const loadTerms = async (deps: ActionDeps, recordingId: string) => {
  const organisation = await findOrganisation(deps.database)
  if (!organisation) throw new DomainError('not_set_up', 'Nothing is recorded before the set-up.')
  const rules = await loadRules(deps)
  const outboxKey = await deps.recordingKeys.outboxKeyOf(recordingId)
  const words = barWordsIn((await languageOfConsent(deps, recordingId)) ?? 'en')
  return { organisation, rules, outboxKey, words }
}

const claimOf = (
  recording: Recording,
  startedAt: number,
  { organisation, rules, outboxKey, words }: Awaited<ReturnType<typeof loadTerms>>,
  rest: Pick<Claim, 'token' | 'script'>,
): Claim => ({
  recording: recording.id,
  ...rest,
  outboxKey,
  config: {
    company: organisation.name,
    idleMs: recording.idleMs,
    maxMs: recording.maxMs,
    startedAt,
    privacy: stricter(recording.privacy, organisation.privacyFloor),
    rules,
    scopes: recording.scopes,
    words,
  },
})

/**
 * The customer's page trades its one-time code for a recorder token.
 * @throws DomainError `bad_token`, `bad_origin`
 */
export const claimCode = async (
  deps: ActionDeps,
  input: { code: string; origin: string },
  scriptFor: ScriptFor,
): Promise<Claim> => {
  const { database, clock, tokens } = deps
  const now = clock.now()
  const codeHash = await hashSecret(input.code)
  const waiting = await findRecordingByCode(database, codeHash)
  if (waiting && waiting.origin !== input.origin) {
    throw new DomainError('bad_origin', `This link is for ${waiting.origin}; the page is ${input.origin}.`)
  }
  // Before the code is used up: what cannot be masked as the organisation wants it is not recorded, and may be tried again.
  const terms = waiting && (await loadTerms(deps, waiting.id))
  const recording = await claimRecording(database, { codeHash, origin: input.origin, now })
  if (!waiting || !recording || recording.startedAt === null || !terms) {
    throw new DomainError(
      'bad_token',
      'This code was used or has expired. Open the link again and press Continue.',
    )
  }
  // Who pressed Continue claims once more.
  if (waiting.startedAt === null) deps.observe({ name: 'recording-started', recordingId: recording.id })
  await touchCase(database, recording.caseId, now)
  await deps.rooms.expect(recording.id)
  const expiresAt = recording.startedAt + recording.maxMs + DELIVERY_MS
  const token = await tokens.recorder({ recordingId: recording.id, origin: recording.origin }, now, expiresAt)
  return claimOf(recording, recording.startedAt, terms, { token, script: scriptFor(recording.scopes) })
}

/**
 * Tells the agent why a page that came with a genuine code was not let in. Whoever has the code had the customer's address.
 * @param why the code of the error that the page was answered with
 */
export const noteRefusedClaim = async (
  deps: ActionDeps,
  input: { code: string; origin: string },
  why: ErrorCode,
): Promise<void> => {
  const waiting = await findRecordingByCode(deps.database, await hashSecret(input.code))
  if (waiting?.state !== 'waiting') return
  const at = deps.clock.now()
  const page = URL.parse(input.origin)?.origin ?? 'a page without an address'
  if (why === 'bad_origin')
    await saveTrouble(deps.database, waiting.id, { code: 'wrong_origin', detail: page, at })
  if (why === 'bad_token')
    await saveTrouble(deps.database, waiting.id, { code: 'code_expired', detail: page, at })
}

/**
 * One more page of the customer's browser asks to record, with the token of the recording that goes on in another: it is
 * told what the claim was told, as it is by now. The token stays the same, so that joining prolongs nothing.
 * @throws DomainError `bad_token`, `bad_origin`, `not_found` once it is erased, `over`
 */
export const joinRecording = async (
  deps: ActionDeps,
  recordingId: string,
  input: { token: string; origin: string },
  scriptFor: ScriptFor,
): Promise<Claim> => {
  const { token, origin } = input
  await checkRecorder(deps, recordingId, token, origin)
  const recording = await findRecording(deps.database, recordingId)
  if (!recording) throw notFound('recording')
  if (recording.state !== 'live' || recording.startedAt === null) throw over()
  const terms = await loadTerms(deps, recordingId)
  return claimOf(recording, recording.startedAt, terms, { token, script: scriptFor(recording.scopes) })
}

const over = (): DomainError => new DomainError('over', 'The recording is over.')

/**
 * Checks a recorder's token at its room's door.
 * @returns the key that signed it
 * @throws DomainError `bad_token`, `bad_origin`, `over`
 */
export const admitRecorder = async (
  deps: Pick<ActionDeps, 'tokens' | 'database' | 'clock'>,
  recordingId: string,
  token: string,
  origin: string,
): Promise<{ kid: string }> => {
  const { kid } = await checkRecorder(deps, recordingId, token, origin)
  const recording = await findRecording(deps.database, recordingId)
  if (!recording || recording.state === 'ended') throw over()
  return { kid }
}

/**
 * Checks the token of an upload before its frames are read.
 * @throws DomainError `bad_token`, `bad_origin`, `not_found` once the recording is erased, `over`
 */
export const admitUpload = async (
  deps: Pick<ActionDeps, 'tokens' | 'database' | 'clock'>,
  recordingId: string,
  token: string,
  origin: string,
): Promise<void> => {
  await checkRecorder(deps, recordingId, token, origin)
  const recording = await findRecording(deps.database, recordingId)
  if (!recording) throw notFound('recording')
  if (recording.state === 'ended') throw over()
}

/** @throws DomainError `bad_token`, `bad_origin` */
const checkRecorder = async (
  { tokens, clock }: Pick<ActionDeps, 'tokens' | 'clock'>,
  recordingId: string,
  token: string,
  origin: string,
): Promise<{ kid: string }> => {
  const claims = await tokens.readRecorder(token, clock.now())
  if (claims.recordingId !== recordingId)
    throw new DomainError('bad_token', 'The token belongs to another recording.')
  if (claims.origin !== origin) throw new DomainError('bad_origin', 'This origin may not record here.')
  return { kid: claims.kid }
}

/**
 * A page that was let in reports what it cannot record, or why it has just ended: the two arrive in any order.
 * @param report `over` takes an earlier one of the same code and detail back
 */
export const reportTrouble = async (
  deps: ActionDeps,
  recordingId: string,
  origin: string,
  report: { token: string; over?: boolean | undefined } & Pick<Trouble, 'code' | 'detail'>,
): Promise<void> => {
  await checkRecorder(deps, recordingId, report.token, origin)
  const about = { code: report.code, detail: maskSecrets(report.detail) }
  if (report.over) await dropTrouble(deps.database, recordingId, about)
  else await saveTrouble(deps.database, recordingId, { ...about, at: deps.clock.now() })
}
