/** Tabs that go: what they said of it, and what is kept of them. */
import type { Absence, RoomMemory } from './absence.ts'
import { recordersOf, tabOf, tabsThere, type RoomDeps, type RoomState } from './room-state.ts'

const memoryOf = (deps: RoomDeps, state: RoomState): RoomMemory => {
  const seated = new Set(recordersOf(deps).map(({ seat }) => seat.tab))
  const holding = [...state.tabs].flatMap(
    ([
      tab,
      {
        holding: { events, at },
      },
    ]) => (events > 0 && !seated.has(tab) ? [{ tab, events, at }] : []),
  )
  return { absence: state.absence, backAt: state.backAt, holding }
}

/** Hands the host what it has to keep, when that has changed. */
const remember = (deps: RoomDeps, state: RoomState): void => {
  const memory = memoryOf(deps, state)
  const text = JSON.stringify(memory)
  if (text === state.remembered) return
  state.remembered = text
  deps.remember(memory)
}

/** From what the host kept and the seats of the sockets, as the room wakes. */
export const recallTabs = (deps: RoomDeps, state: RoomState): void => {
  const memory = JSON.parse(state.remembered) as RoomMemory | null
  for (const { tab, events, at } of memory?.holding ?? []) tabOf(state, tab).holding = { events, at }
  for (const { seat } of recordersOf(deps)) {
    state.skewMs = seat.skewMs
    Object.assign(tabOf(state, seat.tab), {
      paused: seat.paused,
      shiftMs: seat.shiftMs,
      helloShiftMs: seat.shiftMs,
      holding: seat.holding,
    })
    state.absence = null
  }
}

/** A tab has come or gone. @param last of the tab that went, if one did */
export const noticeTabs = (
  deps: RoomDeps,
  state: RoomState,
  last: Pick<Absence, 'how' | 'wasPaused'> = { how: 'lost', wasPaused: false },
): void => {
  if (tabsThere(deps, state).length > 0) {
    if (state.absence) state.backAt = deps.clock.now()
    state.absence = null
  } else state.absence ??= { since: deps.clock.now(), ...last }
  remember(deps, state)
}

/**
 * The page of a tab says that it goes. Its socket keeps the word until it closes; said in an upload, which may well
 * arrive behind the close, it counts at once.
 */
export const leaveTab = (
  deps: RoomDeps,
  state: RoomState,
  tab: string,
  navigates: boolean | undefined,
): void => {
  const how = navigates === undefined ? 'gone' : navigates ? 'navigated' : 'closed'
  const known = tabOf(state, tab)
  known.uploadedAt = 0
  for (const recorder of recordersOf(deps)) {
    if (recorder.seat.tab === tab) recorder.seat = { ...recorder.seat, leaving: how }
  }
  noticeTabs(deps, state, { how, wasPaused: known.paused })
}
