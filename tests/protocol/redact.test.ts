import { describe, expect, it } from 'vitest'
import { MAX_URL_LENGTH } from '../../src/protocol/limits.ts'
import { redactUrlsIn } from '../../src/protocol/addresses.ts'
import { cut, redactUrl } from '../../src/protocol/redact.ts'

describe('a URL', () => {
  it.each([
    ['keeps origin and path', 'https://shop.test/cart/42', 'https://shop.test/cart/42'],
    ['loses its query', 'https://shop.test/reset?token=s3cret', 'https://shop.test/reset'],
    ['loses its fragment', 'https://shop.test/#casereel=s3cret', 'https://shop.test/'],
    ['loses user and password', 'https://alice:s3cret@shop.test/cart', 'https://shop.test/cart'],
    ['loses a user alone', 'https://s3cret@shop.test/', 'https://shop.test/'],
    ['keeps its port', 'http://localhost:8080/a?b#c', 'http://localhost:8080/a'],
    ['drops a default port', 'https://shop.test:443/a', 'https://shop.test/a'],
    ['may be a socket', 'wss://alice:s3cret@shop.test:9/live?ticket=s3cret', 'wss://shop.test:9/live'],
    ['is not fooled by an @ in the path', 'https://shop.test/@alice', 'https://shop.test/@alice'],
    [
      'is not fooled by a backslash',
      'https://shop.test\\@evil.test/?s3cret',
      'https://shop.test/@evil.test/',
    ],
    ['may be an IPv6 address', 'http://[::1]:3000/a?s3cret', 'http://[::1]:3000/a'],
    ['keeps of data: only the scheme', 'data:text/plain,s3cret', 'data:'],
    ['keeps of javascript: only the scheme', ' javascript:alert("s3cret")', 'javascript:'],
    ['keeps of blob: only the scheme', 'blob:https://shop.test/s3cret', 'blob:'],
    ['keeps of mailto: only the scheme', 'mailto:alice@shop.test', 'mailto:'],
    ['keeps of file: only the scheme', 'file:///home/alice/s3cret', 'file:'],
    ['that is none becomes nothing', 'not a url ?s3cret', ''],
    ['that is relative becomes nothing without a base', '/cart?s3cret', ''],
    ['that is empty becomes nothing', '', ''],
    ['with a broken host becomes nothing', 'https://[s3cret/', ''],
  ])('%s', (_, url, redacted) => {
    expect(redactUrl(url)).toBe(redacted)
  })

  it.each([
    ['a token', 'https://shop.test/reset/a8f3k2m9q1/done', 'https://shop.test/reset/***/done'],
    ['a UUID', 'https://shop.test/o/3f2b8c1e-9a4d-4e7f-8b6a-1c2d3e4f5a6b', 'https://shop.test/o/***'],
    ['an e-mail address', 'https://shop.test/u/ana@shop.test', 'https://shop.test/u/***'],
    ['one that is encoded twice', 'https://shop.test/u/ana%2540shop.test', 'https://shop.test/u/***'],
    ['a long number', 'https://shop.test/phone/4915112345678', 'https://shop.test/phone/***'],
    ['a JWT', 'https://shop.test/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'https://shop.test/***'],
    [
      'nothing of a slug',
      'https://shop.test/products/heron-kettle-2',
      'https://shop.test/products/heron-kettle-2',
    ],
    ['nothing of a built file', 'https://shop.test/app.8f3a2b9c.js', 'https://shop.test/app.8f3a2b9c.js'],
  ])('loses of its path %s [L15]', (_, url, redacted) => {
    expect(redactUrl(url)).toBe(redacted)
    expect(redactUrl(redacted)).toBe(redacted)
  })

  it.each([
    ['/cart?s3cret', 'https://shop.test/cart'],
    ['item/42#s3cret', 'https://shop.test/shop/item/42'],
    ['?s3cret', 'https://shop.test/shop/list'],
    ['', 'https://shop.test/shop/list'],
    ['//cdn.test/a.js?s3cret', 'https://cdn.test/a.js'],
    ['https://other.test/?s3cret', 'https://other.test/'],
  ])('%j is read against the page it is on', (url, redacted) => {
    expect(redactUrl(url, 'https://bob:s3cret@shop.test/shop/list?s3cret#s3cret')).toBe(redacted)
  })

  it('is cut to the longest that an entry may hold', () => {
    expect(redactUrl(`https://shop.test/${'a'.repeat(5000)}`)).toHaveLength(MAX_URL_LENGTH)
  })

  it('that was redacted stays as it is', () => {
    const once = redactUrl('https://alice:s3cret@shop.test:81/a/b?c#d')
    expect(redactUrl(once)).toBe(once)
  })
})

describe('text with URLs in it', () => {
  it.each([
    ['a message', 'GET https://shop.test/api?key=s3cret failed', 'GET https://shop.test/api failed'],
    ['a URL in brackets', '(https://shop.test/a?s3cret)', '(https://shop.test/a)'],
    ['a URL in quotes', `fetch('https://shop.test/a?s3cret')`, `fetch('https://shop.test/a')`],
    ['two URLs', 'http://a.test/?s3cret, http://b.test/#s3cret', 'http://a.test/, http://b.test/'],
    ['user info', 'at wss://alice:s3cret@a.test/x', 'at wss://a.test/x'],
    ['an upper-case scheme', 'HTTPS://A.TEST/?s3cret', 'https://a.test/'],
    ['a port', 'refused: http://localhost:8080', 'refused: http://localhost:8080/'],
    ['a port and a query', 'refused: http://localhost:8080/?s3cret', 'refused: http://localhost:8080/'],
    ['a quote in a query', "https://shop.test/?name=O'Brien&t=s3cret gone", 'https://shop.test/ gone'],
    ['brackets in a query', '(https://shop.test/?x=(s3cret)&t=s3cret)', '(https://shop.test/)'],
    [
      'a call after a URL',
      `fetch('https://shop.test/?s3cret').then(pay)`,
      `fetch('https://shop.test/').then(pay)`,
    ],
    ['a field that is called data', '{data:1, data: text/plain}', '{data:1, data: text/plain}'],
    ['no URL', 'TypeError: a is not a function', 'TypeError: a is not a function'],
    ['data:', 'at data:text/javascript,s3cret:1:2', 'at data:'],
    ['blob:', 'at blob:https://shop.test/0f3a-s3cret:1:2', 'at blob:'],
  ])('is cleaned of secrets: %s', (_, text, redacted) => {
    expect(redactUrlsIn(text)).toBe(redacted)
  })

  it.each([
    [
      'Chromium',
      'Error: no\n    at pay (https://shop.test/app.js?v=s3cret:12:34)',
      'Error: no\n    at pay (https://shop.test/app.js:12:34)',
    ],
    ['Firefox', 'pay@https://shop.test/app.js?v=s3cret:12:34', 'pay@https://shop.test/app.js:12:34'],
    ['a line alone', 'https://shop.test/app.js?s3cret:12', 'https://shop.test/app.js:12'],
    ['a port', 'at https://shop.test:8443/app.js:12:34', 'at https://shop.test:8443/app.js:12:34'],
    ['an inline script', 'at https://shop.test/:7:9', 'at https://shop.test/:7:9'],
    [
      'an inline script with a query',
      'at https://shop.test/cart?s3cret:7:9',
      'at https://shop.test/cart:7:9',
    ],
    [
      'eval',
      'at eval (eval at x (https://a.test/b.js?s3cret:1:2), <anonymous>:3:4)',
      'at eval (eval at x (https://a.test/b.js:1:2), <anonymous>:3:4)',
    ],
  ])('keeps the places of a stack: %s', (_, stack, redacted) => {
    expect(redactUrlsIn(stack)).toBe(redacted)
  })

  it('is read in a time that grows with its length, not faster', () => {
    const long = `https://${'a:1'.repeat(100_000)}`
    const start = performance.now()
    redactUrlsIn(long)
    redactUrlsIn(`https://a/${':1'.repeat(100_000)}x`)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('cutting', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly 10', 10, 'exactly 10'],
    ['eleven long', 10, 'eleven lo…'],
    ['', 10, ''],
  ])('%j to %i characters gives %j', (text, length, expected) => {
    expect(cut(text, length)).toBe(expected)
  })

  it('never leaves half of a character', () => {
    expect(cut('ab🛒cd', 4)).toBe('ab…')
  })
})
