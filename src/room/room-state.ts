/** What a room holds while it is awake. All of it can be rebuilt from the journal and the seats of its sockets. */
import type { Clock } from '../domain/clock.ts'
import type { Recording } from '../domain/recording.ts'
import type { EnvironmentEntry } from '../protocol/entries.ts'
import {
  BYTE_BURST,
  BYTE_RATE,
  CHECK_BURST_MS,
  CHECK_RATE_MS,
  FRAME_BURST,
  FRAME_RATE,
  TEXT_BURST,
  TEXT_RATE,
} from '../protocol/limits.ts'
import type { EndReason, RecorderPresence, ViewerEvent } from '../protocol/messages.ts'
import { presenceIn, type Absence, type RoomMemory } from './absence.ts'
import type { CheckFrames } from './check-frame.ts'
import type { RoomHappening } from './happenings.ts'
import { NO_TOTALS, type Journal, type Totals } from './journal.ts'

import type { Holding, Peer, RecorderSeat, ViewerSeat } from './peer.ts'
import { createAllowance, createBucket, type Allowance, type Bucket } from './rate.ts'

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
  /** What `remember` was last given, if the host keeps it while the room sleeps; else null. */
  memory: RoomMemory | null
  remember(memory: RoomMemory): void
  /** @throws DomainError `bad_token` unless the token is a recorder's of this recording and origin. */
  admitRecorder(token: string, origin: string): Promise<{ kid: string }>
  /** @throws DomainError `bad_token` unless the one-time token is a viewer's of this recording. */
  admitViewer(token: string): Promise<{ name: string; loginId: string; kid: string }>
  /** False once a viewer has signed out, was disabled or lost the right to watch. */
  mayStillView(loginId: string): Promise<boolean>
  /** False once the key that signed a token was retired. */
  isKeyInUse(kid: string): Promise<boolean>
  /** Whether keys are retired while sockets stay open. */
  keysMayChange: boolean
  saveProgress(totals: Totals): Promise<void>
  saveFacts(facts: {
    firstUrl: string | null
    environment: EnvironmentEntry | null
    skewMs: number
  }): Promise<void>
  /** Marks the recording ended, after its last frame is durable. @throws when that cannot be stored: the recording then goes on */
  noteEnd(reason: EndReason): Promise<void>
  /** Everybody has heard that the recording is over: the host seals it. Must not throw; resolves when there is no more to do for now. */
  onOver(): Promise<void>
  /** Where frames are checked, if not in the room itself. */
  checkFrame?: CheckFrames | undefined
  /** Resolves after so many ms. */
  wait(ms: number): Promise<void>
  /** Tells the operator about a fault that no peer can be told about. */
  log(message: string, error: unknown): void
  observe(happening: RoomHappening): void
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
  /** Events that it said it still holds, less what came since, and when it said so (server ms). */
  holding: Holding
  /** Time of its last event, in the recording's clock; -Infinity before the first. */
  lastTime: number
  /** By how much its page's clock was set: as its frames show, and as its last hello told. */
  shiftMs: number
  helloShiftMs: number
  frames: Bucket
  bytes: Bucket
}

export interface RoomState {
  phase: 'asleep' | 'awake' | 'ending' | 'over'
  tabs: Map<string, TabState>
  totals: Totals
  /** Totals that the database does not have yet. */
  unsaved: boolean
  /** What may still be spent on checking frames, ms of work. */
  work: Allowance
  /** Text messages that recorders may still send. */
  texts: Bucket
  /** Bytes of messages that wait for their turn. */
  waitingBytes: number
  /** Appends that are not durable yet. */
  pending: Set<Promise<void>>
  /** Bytes in them. */
  pendingBytes: number
  /** Server minus customer clock, ms, as the first hello told it; later ones of the same clock make it truer. */
  skewMs: number
  /** The page has told its address and environment; asking once more after waking up does no harm. */
  factsKnown: { firstUrl: boolean; environment: boolean }
  snapshotAskedAt: number
  /** No snapshot has come since the last one was asked for. */
  snapshotPending: boolean
  storedToldAt: number
  /** What viewers were told last of what is stored, and of the recorder. */
  storedTold: { events: number; waiting: number } | null
  presenceTold: string
  /** When sockets were last asked whether they may stay. */
  checkedAt: number
  /** Null while a tab is there. */
  absence: Absence | null
  /** When the last absence ended, server ms; 0 before the first has. */
  backAt: number
  /** What the host was last given to keep, as JSON. */
  remembered: string
  /** Which tab's past is on its way to a viewer now. */
  serving: Map<Peer, string>
}

