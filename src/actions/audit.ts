/** The audit log: every action that is worth asking about later leaves a line here, behind all others (T40, C20). */
import {
  auditEvent,
  type Actor,
  type AuditAction,
  type AuditDetail,
  type AuditSubject,
} from '../domain/audit.ts'
import { HOUR } from '../domain/clock.ts'
import { hasViewed } from '../store/audit.ts'
import { appendEvent } from './append-event.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock'>

export interface NewAuditEntry {
  /** Who; the pages have it by `actorOf`, the API by its caller. */
  actor: Actor
  action: AuditAction
  subject?: AuditSubject | null
  /** Short values, none of them a customer's. Settings are told as `from` and `to`. */
  detail?: AuditDetail
  /** The recording it is about, where the subject is none. */
  recordingId?: string | null
}

/** Appends a line to the audit log; resolves when it is stored. What must not happen unlogged waits for it. */
export const recordAudit = async (deps: Deps, entry: NewAuditEntry): Promise<void> => {
  const { actor, action, subject = null, detail = {}, recordingId = null } = entry
  await appendEvent(deps, {
    chain: 'audit',
    name: action,
    recordingId: subject?.kind === 'recording' ? subject.id : recordingId,
    linkId: subject?.kind === 'link' ? subject.id : null,
    event: auditEvent({ actor, action, subject, detail }),
  })
}

/** How long an opened player covers what it fetches: timeline, segments, the state it polls. */
const VIEW_COVERS_MS = HOUR

/**
 * Notes that a recording is looked at, before it is shown.
 * @param how `player` is noted each time; the parts that a player fetches only where no opened player explains them
 */
export const noteView = async (
  deps: Deps,
  actor: Actor,
  recordingId: string,
  how: 'player' | 'timeline' | 'segment' | 'data',
): Promise<void> => {
  const since = deps.clock.now() - VIEW_COVERS_MS
  if (how !== 'player' && (await hasViewed(deps.database, { recordingId, actorId: actor.id, since }))) return
  await recordAudit(deps, {
    actor,
    action: 'recording.viewed',
    subject: { kind: 'recording', id: recordingId },
    detail: { how },
  })
}

/** Notes that something of a recording is taken out, before it is handed over. */
export const noteExport = (
  deps: Deps,
  actor: Actor,
  recordingId: string,
  what: 'events' | 'timeline' | 'everything',
): Promise<void> =>
  recordAudit(deps, {
    actor,
    action: 'recording.exported',
    subject: { kind: 'recording', id: recordingId },
    detail: { what },
  })
