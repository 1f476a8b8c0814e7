/** A room with nothing behind it but a journal: time and sockets are moved by hand. */
import { DomainError } from '../../src/domain/errors.ts'
import { MINUTE, SECOND } from '../../src/domain/clock.ts'
import { encodeUpload } from '../../src/protocol/codec.ts'
import type { EndReason, RecorderHello, UploadAnswer, UploadHead } from '../../src/protocol/messages.ts'
import type { RoomMemory } from '../../src/room/absence.ts'
import type { Journal, Totals } from '../../src/room/journal.ts'
import { createRoom } from '../../src/room/room.ts'
import type { RoomHappening } from '../../src/room/happenings.ts'
import type { RoomDeps, RoomRecording } from '../../src/room/room-state.ts'
import { createClock, START, type ManualClock } from './clock.ts'
import { ANA, wireFrame, type FrameInput } from './frames.ts'
import { createMemoryJournal, settled, type MemoryJournal } from './memory-journal.ts'
import { createPeer, type TestPeer } from './peers.ts'

export const SHOP = 'https://shop.example'
/** Token that the doors of these tests know as a recorder's. */
export const RECORDER_TOKEN = 'recorder-token'

export const hello = (more: Partial<RecorderHello> = {}): RecorderHello => ({
  type: 'hello',
  v: 1,
  token: RECORDER_TOKEN,
  tab: ANA,
  from: 1,
  clock: START,
  ...more,
})

interface Options<J extends Journal> {
  journal?: J
  clock?: ManualClock
  recording?: Partial<RoomRecording>
  deps?: Partial<RoomDeps>
}

/** Every door is open to the right token; viewers' tokens are their names, and count once. */
export const createTestRoom = <J extends Journal = MemoryJournal>(options: Options<J> = {}) => {
  const clock = options.clock ?? createClock()
  const journal = options.journal ?? (createMemoryJournal() as unknown as J)
  const peers = new Set<TestPeer>()
  const told = {
    ends: [] as EndReason[],
    saved: [] as Totals[],
    facts: [] as Parameters<RoomDeps['saveFacts']>[0][],
    faults: [] as string[],
    happenings: [] as RoomHappening[],
    alarmAt: null as number | null,
    waited: 0,
    memory: null as RoomMemory | null,
  }
  const usedTokens = new Set<string>()
  const signedOut = new Set<string>()
  const retired = new Set<string>()

  const room = createRoom({
    recording: {
      id: 'recording-1',
      origin: SHOP,
      startedAt: clock.now(),
      skewMs: 0,
      idleMs: 15 * MINUTE,
      maxMs: 60 * MINUTE,
      graceMs: 60 * SECOND,
      scopes: ['picture', 'console', 'network'],
      ...options.recording,
    },
    journal,
    clock,
    peers: () => peers,
    setAlarm: (at) => {
      told.alarmAt = at
    },
    memory: null,
    remember: (memory) => {
      told.memory = memory
    },
    keysMayChange: true,
    wait: async (ms) => {
      told.waited += ms
      clock.advance(ms)
    },
    admitRecorder: async (token, origin) => {
      if (token !== RECORDER_TOKEN) throw new DomainError('bad_token', 'The token is not valid here.')
      if (origin !== SHOP) throw new DomainError('bad_origin', 'This origin may not record here.')
      return { kid: 'key of recorders' }
    },
    admitViewer: async (token) => {
      if (usedTokens.has(token)) throw new DomainError('bad_token', 'The viewer token was used before.')
      usedTokens.add(token)
      return { name: token, loginId: `login of ${token}`, kid: 'key of viewers' }
    },
    mayStillView: async (loginId) => !signedOut.has(loginId),
    isKeyInUse: async (kid) => !retired.has(kid),
    saveProgress: async (totals) => {
      told.saved.push(totals)
    },
    saveFacts: async (facts) => {
      told.facts.push(facts)
    },
    noteEnd: async (reason) => {
      told.ends.push(reason)
    },
    onOver: async () => {},
    log: (message) => {
      told.faults.push(message)
    },
    observe: (happening) => {
      told.happenings.push(happening)
    },
    ...options.deps,
  })

  const open = (wants: 'recorder' | 'viewer', origin = SHOP): TestPeer => {
    const peer = createPeer({ wants, origin, openedAt: clock.now() })
    peers.add(peer)
    room.opened(peer)
    return peer
  }

  const send = async (peer: TestPeer, message: object | string | Uint8Array<ArrayBuffer>): Promise<void> => {
    const wire =
      message instanceof Uint8Array
        ? message.slice().buffer
        : typeof message === 'string'
          ? message
          : JSON.stringify(message)
    await room.received(peer, wire)
    await settled()
  }

  return {
    room,
    clock,
    journal,
    peers,
    told,
    signedOut,
    retired,
    open,
    send,
    /** A recorder's socket after its hello; the welcome is still to be taken. */
    recorder: async (more: Partial<RecorderHello> = {}): Promise<TestPeer> => {
      const peer = open('recorder')
      await send(peer, hello({ clock: clock.now(), ...more }))
      return peer
    },
    /** A viewer's socket after its hello. */
    viewer: async (name: string): Promise<TestPeer> => {
      const peer = open('viewer')
      await send(peer, { type: 'hello', v: 1, token: name })
      return peer
    },
    frame: (peer: TestPeer, frame: FrameInput) => send(peer, wireFrame(frame)),
    upload: (
      head: Partial<RecorderHello>,
      frames: Uint8Array<ArrayBuffer>[],
      then?: UploadHead['then'],
      origin = SHOP,
    ): Promise<UploadAnswer> =>
      room.upload(
        origin,
        encodeUpload(JSON.stringify({ hello: hello({ clock: clock.now(), ...head }), then }), frames),
      ),
    /** The other side has gone. */
    drop: async (peer: TestPeer): Promise<void> => {
      peers.delete(peer)
      await room.closed(peer)
    },
    /** Turns the clock and rings, as the host's alarm would. */
    pass: async (ms: number): Promise<void> => {
      clock.advance(ms)
      await room.alarm()
      await settled()
    },
  }
}

export type TestRoom = ReturnType<typeof createTestRoom<MemoryJournal>>
