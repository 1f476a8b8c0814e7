/** Rooms as objects of their own, one for each recording, found by its id. */
import type { Rooms } from '../actions/deps.ts'
import type { Bindings } from './environment.ts'
import { valueOf, type Outcome } from './outcome.ts'
import type { RoomObject } from './room-object.ts'

type Stub = DurableObjectStub<RoomObject>

export const createRooms = ({ ROOMS }: Pick<Bindings, 'ROOMS'>): Rooms => {
  const roomOf = (recordingId: string): Stub => ROOMS.getByName(recordingId) as unknown as Stub

  /** A deployment or a move cuts a call off; every call here may be made again. */
  const call = async <T>(recordingId: string, use: (room: Stub) => Promise<T>): Promise<T> => {
    try {
      return await use(roomOf(recordingId))
    } catch (error) {
      const { retryable, overloaded } = error as { retryable?: boolean; overloaded?: boolean }
      if (retryable !== true || overloaded === true) throw error
      return use(roomOf(recordingId))
    }
  }
  const ask = async <T>(recordingId: string, use: (room: Stub) => Promise<Outcome<T>>): Promise<T> =>
    valueOf(await call(recordingId, use))

  return {
    expect: (id) => ask(id, (room) => room.expect() as Promise<Outcome<void>>),
    journal: (id) => ({
      state: () => call(id, (room) => room.readState()),
      read: (tab, fromSeq, limit) => call(id, (room) => room.readFrames(tab, fromSeq, limit)),
    }),
    upload: (id, origin, body) => ask(id, (room) => room.upload(origin, body)),
    end: (id, reason) => ask(id, (room) => room.end(reason) as Promise<Outcome<void>>),
    forget: (id) => call(id, (room) => room.forget()),
  }
}
