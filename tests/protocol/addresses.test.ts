/** Addresses in messages: what is cut from them, what stays, and how long that takes. */
import { describe, expect, it } from 'vitest'
import { redactUrlsIn } from '../../src/protocol/addresses.ts'
import { redactUrl } from '../../src/protocol/redact.ts'
import { findSecrets, maskSecrets } from '../../src/protocol/secret-shapes.ts'

describe('of an address in a message is cut what may be private', () => {
  it.each([
    ['relative to the host', 'GET /x?name=Maria&room=4', 'GET /x'],
    ['with a status behind it', "GET '/api/x?token=s3cret' 500", "GET '/api/x' 500"],
    ['the same without quotes', 'GET /api/x?token=s3cret 500 (Error)', 'GET /api/x 500 (Error)'],
    ['a query without a name', 'at /api/x?Maria', 'at /api/x'],
    ['a fragment', 'went to /account#access_token=s3cret', 'went to /account'],
    ['relative to the page', 'loading ./orders/list?of=Maria', 'loading ./orders/list'],
    ['above the page', 'loading ../list?of=Maria', 'loading ../list'],
    ['a file beside the page', 'cart.php?customer=Maria', 'cart.php'],
    ['a page beside the page', 'no route for cart?customer=Maria', 'no route for cart'],
    ['without a scheme', 'GET //shop.test/cart?of=Maria', 'GET //shop.test/cart'],
    ['a host alone without a scheme', 'GET //shop.test?of=Maria', 'GET //shop.test'],
    ['user and password without a scheme', '//maria:s3cret@shop.test/cart', '//shop.test/cart'],
    ['www', 'see www.shop.test/cart?of=Maria', 'see www.shop.test/cart'],
    ['a host and a path', 'shop.example/cart?of=Maria gone', 'shop.example/cart gone'],
    ['a host and a query', 'shop.example?of=Maria', 'shop.example'],
    ['localhost', 'localhost:8080/x?of=Maria', 'localhost:8080/x'],
    ['a query alone', 'query was ?name=Maria&room=4', 'query was ?***'],
    ['a fragment alone', 'hash: #id_token=s3cret', 'hash: #***'],
    ['pairs alone', 'body name=Maria&room=4', 'body ***'],
    ['a query with a blank in it', 'GET /x?name=Maria Lopez&room=4', 'GET /x ***'],
    ['a quote in a query', "GET /x?name=O'Brien&t=s3cret gone", 'GET /x gone'],
    ['an accent behind a quote', "GET /x?name=O'Ångström", 'GET /x'],
    ['a list in a query', 'GET /x?ids=17,18,19;of=Maria', 'GET /x'],
    ['brackets in a query', '(/x?filter[name]=Maria)', '(/x)'],
    ['JSON in a query', 'GET /x?q={"name":"Maria"} failed', 'GET /x failed'],
    ['a token in a path', 'PUT /reset/a8f3k2m9q1/done', 'PUT /reset/***/done'],
    ['a number in a path', 'PUT users/4915112345678/name', 'PUT users/***/name'],
    ['an e-mail address in a path', 'PUT /users/maria@shop.test', 'PUT /users/***'],
    ['percent-escaped', 'next: %2Fx%3Fname%3DMaria%26room%3D4', 'next: %2Fx'],
    ['escaped twice', 'next: %252Fx%253Fname%253DMaria', 'next: %252Fx'],
    ['escaped inside another', 'to /login?next=%2Fx%3Fname%3DMaria', 'to /login'],
    ['escaped pairs', 'sent name%3DMaria%26room%3D4', 'sent ***'],
    ['escaped for JSON', String.raw`{"url":"\/x?name=Maria"}`, String.raw`{"url":"\/x"}`],
    [
      'escaped for JSON, with a host',
      String.raw`{"url":"https:\/\/a.test\/x?name=Maria"}`,
      '{"url":"https://a.test/x"}',
    ],
    ['characters as code points', String.raw`{"url":"/x\u003fname\u003dMaria\u0026b"}`, '{"url":"/x"}'],
    [
      'JSON in JSON',
      String.raw`"{\"url\":\"/x?name=Maria\",\"n\":1}"`,
      String.raw`"{\"url\":\"/x\",\"n\":1}"`,
    ],
    ['JSON', '{"url":"/x?name=Maria","who":"Bob"}', '{"url":"/x","who":"Bob"}'],
    ['HTML', '<a href="/x?a=Maria&amp;b=2" title="t">go</a>', '<a href="/x" title="t">go</a>'],
    ['HTML without quotes', '<img src=/x?a=Maria>', '<img src=/x>'],
    ['mailto:', 'cannot open mailto:maria@shop.test?subject=Loan', 'cannot open mailto:'],
    ['tel:', 'open tel:+4915112345678', 'open tel:'],
    ['a scheme of an app', 'open myapp://pay/Maria?token=s3cret', 'open myapp:'],
    ['a file', 'open file:///home/maria/loan.pdf', 'open file:'],
    ['a name in front', 'url=https://a.test/x?name=Maria', 'url=https://a.test/x'],
    ['a name in front of a path', 'url=/x?name=Maria', 'url=/x'],
    ['parameters of a path', 'GET /x;jsessionid=Maria2 failed', 'GET /x failed'],
    ['parameters of a path of a host', 'https://a.test/x;token=Maria', 'https://a.test/x'],
    ['characters as JavaScript escapes them', String.raw`a/b\x3fname\x3dMaria`, 'a/b'],
    ['a route in a fragment', 'no route #/reset/Maria', 'no route #***'],
    ['a query that is one word', 'got ?Maria', 'got ?***'],
    ['the fragment of a blank page', 'about:blank#Maria', 'about:'],
    ['a host in another alphabet', 'www.bücher.test?Maria', 'www.bücher.test'],
    ['a folder of somebody', 'at /home/maria/app/x.txt', 'at /home/***/app/x.txt'],
    ['a folder of somebody on Windows', 'at C:\\Users\\maria\\x.js', 'at C:\\Users\\***\\x.js'],
    ['a file with one slash', 'open file:/home/maria/loan', 'open file:'],
    ['a short code', 'PUT /reset/x7k2q/done', 'PUT /reset/***/done'],
    ['a code with hyphens', 'GET /r/K7P-2QX-91M/x', 'GET /r/***/x'],
    ['a code before an extension', 'GET /f/a8f3k2.pdf', 'GET /f/***'],
    ['a code with the name of a script', 'GET /f/a8f3k2m9q1.js', 'GET /f/***'],
    ['a number with letters in front', 'GET /f/INV-48213.pdf', 'GET /f/***'],
    ['data in JSON', '{"src":"data:image/png;base64,s3cret"}', '{"src":"data:"}'],
  ])('%s', (_, text, redacted) => {
    expect(redactUrlsIn(text)).toBe(redacted)
    // What went through once stays as it is: the server does it again.
    expect(redactUrlsIn(redacted)).toBe(redacted)
  })
})

