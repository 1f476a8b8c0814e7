import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTypedTexts } from '../../../../../client/recorder/capture/gate/typed-texts.ts'
import { createEntries } from '../../../../../client/recorder/capture/gate/entries.ts'
import type { Entry, ErrorEntry, RequestEntry } from '../../../../../src/protocol/entries.ts'
import { CAPTURE_SCOPES, type CaptureScope, type PrivacyPreset } from '../../../../../src/protocol/privacy.ts'

// Of the two recorders that the build makes, the one that reads bodies.
beforeAll(() => void vi.stubGlobal('BODIES', true))
afterAll(() => void vi.unstubAllGlobals())

const CARD = '4556 7375 8689 9855'

/** An entry as it leaves, or undefined. */
const passed = <E extends Entry>(
  entry: E,
  privacy: PrivacyPreset = 'balanced',
  scopes: readonly CaptureScope[] = CAPTURE_SCOPES,
): E | undefined => (createEntries({ privacy, scopes, typed: createTypedTexts() })(entry) ? entry : undefined)

const error = (more: Partial<ErrorEntry> = {}): ErrorEntry => ({
  kind: 'error',
  source: 'uncaught',
  name: 'TypeError',
  message: `no price for ${CARD}`,
  stack: `TypeError: no price for ${CARD}\n    at pay (https://shop.test/app.8f3a2b.js?v=s3cret:10:4)\n    at https://shop.test/a.js:1:2`,
  file: 'https://shop.test/app.8f3a2b.js?v=s3cret',
  ...more,
})
const request = (more: Partial<RequestEntry> = {}): RequestEntry => ({
  kind: 'request',
  initiator: 'fetch',
  method: 'POST',
  url: 'https://shop.test/api/orders/9f8e7d6c5b?key=s3cret',
  status: 200,
  durationMs: 10,
  requestHeaders: { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer s3cret' },
  requestBody: '{"name":"Ana","age":41,"paid":true,"list":[{"card_number":"4556"}],"zq9k3m7x2p":1}',
  ...more,
})

describe('an error', () => {
  it('keeps its message in balanced, without what has a secret’s shape [L25]', () => {
    const left = passed(error())
    expect(left?.message).toMatch(/^no price for ••card••$/)
    expect(left?.stack).toContain('at pay (https://shop.test/app.8f3a2b.js')
    expect(JSON.stringify(left)).not.toMatch(/s3cret|4556/)
  })

  it('is a kind and places in strict [L25]', () => {
    expect(passed(error({ name: 'AnasError' }), 'strict')).toMatchObject({
      name: 'Error',
      message: '••••••••',
      stack: 'at https://shop.test/app.8f3a2b.js:10:4\nat https://shop.test/a.js:1:2',
      file: 'https://shop.test/app.8f3a2b.js',
    })
    expect(passed(error(), 'strict')?.name).toBe('TypeError')
  })

  it('is counted without the console, and says nothing', () => {
    const left = passed(error(), 'open', ['picture'])
    expect(left).toEqual({ kind: 'error', source: 'uncaught', name: 'Error', message: '' })
  })
})

describe('a console call [L24]', () => {
  const call = (): Entry => ({ kind: 'console', level: 'log', args: ['Opened', `Card ${CARD}`] })
  it('is readable in balanced, masked in strict, absent without its scope', () => {
    expect(passed(call())).toMatchObject({ args: ['Opened', 'Card ••card••'] })
    expect(passed(call(), 'strict')).toMatchObject({ args: ['••••••••', '••••••••'] })
    expect(passed(call(), 'balanced', ['picture'])).toBeUndefined()
  })
})

describe('a request [L26][L27][L28]', () => {
  it('shows the structure of its body and no value', () => {
    const left = passed(request())
    expect(left?.url).toBe('https://shop.test/api/orders/***')
    expect(left?.requestHeaders).toEqual({ 'content-type': 'application/json', authorization: '••••••••' })
    expect(JSON.parse(left?.requestBody ?? '')).toEqual({
      name: '••••••••',
      age: '•',
      paid: '•',
      list: [{ card_number: '••••••••' }],
      '••••••••1': '•',
    })
  })

  it('shows ordinary values in open, and none behind a secret’s name', () => {
    expect(JSON.parse(passed(request(), 'open')?.requestBody ?? '')).toMatchObject({
      name: 'Ana',
      age: 41,
      paid: true,
      list: [{ card_number: '••••••••' }],
    })
  })

  it.each([
    ['pairs', '[["user","Ana"],["password","s3cret"]]'],
    ['a list of fields', '{"fields":[{"name":"city","value":"Ulm"},{"name":"password","value":"s3cret"}]}'],
    ['keys and values', '[{"key":"access_token","val":"s3cret"},{"k":"user","v":"Ana"}]'],
    [
      'variables of GraphQL',
      '{"query":"mutation($p:String!){a}","variables":{"input":{"newPassword":"s3cret","city":"Ulm"}}}',
    ],
    [
      'a literal in GraphQL',
      String.raw`{"query":"mutation { login(user: \"Ana\", password: \"s3cret\") { id } }"}`,
    ],
    ['JSON in JSON', String.raw`{"city":"Ulm","body":"{\"user\":\"Ana\",\"passwort\":\"s3cret\"}"}`],
    [
      'JSON in JSON in JSON',
      JSON.stringify({ a: 'Ulm', b: JSON.stringify({ c: JSON.stringify({ pin: 's3cret' }) }) }),
    ],
    ['JSON in a form', 'city=Ulm&body=%7B%22token%22%3A%22s3cret%22%7D'],
    ['a form in JSON', '{"city":"Ulm","body":"user=Ana&password=s3cret"}'],
    ['a form alone in JSON', '{"city":"Ulm","body":"mot_de_passe=s3cret"}'],
    ['a card in pieces', '{"city":"Ulm","n":["4556","7375","8689","9855"]}'],
    ['a card digit by digit', '{"city":"Ulm","n":[4,5,5,6,7,3,7,5,8,6,8,9,9,8,5,5]}'],
  ])('masks a secret in open in %s', (_, requestBody) => {
    const left = passed(request({ requestBody }), 'open')?.requestBody ?? ''
    expect(left).not.toMatch(/s3cret|4556|7375|4,5,5/)
    // A body that is masked whole would prove nothing.
    expect(left).toMatch(/Ulm|Ana/)
  })

  it.each(['<xml>s3cret</xml>', 'plain s3cret words', '{"cut": "s3cr'])(
    'drops a body like %s',
    (requestBody) => {
      expect(passed(request({ requestBody }), 'open')?.requestBody).toBeUndefined()
    },
  )

  it('reads a form', () => {
    const requestBody = 'name=Ana&password=s3cret'
    expect(passed(request({ requestBody }), 'open')?.requestBody).toBe('{"name":"Ana","password":"••••••••"}')
  })

  it('has neither headers nor bodies without their scope, and is absent without its own', () => {
    const left = passed(request(), 'open', ['network'])
    expect(left).toBeDefined()
    expect(left).not.toHaveProperty('requestBody')
    expect(left).not.toHaveProperty('requestHeaders')
    expect(passed(request(), 'open', ['console', 'network-bodies'])).toBeUndefined()
  })
})

describe('pages and what was clicked [L13][L16]', () => {
  it('keep the title in balanced and lose it in strict', () => {
    const page = (): Entry => ({
      kind: 'page',
      url: 'https://shop.test/a?b#c',
      title: 'Your cart',
      cause: 'push',
    })
    expect(passed(page())).toMatchObject({ url: 'https://shop.test/a', title: 'Your cart' })
    expect(passed(page(), 'strict')).toMatchObject({ title: '' })
  })

  it('have no words in strict, and none without the picture', () => {
    const click = (): Entry => ({
      kind: 'click',
      target: { tag: 'a', label: 'Pay', selector: 'a' },
      x: 1,
      y: 2,
    })
    expect(passed(click())).toMatchObject({ target: { label: 'Pay' } })
    expect(passed(click(), 'strict')).toMatchObject({ target: { label: '' } })
    expect(passed(click(), 'open', ['console'])).toMatchObject({ target: { label: '' } })
  })

  it('are unknown when their kind is: such an entry does not leave', () => {
    expect(passed({ kind: 'surprise', text: 's3cret' } as unknown as Entry)).toBeUndefined()
  })
})

it('a message is masked before it is cut: half a secret has no shape', () => {
  const message = `${'x'.repeat(3_990)} ${CARD}`
  const left = [
    passed(error({ message }))?.message,
    passed({ kind: 'console', level: 'log', args: [message] })?.args[0],
  ]
  for (const text of left) {
    expect(text?.length).toBeLessThanOrEqual(4_000)
    expect(text).not.toContain('4556')
  }
})
