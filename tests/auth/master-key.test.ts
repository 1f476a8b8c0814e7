import { beforeEach, expect, it } from 'vitest'
import { createCipher, newKey } from '../../src/auth/cipher.ts'
import { fitMasterKey, replaceMasterKey } from '../../src/auth/master-key.ts'
import { createRecordingKeys } from '../../src/auth/recording-keys.ts'
import type { Cipher } from '../../src/domain/cipher.ts'
import { utf8 } from '../../src/protocol/codec.ts'
import { createClock } from '../support/clock.ts'
import { createMemoryKeys } from '../support/keys.ts'

const NOTE = utf8('what Ana saw')
const never = async () => false

let store: ReturnType<typeof createMemoryKeys>
let master: Cipher
beforeEach(async () => {
  store = createMemoryKeys()
  master = await createCipher(newKey())
})

it('the one that comes first is taken, and from then on no other', async () => {
  expect(await fitMasterKey(store, master, never)).toBe('fits')
  expect(await fitMasterKey(store, master, never)).toBe('fits')
  expect(await fitMasterKey(store, await createCipher(newKey()), never)).toBe('wrong')
  expect(await fitMasterKey(store, master, never)).toBe('fits')
})

it('where recordings are and no keys, the keys are lost, and nothing is written', async () => {
  expect(await fitMasterKey(store, master, async () => true)).toBe('lost')
  expect(store.files.size).toBe(0)
})

it('it can be replaced: every key is sealed anew, and a change that was cut off goes on', async () => {
  await fitMasterKey(store, master, never)
  const before = createRecordingKeys(store, master, createClock())
  for (const id of ['one', 'two', 'gone']) await before.create(id)
  await before.destroy('gone')
  const sealed = await (await before.cipherOf('one')).seal(NOTE, ['note'])
  const fresh = await createCipher(newKey())
  const put = store.put
  store.put = async (name, bytes) => {
    if (name.endsWith('two')) throw new Error('The disk is full.')
    return put(name, bytes)
  }
  await expect(replaceMasterKey(store, master, fresh)).rejects.toThrow('The disk is full.')
  expect(await fitMasterKey(store, master, never)).toBe('changing')
  expect(await fitMasterKey(store, fresh, never)).toBe('changing')
  store.put = put
  expect(await replaceMasterKey(store, master, fresh)).toBe(2)
  expect(await fitMasterKey(store, fresh, never)).toBe('fits')
  expect(await fitMasterKey(store, master, never)).toBe('wrong')
  const after = createRecordingKeys(store, fresh, createClock())
  expect(await (await after.cipherOf('one')).open(sealed, ['note'])).toEqual(NOTE)
  await expect(after.cipherOf('two')).resolves.toBeDefined()
  await expect(after.cipherOf('gone')).rejects.toMatchObject({ code: 'not_found' })
  const old = createRecordingKeys(store, master, createClock())
  await expect(old.cipherOf('one')).rejects.toThrow('does not open')
})
