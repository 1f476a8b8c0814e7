/** What a room holds while it is awake. All of it can be rebuilt from the journal and the seats of its sockets. */
import type { Clock } from '../domain/clock.ts'
import type { Recording } from '../domain/recording.ts'
import type { EnvironmentEntry } from '../protocol/entries.ts'
import { BYTE_BURST, BYTE_RATE, FRAME_BURST, FRAME_RATE } from '../protocol/limits.ts'
import type { EndReason, RecorderPresence, ViewerEvent } from '../protocol/messages.ts'
import { NO_TOTALS, type Journal, type Totals } from './journal.ts'
import type { Peer, RecorderSeat, ViewerSeat } from './peer.ts'
import { createBucket, type Bucket } from './rate.ts'

/** The part of a recording that its room goes by. */
export type RoomRecording = Pick<
  Recording,
  'id' | 'origin' | 'startedAt' | 'skewMs' | 'idleMs' | 'maxMs' | 'graceMs' | 'scopes'
>

/** What a room asks of its host and of the actions. */
export interface RoomDeps {
  recording: RoomRecording
  journal: Journal
  clock: Clock
  /** Sockets that are open now. */
  peers(): Iterable<Peer>
  /** Calls `alarm` at this time, server ms; a new time takes the place of the last. */
  setAlarm(at: number): void
  /** What `keepAwaySince` was last given, if the host keeps it while the room sleeps; else null. */
  awaySince: number | null
  /** Since when no recorder is there, server ms; null while one is. A room that sleeps must not count anew. */
  keepAwaySince(at: number | null): void
  /** @throws DomainError `bad_token` unless the token is a recorder's of this recording and origin. */
  admitRecorder(token: string, origin: string): Promise<void>
  /** @throws DomainError `bad_token` unless the one-time token is a viewer's of this recording. */
  admitViewer(token: string): Promise<{ name: string; loginId: string }>
  /** False once a viewer has signed out, was disabled or lost the right to watch. */
  mayStillView(loginId: string): Promise<boolean>
  saveProgress(totals: Totals): Promise<void>
  saveFacts(facts: {
    firstUrl: string | null
    environment: EnvironmentEntry | null
    skewMs: number
  }): Promise<void>
  /** Marks the recording ended and seals it; called once, after the last frame is durable. */
  onEnd(reason: EndReason): Promise<void>
  /** Tells the operator about a fault that no peer can be told about. */
  log(message: string, error: unknown): void
}

export interface TabState {
  /** Last seq taken in; durable up to `storedSeq`. */
  lastSeq: number
  storedSeq: number
  lastSnapshotSeq: number
  /** Where the next frame may start although frames are missing (the hello said they are lost), or 0. */
  gapTo: number
  /** Last sign of a recorder that uploads by HTTP, server ms. */
  uploadedAt: number
  /** Viewers wait for a snapshot from it; told in the answer to its next upload. */
  owesSnapshot: boolean
  paused: boolean
  /** Events that it said it still holds. */
  holding: number
  frames: Bucket
  bytes: Bucket
}

export interface RoomState {
  phase: 'asleep' | 'awake' | 'ending' | 'over'
  tabs: Map<string, TabState>
  totals: Totals
  /** Totals that the database does not have yet. */
  unsaved: boolean
  /** Appends that are not durable yet. */
  pending: Set<Promise<void>>
  skewMs: number
  /** The page has told its address and environment; asking once more after waking up does no harm. */
  factsKnown: { firstUrl: boolean; environment: boolean }
  snapshotAskedAt: number
  /** No snapshot has come since the last one was asked for. */
  snapshotPending: boolean
  storedToldAt: number
  viewersCheckedAt: number
  /** Which tab's past is on its way to a viewer now. */
  serving: Map<Peer, string>
  /** Since when no recorder is there, server ms; null while one is. */
  awaySince: number | null
}

export const createRoomState = ({ clock, recording, awaySince }: RoomDeps): RoomState => ({
  phase: 'asleep',
  tabs: new Map(),
  totals: NO_TOTALS,
  unsaved: false,
  pending: new Set(),
  // What the last hello before a restart told: the clock of a customer does not change with our process.
  skewMs: recording.skewMs,
  factsKnown: { firstUrl: false, environment: false },
  snapshotAskedAt: 0,
  snapshotPending: false,
  storedToldAt: 0,
  viewersCheckedAt: clock.now(),
  serving: new Map(),
  awaySince: awaySince ?? clock.now(),
})

export const setAwaySince = (deps: RoomDeps, state: RoomState, at: number | null): void => {
  if (state.awaySince === at) return
  state.awaySince = at
  deps.keepAwaySince(at)
}

export const tabOf = (state: RoomState, tab: string): TabState => {
  const known = state.tabs.get(tab)
  if (known) return known
  const fresh: TabState = {
    lastSeq: 0,
    storedSeq: 0,
    lastSnapshotSeq: 0,
    gapTo: 0,
    uploadedAt: 0,
    owesSnapshot: false,
    paused: false,
    holding: 0,
    frames: createBucket(FRAME_RATE, FRAME_BURST),
    bytes: createBucket(BYTE_RATE, BYTE_BURST),
  }
  state.tabs.set(tab, fresh)
  return fresh
}

export type RecorderPeer = Peer & { seat: RecorderSeat }
export type ViewerPeer = Peer & { seat: ViewerSeat }

const isRecorder = (peer: Peer): peer is RecorderPeer => peer.seat.role === 'recorder'
export const isViewer = (peer: Peer): peer is ViewerPeer => peer.seat.role === 'viewer'

export const recordersOf = (deps: RoomDeps): RecorderPeer[] => [...deps.peers()].filter(isRecorder)
export const viewersOf = (deps: RoomDeps): ViewerPeer[] => [...deps.peers()].filter(isViewer)

/** A recorder that uploads by HTTP counts as there for this long after its last upload. */
const UPLOADER_PRESENT_MS = 10_000

export const uploadingTabs = (state: RoomState, now: number): TabState[] =>
  [...state.tabs.values()].filter((tab) => tab.uploadedAt > 0 && now - tab.uploadedAt < UPLOADER_PRESENT_MS)

/** When the last page that uploads by HTTP will count as gone; Infinity when none does. */
export const uploadersGoneAt = (state: RoomState, now: number): number =>
  uploadingTabs(state, now).reduce(
    (latest, tab) => Math.max(latest === Infinity ? 0 : latest, tab.uploadedAt + UPLOADER_PRESENT_MS),
    Infinity,
  )

export const presenceOf = (deps: RoomDeps, state: RoomState): RecorderPresence => {
  const recorders = recordersOf(deps).map((peer) => peer.seat)
  const uploading = uploadingTabs(state, deps.clock.now())
  const all = [...recorders, ...uploading]
  if (all.length === 0) return 'away'
  return all.every((recorder) => recorder.paused) ? 'paused' : 'connected'
}

/** To a socket that may be gone by now: its close is handled where the host tells of it. */
export const tell = (peer: Peer, message: object): void => peer.send(JSON.stringify(message))

export const tellViewers = (deps: RoomDeps, event: ViewerEvent): void => {
  for (const viewer of viewersOf(deps)) tell(viewer, event)
}

/** Events that the tabs of the recording said they still hold. */
export const waitingOf = (state: RoomState): number =>
  [...state.tabs.values()].reduce((sum, { holding }) => sum + holding, 0)
