/** The viewers' side of a room: joining, fan-out, and what happens to those who cannot keep up. */
import { encodeFrame } from '../protocol/codec.ts'
import {
  SNAPSHOT_PATIENCE_MS,
  SNAPSHOT_REQUEST_INTERVAL_MS,
  VIEWER_BUFFER_HIGH_BYTES,
  VIEWER_BUFFER_LOW_BYTES,
} from '../protocol/limits.ts'
import type { RecorderCommand } from '../protocol/messages.ts'
import type { JournalFrame } from './journal.ts'
import {
  canBeAsked,
  presenceOf,
  recordersOf,
  tell,
  tellViewers,
  uploadingTabs,
  viewersOf,
  waitingOf,
  watchersOf,
  type RoomDeps,
  type RoomState,
  type ViewerPeer,
} from './room-state.ts'

const STORED_INTERVAL_MS = 200
const BACKLOG_FRAMES = 50

export const tellPresence = (deps: RoomDeps): void => {
  const viewers = viewersOf(deps)
  for (const viewer of viewers) {
    const names = viewers.map((other) => ({ name: other.seat.name, you: other === viewer }))
    tell(viewer, { type: 'presence', viewers: names })
  }
  const watching: RecorderCommand = { type: 'watching', count: viewers.length, names: watchersOf(deps) }
  for (const recorder of recordersOf(deps)) tell(recorder, watching)
}

/** Tells viewers how the recorder is, when that is news. */
export const tellRecorderState = (deps: RoomDeps, state: RoomState): void => {
  const { skewMs } = state
  const presence = presenceOf(deps, state)
  const told = `${presence} ${skewMs}`
  if (told === state.presenceTold) return
  state.presenceTold = told
  tellViewers(deps, { type: 'recorder', state: presence, skewMs })
}

const isStoredNews = (state: RoomState): boolean =>
  state.storedTold?.events !== state.totals.eventCount || state.storedTold.waiting !== waitingOf(state)

/** When viewers are to be told anew of what is stored, server ms. */
export const storedDueAt = (deps: RoomDeps, state: RoomState): number =>
  viewersOf(deps).length > 0 && isStoredNews(state) ? state.storedToldAt + STORED_INTERVAL_MS : Infinity

export const tellStored = (deps: RoomDeps, state: RoomState): void => {
  const told = { events: state.totals.eventCount, waiting: waitingOf(state) }
  state.storedToldAt = deps.clock.now()
  state.storedTold = told
  tellViewers(deps, { type: 'stored', ...told })
}

export const tellStoredIfDue = (deps: RoomDeps, state: RoomState): void => {
  if (storedDueAt(deps, state) <= deps.clock.now()) tellStored(deps, state)
}

/**
 * Gives a viewer a picture: a fresh snapshot from the recorder where one is there to ask, else what the journal has.
 * Either way the past is not downloaded.
 */
export const startPicture = async (
  deps: RoomDeps,
  state: RoomState,
  viewer: ViewerPeer,
  reason: 'joined' | 'slow' | 'asked',
): Promise<void> => {
  const now = deps.clock.now()
  viewer.seat = { ...viewer.seat, synced: [], slow: false, waitingSince: now }
  tell(viewer, { type: 'resync', reason })
  const askedJustNow = now - state.snapshotAskedAt < SNAPSHOT_REQUEST_INTERVAL_MS
  // One that has come in answer to somebody else is fresh enough; one that is on its way reaches this viewer too.
  const hasFresh = askedJustNow && !state.snapshotPending
  if (!canBeAsked(deps, state) || hasFresh) await servePast(deps, state, viewer)
  else if (!askedJustNow) askForSnapshot(deps, state, now)
}

const askForSnapshot = (deps: RoomDeps, state: RoomState, now: number): void => {
  state.snapshotAskedAt = now
  state.snapshotPending = true
  const command: RecorderCommand = { type: 'snapshot' }
  for (const recorder of recordersOf(deps)) tell(recorder, command)
  for (const tab of uploadingTabs(state, now)) tab.owesSnapshot = true
}

/** Sends each tab's frames from its newest snapshot on, and then whatever became durable meanwhile. */
const servePast = async (deps: RoomDeps, state: RoomState, viewer: ViewerPeer): Promise<void> => {
  for (const [tab, { lastSnapshotSeq }] of state.tabs) {
    if (lastSnapshotSeq === 0 || viewer.seat.synced.includes(tab)) continue
    // What becomes durable on the way is read with the rest: sent by both, the viewer would see it twice.
    state.serving.set(viewer, tab)
    try {
      // oxlint-disable-next-line no-await-in-loop -- one tab after the other, for the same reason
      await sendFrom(deps, viewer, tab, lastSnapshotSeq)
    } finally {
      state.serving.delete(viewer)
    }
    viewer.seat = { ...viewer.seat, synced: [...viewer.seat.synced, tab] }
  }
  viewer.seat = { ...viewer.seat, waitingSince: 0 }
}

const sendFrom = async (deps: RoomDeps, viewer: ViewerPeer, tab: string, seq: number): Promise<void> => {
  let next = seq
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a slow viewer must not have the whole past in its buffer
    const frames = await deps.journal.read(tab, next, BACKLOG_FRAMES)
    const last = frames.at(-1)
    if (!last) return
    for (const frame of frames) viewer.send(encodeFrame(frame))
    next = last.seq + 1
  }
}

/** A frame became durable: on to everyone who has the picture that it continues. */
export const fanOut = (deps: RoomDeps, state: RoomState, frame: JournalFrame): void => {
  const bytes = encodeFrame(frame)
  for (const viewer of viewersOf(deps)) {
    const { seat } = viewer
    if (seat.slow || state.serving.get(viewer) === frame.tab) continue
    if (viewer.bufferedAmount > VIEWER_BUFFER_HIGH_BYTES) {
      viewer.seat = { ...seat, slow: true, synced: [] }
      deps.observe({ name: 'viewer-slow' })
    } else if (seat.synced.includes(frame.tab)) {
      viewer.send(bytes)
    } else if (frame.facts.snapshot) {
      viewer.seat = { ...seat, synced: [...seat.synced, frame.tab], waitingSince: 0 }
      viewer.send(bytes)
    }
  }
  tellStoredIfDue(deps, state)
}

/** Looks after viewers that wait: those whose buffer has drained, and those whose recorder stays silent. */
export const tendViewers = async (deps: RoomDeps, state: RoomState): Promise<void> => {
  const now = deps.clock.now()
  for (const viewer of viewersOf(deps)) {
    const { slow, waitingSince } = viewer.seat
    if (slow && viewer.bufferedAmount <= VIEWER_BUFFER_LOW_BYTES) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, like all that a room does
      await startPicture(deps, state, viewer, 'slow')
    } else if (waitingSince > 0 && now - waitingSince >= SNAPSHOT_PATIENCE_MS) {
      // oxlint-disable-next-line no-await-in-loop -- as above
      await servePast(deps, state, viewer)
    }
  }
}

/** When `tendViewers` has something to do next, server ms; null when nobody waits. */
export const nextTending = (deps: RoomDeps): number | null => {
  const now = deps.clock.now()
  const times = viewersOf(deps).flatMap(({ seat }) => {
    if (seat.slow) return [now + 250]
    return seat.waitingSince > 0 ? [seat.waitingSince + SNAPSHOT_PATIENCE_MS] : []
  })
  return times.length === 0 ? null : Math.min(...times)
}
