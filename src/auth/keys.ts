/** Signing keys: Ed25519, named by `kid`, published as JWKS (RFC 7517, RFC 8037). */
import {
  base64url,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose'
import { z } from 'zod'
import type { Cipher } from '../domain/cipher.ts'
import { createCipher, deriveKey } from './cipher.ts'
import { newId } from './secrets.ts'

/** A key pair at rest. The newest signs, all verify. */
export interface StoredKey {
  kid: string
  createdAt: number
  privateJwk: JWK
}

export const storedKeysSchema = z
  .array(
    z.object({
      kid: z.string().min(1),
      createdAt: z.number(),
      privateJwk: z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        d: z.string(),
      }),
    }),
  )
  .min(1)

export interface KeyRing {
  signing: { kid: string; key: CryptoKey; cipher: Cipher }
  /** Public keys by kid. */
  verifying: ReadonlyMap<string, CryptoKey>
  /** What seals the short ids of links, by the kid of the key that it is derived from. */
  ciphers: ReadonlyMap<string, Cipher>
  /** HMAC keys of the codes that go by e-mail, by the kid of the key that each is derived from. */
  macKeys: ReadonlyMap<string, CryptoKey>
  /** Public members only. */
  jwks: JSONWebKeySet
}

/** Where the keys come from now; a rotation shows at the next call. */
export type Keys = () => Promise<KeyRing>

export const generateKey = async (now: number): Promise<StoredKey> => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return { kid: newId(), createdAt: now, privateJwk: await exportJWK(privateKey) }
}

/** @param secret private part of a signing key, base64url */
const shortLinkCipher = async (secret: string): Promise<Cipher> =>
  createCipher(await deriveKey(new Uint8Array(base64url.decode(secret)), 'casereel short links'))

/** @param secret private part of a signing key, base64url */
const mailCodeKey = async (secret: string): Promise<CryptoKey> => {
  const bytes = await deriveKey(new Uint8Array(base64url.decode(secret)), 'casereel mail codes')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

/** @param stored at least one key, in any order. */
export const openKeyRing = async (stored: readonly StoredKey[]): Promise<KeyRing> => {
  const newestFirst = stored.toSorted((a, b) => b.createdAt - a.createdAt)
  const newest = newestFirst[0]
  if (!newest) throw new Error('There are no signing keys.')
  const verifying = new Map<string, CryptoKey>()
  const ciphers = new Map<string, Cipher>()
  const macKeys = new Map<string, CryptoKey>()
  const published: JWK[] = []
  for (const { kid, privateJwk } of newestFirst) {
    const { d, ...publicJwk } = privateJwk
    // oxlint-disable-next-line no-await-in-loop -- a handful of keys, at start and after a rotation
    verifying.set(kid, (await importJWK(publicJwk, 'EdDSA')) as CryptoKey)
    // oxlint-disable-next-line no-await-in-loop
    ciphers.set(kid, await shortLinkCipher(d ?? ''))
    // oxlint-disable-next-line no-await-in-loop
    macKeys.set(kid, await mailCodeKey(d ?? ''))
    published.push({ ...publicJwk, kid, alg: 'EdDSA', use: 'sig' })
  }
  const key = (await importJWK(newest.privateJwk, 'EdDSA')) as CryptoKey
  const cipher = ciphers.get(newest.kid)
  if (!cipher) throw new Error('The signing key seals nothing.')
  const signing = { kid: newest.kid, key, cipher }
  return { signing, verifying, ciphers, macKeys, jwks: { keys: published } }
}
