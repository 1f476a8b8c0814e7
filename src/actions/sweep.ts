import { DAY } from '../domain/clock.ts'
import { sweepLogins } from '../store/agents.ts'
import { listNeverStarted, listUnsealed } from '../store/recordings.ts'
import { sweepUsedTokens } from '../store/used-tokens.ts'
import type { ActionDeps } from './deps.ts'
import { sweepRetention } from './erase-recording.ts'

/** How long an accepted recording may wait for its page before it counts as never started. */
const WAITING_MS = DAY

/** What is due by the calendar; run every few minutes. Repeating it does no harm. */
export const sweep = async (deps: ActionDeps): Promise<void> => {
  const { database, clock } = deps
  const now = clock.now()
  for (const id of await listNeverStarted(database, now - WAITING_MS)) {
    await deps.rooms.end(id, 'never-started')
  }
  for (const { id, endReason } of await listUnsealed(database)) await deps.rooms.end(id, endReason ?? 'away')
  const erased = await sweepRetention(deps)
  if (erased > 0) deps.log('info', `Erased ${erased} recordings that were older than the retention time.`)
  await sweepLogins(database, now)
  await sweepUsedTokens(database, now)
}
