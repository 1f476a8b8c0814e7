/** When a room has something to do by itself, and whether it is over. */
import { MINUTE, SECOND } from '../domain/clock.ts'
import { HELLO_TIMEOUT_MS } from '../protocol/limits.ts'
import type { EndReason } from '../protocol/messages.ts'
import { uploadersGoneAt, viewersOf, type RoomDeps, type RoomState } from './room-state.ts'
import { nextTending } from './viewers.ts'

/** How often the database gets the totals of a recording that goes on. */
export const SAVE_INTERVAL_MS = 2_000
/** How often viewers are asked for their right to watch (T17: a sign-out closes within 5 s). */
export const VIEWER_CHECK_MS = 4_000
/** The recorder ends idle and long recordings itself; the server waits this much longer for it to say so. */
const RECORDER_FIRST_MS = 30 * SECOND

const limitAt = (deps: RoomDeps): number =>
  deps.recording.startedAt === null
    ? Infinity
    : deps.recording.startedAt + deps.recording.maxMs + RECORDER_FIRST_MS

const idleAt = (deps: RoomDeps, state: RoomState): number => {
  // Without the picture nothing tells that somebody moves or types; the recorder sees it, and ends by itself.
  if (!deps.recording.scopes.includes('picture')) return Infinity
  const { lastActivityTime } = state.totals
  const since = lastActivityTime === null ? deps.recording.startedAt : lastActivityTime + state.skewMs
  return since === null ? Infinity : since + deps.recording.idleMs + RECORDER_FIRST_MS
}

const awayAt = (deps: RoomDeps, state: RoomState): number =>
  // A page that was let in but never connected gets a minute more: its recorder is still loading.
  state.awaySince === null
    ? Infinity
    : state.awaySince + deps.recording.graceMs + (state.totals.eventCount === 0 ? MINUTE : 0)

/** Why the recording is over by now, or null while it goes on. */
export const overdueEnd = (deps: RoomDeps, state: RoomState): EndReason | null => {
  const now = deps.clock.now()
  if (limitAt(deps) <= now) return 'limit'
  if (awayAt(deps, state) <= now) return state.totals.eventCount === 0 ? 'never-started' : 'away'
  if (idleAt(deps, state) <= now) return 'idle'
  return null
}

/** The earliest time at which `alarm` has something to do, server ms. */
export const nextDeadline = (deps: RoomDeps, state: RoomState): number => {
  const now = deps.clock.now()
  const greetings = [...deps.peers()].flatMap(({ seat }) =>
    seat.role === 'greeting' ? [seat.openedAt + HELLO_TIMEOUT_MS] : [],
  )
  return Math.min(
    limitAt(deps),
    idleAt(deps, state),
    awayAt(deps, state),
    nextTending(deps) ?? Infinity,
    state.unsaved ? now + SAVE_INTERVAL_MS : Infinity,
    viewersOf(deps).length > 0 ? state.viewersCheckedAt + VIEWER_CHECK_MS : Infinity,
    uploadersGoneAt(state, now),
    ...greetings,
  )
}