describe('what is no address stays:', () => {
  it.each([
    'Is this ok? yes=1',
    'What?! Really??',
    'a/b',
    '1/2',
    'and/or',
    '24/7 from 12:30',
    'key: value',
    'x=1',
    'a = b && c = d',
    'if (a&&b=c) {}',
    'user?.name is undefined',
    'user.address?.street',
    "Cannot read properties of undefined (reading 'x')",
    'C# and F#',
    'issue #12',
    'div#main > .card:not(.x)',
    'AT&T',
    'Tom &amp; Jerry',
    '100 % of 3',
    '50%',
    'text/html; charset=utf-8',
    'application/vnd.api+json',
    '2026-11-30T12:00:00.000Z',
    '30/11/2026',
    '{data:1, data: text/plain}',
    'time: 12:30:45',
    'TypeError: a is not a function',
    '// a comment',
    '/ab+c/i',
    'node_modules/react-dom/cjs/react-dom.production.min.js',
    '    at pay (/srv/app/src/pay.js:12:34)',
    '    at pay (src/pay.ts:12:34)',
    '    at pay (app.8f3a2b9c.js:12:34)',
    '    at pay (webpack-internal:///./src/pay.ts:12:34)',
    '    at pay (node:internal/process:1:2)',
    '    at pay (C:\\app\\pay.js:12:34)',
    'https://shop.test/app.js:12:34',
    'https://a.test/v2/page-2/es2020/utf8/h264/k8s/2024-11-30/report2024/i18n/v1beta1/step-2-of-3/mp3/ipv4/b2b/top10',
    'https://a.test/orders/4711/iso-8859-1/sha256/1920x1080/3rd/covid-19/base64url',
    'https://a.test/_next/static/chunks/main-8f3a2b9c.js',
    'https://a.test/assets/index-BX3f9a2b.css',
    '',
  ])('%s', (text) => {
    expect(redactUrlsIn(text)).toBe(text)
  })

  it.each([
    ['pay@/app.js?v=s3cret:12:34', 'pay@/app.js:12:34'],
    ['at pay (app.js?v=s3cret:12:34)', 'at pay (app.js:12:34)'],
    ['at pay (//cdn.test/app.js?v=s3cret:12:34)', 'at pay (//cdn.test/app.js:12:34)'],
    ['at pay (webpack:///./src/pay.ts?s3cret:12:34)', 'at pay (webpack:///./src/pay.ts:12:34)'],
    ['at pay (file:///home/maria/app/pay.js:12:34)', 'at pay (file:…/pay.js:12:34)'],
    ['at pay (capacitor://localhost/pay.js?s3cret:12:34)', 'at pay (capacitor:…/pay.js:12:34)'],
  ])('the place in %s', (stack, redacted) => {
    expect(redactUrlsIn(stack)).toBe(redacted)
    expect(redactUrlsIn(redacted)).toBe(redacted)
  })
})

