/** Dry runs: somebody who works here opens a page, and its tag tells what would be captured. Nothing is recorded. */
import { hashSecret, newId } from '../auth/secrets.ts'
import type { Actor } from '../domain/audit.ts'
import { DAY, HOUR, MINUTE } from '../domain/clock.ts'
import type { DryRun } from '../domain/dry-run.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { targetWithCode } from '../domain/link.ts'
import type { Trouble } from '../domain/recording.ts'
import type { DryRunItem, DryRunReport } from '../protocol/dry-run.ts'
import type { Claim } from '../protocol/messages.ts'
import { english } from '../protocol/bar-words/en.ts'
import { CAPTURE_SCOPES, stricter, type PrivacyPreset } from '../protocol/privacy.ts'
import { maskSecrets } from '../protocol/secret-shapes.ts'
import {
  claimDryRunCode,
  findDryRun,
  findDryRunByCode,
  insertDryRun,
  replaceDryRunCode,
  saveDryRunReport,
  saveDryRunTrouble,
  sweepDryRuns,
} from '../store/dry-runs.ts'
import { findOrganisation } from '../store/organisation.ts'
import { recordAudit } from './audit.ts'
import { checkNewTarget } from './create-link.ts'
import { newCode } from './answer-link.ts'
import type { ActionDeps } from './deps.ts'
import { loadRules } from './privacy-rules.ts'

/** Time enough for a sign-in on the way. */
export const CODE_LIFETIME_MS = 15 * MINUTE
/** How long an opened page may look again. */
const LOOKING_MS = HOUR
/** A report is what one person looks at now; what it holds should not lie around. */
const KEPT_MS = DAY

const requireOrganisation = async ({ database }: Pick<ActionDeps, 'database'>) => {
  const organisation = await findOrganisation(database)
  if (!organisation) throw new DomainError('not_set_up', 'Finish the set-up first, with the set-up link.')
  return organisation
}

/** @throws DomainError `not_found`, for one that was swept too */
export const requireDryRun = async (
  { database }: Pick<ActionDeps, 'database'>,
  id: string,
): Promise<DryRun> => {
  const run = await findDryRun(database, id)
  if (!run) throw notFound('dry run')
  return run
}

/**
 * Makes a dry run of a page; a preset below the organisation's floor becomes the floor.
 * @throws DomainError `invalid_input` for a page that may not be recorded, `not_set_up`
 */
export const makeDryRun = async (
  deps: ActionDeps,
  input: { targetUrl: string; privacy: PrivacyPreset },
  by: Actor,
): Promise<DryRun> => {
  const { privacyFloor } = await requireOrganisation(deps)
  const targetUrl = await checkNewTarget(deps, input.targetUrl)
  const run: DryRun = {
    id: newId(),
    targetUrl,
    origin: new URL(targetUrl).origin,
    privacy: stricter(input.privacy, privacyFloor),
    createdAt: deps.clock.now(),
    createdBy: by.name,
    codeExpiresAt: null,
    openedAt: null,
    trouble: null,
    report: null,
  }
  await insertDryRun(deps.database, run)
  await recordAudit(deps, {
    actor: by,
    action: 'privacy.dry-run',
    subject: { kind: 'page', id: run.origin },
    detail: { privacy: run.privacy },
  })
  return run
}

/**
 * A new one-time code for the page; the one before stops working.
 * @returns the address to open
 * @throws DomainError `not_found`, and `invalid_input` when the origin is not allowed any more
 */
export const openDryRun = async (deps: ActionDeps, id: string): Promise<string> => {
  const run = await requireDryRun(deps, id)
  const targetUrl = await checkNewTarget(deps, run.targetUrl)
  const code = newCode('en')
  await replaceDryRunCode(deps.database, id, {
    codeHash: await hashSecret(code),
    codeExpiresAt: deps.clock.now() + CODE_LIFETIME_MS,
  })
  return targetWithCode(targetUrl, code)
}

