import { SignJWT } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { generateKey, openKeyRing, type Keys, type StoredKey } from '../../src/auth/keys.ts'
import { hashSecret, newApiKey, newId, newSecret } from '../../src/auth/secrets.ts'
import { createTokenMaker } from '../../src/auth/tokens.ts'
import { HOUR } from '../../src/domain/clock.ts'
import { START } from '../support/clock.ts'

const ISSUER = 'https://casereel.example'
const LATER = START + HOUR
const LINK = { id: 'link-1', caseId: 'case-1', createdAt: START, expiresAt: LATER }
const RECORDER = { recordingId: 'recording-1', origin: 'https://shop.example' }
const VIEWER = { recordingId: 'recording-1', name: 'Maria', loginId: 'login-1' }
const badToken = expect.objectContaining({ name: 'DomainError', code: 'bad_token' })

const keysOf =
  (...stored: StoredKey[]): Keys =>
  () =>
    openKeyRing(stored)

const OWN = await generateKey(START)
const tokens = createTokenMaker(keysOf(OWN), ISSUER)

const base64 = (text: string): string => Buffer.from(text).toString('base64url')
const parts = (token: string): [string, string, string] => token.split('.') as [string, string, string]
const headerOf = (token: string): object =>
  JSON.parse(Buffer.from(parts(token)[0], 'base64url').toString()) as object

/** A recorder token as somebody else would make it; what is not said is right. */
const forge = async (header: object = {}, claims: object = {}, key = OWN): Promise<string> => {
  const { signing } = await openKeyRing([key])
  const all = {
    iss: ISSUER,
    aud: 'casereel:recorder',
    sub: RECORDER.recordingId,
    jti: 'x',
    iat: START / 1_000,
    exp: LATER / 1_000,
    origin: RECORDER.origin,
    ...claims,
  }
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({
      alg: 'EdDSA',
      typ: 'casereel-recorder+jwt',
      kid: OWN.kid,
      ...header,
    })
    .sign(signing.key, { crit: { 'x-own': true } })
}

/** A recorder token whose parts are put together by hand, signed by HMAC or not at all. */
const forgeByHand = async (header: object, hmacKey?: string): Promise<string> => {
  const [, payload] = parts(await forge())
  const signed = `${base64(JSON.stringify({ typ: 'casereel-recorder+jwt', kid: OWN.kid, ...header }))}.${payload}`
  if (hmacKey === undefined) return `${signed}.`
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(hmacKey), algorithm, false, [
    'sign',
  ])
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}

const flipped = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

