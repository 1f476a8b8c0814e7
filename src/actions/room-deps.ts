/** What a room asks of the actions, put together once for every host. */
import type { Recording } from '../domain/recording.ts'
import type { RoomDeps } from '../room/room-state.ts'
import { saveProgress } from '../store/recordings.ts'
import { admitRecorder } from './claim-recording.ts'
import type { ActionDeps, TakeTurn } from './deps.ts'
import { noteEnd } from './note-end.ts'
import { saveFirstFacts } from './save-first-facts.ts'
import { admitViewer, mayStillView } from './watch-recording.ts'

/** What only the host has: where frames go, which sockets are open, what wakes the room. */
export type RoomHost = Pick<
  RoomDeps,
  | 'journal'
  | 'peers'
  | 'setAlarm'
  | 'memory'
  | 'remember'
  | 'keysMayChange'
  | 'onOver'
  | 'checkFrame'
  | 'wait'
>

/** The actions that a room needs; unlike those of the HTTP app they know no other rooms. */
export type RoomActionDeps = Pick<ActionDeps, 'database' | 'tokens' | 'clock' | 'log' | 'observe'> & {
  /** Many recordings may end in the same moment. */
  endTurn: TakeTurn
}

export const roomDepsOf = (deps: RoomActionDeps, recording: Recording, host: RoomHost): RoomDeps => ({
  ...host,
  recording,
  clock: deps.clock,
  admitRecorder: (token, origin) => admitRecorder(deps, recording.id, token, origin),
  admitViewer: (token) => admitViewer(deps, recording.id, token),
  mayStillView: (loginId) => mayStillView(deps, loginId),
  isKeyInUse: (kid) => deps.tokens.isInUse(kid),
  saveProgress: (totals) => saveProgress(deps.database, recording.id, totals),
  saveFacts: (facts) => saveFirstFacts(deps, recording.id, facts),
  noteEnd: (reason) => deps.endTurn(() => noteEnd(deps, recording.id, reason)),
  log: (message, error) => deps.log('error', message, error, { recording: recording.id }),
  observe: (happening) => deps.observe(happening),
})
