/** The master key, and whether it goes with the keys that are there: noticed before anything is written with a wrong one. */
import type { Cipher, Place } from '../domain/cipher.ts'
import { utf8 } from '../protocol/codec.ts'
import { resealKeys, type KeyStore } from './recording-keys.ts'

/** A known text, sealed with the master key. */
const CHECK = 'check'
const CHECK_PLACE: Place = ['check']
const CHECK_TEXT = 'Casereel'
/** Holds a byte while keys are sealed anew. */
const CHANGING = 'changing'

/** Whether the store has ever had a master key. */
export const isUsed = async (store: KeyStore): Promise<boolean> => (await store.get(CHECK)) !== null

/**
 * How a master key and the keys in the store go together: it `fits`, is `wrong`, a change of it was cut off in the
 * middle (`changing`), or the keys are `lost` while recordings are there that need them.
 */
export type Fit = 'fits' | 'wrong' | 'changing' | 'lost'

/** A store that was never used takes the master key that comes first. */
export const fitMasterKey = async (
  store: KeyStore,
  master: Cipher,
  hasRecordings: () => Promise<boolean>,
): Promise<Fit> => {
  if ((await store.get(CHANGING))?.length) return 'changing'
  const sealed = await store.get(CHECK)
  if (sealed) {
    return master.open(sealed, CHECK_PLACE).then(
      () => 'fits',
      () => 'wrong',
    )
  }
  if (await hasRecordings()) return 'lost'
  await markMasterKey(store, master)
  return 'fits'
}

/** Makes this the master key of the store. */
export const markMasterKey = async (store: KeyStore, master: Cipher): Promise<void> =>
  store.put(CHECK, await master.seal(utf8(CHECK_TEXT), CHECK_PLACE))

/** Another master key for all keys. Cut off, it can be run again with the same two. @returns how many keys there are */
export const replaceMasterKey = async (store: KeyStore, old: Cipher, fresh: Cipher): Promise<number> => {
  await store.put(CHANGING, Uint8Array.of(1))
  const keys = await resealKeys(store, old, fresh)
  await markMasterKey(store, fresh)
  await store.put(CHANGING, new Uint8Array())
  return keys
}
