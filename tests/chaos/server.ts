/** The server's process: the real room, between simulated connections and the disk. It can die and come back. */
import { decodeUpload } from '../../src/protocol/codec.ts'
import { english } from '../../src/protocol/bar-words/en.ts'
import { CloseCode, type RecorderCommand, type UploadAnswer } from '../../src/protocol/messages.ts'
import type { Peer, Seat } from '../../src/room/peer.ts'
import type { Journal } from '../../src/room/journal.ts'
import type { RoomMemory } from '../../src/room/absence.ts'
import type { Room } from '../../src/room/room.ts'
import type { RoomDeps } from '../../src/room/room-state.ts'
import { MINUTE } from '../../src/domain/clock.ts'
import { START } from '../support/clock.ts'
import type { Disk } from './disk.ts'
import type { End, Link, Packet } from './link.ts'
import type { Parts } from './parts.ts'
import type { World } from './world.ts'

export const SHOP = 'https://shop.example'
export const TOKEN = 'token-of-a-recorder'
const GRACE_MS = MINUTE

/** What a claim and a join are answered with. */
export const CLAIM = {
  recording: 'recording-1',
  token: TOKEN,
  outboxKey: Buffer.alloc(32, 7).toString('base64url'),
  script: { url: '/recorder.js', integrity: '' },
  config: {
    company: 'Northwind',
    idleMs: 30 * MINUTE,
    maxMs: 60 * MINUTE,
    startedAt: START,
    privacy: 'standard',
    rules: { mask: [], show: [], block: [] },
    scopes: ['picture', 'console', 'network'],
    words: english,
  },
}

export interface Answer {
  status: number
  retryAfter: string | null
  body: unknown
}

export interface Server {
  readonly up: boolean
  start(): void
  /** SIGKILL, or a power cut. */
  crash(): void
  /** SIGTERM: drains, then goes. */
  stop(): Promise<void>
  /** A Durable Object that has nothing to do is put to sleep; its sockets stay. */
  evict(): void
  /** The server's end of a new connection. */
  accept(wants: 'recorder' | 'viewer', link: () => Link): End
  upload(body: Uint8Array<ArrayBuffer>): Promise<Answer>
  /** The agent ends it. */
  revoke(): void
  /** Another page wants to take part. */
  join(): Answer
}

export interface ServerOptions {
  world: World
  parts: Parts
  disk: Disk
  gated: boolean
  /** A command left for a recorder's tab, on this connection or in the answer to this upload. */
  onTold: (tab: string, command: RecorderCommand, connection: object) => void
}

interface Seated {
  peer: Peer
  link: () => Link
}

