import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newKey } from '../../src/auth/cipher.ts'
import { readConfig } from '../../src/node/config.ts'

const KEY = 'k'.repeat(32)
const MASTER_KEY = newKey()

it('without any variable, the defaults of the contract hold', () => {
  expect(readConfig({})).toEqual({
    port: 8787,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    publicUrl: 'http://localhost:8787',
    apiKey: null,
    masterKey: null,
    allowedOrigins: [],
    trustedProxies: [],
    mail: null,
    logFormat: 'text',
  })
})

it('every variable is taken', () => {
  expect(
    readConfig({
      PORT: '9000',
      HOST: '0.0.0.0',
      DATA_DIR: '/var/lib/casereel',
      PUBLIC_URL: 'https://Casereel.example/',
      CASEREEL_API_KEY: KEY,
      CASEREEL_MASTER_KEY: Buffer.from(MASTER_KEY).toString('base64'),
      CASEREEL_ALLOWED_ORIGINS: ' https://a.example, http://localhost:3000 ,',
      TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8',
      SMTP_URL: 'smtps://casereel:p%40ss@mail.example.com',
      MAIL_FROM: 'Northwind Support <support@northwind.example>',
      LOG_FORMAT: 'json',
      UNRELATED: 'x',
    }),
  ).toEqual({
    port: 9000,
    host: '0.0.0.0',
    dataDir: '/var/lib/casereel',
    publicUrl: 'https://casereel.example',
    apiKey: KEY,
    masterKey: MASTER_KEY,
    allowedOrigins: ['https://a.example', 'http://localhost:3000'],
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    mail: {
      host: 'mail.example.com',
      port: 465,
      security: 'tls',
      credentials: { user: 'casereel', password: 'p@ss' },
      from: { name: 'Northwind Support', address: 'support@northwind.example' },
    },
    logFormat: 'json',
  })
})

it.each(['base64', 'base64url'] as const)('the master key may be written in %s', (encoding) => {
  for (let time = 0; time < 100; time += 1) {
    const key = newKey()
    const { masterKey } = readConfig({ CASEREEL_MASTER_KEY: ` ${Buffer.from(key).toString(encoding)}\n` })
    expect(masterKey).toEqual(key)
  }
})

it('an empty value counts as not set', () => {
  const empty = {
    PORT: '',
    HOST: '',
    DATA_DIR: '',
    PUBLIC_URL: '',
    CASEREEL_API_KEY: '',
    CASEREEL_MASTER_KEY: '',
    CASEREEL_ALLOWED_ORIGINS: '',
    TRUSTED_PROXIES: '',
    SMTP_URL: '',
    MAIL_FROM: '',
    LOG_FORMAT: '',
  }
  expect(readConfig(empty)).toEqual(readConfig({}))
})

it('PUBLIC_URL follows PORT', () => {
  expect(readConfig({ PORT: '9000' }).publicUrl).toBe('http://localhost:9000')
})

it.each([
  [
    'smtp://mail.example.com',
    { host: 'mail.example.com', port: 587, security: 'starttls', credentials: null },
  ],
  ['smtp://relay:25?tls=off', { host: 'relay', port: 25, security: 'off', credentials: null }],
  ['smtp://localhost:1025/', { host: 'localhost', port: 1025, security: 'off', credentials: null }],
  ['smtp://[::1]:25', { host: '::1', port: 25, security: 'off', credentials: null }],
  ['smtps://localhost', { host: 'localhost', port: 465, security: 'tls', credentials: null }],
])('mail by %s is as safe as it says', (url, settings) => {
  const from = { name: null, address: 'a@b.example' }
  expect(readConfig({ SMTP_URL: url, MAIL_FROM: 'a@b.example' }).mail).toEqual({ ...settings, from })
})

describe('a bad value is refused in one line that names it', () => {
  const NUMBER = 'PORT must be a number from 1 to 65535.'
  const URL_LINE =
    'PUBLIC_URL must be the address that browsers open, such as https://casereel.example.com, without a path.'
  const ORIGINS =
    'CASEREEL_ALLOWED_ORIGINS must be origins such as https://app.example.com, separated by commas, without paths.'
  const PROXIES =
    'TRUSTED_PROXIES must be addresses of proxies or their networks, such as 127.0.0.1 or 10.0.0.0/8, separated by commas.'
  const SMTP =
    'SMTP_URL must be the address of a mail server, such as smtps://user:password@mail.example.com or smtp://…:587; letters such as @ in the password are written as in URLs (%40).'
  const FROM =
    'MAIL_FROM must be an address that mail comes from, such as Northwind Support <support@example.com>.'
  it.each([
    ['PORT', 'http', NUMBER],
    ['PORT', '-1', NUMBER],
    ['PORT', '65536', NUMBER],
    ['PORT', '80.5', 'PORT must be a whole number from 1 to 65535.'],
    ['PUBLIC_URL', 'casereel.example', URL_LINE],
    ['PUBLIC_URL', 'ftp://casereel.example', URL_LINE],
    ['PUBLIC_URL', 'https://casereel.example/app', URL_LINE],
    ['PUBLIC_URL', 'https://casereel.example/?x', URL_LINE],
    ['PUBLIC_URL', 'https://casereel.example/#x', URL_LINE],
    ['PUBLIC_URL', 'https://user@casereel.example/', URL_LINE],
    ['PUBLIC_URL', 'javascript:alert(1)', URL_LINE],
    ['CASEREEL_API_KEY', 'k'.repeat(31), 'CASEREEL_API_KEY must have at least 32 characters.'],
    ['CASEREEL_ALLOWED_ORIGINS', 'app.example', ORIGINS],
    ['CASEREEL_ALLOWED_ORIGINS', '*', ORIGINS],
    ['CASEREEL_ALLOWED_ORIGINS', 'null', ORIGINS],
    ['CASEREEL_ALLOWED_ORIGINS', 'https://a.example/path', ORIGINS],
    ['CASEREEL_ALLOWED_ORIGINS', 'https://a.example;https://b.example', ORIGINS],
    ['CASEREEL_ALLOWED_ORIGINS', 'https://a.example,file:///x', ORIGINS],
    ['TRUSTED_PROXIES', '1', PROXIES],
    ['TRUSTED_PROXIES', '10.0.0.0/8,proxy.example', PROXIES],
    ...[
      'mail.example.com',
      'https://mail.example.com',
      'smtp://',
      'smtp://a:b@c/path',
      'smtp://a?tls=no',
      'smtps://a?tls=off',
      'smtp://a:%zz@b',
    ].map((url): [string, string, string] => ['SMTP_URL', url, SMTP]),
    [
      'SMTP_URL',
      'smtp://a.example',
      'MAIL_FROM is not set; SMTP_URL needs the address that mail comes from.',
    ],
    ...['support', 'a@b.example, c@d.example', '"A" <a@b.example>', 'A\nBcc: x <a@b.example>'].map(
      (from): [string, string, string] => ['MAIL_FROM', from, FROM],
    ),
    ['MAIL_FROM', 'a@b.example', 'SMTP_URL is not set; MAIL_FROM needs the mail server to send by.'],
    ['LOG_FORMAT', 'xml', 'LOG_FORMAT must be text or json.'],
  ])('%s=%s', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: sentence }),
    )
  })
})
