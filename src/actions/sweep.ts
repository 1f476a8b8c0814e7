import { DAY } from '../domain/clock.ts'
import { sentenceOfDoubt } from '../domain/clock-doubt.ts'
import { sweepLogins } from '../store/agents.ts'
import { sweepMailCodes } from '../store/mail-codes.ts'
import { listNeverStarted, listUnsealed } from '../store/recordings.ts'
import { sweepUsedTokens } from '../store/used-tokens.ts'
import { noteClock } from './believe-clock.ts'
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
 * @param options.byDate false while the host has its doubts about the clock: what is erased does not come back when it is put right
 */
export const sweep = async (deps: ActionDeps & { keys?: Keys }, { byDate = true } = {}): Promise<void> => {
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
  const doubt = await noteClock(deps)
  if (doubt)
    deps.log(
      'warn',
      `${sentenceOfDoubt(doubt)} Nothing is erased by its date until the clock is put right, or an owner confirms it under Settings, Recording.`,
    )
  const isBelieved = byDate && doubt === null
  const erased = await sweepRetention(deps, { byDate: isBelieved })
  if (erased > 0) deps.log('info', `Erased ${erased} recordings that were past their retention time.`)
  if (deps.keys) await noteSigningKey(deps, (await deps.keys()).signing.kid)
  if (isBelieved) {
    await sweepLogins(database, now)
    await sweepUsedTokens(database, now)
    await sweepMailCodes(database, now)
    await forgetDryRuns(deps)
  }
  await database.scrub()
}
