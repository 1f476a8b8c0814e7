import { beforeEach, expect, it } from 'vitest'
import { createCipher, newKey } from '../../src/auth/cipher.ts'
import type { Cipher } from '../../src/domain/cipher.ts'
import { utf8 } from '../../src/protocol/codec.ts'
import { createEncryptedJournal, type EncryptedJournal } from '../../src/room/encrypted-journal.ts'
import { damageEvent, type Damage } from '../../src/domain/damage.ts'
import { ANA, BEN, eventsOf, journalFrame } from '../support/frames.ts'
import { createMemoryJournal, type MemoryJournal } from '../support/memory-journal.ts'

let memory: MemoryJournal
let cipher: Cipher
/** Called before each sealing. */
let before: (place: readonly string[]) => Promise<void>
let journal: EncryptedJournal
let damage: Damage[]
beforeEach(async () => {
  memory = createMemoryJournal()
  const real = await createCipher(newKey())
  before = async () => undefined
  cipher = {
    seal: async (bytes, place) => {
      await before(place)
      return real.seal(bytes, place)
    },
    open: real.open,
  }
  damage = []
  journal = createEncryptedJournal(
    memory,
    'recording-1',
    async () => cipher,
    (one) => damage.push(one),
  )
})

const frame = (seq: number, text = `frame ${seq}`) => journalFrame(seq, { payload: utf8(text) })
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

it('frames lie in the journal sealed, with their facts as they are', async () => {
  await journal.append(frame(1, 'what Ana saw'))
  const [stored] = memory.frames
  expect(new TextDecoder().decode(stored?.payload)).not.toContain('Ana')
  expect(stored).toMatchObject({ ...frame(1), payload: expect.any(Uint8Array) as unknown })
  expect(await journal.read(ANA, 1, 10)).toEqual([frame(1, 'what Ana saw')])
})

it('frames are handed over in order, also when the first takes longest to seal', async () => {
  before = ([, , , seq]) => wait(30 - 10 * Number(seq))
  await Promise.all([1, 2, 3].map((seq) => journal.append(frame(seq))))
  expect(memory.frames.map(({ seq }) => seq)).toEqual([1, 2, 3])
})

it('a frame does not wait for the commit of the one before it', async () => {
  memory.hold()
  const appended = [1, 2, 3].map((seq) => journal.append(frame(seq)))
  await journal.handedOver()
  await memory.release()
  await Promise.all(appended)
  expect(memory.frames).toHaveLength(3)
})

it('what comes behind a frame that could not be sealed fails with it, and then it goes on', async () => {
  before = async ([, , , seq]) => {
    await wait(5)
    if (seq === '2') throw new Error('The key is gone.')
  }
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map((seq) => journal.append(frame(seq))))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  expect(memory.frames.map(({ seq }) => seq)).toEqual([1])
  before = async () => undefined
  await journal.append(frame(2))
  expect(memory.frames.map(({ seq }) => seq)).toEqual([1, 2])
})

it('a journal that fails tells it', async () => {
  memory.fail()
  await expect(journal.append(frame(1))).rejects.toThrow('The disk is full.')
  memory.mend()
  await journal.append(frame(1))
  expect(await journal.read(ANA, 1, 10)).toHaveLength(1)
})

it('frames do not open in each other’s place', async () => {
  await journal.append(frame(1))
  await journal.append(frame(2))
  const [first, second] = memory.frames
  if (!first || !second) throw new Error('There should be two frames.')
  for (const forged of [
    { ...first, payload: second.payload },
    { ...first, seq: 3 },
    { ...first, tab: BEN },
  ]) {
    memory.frames.splice(0, memory.frames.length, forged)
    const read = await journal.read(forged.tab, forged.seq, 10)
    expect(read).toMatchObject([{ seq: forged.seq, facts: { gapBefore: true, snapshot: false } }])
    expect(await eventsOf(read[0] ?? forged)).toEqual([damageEvent(first.facts.firstTime)])
  }
})

it('[R15] a damaged frame and a missing one are read as markers and told; the rest is as it was', async () => {
  for (const seq of [1, 2, 3, 4, 5]) await journal.append(frame(seq))
  await journal.append({ ...frame(9), facts: { ...frame(9).facts, gapBefore: true } })
  const [, second] = memory.frames
  if (!second) throw new Error('There should be six frames.')
  second.payload = second.payload.slice(0, -1)
  memory.frames.splice(3, 1)
  const read = await journal.read(ANA, 1, 10)
  expect(read.map(({ seq, facts }) => [seq, facts.gapBefore])).toEqual([
    [1, false],
    [2, true],
    [3, false],
    [4, true],
    [5, false],
    [9, true],
  ])
  expect([read[0], read[2], read[4]]).toEqual([frame(1), frame(3), frame(5)])
  expect(damage).toEqual([
    { recordingId: 'recording-1', tab: ANA, firstSeq: 2, lastSeq: 2 },
    { recordingId: 'recording-1', tab: ANA, firstSeq: 4, lastSeq: 4 },
  ])
})