describe('a token', () => {
  it('of a link comes back, and the same link always gives the same one', async () => {
    const token = await tokens.link(LINK)
    expect(await tokens.readLink(token)).toEqual({ linkId: 'link-1' })
    expect(await tokens.link(LINK)).toBe(token)
  })

  it('of a recorder comes back', async () => {
    expect(await tokens.readRecorder(await tokens.recorder(RECORDER, START, LATER), START)).toEqual({
      ...RECORDER,
      kid: OWN.kid,
    })
  })

  it('of a viewer comes back with an id to use up', async () => {
    const read = await tokens.readViewer(await tokens.viewer(VIEWER, START, LATER), START)
    expect(read).toEqual({ ...VIEWER, id: expect.any(String) as string, expiresAt: LATER, kid: OWN.kid })
    expect(read.id.length).toBeGreaterThanOrEqual(22)
  })

  it('[T10] that is forged by this file in the right way is taken, so that the refusals below mean something', async () => {
    expect(await tokens.readRecorder(await forge(), START)).toMatchObject(RECORDER)
  })

  it('is taken in one spelling only, though others decode to the same bytes', async () => {
    const token = await forge()
    const [header, payload, signature] = parts(token)
    // 64 bytes leave 4 bits of the last character unused.
    const next = String.fromCharCode(signature.charCodeAt(85) + 1)
    const others = [
      `${header}.${payload}.${signature.slice(0, 85)}${next}`,
      `${token}==`,
      `${token} `,
      `${header}.${payload}.${signature.slice(0, 40)}\n${signature.slice(40)}`,
      ` ${token}`,
      `${header}=.${payload}.${signature}`,
    ]
    for (const other of others) {
      expect(Buffer.from(parts(other)[2].trim(), 'base64url')).toEqual(Buffer.from(signature, 'base64url'))
      await expect(tokens.readRecorder(other, START)).rejects.toEqual(badToken)
    }
  })

  it.each<[string, () => Promise<string>]>([
    ['without a signature (alg none)', () => forgeByHand({ alg: 'none' })],
    ['without a signature under the right alg', () => forgeByHand({ alg: 'EdDSA' })],
    ['signed by HMAC with the public key', () => forgeByHand({ alg: 'HS256' }, OWN.privateJwk.x)],
    [
      'signed by HMAC with the public key as JSON',
      () =>
        forgeByHand({ alg: 'HS256' }, JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: OWN.privateJwk.x })),
    ],
    ['with another typ of ours', () => forge({ typ: 'casereel-link+jwt' })],
    ['with the typ JWT', () => forge({ typ: 'JWT' })],
    ['without a typ', () => forge({ typ: undefined })],
    ["with a link's audience", () => forge({}, { aud: 'casereel:link' })],
    ['without an audience', () => forge({}, { aud: undefined })],
    ['of another issuer', () => forge({}, { iss: 'https://evil.example' })],
    ['without an issuer', () => forge({}, { iss: undefined })],
    ['without an expiry', () => forge({}, { exp: undefined })],
    ['without a subject', () => forge({}, { sub: undefined })],
    ['without an id', () => forge({}, { jti: undefined })],
    ['without an origin', () => forge({}, { origin: undefined })],
    ['with an unknown kid', () => forge({ kid: 'unknown' })],
    ['without a kid', () => forge({ kid: undefined })],
    ['with SQL as kid', () => forge({ kid: `' OR 1=1 --` })],
    ['with a path as kid', () => forge({ kid: '../../etc/passwd' })],
    ['with a name of the prototype as kid', () => forge({ kid: '__proto__' })],
    ['with an unknown critical header', () => forge({ crit: ['x-own'], 'x-own': 1 })],
    ['signed by another key under our kid', async () => forge({}, {}, await generateKey(START))],
    [
      'with a key of its own in the header (jwk)',
      async () => {
        const other = await generateKey(START)
        const { jwks } = await openKeyRing([other])
        return forge({ jwk: jwks.keys[0], kid: other.kid }, {}, other)
      },
    ],
    [
      'that names a key set elsewhere (jku)',
      async () => forge({ jku: 'https://evil.example/jwks', kid: 'evil' }, {}, await generateKey(START)),
    ],
    [
      'that names a certificate elsewhere (x5u)',
      async () => forge({ x5u: 'https://evil.example/x', kid: 'evil' }, {}, await generateKey(START)),
    ],
    [
      'with a changed header',
      async () => {
        const [, payload, signature] = parts(await forge())
        return `${base64(JSON.stringify({ ...headerOf(await forge()), extra: 1 }))}.${payload}.${signature}`
      },
    ],
    [
      'with a changed payload',
      async () => {
        const [header, payload, signature] = parts(await forge())
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
        return `${header}.${base64(JSON.stringify({ ...claims, sub: 'recording-2' }))}.${signature}`
      },
    ],
    [
      'with a changed signature',
      async () => {
        const [header, payload, signature] = parts(await forge())
        return `${header}.${payload}.${flipped(signature)}`
      },
    ],
    [
      'in JSON serialization',
      async () => {
        const [protectedHeader, payload, signature] = parts(await forge())
        return JSON.stringify({ payload, protected: protectedHeader, signature })
      },
    ],
    ['that is empty', async () => ''],
    ['that is garbage', async () => 'a.b.c'],
  ])('[T10] %s is refused, and no call goes out', async (_, make) => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    await expect(tokens.readRecorder(await make(), START)).rejects.toEqual(badToken)
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
  })

  it('[T10] is good until its expiry and not at it', async () => {
    const token = await tokens.recorder(RECORDER, START, LATER)
    await expect(tokens.readRecorder(token, LATER - 1)).resolves.toMatchObject(RECORDER)
    await expect(tokens.readRecorder(token, LATER)).rejects.toEqual(badToken)
    const viewer = await tokens.viewer(VIEWER, START, LATER)
    await expect(tokens.readViewer(viewer, LATER)).rejects.toEqual(badToken)
  })

  it('[T10] of one kind is none of another', async () => {
    const made = {
      link: await tokens.link(LINK),
      recorder: await tokens.recorder(RECORDER, START, LATER),
      viewer: await tokens.viewer(VIEWER, START, LATER),
    }
    const readers = {
      link: (token: string) => tokens.readLink(token),
      recorder: (token: string) => tokens.readRecorder(token, START),
      viewer: (token: string) => tokens.readViewer(token, START),
    }
    for (const [kind, token] of Object.entries(made)) {
      for (const [reader, read] of Object.entries(readers)) {
        const verdict = read(token).then(
          () => true,
          () => false,
        )
        expect([kind, reader, await verdict]).toEqual([kind, reader, kind === reader])
      }
    }
  })

  it('says which of its faults it has to nobody', async () => {
    const messages = await Promise.all(
      [forge({ typ: 'JWT' }), forge({ kid: 'unknown' }), forge({}, { exp: 1 })].map(async (token) =>
        tokens.readRecorder(await token, START).catch((error: Error) => error.message),
      ),
    )
    expect(new Set(messages)).toEqual(new Set(['The token is not valid here, or no longer.']))
  })
})

