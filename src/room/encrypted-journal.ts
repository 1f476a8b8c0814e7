/** A journal whose frames are sealed at rest. What is counted in them stays readable: numbers and times. */
import type { Cipher, Place } from '../domain/cipher.ts'
import type { Journal, JournalFrame } from './journal.ts'

/** Where a frame is sealed to. */
export const placeOf = (recordingId: string, { tab, seq }: Pick<JournalFrame, 'tab' | 'seq'>): Place => [
  'frame',
  recordingId,
  tab,
  String(seq),
]

export interface EncryptedJournal extends Journal {
  /** Resolves when every frame that was appended so far is with the journal underneath. */
  handedOver(): Promise<void>
}

const done = (): void => undefined

/** @param cipher asked for each time, for a key may be destroyed */
export const createEncryptedJournal = (
  journal: Journal,
  recordingId: string,
  cipher: () => Promise<Cipher>,
): EncryptedJournal => {
  /** Sealing takes some frames longer than others; the next is handed over behind the last all the same. */
  let turn: Promise<unknown> = Promise.resolve()

  const seal = async (frame: JournalFrame): Promise<JournalFrame> => ({
    ...frame,
    payload: await (await cipher()).seal(frame.payload, placeOf(recordingId, frame)),
  })

  const handOver = async (before: Promise<unknown>, frame: JournalFrame) => {
    const [sealed] = await Promise.all([seal(frame), before])
    // In an object: a promise alone would be waited for, and frames could not be committed together.
    return { durable: journal.append(sealed) }
  }

  return {
    append: async (frame) => {
      const handed = handOver(turn, frame)
      turn = handed
      // What comes behind a frame that could not be sealed fails with it: stored, it would leave a hole.
      handed.catch(() => {
        if (turn === handed) turn = Promise.resolve()
      })
      await (
        await handed
      ).durable
    },
    handedOver: () => turn.then(done, done),
    state: () => journal.state(),
    read: async (tab, fromSeq, limit) => {
      const frames = await journal.read(tab, fromSeq, limit)
      if (frames.length === 0) return frames
      const key = await cipher()
      return Promise.all(
        frames.map(async (frame) => ({
          ...frame,
          payload: await key.open(frame.payload, placeOf(recordingId, frame)),
        })),
      )
    },
    clear: () => journal.clear(),
  }
}
