/** The recorder's side of a room: who is let in, which frames are taken, when they are acked. */
import { DomainError } from '../domain/errors.ts'
import { ProtocolError, type Frame } from '../protocol/codec.ts'
import { CHECK_WAIT_MS, MAX_RECORDING_BYTES, MAX_TABS, PROTOCOL_VERSION } from '../protocol/limits.ts'
import {
  CloseCode,
  type CloseCodeValue,
  type RecorderCommand,
  type RecorderHello,
} from '../protocol/messages.ts'
import { checkHere, type CheckedFrame } from './check-frame.ts'
import { SAME_CLOCK_MS, type TabTimes } from './frame-times.ts'
import { withFrame, type FrameFacts, type JournalFrame } from './journal.ts'
import type { Peer, RecorderSeat } from './peer.ts'
import {
  recordersOf,
  tabOf,
  tell,
  viewersOf,
  watchersOf,
  type RoomDeps,
  type RoomState,
  type TabState,
} from './room-state.ts'
import { fanOut, tellRecorderState, tellStoredIfDue } from './viewers.ts'

/** Thrown for what ends a recorder's connection; the room closes it with this code and reason. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly closeCode: CloseCodeValue
  constructor(closeCode: CloseCodeValue, reason: string) {
    super(reason)
    this.closeCode = closeCode
  }
}

/** Why a room that is not awake takes nothing: it is over, or its journal has just failed and is to be read again. */
export const notAwake = (state: RoomState): Refusal =>
  state.phase === 'asleep'
    ? new Refusal(CloseCode.ServerError, 'The server cannot store frames now.')
    : new Refusal(CloseCode.Over, 'The recording is over.')

export interface Welcome {
  message: RecorderCommand
  /** Key that signed its token. */
  kid: string
}

/**
 * Lets a recorder in. Its tab goes on where the journal stands; a hello that starts later tells that the frames
 * between were lost, and the next frame is marked.
 * @throws Refusal
 */
export const welcomeRecorder = async (
  deps: RoomDeps,
  state: RoomState,
  hello: RecorderHello,
  origin: string,
): Promise<Welcome> => {
  if (hello.v !== PROTOCOL_VERSION) {
    throw new Refusal(CloseCode.BadMessage, `Protocol version ${hello.v} is not supported.`)
  }
  let kid: string
  try {
    ;({ kid } = await deps.admitRecorder(hello.token, origin))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const code =
      error.code === 'bad_origin'
        ? CloseCode.BadOrigin
        : error.code === 'over'
          ? CloseCode.Over
          : CloseCode.BadToken
    throw new Refusal(code, error.message)
  }
  // The welcome is an ack: the recorder drops every frame that it names, so it names none that is still being written.
  await Promise.all(state.pending)
  if (state.phase !== 'awake') throw notAwake(state)
  if (!state.tabs.has(hello.tab) && state.tabs.size >= MAX_TABS) {
    throw new Refusal(CloseCode.Policy, `A recording may have ${MAX_TABS} tabs.`)
  }
  const now = deps.clock.now()
  const tab = tabOf(state, hello.tab)
  tab.gapTo = hello.from > tab.lastSeq + 1 ? hello.from : 0
  tab.helloShiftMs = shiftOfHello(state, now - hello.clock)
  const [watching, watchers] = [viewersOf(deps).length, watchersOf(deps)]
  const stored = state.totals.eventCount
  return {
    message: { type: 'welcome', lastSeq: tab.lastSeq, serverTime: now, watching, watchers, stored },
    kid,
  }
}

/** The recording keeps the clock that it began with; a hello by another one tells how far it was set. */
const shiftOfHello = (state: RoomState, skewMs: number): number => {
  const isSame = state.totals.originTime === null || Math.abs(skewMs - state.skewMs) <= SAME_CLOCK_MS
  if (!isSame) return skewMs - state.skewMs
  state.skewMs = skewMs
  return 0
}

