/**
 * What has come for one room and waits. Messages are handed to it one after another; while many wait, its sockets are
 * held back, so that whoever sends more than is checked fills their own network's buffers and not our memory.
 */
import type { TurnShare } from './turn-share.ts'

/** A socket that can be held back: what was read from it already still comes. */
export interface Valve {
  pause(): void
  resume(): void
}

export interface Inbox {
  /** @param bytes of the message */
  add(bytes: number, deal: () => Promise<void> | void): void
  /** A socket that is held back with the others. */
  join(valve: Valve): void
  leave(valve: Valve): void
  depth(): { messages: number; bytes: number }
}

/** From either on, sockets are held back, until half of it is left. */
const MOST_BYTES = 1_000_000
const MOST_MESSAGES = 500

/** What a message counts beside its bytes: a command of ten bytes is work as well. */
const MESSAGE_BYTES = 1_000

export const createInbox = (turn: TurnShare): Inbox => {
  const waiting: { bytes: number; deal: () => Promise<void> | void }[] = []
  const valves = new Set<Valve>()
  let bytes = 0
  let held = false
  let busy = false

  const look = (): void => {
    const isFull = (share: number): boolean =>
      bytes > MOST_BYTES * share || waiting.length > MOST_MESSAGES * share
    if (held ? isFull(0.5) : !isFull(1)) return
    held = !held
    for (const valve of valves) valve[held ? 'pause' : 'resume']()
  }

  const work = async (): Promise<void> => {
    if (busy) return
    busy = true
    for (let first = waiting[0]; first; first = waiting[0]) {
      // oxlint-disable-next-line no-await-in-loop -- a room deals with one thing at a time
      await turn.take(MESSAGE_BYTES)
      // oxlint-disable-next-line no-await-in-loop -- as above
      await first.deal()
      waiting.shift()
      bytes -= first.bytes
      look()
    }
    busy = false
  }

  return {
    add: (size, deal) => {
      waiting.push({ bytes: size, deal })
      bytes += size
      look()
      void work()
    },
    join: (valve) => {
      valves.add(valve)
      if (held) valve.pause()
    },
    leave: (valve) => void valves.delete(valve),
    depth: () => ({ messages: waiting.length, bytes }),
  }
}
