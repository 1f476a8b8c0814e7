import { beforeEach, describe, expect, it } from 'vitest'
import { createCipher, newKey } from '../../src/auth/cipher.ts'
import { createRecordingKeys, type RecordingKeys } from '../../src/auth/recording-keys.ts'
import type { Cipher } from '../../src/domain/cipher.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/clock.ts'
import { utf8 } from '../../src/protocol/codec.ts'
import { createClock, START, type ManualClock } from '../support/clock.ts'
import { createMemoryKeys } from '../support/keys.ts'

const NOTE = utf8('what Ana saw')

let clock: ManualClock
let store: ReturnType<typeof createMemoryKeys>
let master: Cipher
let keys: RecordingKeys
/** The same store, as another process sees it. */
const elsewhere = (): RecordingKeys => createRecordingKeys(store, master, clock)
beforeEach(async () => {
  clock = createClock()
  store = createMemoryKeys()
  master = await createCipher(newKey())
  keys = elsewhere()
})

describe('the key of a recording', () => {
  it('opens what it has sealed, here and in another process, and nothing of another recording', async () => {
    await keys.create('one')
    await keys.create('two')
    const sealed = await (await keys.cipherOf('one')).seal(NOTE, ['note'])
    expect(await (await elsewhere().cipherOf('one')).open(sealed, ['note'])).toEqual(NOTE)
    await expect((await keys.cipherOf('two')).open(sealed, ['note'])).rejects.toThrow('does not open')
  })

  it('lies in the store sealed, and not in the place of another', async () => {
    await keys.create('one')
    await keys.create('two')
    const [one, two] = ['recordings/on/one', 'recordings/tw/two']
    const swapped = store.files.get(one)
    if (!swapped) throw new Error('There is no key.')
    store.files.set(two, swapped)
    await expect(elsewhere().cipherOf('two')).rejects.toThrow('The key of this recording does not open')
  })

  it('is made once', async () => {
    await keys.create('one')
    await expect(keys.create('one')).rejects.toThrow('has, or had, a key')
    await keys.destroy('one')
    await expect(keys.create('one')).rejects.toThrow('has, or had, a key')
  })

  it('that is missing is told apart from one that was destroyed', async () => {
    await keys.create('gone')
    await keys.destroy('gone')
    await expect(keys.cipherOf('gone')).rejects.toMatchObject({ code: 'not_found' })
    await expect(keys.cipherOf('lost')).rejects.toMatchObject({ code: 'key_missing' })
  })

  it('[C16] that is destroyed is gone here at once, and elsewhere after a minute', async () => {
    const other = elsewhere()
    await keys.create('one')
    await other.cipherOf('one')
    await keys.destroy('one')
    await expect(keys.cipherOf('one')).rejects.toMatchObject({ code: 'not_found' })
    clock.advance(MINUTE)
    await expect(other.cipherOf('one')).rejects.toMatchObject({ code: 'not_found' })
    expect(store.files.get('recordings/on/one')).toEqual(new Uint8Array())
  })

  it('stays usable when thousands of others were asked for meanwhile', async () => {
    for (let index = 0; index < 1_100; index += 1) await keys.create(`recording-${index}`)
    const sealed = await (await keys.cipherOf('recording-0')).seal(NOTE, ['note'])
    expect(await (await elsewhere().cipherOf('recording-0')).open(sealed, ['note'])).toEqual(NOTE)
  })
})

describe('[C16] erasures', () => {
  it('are listed from a time on, the oldest first, whatever the ids', async () => {
    for (const [id, wait] of [
      ['z-first', 0],
      ['_second', HOUR],
      ['a.third', DAY],
      ['-fourth', 40 * DAY],
    ] as const) {
      clock.advance(wait)
      await keys.destroy(id)
    }
    const idsSince = async (time: number) =>
      (await keys.erasedSince(time)).map(({ recordingId }) => recordingId)
    expect(await idsSince(-HOUR)).toEqual(['z-first', '_second', 'a.third', '-fourth'])
    expect(await idsSince(START + 1)).toEqual(['_second', 'a.third', '-fourth'])
    expect(await idsSince(START + 2 * HOUR)).toEqual(['a.third', '-fourth'])
    expect(await keys.erasedSince(clock.now())).toEqual([{ recordingId: '-fourth', at: clock.now() }])
    expect(await idsSince(clock.now() + 1)).toEqual([])
  })

  it('are noted before the key goes: cut off between the two, they are found again', async () => {
    await keys.create('one')
    const put = store.put
    store.put = async (name, bytes) => {
      if (name.startsWith('recordings/')) throw new Error('The disk is full.')
      return put(name, bytes)
    }
    await expect(keys.destroy('one')).rejects.toThrow('The disk is full.')
    expect(await keys.erasedSince(0)).toEqual([{ recordingId: 'one', at: START }])
  })
})