export const createServer = ({ world, parts, disk, gated, onTold }: ServerOptions): Server => {
  const { createRoom, statusOf, DomainError } = parts.server
  let life = 0
  let up = false
  let room: Room | null = null
  let alarm = 0
  let seated = new Set<Seated>()
  let memory: RoomMemory | null = null
  let busy = 0
  const usedTokens = new Set<string>()

  const later = (ms: number, work: () => void): number => {
    const mine = life
    return world.time.after(ms, () => {
      if (life === mine) work()
    })
  }
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve))

  /** What a dead process was still about to write never gets to the disk. */
  const journalOfThisLife = (): Journal => {
    const mine = life
    const { append } = disk.journal
    return { ...disk.journal, append: (frame) => (life === mine ? append(frame) : new Promise(() => {})) }
  }

  const makeRoom = (): Room => {
    const mine = createRoom({
      recording: {
        id: 'recording-1',
        origin: SHOP,
        startedAt: START,
        skewMs: 0,
        idleMs: 30 * MINUTE,
        maxMs: 60 * MINUTE,
        graceMs: GRACE_MS,
        scopes: ['picture', 'console', 'network'],
      },
      journal: journalOfThisLife(),
      clock: { now: () => world.serverNow() },
      peers: () => [...seated].map(({ peer }) => peer),
      setAlarm: (at) => {
        world.time.cancel(alarm)
        if (at === Infinity || room !== mine) return
        alarm = later(at - world.serverNow(), () => void mine.alarm().catch(() => retryAlarm(mine)))
      },
      memory: gated ? memory : null,
      remember: (now) => {
        memory = now
      },
      keysMayChange: !gated,
      wait: pause,
      isKeyInUse: async () => true,
      admitRecorder: async (token, origin) => {
        await pause(1)
        if (disk.ended !== null) throw new DomainError('over', 'The recording is over.')
        if (token !== TOKEN || origin !== SHOP) throw new DomainError('bad_token', 'The token is not valid.')
        return { kid: 'key' }
      },
      admitViewer: async (token) => {
        if (usedTokens.has(token)) throw new DomainError('bad_token', 'The viewer token was used before.')
        usedTokens.add(token)
        return { name: token, loginId: token, kid: 'key' }
      },
      mayStillView: async () => true,
      saveProgress: async () => {},
      saveFacts: async () => {},
      observe: () => {},
      noteEnd: async (reason) => {
        await new Promise<void>((resolve) => disk.afterWrites(resolve))
        await pause(world.between(1, 20))
        disk.ended ??= reason
        world.tell('server', `ends the recording: ${disk.ended}`)
      },
      onOver: async () => {
        await pause(world.between(1, 50))
        await disk.journal.clear()
        // Node lets go of a room that is over; an object is only ever put to sleep.
        if (!gated) room = null
      },
      log: () => {},
    } satisfies RoomDeps)
    return mine
  }
  const retryAlarm = (mine: Room): void => {
    later(5_000, () => void mine.alarm().catch(() => retryAlarm(mine)))
  }
  const roomOf = (): Room => (room ??= makeRoom())

  const send = (link: () => Link, seat: () => Seat, message: Packet): void => {
    const mine = life
    disk.afterWrites(() => {
      if (life !== mine) return
      const now = seat()
      if (typeof message === 'string' && now.role === 'recorder')
        onTold(now.tab, JSON.parse(message) as RecorderCommand, link)
      link().fromServer(message)
    })
  }

  const begin = (): void => {
    const now = roomOf()
    if (disk.ended !== null) void now.end(disk.ended)
    else void now.alarm().catch(() => retryAlarm(now))
  }

  const server: Server = {
    get up() {
      return up
    },
    start: () => {
      up = true
      world.tell('server', 'starts')
      begin()
    },
    crash: () => {
      if (!up) return
      world.tell('server', 'dies')
      up = false
      life += 1
      room = null
      disk.crash()
      for (const { link } of seated) link().cut()
      seated = new Set()
    },
    stop: async () => {
      if (!up || !room) return
      world.tell('server', 'drains')
      up = false
      world.time.cancel(alarm)
      for (const { peer } of seated) peer.close(CloseCode.Restart, 'The server restarts.')
      const mine = life
      await room.drain()
      if (life !== mine) return
      up = true
      server.crash()
    },
    evict: () => {
      if (!up || !room || busy > 0 || !disk.idle || disk.ended !== null) return
      world.tell('server', 'is put to sleep')
      room = null
      world.time.cancel(alarm)
      roomOf()
    },
    accept: (wants, link) => {
      const mine = life
      let closing = false
      const peer: Peer = {
        seat: { role: 'greeting', wants, origin: SHOP, openedAt: world.serverNow() },
        bufferedAmount: 0,
        send: (message) => {
          if (life === mine && !closing) send(link, () => peer.seat, message)
        },
        close: (code) => {
          if (life !== mine || closing) return
          closing = true
          disk.afterWrites(() => life === mine && link().closeFromServer(code))
        },
      }
      const seat = { peer, link }
      seated.add(seat)
      const first = roomOf()
      const own = gated ? roomOf : () => first
      first.opened(peer)
      return {
        message: (data) => {
          if (life !== mine) return
          busy += 1
          void own()
            .received(peer, data)
            .finally(() => (busy -= 1))
        },
        closed: () => {
          if (life === mine && seated.delete(seat))
            void own()
              .closed(peer)
              .catch(() => undefined)
        },
      }
    },
    revoke: () => {
      if (up) void roomOf().end('revoked')
    },
    join: () => ({ status: disk.ended === null ? 200 : 410, retryAfter: null, body: CLAIM }),
    upload: async (body) => {
      const mine = life
      let answer: Answer
      busy += 1
      try {
        const told = await roomOf().upload(SHOP, body)
        answer = { status: 200, retryAfter: null, body: told }
      } catch (error) {
        const status = statusOf(error)
        answer = { status, retryAfter: status === 429 || status >= 500 ? '2' : null, body: {} }
      } finally {
        busy -= 1
      }
      await new Promise<void>((resolve) => disk.afterWrites(resolve))
      if (life !== mine) return new Promise(() => {})
      if (answer.status === 200) {
        const { hello } = JSON.parse(decodeUpload(body).head) as { hello: { tab: string } }
        for (const command of (answer.body as UploadAnswer).messages) onTold(hello.tab, command, answer)
      }
      return answer
    },
  }
  return server
}
