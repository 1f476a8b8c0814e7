/** What came through to the server and was masked there, as people are told of it. */
import type { Recording } from '../domain/recording.ts'
import type { PlayerLeak, PlayerPrivacy } from '../protocol/player.ts'
import { listLeaks } from '../store/leaks.ts'
import type { ActionDeps } from './deps.ts'
import { loadRules } from './privacy-rules.ts'

type Deps = Pick<ActionDeps, 'database'>

/** Leaks of some recordings, by recording; those that a rule takes care of by now are marked. */
export const readLeaks = async (
  deps: Deps,
  recordings: readonly Pick<Recording, 'id' | 'leakCount'>[],
): Promise<Map<string, PlayerLeak[]>> => {
  const leaky = recordings.filter(({ leakCount }) => leakCount > 0)
  if (leaky.length === 0) return new Map()
  const { mask, block } = await loadRules(deps)
  const ruled = new Set([...mask, ...block])
  const found = await Promise.all(
    leaky.map(async ({ id }) => {
      const rows = await listLeaks(deps.database, id)
      return [id, rows.map((row) => ({ ...row, ruled: ruled.has(row.place) }))] as const
    }),
  )
  return new Map(found)
}

/** What the player says of what is hidden. */
export const readPlayerPrivacy = async (
  deps: Deps,
  recording: Recording,
  mayMask: boolean,
): Promise<PlayerPrivacy> => {
  const { mask, block, unmask } = await loadRules(deps)
  const leaks = await readLeaks(deps, [recording])
  return {
    preset: recording.privacy,
    scopes: recording.scopes,
    rules: { mask: mask.length, block: block.length, unmask: unmask.length },
    leakCount: recording.leakCount,
    leaks: leaks.get(recording.id) ?? [],
    mayMask,
  }
}
