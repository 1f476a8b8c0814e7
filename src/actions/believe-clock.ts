import type { Actor } from '../domain/audit.ts'
import { doubtClock, type ClockDoubt } from '../domain/clock-doubt.ts'
import { readClockSeenAt, saveClockSeenAt } from '../store/vault.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

/** What speaks against the clock just now, or null. */
export const findClockDoubt = async ({ database, clock }: ActionDeps): Promise<ClockDoubt | null> =>
  doubtClock(clock.now(), await readClockSeenAt(database))

/** Notes what the clock says, where nothing speaks against it. @returns what does */
export const noteClock = async (deps: ActionDeps): Promise<ClockDoubt | null> => {
  const doubt = await findClockDoubt(deps)
  if (doubt === null) await saveClockSeenAt(deps.database, deps.clock.now())
  return doubt
}

/** An owner says that the clock is right: what is due by its date is erased again. Does nothing where there is no doubt. */
export const believeClock = async (deps: ActionDeps, by: Actor): Promise<void> => {
  const doubt = await findClockDoubt(deps)
  if (doubt === null) return
  await recordAudit(deps, {
    actor: by,
    action: 'settings.clock-believed',
    subject: { kind: 'settings', id: 'clock' },
    detail: { from: new Date(doubt.seenAt).toISOString(), to: new Date(doubt.now).toISOString() },
  })
  await saveClockSeenAt(deps.database, doubt.now)
}
