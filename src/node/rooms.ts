/** Rooms in this process: one for each recording that goes on, made when it is first needed. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log, Rooms, TakeTurn } from '../actions/deps.ts'
import { requireOpenable, requireRow } from '../actions/read-recording.ts'
import { roomDepsOf, type RoomActionDeps } from '../actions/room-deps.ts'
import { seal, type SealDeps } from '../actions/seal.ts'
import { SECOND, type Clock } from '../domain/clock.ts'
import type { Recording } from '../domain/recording.ts'
import type { Peer } from '../room/peer.ts'
import { MAX_SEALING_AT_ONCE } from '../protocol/limits.ts'
import { createRoom, type Room } from '../room/room.ts'
import { findRecording } from '../store/recordings.ts'
import { createFrameChecks, type FrameChecks } from './check-frames.ts'
import { createInbox, type Inbox, type Valve } from './inbox.ts'
import type { Journals } from './journal.ts'
import { createTurnShare, type TurnShare } from './turn-share.ts'
import { createTurns, isStopping, pass } from './turns.ts'
import { unpackStored } from './unpack.ts'

export interface NodeRooms extends Rooms {
  /** Seats a socket in the room of its recording. */
  join(recordingId: string, peer: Peer & Valve): Promise<SeatedSocket>
  /** Takes up recordings that the last process left behind. */
  resume(recordings: Pick<Recording, 'id' | 'state' | 'endReason'>[]): Promise<void>
  /** Clears what an end that was cut off left in the journal: frames of what is sealed, or erased. */
  tidy(): Promise<void>
  /** How many rooms are open, who is seated in them, and how many recordings wait to be sealed. */
  census(): { rooms: number; recorders: number; viewers: number; unsealed: number }
  /** Closes every socket with this code and makes all that was taken in durable. */
  drain(code: 1001 | 1012, reason: string): Promise<void>
}

/** What the host tells a room of one socket. */
export interface SeatedSocket {
  received(message: string | ArrayBuffer): void
  closed(): void
}

interface OpenRoom {
  room: Room
  inbox: Inbox
  peers: Set<Peer>
  stopAlarm(): void
}

/** Longest delay of setTimeout; later alarms are set again on the way. */
const MAX_TIMEOUT_MS = 2_147_483_647

/** JSON, and messages as if they were it, that all rooms look at within one turn of the event loop. */
export const TURN_BYTES = 65_536

type Deps = Omit<RoomActionDeps, 'endTurn'> & Omit<SealDeps, 'unpack'> & { journals: Journals }
type RoomsDeps = RoomActionDeps &
  SealDeps & { journals: Journals; sealTurn: TakeTurn; turn: TurnShare; checks: FrameChecks }

