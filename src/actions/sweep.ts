import { DAY } from '../domain/clock.ts'
import { sweepLogins } from '../store/agents.ts'
import { listNeverStarted, listUnsealed } from '../store/recordings.ts'
import { sweepUsedTokens } from '../store/used-tokens.ts'
import type { ActionDeps } from './deps.ts'
import type { Keys } from '../auth/keys.ts'
import { forgetDryRuns } from './dry-run.ts'
import { sweepRetention } from './erase-recording.ts'
import { noteSigningKey } from './note-signing-key.ts'
import { replayErasures } from './replay-erasures.ts'

/** How long an accepted recording may wait for its page before it counts as never started. */
const WAITING_MS = DAY

/**
 * What is due by the calendar; run every few minutes. Repeating it does no harm.
 * @param options.retention false while the clock may be wrong: what is erased does not come back when it is put right
 */
export const sweep = async (deps: ActionDeps & { keys?: Keys }, { retention = true } = {}): Promise<void> => {
  const { database, clock } = deps
  const now = clock.now()
  await replayErasures(deps)
  for (const id of await listNeverStarted(database, now - WAITING_MS)) {
    await deps.rooms.end(id, 'never-started')
  }
  const unsealed = await listUnsealed(database)
  // All at once: each waits for its turn, and none for another that fails.
  const sealed = await Promise.allSettled(
    unsealed.map(({ id, endReason }) => deps.rooms.end(id, endReason ?? 'away')),
  )
  for (const result of sealed)
    if (result.status === 'rejected') deps.log('error', 'A recording could not be sealed yet.', result.reason)
  const erased = retention ? await sweepRetention(deps) : 0
  if (erased > 0) deps.log('info', `Erased ${erased} recordings that were past their retention time.`)
  if (deps.keys) await noteSigningKey(deps, (await deps.keys()).signing.kid)
  await sweepLogins(database, now)
  await sweepUsedTokens(database, now)
  await database.scrub()
  await forgetDryRuns(deps)
}
