/** When a room has something to do by itself, and whether it is over. */
import { SECOND } from '../domain/clock.ts'
import { HELLO_TIMEOUT_MS } from '../protocol/limits.ts'
import type { EndReason } from '../protocol/messages.ts'
import { absenceEndsAt, absenceTellsAt } from './absence.ts'
import { recordersOf, uploadersGoneAt, viewersOf, type RoomDeps, type RoomState } from './room-state.ts'
import { nextTending, storedDueAt } from './viewers.ts'

/** How often the database gets the totals of a recording that goes on. */
export const SAVE_INTERVAL_MS = 2_000
/** How often it is asked who may stay (T12, T17: a retired key and a sign-out close within 5 s). */
export const CHECK_MS = 4_000
/** The recorder ends idle and long recordings itself; the server waits this much longer for it to say so. */
const RECORDER_FIRST_MS = 30 * SECOND

const limitAt = (deps: RoomDeps): number =>
  deps.recording.startedAt === null
    ? Infinity
    : deps.recording.startedAt + deps.recording.maxMs + RECORDER_FIRST_MS

const idleAt = (deps: RoomDeps, state: RoomState): number => {
  // Without the picture nothing tells that somebody moves or types; the recorder sees it, and ends by itself.
  if (!deps.recording.scopes.includes('picture')) return Infinity
  // Nothing tells it either while no tab is there, nor what one that comes back has kept.
  if (state.absence) return Infinity
  const { lastActivityTime } = state.totals
  const since = lastActivityTime === null ? deps.recording.startedAt : lastActivityTime + state.skewMs
  return since === null ? Infinity : Math.max(since, state.backAt) + deps.recording.idleMs + RECORDER_FIRST_MS
}

const awayAt = ({ recording }: RoomDeps, { absence, totals }: RoomState): number =>
  absence === null ? Infinity : absenceEndsAt(absence, recording.graceMs, totals.eventCount === 0)

/** While only viewers may lose their right, nobody is woken for recorders alone. */
const checkDueAt = (deps: RoomDeps, state: RoomState): number =>
  viewersOf(deps).length > 0 || (deps.keysMayChange && recordersOf(deps).length > 0)
    ? state.checkedAt + CHECK_MS
    : Infinity

/** Only for those who watch: a room that nobody watches is not woken to say that a page has gone. */
const tellsAbsenceAt = (deps: RoomDeps, { absence }: RoomState): number =>
  absence === null || viewersOf(deps).length === 0 ? Infinity : absenceTellsAt(absence, deps.clock.now())

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
    checkDueAt(deps, state),
    tellsAbsenceAt(deps, state),
    storedDueAt(deps, state),
    uploadersGoneAt(state, now),
    ...greetings,
  )
}