/** Seats a socket after its hello; an older socket of the same tab gives way. */
export const seatRecorder = (
  deps: RoomDeps,
  state: RoomState,
  peer: Peer,
  { tab, kid }: Pick<RecorderSeat, 'tab' | 'kid'>,
): void => {
  for (const other of recordersOf(deps)) {
    if (other !== peer && other.seat.tab === tab)
      other.close(CloseCode.Replaced, 'The same tab connected again.')
  }
  const { paused, shiftMs, holding } = tabOf(state, tab)
  peer.seat = {
    role: 'recorder',
    tab,
    kid,
    paused,
    skewMs: state.skewMs,
    shiftMs,
    holding,
    leaving: null,
  }
}

/** Writes to a tab's seat what its socket is to keep, while the room sleeps too. */
export const changeSeat = (
  deps: RoomDeps,
  tab: string,
  change: Partial<Pick<RecorderSeat, 'paused' | 'shiftMs' | 'holding'>>,
): void => {
  for (const recorder of recordersOf(deps)) {
    if (recorder.seat.tab === tab) recorder.seat = { ...recorder.seat, ...change }
  }
}

/** What came of a frame. */
export type Taken =
  | { kind: 'stored'; durable: Promise<void>; facts: FrameFacts }
  /** It was there already. */
  | { kind: 'known' }
  /** One before it is missing. */
  | { kind: 'early'; from: number }
  /** The recording has all that it may have. */
  | { kind: 'full' }

/**
 * Takes one frame of a seated tab: exactly the next one, or the first one after a told loss (rule F4).
 * @throws ProtocolError for what cannot be read, Refusal past the rate or when the journal has failed.
 */
export const takeFrame = async (deps: RoomDeps, state: RoomState, frame: Frame): Promise<Taken> => {
  const tab = tabOf(state, frame.tab)
  if (state.work.owes(deps.clock.now()) > 0) await payOff(deps, state, tab, frame)
  const now = deps.clock.now()
  if (!tab.frames.take(1, now) || !tab.bytes.take(frame.payload.length, now)) {
    throw new Refusal(CloseCode.TooFast, 'Frames arrive faster than this server accepts them; slow down.')
  }
  if (frame.seq <= tab.lastSeq) return { kind: 'known' }
  const afterGap = tab.gapTo === frame.seq
  if (frame.seq !== tab.lastSeq + 1 && !afterGap) return { kind: 'early', from: tab.lastSeq + 1 }
  if (state.totals.bytes + state.pendingBytes + frame.payload.length > MAX_RECORDING_BYTES) {
    return { kind: 'full' }
  }
  const check = deps.checkFrame ?? checkHere
  const times = timesOf(state, tab, now)
  const { ms, result: checked } = await check({
    frame,
    gapBefore: afterGap,
    times,
    scopes: deps.recording.scopes,
  })
  state.work.spend(ms, deps.clock.now())
  if (checked instanceof ProtocolError) throw checked
  // A frame before this one failed while it was checked: stored now, it would leave a hole in what is acked.
  if (state.tabs.get(frame.tab) !== tab) throw notAwake(state)
  if (afterGap) deps.observe({ name: 'frames-lost', frames: frame.seq - tab.lastSeq - 1 })
  tab.lastSeq = frame.seq
  tab.gapTo = 0
  tab.lastTime = Math.max(tab.lastTime, checked.facts.lastTime)
  if (tab.shiftMs !== checked.shiftMs) {
    tab.shiftMs = checked.shiftMs
    changeSeat(deps, frame.tab, { shiftMs: checked.shiftMs })
  }
  const stored: JournalFrame = { ...checked.frame, receivedAt: now, facts: checked.facts }
  const durable = deps.journal.append(stored).then(() => becameDurable(deps, state, tab, stored, checked))
  // Kept so that the end waits for them; a failure is handled by whoever took the frame.
  const settled = durable
    .catch(() => undefined)
    .finally(() => {
      state.pending.delete(settled)
      state.pendingBytes -= stored.payload.length
    })
  state.pending.add(settled)
  state.pendingBytes += stored.payload.length
  return { kind: 'stored', durable, facts: checked.facts }
}

