/**
 * AES-256-GCM by WebCrypto, the same on every host. Within NIST SP 800-38D §8.3: with random ivs a key may seal 2³²
 * times, which a recording with its frames, segments and timeline stays a thousand times below, and so does a master
 * key that seals one key for each recording.
 */
import { SealError, type Cipher, type Place } from '../domain/cipher.ts'
import { utf8 } from '../protocol/codec.ts'

/** First byte of everything sealed, so that another algorithm can come without guessing. */
const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + IV_BYTES

export const KEY_BYTES = 32

/** How much longer sealed bytes are: version, iv, tag. */
export const SEAL_BYTES = HEADER_BYTES + TAG_BYTES

export const newKey = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(KEY_BYTES))

/** @param key 32 bytes; not kept where scripts could read them again */
export const createCipher = async (key: Uint8Array<ArrayBuffer>): Promise<Cipher> => {
  if (key.length !== KEY_BYTES)
    throw new RangeError(`A key has ${KEY_BYTES} bytes; this one has ${key.length}.`)
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    seal: async (bytes, place) => {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
      const sealed = await crypto.subtle.encrypt(paramsOf(iv, place), imported, bytes)
      const whole = new Uint8Array(HEADER_BYTES + sealed.byteLength)
      whole[0] = VERSION
      whole.set(iv, 1)
      whole.set(new Uint8Array(sealed), HEADER_BYTES)
      return whole
    },
    open: async (sealed, place) => {
      if (sealed[0] !== VERSION || sealed.length < SEAL_BYTES) throw broken(place)
      const params = paramsOf(sealed.subarray(1, HEADER_BYTES), place)
      try {
        return new Uint8Array(await crypto.subtle.decrypt(params, imported, sealed.subarray(HEADER_BYTES)))
      } catch {
        throw broken(place)
      }
    },
  }
}

/**
 * Another key for another purpose, of which nobody gets back to the first (HKDF-SHA-256, RFC 5869). @returns 32 bytes
 */
export const deriveKey = async (
  key: Uint8Array<ArrayBuffer>,
  purpose: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const secret = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits'])
  const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(params, secret, KEY_BYTES * 8))
}

/** As JSON the parts of a place cannot run into each other. */
const paramsOf = (iv: Uint8Array<ArrayBuffer>, place: Place) => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(JSON.stringify([VERSION, ...place])),
  tagLength: TAG_BYTES * 8,
})

const broken = ([kind]: Place): SealError =>
  new SealError(
    `What was stored as ${kind} does not open: it was changed, moved, or sealed with another key.`,
  )
