/**
 * Where a live recording's recorder and viewers meet. One room to a recording; what happens in it happens in order,
 * one thing after another. Hosts hand it sockets, uploads and alarms, and keep no state of their own.
 */
import { decodeUpload, ProtocolError } from '../protocol/codec.ts'
import { HELLO_TIMEOUT_MS } from '../protocol/limits.ts'
import { CloseCode, type EndReason, type UploadAnswer } from '../protocol/messages.ts'
import { fromRecorder, fromUpload, fromViewer } from './conversations.ts'
import { nextDeadline, overdueEnd, VIEWER_CHECK_MS } from './deadlines.ts'
import type { Peer } from './peer.ts'
import { readUploadHead } from './read-message.ts'
import { endRecorders, Refusal } from './recorders.ts'
import {
  createRoomState,
  presenceOf,
  recordersOf,
  setAwaySince,
  tabOf,
  tellViewers,
  viewersOf,
  type RoomDeps,
} from './room-state.ts'
import { tellPresence, tellRecorderState, tellStored, tendViewers } from './viewers.ts'

export interface Room {
  /** A socket was opened; its seat is a greeting. */
  opened(peer: Peer): void
  /** A message came. Resolves when it has been dealt with. */
  received(peer: Peer, message: string | ArrayBuffer): Promise<void>
  /** A socket has closed; it is no longer among `peers()`. Rejects, like `alarm`, while the journal cannot be read. */
  closed(peer: Peer): Promise<void>
  /** The time given to `setAlarm` has come. Early or double calls do no harm. */
  alarm(): Promise<void>
  /** Frames by HTTP, from a page where no WebSocket can be opened. @throws ProtocolError, Refusal */
  upload(origin: string, body: Uint8Array<ArrayBuffer>): Promise<UploadAnswer>
  /** Ends the recording; resolves when it is sealed. Ending twice is the same as once. */
  end(reason: EndReason): Promise<void>
  /** Everything taken in so far is durable and counted; for a server that stops. */
  drain(): Promise<void>
}

