import { describe, expect, it } from 'vitest'
import { createCipher, newKey, SEAL_BYTES } from '../../src/auth/cipher.ts'
import type { Cipher, Place } from '../../src/domain/cipher.ts'
import { utf8 } from '../../src/protocol/codec.ts'

const PLACE: Place = ['frame', 'recording-1', 'ana', '7']
const TEXT = 'canary7f3a9 and what Ana saw'

const sealed = async () => {
  const cipher = await createCipher(newKey())
  return { cipher, bytes: await cipher.seal(utf8(TEXT), PLACE) }
}

const isRefused = async (cipher: Cipher, bytes: Uint8Array<ArrayBuffer>, place = PLACE): Promise<boolean> =>
  cipher.open(bytes, place).then(
    () => false,
    (error: Error) => error.name === 'SealError',
  )

describe('sealed bytes', () => {
  it('open to what they were, and hold nothing of it', async () => {
    const { cipher, bytes } = await sealed()
    expect(new TextDecoder().decode(await cipher.open(bytes, PLACE))).toBe(TEXT)
    expect(Buffer.from(bytes).includes('canary')).toBe(false)
    expect(bytes.length).toBe(TEXT.length + SEAL_BYTES)
  })

  it('may be of nothing, and of a megabyte', async () => {
    const cipher = await createCipher(newKey())
    for (const size of [0, 1_000_000]) {
      const plain = new Uint8Array(size).map((_, index) => index % 251)
      expect(await cipher.open(await cipher.seal(plain, PLACE), PLACE)).toEqual(plain)
    }
  })

  it('are never the same twice', async () => {
    const cipher = await createCipher(newKey())
    const all = await Promise.all(Array.from({ length: 1_000 }, () => cipher.seal(utf8(TEXT), PLACE)))
    const ivs = all.map((bytes) => Buffer.from(bytes.subarray(1, 13)).toString('hex'))
    expect(new Set(ivs).size).toBe(1_000)
  })

  it('do not open with one bit turned, wherever it is', async () => {
    const { cipher, bytes } = await sealed()
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = bytes.slice()
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect([bit, await isRefused(cipher, turned)]).toEqual([bit, true])
    }
    expect(await isRefused(cipher, bytes)).toBe(false)
  })

  it('do not open cut short, or with more behind them', async () => {
    const { cipher, bytes } = await sealed()
    for (const length of [0, 1, SEAL_BYTES - 1, SEAL_BYTES, bytes.length - 1]) {
      expect(await isRefused(cipher, bytes.slice(0, length))).toBe(true)
    }
    expect(await isRefused(cipher, new Uint8Array([...bytes, 0]))).toBe(true)
  })

  it.each<[string, Place]>([
    ['another kind', ['entries', 'recording-1', 'ana', '7']],
    ['another recording', ['frame', 'recording-2', 'ana', '7']],
    ['another frame', ['frame', 'recording-1', 'ana', '8']],
    ['parts that run into each other', ['frame', 'recording-1', 'ana7', '']],
    ['fewer parts', ['frame', 'recording-1', 'ana']],
    ['a part with a separator in it', ['frame', 'recording-1","ana', '7']],
  ])('do not open in the place of %s', async (_, place) => {
    const { cipher, bytes } = await sealed()
    expect(await isRefused(cipher, bytes, place)).toBe(true)
  })

  it('do not open with another key', async () => {
    const { bytes } = await sealed()
    expect(await isRefused(await createCipher(newKey()), bytes)).toBe(true)
  })

  it('are AES-256-GCM with the version, the iv and the place as the docs say', async () => {
    const key = newKey()
    const bytes = await (await createCipher(key)).seal(utf8(TEXT), PLACE)
    const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
    const additionalData = utf8('[1,"frame","recording-1","ana","7"]')
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.slice(1, 13), additionalData },
      imported,
      bytes.slice(13),
    )
    expect([bytes[0], new TextDecoder().decode(plain)]).toEqual([1, TEXT])
  })
})

it('[T13] a key of another length is none', async () => {
  await expect(createCipher(new Uint8Array(16))).rejects.toThrow('A key has 32 bytes; this one has 16.')
})