/** The recording has had its share of the machine: what comes next waits, and where that took too long it comes again. */
const payOff = async (deps: RoomDeps, state: RoomState, tab: TabState, frame: Frame): Promise<void> => {
  const owes = state.work.owes(deps.clock.now())
  if (owes > CHECK_WAIT_MS) {
    throw new Refusal(CloseCode.TooFast, 'This recording takes more work than its share; slow down.')
  }
  await deps.wait(owes)
  if (state.phase !== 'awake' || state.tabs.get(frame.tab) !== tab) throw notAwake(state)
}

const timesOf = (state: RoomState, tab: TabState, now: number): TabTimes => ({
  now: now - state.skewMs,
  lastTime: tab.lastTime,
  earliest: tab.lastTime === -Infinity ? (state.totals.originTime ?? -Infinity) : tab.lastTime,
  shifts: [tab.shiftMs, 0, tab.helloShiftMs],
})

const becameDurable = (
  deps: RoomDeps,
  state: RoomState,
  tab: TabState,
  frame: JournalFrame,
  checked: CheckedFrame,
): void => {
  tab.storedSeq = frame.seq
  if (frame.facts.snapshot) {
    tab.lastSnapshotSeq = frame.seq
    state.snapshotPending = false
  }
  state.totals = withFrame(state.totals, frame.facts, frame.receivedAt)
  countDown(deps, state, tab, frame, checked)
  state.unsaved = true
  saveFirstFacts(deps, state, checked)
  fanOut(deps, state, frame)
}

/** One frame less on the way. What was held when a tab said so came before whatever it cut later. */
const countDown = (
  deps: RoomDeps,
  { skewMs }: RoomState,
  tab: TabState,
  frame: JournalFrame,
  { came, shiftMs }: CheckedFrame,
): void => {
  const { events, at } = tab.holding
  if (events === 0) return
  const isLater = frame.sentAt + shiftMs + skewMs > at
  tab.holding = { events: isLater ? 0 : Math.max(0, events - came), at }
  changeSeat(deps, frame.tab, { holding: tab.holding })
}

export const setHolding = (deps: RoomDeps, state: RoomState, tab: string, events: number): void => {
  const holding = { events, at: deps.clock.now() }
  tabOf(state, tab).holding = holding
  changeSeat(deps, tab, { holding })
  tellStoredIfDue(deps, state)
}

const saveFirstFacts = (deps: RoomDeps, state: RoomState, { firstUrl, environment }: CheckedFrame): void => {
  const known = state.factsKnown
  if ((firstUrl === null || known.firstUrl) && (environment === null || known.environment)) return
  state.factsKnown = {
    firstUrl: known.firstUrl || firstUrl !== null,
    environment: known.environment || environment !== null,
  }
  deps
    .saveFacts({ firstUrl, environment, skewMs: state.skewMs })
    .catch((error: unknown) => deps.log('The first facts of a recording were not saved.', error))
}

export const ackOf = (state: RoomState, tab: string): RecorderCommand => ({
  type: 'ack',
  seq: tabOf(state, tab).storedSeq,
  stored: state.totals.eventCount,
})

export const setPaused = (deps: RoomDeps, state: RoomState, tab: string, paused: boolean): void => {
  tabOf(state, tab).paused = paused
  changeSeat(deps, tab, { paused })
  tellRecorderState(deps, state)
}

export const endRecorders = (deps: RoomDeps, command: RecorderCommand): void => {
  for (const recorder of recordersOf(deps)) {
    tell(recorder, command)
    recorder.close(CloseCode.Over, 'The recording is over.')
  }
}
