/**
 * Where a live recording's recorder and viewers meet. One room to a recording; what happens in it happens in order,
 * one thing after another. Hosts hand it sockets, uploads and alarms, and keep no state of their own.
 */
import { decodeUpload, ProtocolError } from '../protocol/codec.ts'
import { HELLO_TIMEOUT_MS, MAX_WAITING_BYTES } from '../protocol/limits.ts'
import { CloseCode, type CloseCodeValue, type EndReason, type UploadAnswer } from '../protocol/messages.ts'
import { OUTCOMES } from '../protocol/outcomes.ts'
import { fromRecorder, fromUpload, fromViewer } from './conversations.ts'
import { CHECK_MS, nextDeadline, overdueEnd } from './deadlines.ts'
import { noticeTabs, recallTabs } from './gone-tabs.ts'
import type { Peer } from './peer.ts'
import { readUploadHead } from './read-message.ts'
import { endRecorders, Refusal } from './recorders.ts'
import {
  createRoomState,
  followClock,
  recordersOf,
  tabOf,
  tellViewers,
  viewersOf,
  type RoomDeps,
} from './room-state.ts'
import { tellPresence, tellRecorderState, tellStored, tellStoredIfDue, tendViewers } from './viewers.ts'

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

/** What a connection is closed with for this; null for a fault of ours. */
const codeOf = (error: unknown): CloseCodeValue | null => {
  if (error instanceof Refusal) return error.closeCode
  if (!(error instanceof ProtocolError)) return null
  return OUTCOMES[error.kind === 'too-big' ? 'too_large' : 'invalid_input'].closeCode
}