export const createRoom = (deps: RoomDeps): Room => {
  const state = createRoomState(deps)
  let queue: Promise<unknown> = Promise.resolve()
  let ended: Promise<void> | null = null

  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const result = queue.then(async () => {
      await wake()
      return task()
    })
    queue = result.catch(() => undefined).finally(schedule)
    return result
  }

  const wake = async (): Promise<void> => {
    if (state.phase !== 'asleep') return
    const { tabs, totals } = await deps.journal.state()
    for (const { tab, lastSeq, lastSnapshotSeq } of tabs) {
      Object.assign(tabOf(state, tab), { lastSeq, storedSeq: lastSeq, lastSnapshotSeq })
    }
    state.totals = totals
    for (const { seat } of recordersOf(deps)) {
      state.skewMs = seat.skewMs
      setAwaySince(deps, state, null)
      tabOf(state, seat.tab).paused = seat.paused
    }
    state.phase = 'awake'
  }

  const schedule = (): void => {
    if (state.phase === 'awake') deps.setAlarm(nextDeadline(deps, state))
  }

  const refuse = (peer: Peer, error: unknown): void => {
    // A close reason holds 123 bytes (RFC 6455 §5.5).
    const reason = (error instanceof Error ? error.message : '').slice(0, 120)
    if (error instanceof Refusal) peer.close(error.closeCode, reason)
    else if (error instanceof ProtocolError) {
      peer.close(error.kind === 'too-big' ? CloseCode.TooBig : CloseCode.BadMessage, reason)
    } else {
      deps.log('A message could not be dealt with.', error)
      peer.close(CloseCode.ServerError, 'Something failed on the server; connect again.')
    }
  }

  /** The journal did not take a frame: nothing after it may be acked, so the room reads again where it stands. */
  const journalFailed = (error: unknown): void => {
    deps.log('A frame could not be stored.', error)
    state.phase = 'asleep'
    state.tabs.clear()
    for (const peer of recordersOf(deps))
      peer.close(CloseCode.ServerError, 'The server cannot store frames now.')
  }

  const finish = (reason: EndReason): Promise<void> => {
    ended ??= (async () => {
      state.phase = 'ending'
      endRecorders(deps, { type: 'end', reason })
      await Promise.all(state.pending)
      // Before it is told to be over, so that nobody reads the counts of two seconds ago.
      await save()
      await deps
        .onEnd(reason)
        .catch((error: unknown) => deps.log('A recording could not be sealed yet.', error))
      state.phase = 'over'
      tellStored(deps, state)
      tellViewers(deps, { type: 'ended', reason })
      for (const viewer of viewersOf(deps)) viewer.close(CloseCode.Over, 'The recording is over.')
    })()
    return ended
  }

  const save = async (): Promise<void> => {
    if (!state.unsaved) return
    state.unsaved = false
    try {
      await deps.saveProgress(state.totals)
    } catch (error) {
      state.unsaved = true
      deps.log('The totals of a recording were not saved; they are tried again.', error)
    }
  }

  const checkViewers = async (now: number): Promise<void> => {
    if (now - state.viewersCheckedAt < VIEWER_CHECK_MS) return
    state.viewersCheckedAt = now
    for (const viewer of viewersOf(deps)) {
      // oxlint-disable-next-line no-await-in-loop -- a handful of viewers, asked in turn
      if (await deps.mayStillView(viewer.seat.loginId)) continue
      viewer.close(CloseCode.BadToken, 'You are signed out, or may not watch any more.')
    }
  }

  const noticeAway = (now: number): void => {
    const away = presenceOf(deps, state) === 'away'
    setAwaySince(deps, state, away ? (state.awaySince ?? now) : null)
  }

  const room = { deps, state, finish, journalFailed }

  return {
    // Waking is what sets the alarm that a silent socket is closed by.
    opened: (peer) => void inOrder(async () => undefined).catch((error: unknown) => refuse(peer, error)),

    received: (peer, message) =>
      inOrder(() => {
        const wants = peer.seat.role === 'greeting' ? peer.seat.wants : peer.seat.role
        return wants === 'recorder' ? fromRecorder(room, peer, message) : fromViewer(room, peer, message)
      }).catch((error: unknown) => refuse(peer, error)),

    closed: (peer) =>
      inOrder(async () => {
        if (state.phase !== 'awake') return
        if (peer.seat.role === 'viewer') tellPresence(deps)
        if (peer.seat.role === 'recorder') {
          noticeAway(deps.clock.now())
          tellRecorderState(deps, state)
        }
      }),

    alarm: () =>
      inOrder(async () => {
        if (state.phase !== 'awake') return
        const now = deps.clock.now()
        for (const peer of deps.peers()) {
          if (peer.seat.role === 'greeting' && peer.seat.openedAt + HELLO_TIMEOUT_MS <= now) {
            // A network that is gone lets no close through: until the host gives the socket up, it is not due again.
            peer.seat = { ...peer.seat, openedAt: now }
            peer.close(CloseCode.HelloTimeout, 'No hello came in time.')
          }
        }
        const wasAway = state.awaySince !== null
        noticeAway(now)
        if (!wasAway && state.awaySince !== null) tellRecorderState(deps, state)
        await save()
        await checkViewers(now)
        await tendViewers(deps, state)
        if (now - state.storedToldAt > VIEWER_CHECK_MS) tellStored(deps, state)
        const reason = overdueEnd(deps, state)
        if (reason !== null) await finish(reason)
      }),

    upload: (origin, body) =>
      inOrder(() => {
        const { head, frames } = decodeUpload(body)
        return fromUpload(room, origin, readUploadHead(head), frames)
      }),

    end: (reason) => inOrder(() => finish(reason)),

    drain: () =>
      inOrder(async () => {
        await Promise.all(state.pending)
        await save()
      }),
  }
}
