/** What a room asks of the actions, put together once for every host. */
import type { Recording } from '../domain/recording.ts'
import type { RoomDeps } from '../room/room-state.ts'
import { saveProgress } from '../store/recordings.ts'
import { admitRecorder } from './claim-recording.ts'
import type { ActionDeps, EndTurns } from './deps.ts'
import { endAndSeal } from './end-recording.ts'
import type { SealDeps } from './seal-recording.ts'
import { saveFirstFacts } from './save-first-facts.ts'
import { admitViewer, mayStillView } from './watch-recording.ts'

/** What only the host has: where frames go, which sockets are open, what wakes the room. */
export type RoomHost = Pick<
  RoomDeps,
  'journal' | 'peers' | 'setAlarm' | 'memory' | 'remember' | 'keysMayChange'
>

/** The actions that a room needs; unlike those of the HTTP app they know no other rooms. */
export type RoomActionDeps = Pick<
  ActionDeps,
  'database' | 'segments' | 'recordingKeys' | 'tokens' | 'clock' | 'log' | 'observe'
> & { turns: EndTurns } & Pick<SealDeps, 'unpack'>

/** Thrown where the host stops in the middle: nobody's fault, and nothing to tell anybody about. */
const isStopping = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** @param onOver the room has ended; `sealed` is false when it could not be sealed and somebody has to try again */
export const roomDepsOf = (
  deps: RoomActionDeps,
  recording: Recording,
  host: RoomHost,
  onOver: (sealed: boolean) => void | Promise<void>,
): RoomDeps => ({
  ...host,
  recording,
  clock: deps.clock,
  admitRecorder: (token, origin) => admitRecorder(deps, recording.id, token, origin),
  admitViewer: (token) => admitViewer(deps, recording.id, token),
  mayStillView: (loginId) => mayStillView(deps, loginId),
  isKeyInUse: (kid) => deps.tokens.isInUse(kid),
  saveProgress: (totals) => saveProgress(deps.database, recording.id, totals),
  saveFacts: (facts) => saveFirstFacts(deps, recording.id, facts),
  onEnd: async (reason, tellOver) => {
    let noted = false
    let sealed = false
    try {
      await endAndSeal(deps, recording.id, host.journal, reason, () => {
        noted = true
        tellOver()
      })
      sealed = true
    } catch (error) {
      if (!noted || !isStopping(error)) throw error
    } finally {
      if (noted) await onOver(sealed)
    }
  },
  log: (message, error) => deps.log('error', message, error, { recording: recording.id }),
  observe: (happening) => deps.observe(happening),
})