describe('a rotation', () => {
  it('[T12] lets old and new tokens verify, signs with the new key, and retires with the old key', async () => {
    const next = await generateKey(START + 1)
    const before = await tokens.recorder(RECORDER, START, LATER)
    const rotated = createTokenMaker(keysOf(OWN, next), ISSUER)
    const after = await rotated.recorder(RECORDER, START, LATER)
    expect(headerOf(before)).toMatchObject({ kid: OWN.kid })
    expect(headerOf(after)).toMatchObject({ kid: next.kid })
    await expect(rotated.readRecorder(before, START)).resolves.toMatchObject(RECORDER)
    await expect(rotated.readRecorder(after, START)).resolves.toMatchObject(RECORDER)
    const retired = createTokenMaker(keysOf(next), ISSUER)
    await expect(retired.readRecorder(before, START)).rejects.toEqual(badToken)
    await expect(retired.readRecorder(after, START)).resolves.toMatchObject(RECORDER)
    expect([await rotated.isInUse(OWN.kid), await retired.isInUse(OWN.kid)]).toEqual([true, false])
  })

  it('[T12] publishes every verifying key and no private member', async () => {
    const next = await generateKey(START + 1)
    const { jwks } = await openKeyRing([OWN, next])
    expect(jwks.keys.map(({ kid }) => kid)).toEqual([next.kid, OWN.kid])
    for (const key of jwks.keys) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
    }
  })

  it('of no keys at all is refused', async () => {
    await expect(openKeyRing([])).rejects.toThrow('There are no signing keys.')
  })
})

describe('a secret', () => {
  const bits = (text: string): number => 6 * text.length

  it('[T14] has at least 128 bits of the 64 letters, and never comes twice', () => {
    const makers = { newId, newSecret, newApiKey: () => newApiKey().slice('crk_'.length) }
    for (const [name, make] of Object.entries(makers)) {
      const made = Array.from({ length: 1_000 }, make)
      expect([name, new Set(made).size]).toEqual([name, 1_000])
      for (const one of made) expect(one).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(Math.min(...made.map(bits))).toBeGreaterThanOrEqual(128)
    }
  })

  it('[T15] is hashed with SHA-256 (the test vector of FIPS 180-4)', async () => {
    expect(await hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