export const createRoom = (deps: RoomDeps): Room => {
  const state = createRoomState(deps)
  let queue: Promise<unknown> = Promise.resolve()
  let ended: Promise<void> | null = null
  /** Sockets that were refused something. */
  const shut = new WeakSet<Peer>()
  /** Resolves once everybody is told: who comes then need not wait until it is sealed to hear that it is over. */
  const over = Promise.withResolvers<void>()

  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const result = queue.then(async () => {
      await wake()
      followClock(state, deps.clock.now())
      return task()
    })
    queue = Promise.race([over.promise, result.catch(() => undefined).finally(schedule)])
    return result
  }

  const wake = async (): Promise<void> => {
    if (state.phase !== 'asleep') return
    const { tabs, totals } = await deps.journal.state()
    for (const { tab, lastSeq, lastSnapshotSeq, lastTime } of tabs) {
      Object.assign(tabOf(state, tab), { lastSeq, storedSeq: lastSeq, lastSnapshotSeq, lastTime })
    }
    state.totals = totals
    recallTabs(deps, state)
    state.phase = 'awake'
  }

  const schedule = (): void => {
    if (state.phase === 'awake') deps.setAlarm(nextDeadline(deps, state))
  }

  /** What is more than a room deals with for one recording, told before it waits for its turn. */
  const excessOf = (peer: Peer, message: string | ArrayBuffer): Refusal | null => {
    if (peer.seat.role === 'viewer') return null
    if (typeof message === 'string' && !state.texts.take(1, deps.clock.now())) {
      return new Refusal(
        CloseCode.TooFast,
        'Messages arrive faster than this server accepts them; slow down.',
      )
    }
    const size = typeof message === 'string' ? message.length : message.byteLength
    if (state.waitingBytes + size <= MAX_WAITING_BYTES) return null
    return new Refusal(CloseCode.TooFast, 'More arrives than this server can check; slow down.')
  }

  const refuse = (peer: Peer, error: unknown): void => {
    // What it had sent before it hears of that is not looked at: it comes again, behind a hello.
    shut.add(peer)
    // A close reason holds 123 bytes (RFC 6455 §5.5).
    const reason = (error instanceof Error ? error.message : '').slice(0, 120)
    const code = codeOf(error)
    deps.observe({ name: 'refused', way: 'socket', code: code ?? CloseCode.ServerError })
    if (code !== null) return peer.close(code, reason)
    deps.log('A message could not be handled.', error)
    peer.close(CloseCode.ServerError, 'Something failed on the server; connect again.')
  }

  /** What was not written is to be told again: the room reads anew where it stands, and recorders come back. */
  const beginAnew = (): void => {
    state.phase = 'asleep'
    state.tabs.clear()
    for (const peer of recordersOf(deps))
      peer.close(CloseCode.ServerError, 'The server cannot store frames now.')
  }

  /** The journal did not take a frame: nothing after it may be acked. */
  const journalFailed = (error: unknown): void => {
    deps.log('A frame could not be stored.', error)
    beginAnew()
  }

  const finish = (reason: EndReason, said: boolean): Promise<void> => {
    ended ??= end(reason, said).catch((error: unknown) => {
      ended = null
      beginAnew()
      throw error
    })
    return ended
  }

  /** @throws when the end cannot be stored: the recording then goes on */
  const end = async (reason: EndReason, said: boolean): Promise<void> => {
    state.phase = 'ending'
    // A recorder drops its Stop once the Stop is confirmed, so that waits until the end is durable. All others stop at once.
    if (!said) endRecorders(deps, { type: 'end', reason })
    await Promise.all(state.pending)
    // Before the end is announced, so that nobody reads counts that are two seconds old.
    await save()
    await deps.noteEnd(reason)
    tellOver(reason)
    await deps.onOver()
  }

  const tellOver = (reason: EndReason): void => {
    state.phase = 'over'
    endRecorders(deps, { type: 'end', reason })
    tellStored(deps, state)
    tellViewers(deps, { type: 'ended', reason })
    for (const viewer of viewersOf(deps)) viewer.close(CloseCode.Over, 'The recording is over.')
    over.resolve()
  }

  const save = async (): Promise<void> => {
    if (!state.unsaved) return
    state.unsaved = false
    try {
      await deps.saveProgress(state.totals)
    } catch (error) {
      state.unsaved = true
      deps.log('The totals of a recording were not saved; saving is tried again.', error)
    }
  }

  /** Shows out whose login has ended, and whose token was signed by a key that is retired (T12). */
  const checkWhoMayStay = async (now: number): Promise<void> => {
    if (now - state.checkedAt < CHECK_MS) return
    state.checkedAt = now
    for (const peer of [...viewersOf(deps), ...recordersOf(deps)]) {
      const { seat } = peer
      // oxlint-disable-next-line no-await-in-loop -- a handful of sockets, asked in turn
      const mayStay = seat.role === 'recorder' || (await deps.mayStillView(seat.loginId))
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (mayStay && (await deps.isKeyInUse(seat.kid))) continue
      peer.close(
        CloseCode.BadToken,
        seat.role === 'recorder'
          ? 'The token is no longer valid.'
          : 'You are signed out, or may no longer watch.',
      )
    }
  }

  const room = { deps, state, finish, journalFailed }

  return {
    // Waking is what sets the alarm that a silent socket is closed by.
    opened: (peer) => void inOrder(async () => undefined).catch((error: unknown) => refuse(peer, error)),

    received: (peer, message) => {
      const arrivedAt = performance.now()
      const excess = shut.has(peer) ? null : excessOf(peer, message)
      if (excess) refuse(peer, excess)
      if (shut.has(peer)) return Promise.resolve()
      const size = typeof message === 'string' ? message.length : message.byteLength
      state.waitingBytes += size
      return inOrder(async () => {
        state.waitingBytes -= size
        if (shut.has(peer)) return
        const wants = peer.seat.role === 'greeting' ? peer.seat.wants : peer.seat.role
        await (wants === 'recorder'
          ? fromRecorder(room, peer, message, arrivedAt)
          : fromViewer(room, peer, message))
      }).catch((error: unknown) => refuse(peer, error))
    },

    closed: (peer) =>
      inOrder(async () => {
        if (state.phase !== 'awake') return
        if (peer.seat.role === 'viewer') tellPresence(deps)
        if (peer.seat.role === 'recorder') {
          const { leaving, paused } = peer.seat
          noticeTabs(deps, state, { how: leaving ?? 'lost', wasPaused: paused })
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
            peer.close(CloseCode.HelloTimeout, 'No hello arrived in time.')
          }
        }
        noticeTabs(deps, state)
        tellRecorderState(deps, state)
        await save()
        await checkWhoMayStay(now)
        await tendViewers(deps, state)
        tellStoredIfDue(deps, state)
        const reason = overdueEnd(deps, state)
        if (reason !== null) await finish(reason, false)
      }),

    upload: (origin, body) => {
      const arrivedAt = performance.now()
      return inOrder(async () => {
        const { head, frames } = decodeUpload(body)
        return fromUpload(room, origin, readUploadHead(head), frames, arrivedAt)
      }).catch((error: unknown) => {
        deps.observe({ name: 'refused', way: 'upload', code: codeOf(error) ?? CloseCode.ServerError })
        throw error
      })
    },

    end: (reason) => inOrder(() => finish(reason, false)),

    drain: () =>
      inOrder(async () => {
        await Promise.all(state.pending)
        await save()
      }),
  }
}