export const createRoomState = ({ clock, recording, memory }: RoomDeps): RoomState => ({
  phase: 'asleep',
  tabs: new Map(),
  totals: NO_TOTALS,
  unsaved: false,
  work: createAllowance(CHECK_RATE_MS, CHECK_BURST_MS),
  texts: createBucket(TEXT_RATE, TEXT_BURST),
  waitingBytes: 0,
  pending: new Set(),
  pendingBytes: 0,
  // What the last hello before a restart told: the clock of a customer does not change with our process.
  skewMs: recording.skewMs,
  factsKnown: { firstUrl: false, environment: false },
  snapshotAskedAt: 0,
  snapshotPending: false,
  storedToldAt: 0,
  storedTold: null,
  presenceTold: '',
  checkedAt: clock.now(),
  absence: memory ? memory.absence : { since: clock.now(), how: 'lost', wasPaused: false },
  backAt: memory?.backAt ?? 0,
  remembered: JSON.stringify(memory),
  serving: new Map(),
})

/** Our own clock may be set back: what was last done is then not ahead of us. */
export const followClock = (state: RoomState, now: number): void => {
  state.checkedAt = Math.min(state.checkedAt, now)
  state.storedToldAt = Math.min(state.storedToldAt, now)
  state.snapshotAskedAt = Math.min(state.snapshotAskedAt, now)
  if (state.absence && state.absence.since > now) state.absence = { ...state.absence, since: now }
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
    holding: { events: 0, at: 0 },
    lastTime: -Infinity,
    shiftMs: 0,
    helloShiftMs: 0,
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

/** Names of the people who watch, in the order in which they came: one with two windows open is one person. */
export const watchersOf = (deps: RoomDeps): string[] => {
  const people = new Map(viewersOf(deps).map(({ seat }) => [`${seat.loginId} ${seat.name}`, seat.name]))
  return [...people.values()]
}

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

/** Tabs that are there, by socket or by upload. */
export const tabsThere = (deps: RoomDeps, state: RoomState): { paused: boolean }[] => [
  ...recordersOf(deps).map((peer) => peer.seat),
  ...uploadingTabs(state, deps.clock.now()),
]

export const presenceOf = (deps: RoomDeps, state: RoomState): RecorderPresence => {
  const there = tabsThere(deps, state)
  if (there.length > 0) return there.every(({ paused }) => paused) ? 'paused' : 'connected'
  return state.absence ? presenceIn(state.absence, deps.clock.now()) : 'away'
}

/** Whether a tab is there that would answer now. */
export const canBeAsked = (deps: RoomDeps, state: RoomState): boolean =>
  tabsThere(deps, state).some(({ paused }) => !paused)

/** To a socket that may be gone by now: its close is handled where the host tells of it. */
export const tell = (peer: Peer, message: object): void => peer.send(JSON.stringify(message))

export const tellViewers = (deps: RoomDeps, event: ViewerEvent): void => {
  for (const viewer of viewersOf(deps)) tell(viewer, event)
}

/** Events that the tabs of the recording said they still hold. */
export const waitingOf = (state: RoomState): number =>
  [...state.tabs.values()].reduce((sum, { holding }) => sum + holding.events, 0)
