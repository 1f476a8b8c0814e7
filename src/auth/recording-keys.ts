/**
 * A key for each recording, sealed with the master key. Keys lie apart from the data, so that a backup of the data has
 * none: a destroyed key makes every copy of its recording unreadable, wherever it is (C16).
 */
import { base64url } from 'jose'
import { SealError, type Cipher, type CipherOf, type Place } from '../domain/cipher.ts'
import { MINUTE, type Clock } from '../domain/clock.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { createCipher, deriveKey, newKey } from './cipher.ts'

/** Where sealed keys lie, by name. Hosts implement it; one contract suite tests all. */
export interface KeyStore {
  get(name: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Resolves when it is durable, and what was there before is gone for good. */
  put(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Names that start with the prefix and come after `after`, in order of their bytes. */
  list(prefix: string, after?: string): Promise<string[]>
}

/** A recording whose key was destroyed, and when, server ms. */
export interface Erasure {
  recordingId: string
  at: number
}

export interface RecordingKeys {
  /** Makes the key of a new recording. @throws Error where there is one */
  create(recordingId: string): Promise<void>
  /** @throws DomainError `not_found` when the key was destroyed, `key_missing` when it is missing or does not open */
  cipherOf: CipherOf
  /**
   * The key that seals what the customer's browser keeps until it is stored: 32 bytes in base64url, always
   * the same for a recording.
   * @throws as `cipherOf`
   */
  outboxKeyOf(recordingId: string): Promise<string>
  /** Destroys the key for good and notes it, so that no backup brings the recording back. May be repeated. */
  destroy(recordingId: string): Promise<void>
  /** Destroyed since then, server ms; the oldest first. */
  erasedSince(time: number): Promise<Erasure[]>
}

/** How long a cipher is kept in memory; another process may have destroyed its key meanwhile. */
const CACHE_MS = MINUTE
const CACHE_SIZE = 1_000

const RECORDINGS = 'recordings/'

/** Two letters of the id make a folder, so that none has too many files. */
const keyName = (id: string): string => `${RECORDINGS}${id.slice(0, 2)}/${id}`
const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

/** The id is sealed with the key: none can be put in the place of another. */
const placeOf = (id: string): Place => ['key', id]

export const createRecordingKeys = (store: KeyStore, master: Cipher, clock: Clock): RecordingKeys => {
  const cache = new Map<string, { cipher: Cipher; until: number }>()

  const keep = (id: string, cipher: Cipher): Cipher => {
    const [oldest] = cache.keys()
    if (oldest !== undefined && cache.size >= CACHE_SIZE) cache.delete(oldest)
    cache.set(id, { cipher, until: clock.now() + CACHE_MS })
    return cipher
  }

  /** @throws DomainError as `cipherOf` */
  const readKey = async (id: string): Promise<Uint8Array<ArrayBuffer>> => {
    const sealed = await store.get(keyName(id))
    if (!sealed) {
      throw new DomainError(
        'key_missing',
        'The key of this recording is missing, so what was stored of it cannot be read. Restore the folder of keys from its backup.',
      )
    }
    if (sealed.length === 0) throw notFound('recording')
    try {
      return await master.open(sealed, placeOf(id))
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      const advice =
        'The key of this recording does not open, so what was stored of it cannot be read. Restore the folder of keys from its backup.'
      throw new DomainError('key_missing', advice, { cause: error })
    }
  }

  return {
    create: async (id) => {
      if (await store.get(keyName(id))) throw new Error('This recording has, or had, a key.')
      const key = newKey()
      await store.put(keyName(id), await master.seal(key, placeOf(id)))
      keep(id, await createCipher(key))
    },
    cipherOf: async (id) => {
      const known = cache.get(id)
      if (known && known.until > clock.now()) return known.cipher
      cache.delete(id)
      return keep(id, await createCipher(await readKey(id)))
    },
    outboxKeyOf: async (id) => base64url.encode(await deriveKey(await readKey(id), 'casereel outbox')),
    destroy: async (id) => {
      cache.delete(id)
      // Noted first: cut off between the two, it is found and destroyed again.
      await store.put(erasureName({ recordingId: id, at: clock.now() }), EMPTY)
      await store.put(keyName(id), EMPTY)
      cache.delete(id)
    },
    erasedSince: async (time) => {
      const names = await store.list(ERASED, erasureName({ recordingId: '', at: Math.max(0, time) }))
      return names.map(readErasure)
    },
  }
}

/** What is left of a key. */
const EMPTY = new Uint8Array()

const ERASED = 'erased/'
const DIGITS = 13

/** Names in order of time: `erased/20261120/1795183200000.<id>`. */
const erasureName = ({ recordingId, at }: Erasure): string => {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  return `${ERASED}${day}/${String(Math.floor(at)).padStart(DIGITS, '0')}.${recordingId}`
}

const readErasure = (name: string): Erasure => {
  const last = lastPart(name)
  return { at: Number(last.slice(0, DIGITS)), recordingId: last.slice(DIGITS + 1) }
}

/** Whether recordings have, or had, keys here. */
export const hasRecordingKeys = async (store: KeyStore): Promise<boolean> =>
  (await store.list(RECORDINGS)).length > 0

/** Seals every key with another master key; those that are sealed with it already stay. @returns how many keys there are */
export const resealKeys = async (store: KeyStore, old: Cipher, fresh: Cipher): Promise<number> => {
  let keys = 0
  for (const name of await store.list(RECORDINGS)) {
    const place = placeOf(lastPart(name))
    const sealed = await store.get(name)
    if (!sealed || sealed.length === 0) continue
    keys += 1
    const key = await fresh.open(sealed, place).catch(() => old.open(sealed, place))
    await store.put(name, await fresh.seal(key, place))
  }
  return keys
}
