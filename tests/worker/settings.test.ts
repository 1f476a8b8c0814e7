/** What an operator forgot is told in one clear line, never as a stack. */
import { afterAll, describe, expect, it, vi } from 'vitest'
import { ConfigError } from '../../src/config.ts'
import { readSettingsOf, requireBindings } from '../../src/worker/environment.ts'
import { attachSeat, MAX_ATTACHMENT_BYTES } from '../../src/worker/peer.ts'
import { newKey } from '../../src/auth/cipher.ts'
import { generateKey } from '../../src/auth/keys.ts'
import { startWorkerHost, type WorkerHost } from '../support/worker-host.ts'

vi.setConfig({ testTimeout: 60_000 })

const bindings = { DB: {}, SEGMENTS: {}, KEYS: {}, ROOMS: {}, ASSETS: {} }
const settings = async () => ({
  PUBLIC_URL: 'https://casereel.example',
  SIGNING_KEYS: JSON.stringify([await generateKey(1)]),
  CASEREEL_MASTER_KEY: Buffer.from(newKey()).toString('base64'),
})

describe('settings', () => {
  it('are read', async () => {
    const given = { ...(await settings()), CASEREEL_ALLOWED_ORIGINS: 'https://a.example, https://b.example' }
    expect(readSettingsOf(given)).toMatchObject({
      publicUrl: 'https://casereel.example',
      apiKey: null,
      allowedOrigins: ['https://a.example', 'https://b.example'],
      keys: [{ createdAt: 1 }],
    })
  })

  it('take the keys of every secret whose name starts so', async () => {
    const more = {
      ...(await settings()),
      SIGNING_KEYS_2: JSON.stringify([await generateKey(2)]),
      SIGNING_KEYSTORE: 'no',
    }
    expect(readSettingsOf(more).keys.map(({ createdAt }) => createdAt)).toEqual([1, 2])
  })

  it.each([
    ['PUBLIC_URL', '', /PUBLIC_URL is not set/],
    ['PUBLIC_URL', 'casereel.example', /PUBLIC_URL must be the address/],
    ['SIGNING_KEYS', '', /SIGNING_KEYS is not set; run/],
    ['SIGNING_KEYS', '{"secret', /SIGNING_KEYS holds no signing keys/],
    ['CASEREEL_MASTER_KEY', '', /CASEREEL_MASTER_KEY is not set; make one as/],
    [
      'CASEREEL_MASTER_KEY',
      'c2hvcnQ=',
      /CASEREEL_MASTER_KEY must be 32 random bytes in base64; make one with/,
    ],
    ['CASEREEL_API_KEY', 'short', /CASEREEL_API_KEY must have at least 32/],
    ['CASEREEL_ALLOWED_ORIGINS', 'https://a.example/x', /CASEREEL_ALLOWED_ORIGINS must be origins/],
  ])('say what is wrong with %s = %j', async (name, value, line) => {
    const given = { ...(await settings()), [name]: value }
    expect(() => readSettingsOf(given)).toThrow(line)
    expect(() => readSettingsOf(given)).toThrow(ConfigError)
  })

  it.each(Object.keys(bindings))('say that the binding %s is missing', (name) => {
    expect(() => requireBindings({ ...bindings, [name]: undefined })).toThrow(
      `The binding ${name} is missing`,
    )
  })
})

describe('a seat', () => {
  const attached: unknown[] = []
  const socket = { serializeAttachment: (value: unknown) => attached.push(value) } as unknown as Parameters<
    typeof attachSeat
  >[0]
  const seat = (name: string) => ({
    role: 'viewer' as const,
    name,
    loginId: '',
    kid: '',
    synced: [] as string[],
    waitingSince: 0,
    slow: false,
  })

  it('is kept as far as the platform keeps it, and refused by us beyond', () => {
    attachSeat(socket, seat('x'.repeat(16_000)))
    expect(attached).toHaveLength(1)
    expect(() => attachSeat(socket, seat('x'.repeat(MAX_ATTACHMENT_BYTES)))).toThrow(/more than the 16384/)
    expect(() => attachSeat(socket, seat('ł'.repeat(9_000)))).toThrow(/more than the 16384/)
  })
})

describe('a Worker', () => {
  let host: WorkerHost | undefined
  afterAll(() => host?.close())

  it('that lacks its keys answers 503 with one line, to people and to programs', async () => {
    host = await startWorkerHost('product', { SIGNING_KEYS: '' })
    const line =
      'Casereel cannot serve: The secret SIGNING_KEYS is not set; run `npm run rotate-keys -- --worker --remote`.'
    const page = await fetch(host.url, { headers: { accept: 'text/html' } })
    expect([page.status, (await page.text()).trim()]).toEqual([503, line])
    const api = await fetch(`${host.url}/api/v1/cases`)
    expect([api.status, await api.json()]).toEqual([503, { error: { code: 'internal', message: line } }])
    expect(api.headers.get('retry-after')).toBe('30')
  })
})