export const createNodeRooms = (given: Deps): NodeRooms => {
  const sealings = createTurns(MAX_SEALING_AT_ONCE)
  const endings = createTurns(1)
  const turn = createTurnShare(TURN_BYTES)
  const checks = createFrameChecks(turn)
  const deps: RoomsDeps = {
    ...given,
    turn,
    checks,
    unpack: unpackStored,
    endTurn: endings.take,
    sealTurn: sealings.take,
  }
  const open = new Map<string, Promise<OpenRoom>>()
  const seated = new Set<Peer>()

  const roomOf = (recordingId: string): Promise<OpenRoom> => {
    const known = open.get(recordingId)
    if (known) return known
    const opening = openRoom(deps, recordingId, () => open.delete(recordingId))
    open.set(recordingId, opening)
    opening.catch(() => open.delete(recordingId))
    return opening
  }

  const rooms: NodeRooms = {
    expect: async (recordingId) => {
      const { room } = await roomOf(recordingId)
      await room.alarm()
    },
    journal: (recordingId) => deps.journals.of(recordingId),
    upload: async (recordingId, origin, body) => (await roomOf(recordingId)).room.upload(origin, body),
    end: async (recordingId, reason) => (await roomOf(recordingId)).room.end(reason),
    forget: async (recordingId) => {
      const known = await open.get(recordingId)
      known?.stopAlarm()
      open.delete(recordingId)
      await deps.journals.of(recordingId).clear()
    },
    join: async (recordingId, peer) => {
      if (!open.has(recordingId)) await requireOpenable(deps, recordingId)
      const { room, peers, inbox } = await roomOf(recordingId)
      peers.add(peer)
      seated.add(peer)
      inbox.join(peer)
      room.opened(peer)
      return {
        received: (message) =>
          inbox.add(typeof message === 'string' ? message.length : message.byteLength, () =>
            room.received(peer, message),
          ),
        closed: () => {
          seated.delete(peer)
          inbox.leave(peer)
          if (!peers.delete(peer)) return
          // Behind what it has said before.
          inbox.add(0, () =>
            room
              .closed(peer)
              .catch((error: unknown) => deps.log('error', 'A closed socket was not noticed.', error)),
          )
        },
      }
    },
    resume: async (recordings) => {
      const failed = (error: unknown): void =>
        deps.log('error', 'A recording could not be taken up; the sweep tries again.', error)
      for (const { id, state, endReason } of recordings) {
        // Nobody waits at the start until all are sealed.
        if (state === 'ended') void rooms.end(id, endReason ?? 'away').catch(failed)
        else await rooms.expect(id).catch(failed)
        await pass()
      }
    },
    tidy: async () => {
      for (const id of deps.journals.ids()) {
        const recording = await findRecording(deps.database, id)
        if (!open.has(id) && (!recording || recording.sealedAt !== null)) await deps.journals.of(id).clear()
      }
    },
    census: () => {
      const roles = [...seated].map(({ seat }) => seat.role)
      const count = (role: Peer['seat']['role']): number => roles.filter((one) => one === role).length
      const { running, waiting } = sealings.depth()
      const unsealed = running + waiting
      return { rooms: open.size, recorders: count('recorder'), viewers: count('viewer'), unsealed }
    },
    drain: async (code, reason) => {
      const quiet = Promise.all([endings.stop(), sealings.stop()])
      // All at once: a room waits for the commit that it shares with the others.
      await Promise.allSettled(
        [...open.values()].map(async (opening) => {
          const { room, peers, stopAlarm } = await opening
          stopAlarm()
          for (const peer of peers) peer.close(code, reason)
          await room.drain()
        }),
      )
      await quiet
      await checks.stop()
      deps.journals.flush()
    },
  }
  return rooms
}

const openRoom = async (deps: RoomsDeps, recordingId: string, close: () => void): Promise<OpenRoom> => {
  const recording = await requireRow(deps, recordingId)
  const peers = new Set<Peer>()
  const alarm = createAlarm(deps.clock, () => room.alarm(), deps.log)
  const host = {
    journal: deps.journals.of(recordingId),
    peers: () => peers,
    setAlarm: alarm.set,
    // A page that was there when this process stopped gets its time to come back anew.
    memory: null,
    remember: () => undefined,
    keysMayChange: true,
    checkFrame: deps.checks.ofRoom(),
    wait: (ms: number) => sleep(ms, undefined, { ref: false }),
    onOver: async () => {
      alarm.stop()
      await sealInTurn(deps, recordingId)
      close()
    },
  }
  const room = createRoom(roomDepsOf(deps, recording, host))
  return { room, peers, inbox: createInbox(deps.turn), stopAlarm: alarm.stop }
}

/** A recording that cannot be sealed now gets a new room from the next sweep, or from the next start. */
const sealInTurn = async (deps: RoomsDeps, recordingId: string): Promise<void> => {
  const journal = deps.journals.of(recordingId)
  try {
    await deps.sealTurn((signal) => seal(deps, recordingId, journal, signal))
  } catch (error) {
    if (!isStopping(error))
      deps.log('error', 'A recording could not be sealed yet.', error, { recording: recordingId })
  }
}

/** How long after a failed alarm it rings again. */
const ALARM_RETRY_MS = 5 * SECOND

const createAlarm = (clock: Clock, ring: () => Promise<void>, log: Log) => {
  let timer: NodeJS.Timeout | undefined
  const set = (at: number): void => {
    clearTimeout(timer)
    const delay = Math.min(Math.max(0, at - clock.now()), MAX_TIMEOUT_MS)
    timer = setTimeout(() => void ring().catch(retry), delay)
    timer.unref()
  }
  const retry = (error: unknown): void => {
    log('error', 'The upkeep of a room failed; it is tried again.', error)
    set(clock.now() + ALARM_RETRY_MS)
  }
  return { set, stop: () => clearTimeout(timer) }
}
