/** Receipts: what they hold, that they verify for good, and that nothing else passes for one. */
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { checkReceipt, makeReceipt, retiredReceiptKeys } from '../../src/actions/receipts.ts'
import { recordConsentEvent } from '../../src/actions/record-consent-event.ts'
import { generateKey, openKeyRing, type StoredKey } from '../../src/auth/keys.ts'
import { signReceipt } from '../../src/auth/receipts.ts'
import { createTokenMaker } from '../../src/auth/tokens.ts'
import { DAY } from '../../src/domain/clock.ts'
import { receiptFileName, writeReceiptFile, type Receipt } from '../../src/domain/receipt.ts'
import { createActions } from '../support/actions.ts'
import { giveConsent } from '../support/answers.ts'
import { START } from '../support/clock.ts'

const OLD = await generateKey(START)
const NEW = await generateKey(START + DAY)

let world: Awaited<ReturnType<typeof createActions>>
let recordingId: string
beforeEach(async () => {
  world = await createActions()
  recordingId = (await giveConsent(world.deps)).recordingId
})

/** The server with these keys. */
const serverWith = (...stored: StoredKey[]) => ({ ...world.deps, keys: () => openKeyRing(stored) })
const server = () => serverWith(OLD)
const signed = async () => (await makeReceipt(server(), recordingId)).signed
const parts = (jws: string) => jws.split('.') as [string, string, string]
const decode = <T>(part: string): T => JSON.parse(Buffer.from(part, 'base64url').toString()) as T
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('[C06] a receipt', () => {
  it('is a JWS of its own type over the record and its place in the log, and verifies with the JWKS', async () => {
    const jws = await signed()
    const { jwks } = await openKeyRing([OLD])
    const { payload, protectedHeader } = await jwtVerify(jws, createLocalJWKSet(jwks), {
      typ: 'casereel-receipt+jwt',
      issuer: world.deps.publicUrl,
    })
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'casereel-receipt+jwt', kid: OLD.kid })
    expect(payload).toMatchObject({
      iat: START / 1_000,
      schema_version: 'casereel-receipt-1',
      record: { pii_principal_id: recordingId, schema_version: 'casereel-27560-2023-1' },
      log: {
        seq: 1,
        at: '2026-11-20T14:00:00.000Z',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    })
  })

  it('is found genuine as the line itself, as the line broken by a mail, and as the file', async () => {
    const { receipt, signed: jws } = await makeReceipt(server(), recordingId)
    const file = writeReceiptFile(receipt, jws)
    for (const text of [jws, ` ${jws.slice(0, 70)}\r\n${jws.slice(70)}\n`, file, `\uFEFF${file}`]) {
      expect(await checkReceipt(server(), text)).toEqual({ kind: 'valid', receipt, logged: true, since: [] })
    }
  })

  it('tells what became of the consent since, and outlives the recording', async () => {
    const jws = await signed()
    const recording = { id: recordingId, linkId: 'link-1' }
    world.clock.advance(DAY)
    await recordConsentEvent(world.deps, recording, { name: 'withdrawn', by: 'customer' })
    await recordConsentEvent(world.deps, recording, { name: 'erased', by: 'customer' })
    world.sqlite.prepare('DELETE FROM recordings').run()
    expect(await checkReceipt(server(), jws)).toMatchObject({
      kind: 'valid',
      logged: true,
      since: [
        { name: 'withdrawn', at: START + DAY },
        { name: 'erased', at: START + DAY },
      ],
    })
    expect((await makeReceipt(server(), recordingId)).receipt.record.pii_principal_id).toBe(recordingId)
  })

  it.each([
    ['was changed', `UPDATE chained_events SET event = replace(event, '"picture"', '"console"')`],
    ['is gone', 'DELETE FROM chained_events'],
  ])('is genuine although its entry in the log %s, and says so', async (_, tamper) => {
    const jws = await signed()
    world.sqlite.exec(tamper)
    expect(await checkReceipt(server(), jws)).toMatchObject({ kind: 'valid', logged: false })
  })

  it('is not made where nobody consented', async () => {
    await expect(makeReceipt(server(), 'nobody')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('has a name that every file system takes', () => {
    expect(receiptFileName('Ñandú & Söhne / "AG"', START)).toBe(
      'consent-receipt-nandu-sohne-ag-2026-11-20.json',
    )
    expect(receiptFileName('日本', START)).toBe('consent-receipt-2026-11-20.json')
  })
})

describe('[T12] when its key is retired', () => {
  it('it still verifies, the key is published without its private part, and no token of that key passes', async () => {
    const jws = await signed()
    const token = await createTokenMaker(() => openKeyRing([OLD]), world.deps.publicUrl).recorder(
      { recordingId, origin: 'https://shop.example' },
      START,
      START + DAY,
    )
    const rotated = serverWith(NEW)
    expect(await checkReceipt(rotated, jws)).toMatchObject({ kind: 'valid', logged: true })
    expect(await retiredReceiptKeys(rotated)).toEqual([
      { kid: OLD.kid, publicJwk: { kty: 'OKP', crv: 'Ed25519', x: OLD.privateJwk.x } },
    ])
    const tokens = createTokenMaker(rotated.keys, world.deps.publicUrl)
    await expect(tokens.readRecorder(token, START)).rejects.toMatchObject({ code: 'bad_token' })
    expect((await makeReceipt(rotated, recordingId)).signed).not.toBe(jws)
  })
})

describe('what is not genuine', () => {
  const invalid = { kind: 'invalid' }

  it('is a receipt of which one letter was changed, and a file whose readable part was', async () => {
    const { receipt, signed: jws } = await makeReceipt(server(), recordingId)
    const [head, body, signature] = parts(jws)
    const changed = encode({ ...decode<Receipt>(body), iat: 1 })
    expect(await checkReceipt(server(), `${head}.${changed}.${signature}`)).toEqual(invalid)
    const file = writeReceiptFile(receipt, jws)
    expect(await checkReceipt(server(), file.replace('Consent, GDPR', 'Contract, GDPR'))).toEqual(invalid)
  })

  it('[T10] is one signed by somebody else, by nobody, by another kind of key, or for another server', async () => {
    const { receipt, signed: jws } = await makeReceipt(server(), recordingId)
    const [head, body] = parts(jws)
    const stranger = await openKeyRing([{ ...(await generateKey(START)), kid: OLD.kid }])
    const own = await openKeyRing([OLD])
    const forged = [
      await signReceipt(stranger, receipt),
      `${encode({ ...decode<object>(head), alg: 'none' })}.${body}.`,
      `${encode({ ...decode<object>(head), alg: 'none' })}.${body}.AA`,
      await signReceipt(own, { ...receipt, iss: 'https://other.example' }),
      await new SignJWT({ ...receipt })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'casereel-link+jwt', kid: OLD.kid })
        .sign(own.signing.key),
      await new SignJWT({ iss: receipt.iss, hello: 'world' })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'casereel-receipt+jwt', kid: OLD.kid })
        .sign(own.signing.key),
    ]
    for (const text of forged)
      expect(['invalid', 'unreadable']).toContain((await checkReceipt(server(), text)).kind)
  })

  it('[T10] is a token: a link is no receipt, and a receipt is no token', async () => {
    const tokens = createTokenMaker(() => openKeyRing([OLD]), world.deps.publicUrl)
    const link = await tokens.link({
      id: 'link-1',
      caseId: 'case-1',
      createdAt: START,
      expiresAt: START + DAY,
    })
    expect(await checkReceipt(server(), link)).toEqual(invalid)
    await expect(tokens.readLink(await signed())).rejects.toMatchObject({ code: 'bad_token' })
  })

  it.each([
    '',
    '   ',
    'hello',
    '{}',
    '[]',
    'null',
    '{"signed": 7}',
    '{"signed": "x"}',
    'a.b',
    'a.b.c.d',
    '{"signed":',
  ])('is %j, which is no receipt at all', async (text) => {
    expect(await checkReceipt(server(), text)).toEqual({ kind: 'unreadable' })
  })
})
