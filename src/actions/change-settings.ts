import type { Actor, AuditAction } from '../domain/audit.ts'
import { DomainError } from '../domain/errors.ts'
import type { Organisation } from '../domain/organisation.ts'
import { stricter } from '../protocol/privacy.ts'
import { findOrganisation, updateOrganisation } from '../store/organisation.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

/** Changes what the organisation decided; each field that becomes another is told in the audit log. @throws DomainError `not_set_up` */
export const changeSettings = async (
  deps: Pick<ActionDeps, 'database' | 'clock'>,
  change: Partial<Organisation>,
  by: Actor,
): Promise<void> => {
  const before = await findOrganisation(deps.database)
  if (!before) throw new DomainError('not_set_up', 'Finish the set-up first, with the set-up link.')
  await updateOrganisation(deps.database, change)
  const after = { ...before, ...change }
  for (const field of Object.keys(change) as (keyof Organisation)[]) {
    const [from, to] = [said(before[field]), said(after[field])]
    if (from === to) continue
    // oxlint-disable-next-line no-await-in-loop -- entries of a log, in the order of the fields
    await recordAudit(deps, {
      actor: by,
      action: actionOf(field, before, after),
      subject: { kind: 'settings', id: field },
      detail: { from, to },
    })
  }
}

/** A value as one line of a log. */
const said = (value: Organisation[keyof Organisation]): string | number | boolean =>
  typeof value === 'object' ? value.join(', ') : value

/** A change that lets more be seen, or of more people, has a name of its own. */
const actionOf = (field: keyof Organisation, before: Organisation, after: Organisation): AuditAction => {
  const tighter: Partial<Record<keyof Organisation, boolean>> = {
    privacyFloor: stricter(before.privacyFloor, after.privacyFloor) === after.privacyFloor,
    networkBodies: !after.networkBodies,
    marksOff: after.marksOff.every((recorder) => before.marksOff.includes(recorder)),
    minimumAge: after.minimumAge > before.minimumAge,
  }
  const is = tighter[field]
  return is === undefined ? 'settings.changed' : is ? 'privacy.tightened' : 'privacy.loosened'
}