/** Pieces that make a pattern look far, or back. */
const PIECES = [
  ['letters', 'a'],
  ['digits', '1'],
  ['letters and digits', 'a1'],
  ['blanks', ' '],
  ['slashes', '/'],
  ['escaped slashes', '\\/'],
  ['question marks', '?'],
  ['hashes', '#'],
  ['ampersands', '&'],
  ['entities', '&amp;'],
  ['pairs', '&a=b'],
  ['names without a value', '&a'],
  ['percent signs', '%'],
  ['escapes', '%25'],
  ['escaped ampersands', '%26a'],
  ['escaped slashes in percent', '%2f'],
  ['code points', '\\u003f'],
  ['backslashes', '\\'],
  ['colons', ':'],
  ['places', ':1'],
  ['long places', ':1:1'],
  ['dots', '.'],
  ['labels', 'a.'],
  ['hosts', 'a.test/'],
  ['quotes', "'"],
  ['quotes and letters', "'a"],
  ['brackets', '('],
  ['JSON', '{"a":'],
  ['equals and quotes', '="a'],
  ['at signs', '@a.'],
  ['schemes', 'http://'],
  ['half schemes', 'http:/'],
  ['scheme characters', 'a+'],
  ['data', 'data:a/a'],
  ['data types', 'data:image/'],
  ['blobs', 'blob:https:'],
  ['mail', 'mailto:'],
  ['addresses', 'https://a.test/?a=b '],
  ['addresses in a row', 'https://a.test/?a=b,'],
  ['paths with queries', '/a?b=c('],
  ['heads of tokens', 'eyJ'],
  ['tokens', 'eyJaaaaaaaaaaaaa.'],
  ['key prefixes', 'sk-'],
  ['other key prefixes', 'SG.'],
  ['GitHub tokens', 'ghp_'],
  ['bearers', 'bearer '],
  ['fours', '4111 '],
  ['accounts', 'DE89 3704 0044 '],
  ['security numbers', '078-05-'],
  ['e-mail addresses', 'a@b.co,'],
  ['heads of private keys', '-----BEGIN A'],
  ['private keys without an end', '-----BEGIN PRIVATE KEY-----'],
  ['ends of private keys', '-----END A'],
] as const

const FUNCTIONS: Record<string, (text: string) => unknown> = {
  redactUrlsIn,
  redactUrl: (text) => redactUrl(`https://shop.test/${text}`),
  'redactUrl of what may be none': (text) => redactUrl(text),
  findSecrets,
  maskSecrets,
}

/** Of the quickest of some runs, in ns of this thread's own time for each character: others may use the machine as well. */
const costOf = (work: (text: string) => unknown, piece: string, length: number): number => {
  const text = piece.repeat(Math.ceil(length / piece.length))
  let best = Infinity
  for (let run = 0; run < (length > 500_000 ? 1 : 3); run += 1) {
    const start = process.threadCpuUsage()
    work(text)
    best = Math.min(best, process.threadCpuUsage(start).user)
  }
  return (best * 1_000) / length
}

describe('the time that a hostile text takes grows with its length, and no faster', () => {
  for (const [name, work] of Object.entries(FUNCTIONS)) {
    it(
      name,
      () => {
        const slow: string[] = []
        for (const [what, piece] of PIECES) {
          const [small, middle, large] = [10_000, 100_000, 1_000_000].map((length) =>
            costOf(work, piece, length),
          )
          // A quadratic pattern costs ten times as much for each character from one length to the next. What is below
          // a microsecond for a character is quick enough, however a busy machine measures it.
          if (Math.max(middle!, large!) > Math.max(1_000, 6 * small!))
            slow.push(`${what}: ${small} ${middle} ${large}`)
        }
        expect(slow).toEqual([])
      },
      60_000,
    )
  }
})
