/** What each message does: the recorder's socket, its upload by HTTP, and the viewer's socket. */
import { decodeFrame } from '../protocol/codec.ts'
import { PROTOCOL_VERSION } from '../protocol/limits.ts'
import {
  CloseCode,
  type EndReason,
  type RecorderCommand,
  type RecorderMessage,
  type UploadAnswer,
  type UploadHead,
  type ViewerEvent,
  type ViewerHello,
} from '../protocol/messages.ts'
import { DomainError } from '../domain/errors.ts'
import { leaveTab, noticeTabs } from './gone-tabs.ts'
import type { Way } from './happenings.ts'
import type { Peer } from './peer.ts'
import { readRecorderMessage, readViewerMessage } from './read-message.ts'
import {
  ackOf,
  notAwake,
  Refusal,
  seatRecorder,
  setHolding,
  setPaused,
  takeFrame,
  welcomeRecorder,
  type Taken,
} from './recorders.ts'
import {
  isViewer,
  presenceOf,
  tabOf,
  tell,
  viewersOf,
  waitingOf,
  type RoomDeps,
  type RoomState,
} from './room-state.ts'
import { startPicture, tellPresence, tellRecorderState } from './viewers.ts'

/** What the conversations need of their room. */
export interface RoomCore {
  deps: RoomDeps
  state: RoomState
  /** @param said by a page, which is told once it is durable. @throws when it cannot be noted */
  finish(reason: EndReason, said: boolean): Promise<void>
  journalFailed(error: unknown): void
}

export const fromRecorder = async (
  room: RoomCore,
  peer: Peer,
  message: string | ArrayBuffer,
  arrivedAt: number,
): Promise<void> => {
  const { deps, state } = room
  const { seat } = peer
  if (typeof message === 'string') {
    const read = readRecorderMessage(message)
    if (read.type === 'hello' && seat.role === 'greeting') {
      const { message: welcome, kid } = await welcomeRecorder(deps, state, read, seat.origin)
      seatRecorder(deps, state, peer, { tab: read.tab, kid })
      noticeTabs(deps, state)
      tell(peer, welcome)
      tellRecorderState(deps, state)
    } else if (seat.role === 'recorder') {
      stays(peer)
      await fromSeatedTab(room, seat.tab, read)
    } else throw new Refusal(CloseCode.Policy, 'Send a hello first.')
    return
  }
  if (seat.role !== 'recorder') throw new Refusal(CloseCode.Policy, 'Send a hello before the first frame.')
  if (state.phase !== 'awake') throw notAwake(state)
  const frame = decodeFrame(new Uint8Array(message))
  if (frame.tab !== seat.tab)
    throw new Refusal(CloseCode.Policy, 'The frame belongs to another tab than the hello.')
  stays(peer)
  const taken = await takeFrame(deps, state, frame)
  if (taken.kind === 'full') return room.finish('limit', false)
  observeTaken(deps, 'socket', taken, arrivedAt)
  if (taken.kind === 'early') tell(peer, { type: 'resend', from: taken.from } satisfies RecorderCommand)
  else if (taken.kind === 'known') tell(peer, ackOf(state, seat.tab))
  // Not awaited: the next frame is checked while this one is being written, so that commits can be grouped.
  else taken.durable.then(() => tell(peer, ackOf(state, seat.tab)), room.journalFailed)
}

/** A page that said it goes, and then something else, is still there. */
const stays = (peer: Peer): void => {
  const { seat } = peer
  if (seat.role === 'recorder' && seat.leaving !== null) peer.seat = { ...seat, leaving: null }
}

const observeTaken = (
  deps: RoomDeps,
  way: Way,
  taken: Exclude<Taken, { kind: 'full' }>,
  arrivedAt: number,
): void => {
  if (taken.kind !== 'stored') return deps.observe({ name: `frame-${taken.kind}`, way })
  const { events, bytes } = taken.facts
  const stored = (): void =>
    deps.observe({ name: 'frame-stored', way, events, bytes, ackMs: performance.now() - arrivedAt })
  // One that was not stored is told of where it was taken.
  taken.durable.then(stored, () => undefined)
}

const fromSeatedTab = async (
  { deps, state, finish }: RoomCore,
  tab: string,
  message: RecorderMessage,
): Promise<void> => {
  switch (message.type) {
    case 'hello':
      throw new Refusal(CloseCode.Policy, 'The hello was already sent.')
    case 'pause':
    case 'resume':
      return setPaused(deps, state, tab, message.type === 'pause')
    case 'stop':
      return finish(message.reason, true)
    case 'leave':
      return leaveTab(deps, state, tab, message.navigates)
    case 'holding':
      return setHolding(deps, state, tab, message.events)
  }
}