/**
 * The opened page trades its code for a token that lets it tell, and for the script that looks.
 * @returns null when the code is no dry run's
 * @throws DomainError `bad_origin`, `bad_token`
 */
export const claimDryRun = async (
  deps: ActionDeps,
  input: { code: string; origin: string },
  script: Claim['script'],
): Promise<Claim | null> => {
  const { database, clock, tokens } = deps
  const now = clock.now()
  const codeHash = await hashSecret(input.code)
  const waiting = await findDryRunByCode(database, codeHash)
  if (!waiting) return null
  if (waiting.origin !== input.origin) {
    throw new DomainError('bad_origin', `This dry run is for ${waiting.origin}; the page is ${input.origin}.`)
  }
  const organisation = await requireOrganisation(deps)
  const rules = await loadRules(deps)
  const run = await claimDryRunCode(database, { codeHash, origin: input.origin, now })
  if (!run) throw new DomainError('bad_token', 'This code was used or has expired. Open the page again.')
  return {
    recording: run.id,
    token: await tokens.dryRun({ dryRunId: run.id, origin: run.origin }, now, now + LOOKING_MS),
    // It keeps nothing.
    outboxKey: '',
    script,
    config: {
      company: organisation.name,
      idleMs: 0,
      maxMs: 0,
      startedAt: now,
      privacy: stricter(run.privacy, organisation.privacyFloor),
      rules,
      scopes: [...CAPTURE_SCOPES],
      words: english,
    },
  }
}

/** @throws DomainError `bad_token`, `bad_origin` */
const admitPage = async (
  { tokens, clock }: Pick<ActionDeps, 'tokens' | 'clock'>,
  id: string,
  token: string,
  origin: string,
): Promise<void> => {
  const claims = await tokens.readDryRun(token, clock.now())
  if (claims.dryRunId !== id) throw new DomainError('bad_token', 'The token belongs to another dry run.')
  if (claims.origin !== origin) throw new DomainError('bad_origin', 'This origin may not report it.')
}

/** What has a secret's shape after the recorder's gate is masked here, as it would be in a recording. */
const behindSecondWall = (item: DryRunItem): DryRunItem => {
  const captured = maskSecrets(item.captured)
  return captured === item.captured
    ? item
    : { ...item, verdict: 'masked', captured, reason: 'secret, masked by the server' }
}

/**
 * The opened page tells what would be captured of it; what it told before is replaced.
 * @throws DomainError `bad_token`, `bad_origin`, `not_found`
 */
export const reportDryRun = async (
  deps: ActionDeps,
  id: string,
  origin: string,
  { token, report }: { token: string; report: Omit<DryRunReport, 'at'> },
): Promise<void> => {
  await admitPage(deps, id, token, origin)
  const saved = await saveDryRunReport(deps.database, id, {
    ...report,
    title: maskSecrets(report.title),
    items: report.items.map(behindSecondWall),
    at: deps.clock.now(),
  })
  if (!saved) throw notFound('dry run')
}

/**
 * The opened page tells why it cannot look.
 * @returns false when this is no dry run
 * @throws DomainError `bad_token`, `bad_origin`
 */
export const reportDryRunTrouble = async (
  deps: ActionDeps,
  id: string,
  origin: string,
  report: { token: string } & Pick<Trouble, 'code' | 'detail'>,
): Promise<boolean> => {
  if (!(await findDryRun(deps.database, id))) return false
  await admitPage(deps, id, report.token, origin)
  const { code, detail } = report
  await saveDryRunTrouble(deps.database, id, { code, detail, at: deps.clock.now() })
  return true
}

/** Removes what is older than a day. */
export const forgetDryRuns = ({ database, clock }: Pick<ActionDeps, 'database' | 'clock'>): Promise<void> =>
  sweepDryRuns(database, clock.now() - KEPT_MS)