/** The same conversation in one HTTP request: hello, frames, and what follows them. Answers when all is durable. */
export const fromUpload = async (
  room: RoomCore,
  origin: string,
  head: UploadHead,
  frames: Uint8Array<ArrayBuffer>[],
  arrivedAt: number,
): Promise<UploadAnswer> => {
  const { deps, state } = room
  const { hello } = head
  const { message: welcome } = await welcomeRecorder(deps, state, hello, origin)
  const messages: RecorderCommand[] = [welcome]
  const tab = tabOf(state, hello.tab)
  tab.uploadedAt = deps.clock.now()
  noticeTabs(deps, state)
  const writes: Promise<void>[] = []
  let isFull = false
  for (const bytes of frames) {
    const frame = decodeFrame(bytes)
    if (frame.tab !== hello.tab)
      throw new Refusal(CloseCode.Policy, 'The frame belongs to another tab than the hello.')
    // oxlint-disable-next-line no-await-in-loop -- frames are checked in their order
    const taken = await takeFrame(deps, state, frame)
    if (taken.kind === 'full') {
      isFull = true
      break
    }
    observeTaken(deps, 'upload', taken, arrivedAt)
    if (taken.kind === 'early') {
      messages.push({ type: 'resend', from: taken.from })
      break
    }
    if (taken.kind === 'stored') writes.push(taken.durable)
  }
  try {
    await Promise.all(writes)
  } catch (error) {
    room.journalFailed(error)
    throw error
  }
  messages.push(ackOf(state, hello.tab))
  if (tab.owesSnapshot) messages.push({ type: 'snapshot' })
  tab.owesSnapshot = false
  const commands: RecorderMessage[] = isFull ? [{ type: 'stop', reason: 'limit' }] : (head.then ?? [])
  for (const message of commands) {
    // oxlint-disable-next-line no-await-in-loop -- in their order
    await fromSeatedTab(room, hello.tab, message)
    if (message.type === 'stop') messages.push({ type: 'end', reason: message.reason })
  }
  // Once all is said: who came to say that it goes was not there.
  tellRecorderState(deps, state)
  return { messages }
}

export const fromViewer = async (
  room: RoomCore,
  peer: Peer,
  message: string | ArrayBuffer,
): Promise<void> => {
  const { deps, state } = room
  // Whoever sends as a viewer what only a recorder may send is not one of our pages (T18).
  if (typeof message !== 'string') throw new Refusal(CloseCode.Policy, 'Viewers may not send frames.')
  const read = readViewerMessage(message)
  if (read.type === 'hello' && peer.seat.role === 'greeting') return welcomeViewer(room, peer, read)
  if (!isViewer(peer)) throw new Refusal(CloseCode.Policy, 'Send a hello first.')
  switch (read.type) {
    case 'hello':
      throw new Refusal(CloseCode.Policy, 'The hello was already sent.')
    case 'resync':
      return startPicture(deps, state, peer, 'asked')
    case 'ping':
      return tell(peer, { type: 'pong', sent: read.sent, serverTime: deps.clock.now() } satisfies ViewerEvent)
  }
}

const welcomeViewer = async ({ deps, state }: RoomCore, peer: Peer, hello: ViewerHello): Promise<void> => {
  if (hello.v !== PROTOCOL_VERSION)
    throw new Refusal(CloseCode.BadMessage, `Protocol version ${hello.v} is not supported.`)
  let admitted: { name: string; loginId: string; kid: string }
  try {
    admitted = await deps.admitViewer(hello.token)
  } catch (error) {
    if (error instanceof DomainError) throw new Refusal(CloseCode.BadToken, error.message)
    throw error
  }
  if (state.phase !== 'awake') throw notAwake(state)
  peer.seat = { role: 'viewer', ...admitted, synced: [], waitingSince: 0, slow: false }
  tell(peer, {
    type: 'welcome',
    serverTime: deps.clock.now(),
    skewMs: state.skewMs,
    startedAt: deps.recording.startedAt ?? deps.clock.now(),
    recorder: presenceOf(deps, state),
    stored: state.totals.eventCount,
    waiting: waitingOf(state),
  } satisfies ViewerEvent)
  tellPresence(deps)
  if (viewersOf(deps).length === 1) state.checkedAt = deps.clock.now()
  if (isViewer(peer)) await startPicture(deps, state, peer, 'joined')
}
