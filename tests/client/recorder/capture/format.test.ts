import { describe, expect, it } from 'vitest'
import { describeThrown, formatArgs, formatValue } from '../../../../client/recorder/capture/format.ts'
import { MAX_CONSOLE_ARGS, MAX_ENTRY_TEXT, MAX_RAW_TEXT } from '../../../../src/protocol/limits.ts'

const circular: Record<string, unknown> = { name: 'ring' }
circular['self'] = circular

class Cart {
  items = ['tea']
}

describe('formatValue', () => {
  it.each<[string, unknown, string]>([
    ['a string as it is', 'hello', 'hello'],
    ['null and undefined', [null, undefined], '[null, undefined]'],
    ['negative zero', -0, '-0'],
    ['a bigint', 12n, '12n'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function by its name', function pay() {}, 'ƒ pay()'],
    ['strings inside in quotes', { a: 'x', b: [1, 'y'] }, '{a: "x", b: [1, "y"]}'],
    ['a class by its name', new Cart(), 'Cart {items: ["tea"]}'],
    ['a Map and a Set', [new Map([['k', 1]]), new Set([1, 2])], '[Map(1) {"k" => 1}, Set(2) {1, 2}]'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a date that is none', new Date(Number.NaN), 'Invalid Date'],
    ['bytes by their number', new Uint8Array(5), 'Uint8Array(5 bytes)'],
    ['a ring', circular, '{name: "ring", self: [circular]}'],
    ['what is deep by its kind', { a: { b: { c: { d: 1 } } } }, '{a: {b: {c: Object {…}}}}'],
    ['an element by its tag alone', { nodeType: 1, nodeName: 'INPUT', value: 'secret' }, '<input>'],
    ['other nodes by their name', { nodeType: 9, nodeName: '#document' }, '#document'],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{a: 1}'],
  ])('writes %s', (_, value, text) => {
    expect(formatValue(value)).toBe(text)
  })

  it.each([
    ['Chromium', 'TypeError: no total\n    at total (https://shop.example/a.js:1:2)', ''],
    [
      'Firefox',
      'total@https://shop.example/a.js:1:2\n@https://shop.example/a.js:9:1\n',
      'TypeError: no total\n',
    ],
    [
      'WebKit',
      'total@https://shop.example/a.js:1:2\nglobal code@https://shop.example/a.js:9:1',
      'TypeError: no total\n',
    ],
  ])('writes an error of %s with its name, its message once, and where it came from', (_, stack, before) => {
    const error = Object.assign(new TypeError('no total'), { stack })
    expect(formatValue(error)).toBe(before + stack)
  })

  it('writes an error whose message is also the name of a function', () => {
    const error = Object.assign(new Error('pay'), { stack: 'pay@https://shop.example/a.js:1:2' })
    expect(formatValue(error)).toBe('Error: pay\npay@https://shop.example/a.js:1:2')
  })

  it('does not run getters', () => {
    let ran = false
    const value = {
      get trap() {
        ran = true
        throw new Error('no')
      },
    }
    expect(formatValue(value)).toBe('{trap: (getter)}')
    expect(ran).toBe(false)
  })

  it('does not take for an error what only has the look of one, and runs none of its getters [L24]', () => {
    const ran: string[] = []
    const fake = {
      get stack() {
        ran.push('stack')
        return 'secret'
      },
      get message() {
        ran.push('message')
        return 'secret'
      },
    }
    expect(formatValue(fake)).toBe('{stack: (getter), message: (getter)}')
    expect(ran).toEqual([])
  })

  it('survives a value that throws at every touch', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
        has: () => {
          throw new Error('no')
        },
        getPrototypeOf: () => {
          throw new Error('no')
        },
      },
    )
    expect(formatValue(hostile)).toBe('[unreadable]')
  })

  it('caps long strings, wide objects and both together', () => {
    expect(formatValue('x'.repeat(10_000_000)).length).toBeLessThanOrEqual(MAX_RAW_TEXT)
    expect(formatValue(Array.from({ length: 100 }, (_, i) => i))).toMatch(/19, … 80 more\]$/)
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'y'.repeat(10_000)]))
    expect(formatValue([wide, wide, wide]).length).toBeLessThanOrEqual(2 * MAX_ENTRY_TEXT)
  })
})

describe('a secret in what is logged', () => {
  const WORD = 'Zq7hunter2'

  it.each<[string, unknown]>([
    ['a property', { password: WORD }],
    ['a property in another language', { wachtwoord: WORD, Kennwort: WORD, contraseña: WORD }],
    ['a nested one', { user: { accessToken: WORD, pinCode: WORD } }],
    ['an entry of a map', new Map([['api_key', WORD]])],
    ['a pair', [['client-secret', WORD]]],
    ['a named value', [{ name: 'cvv', value: WORD }]],
    ['a number', { userpassword: 7_482_913 }],
  ])('is masked under its name: %s', (_, value) => {
    expect(formatValue(value)).not.toMatch(/Zq7|748/)
    expect(formatValue(value)).toContain('••••••••')
  })

  it('is masked behind its name', () => {
    expect(formatArgs(['password:', WORD, 'user', 'ana'])).toEqual(['password:', '••••••••', 'user', 'ana'])
    expect(formatArgs(['the new token is', WORD])).toEqual(['the new token is', '••••••••'])
    expect(formatArgs(['passed', 3, 'key', 'Enter'])).toEqual(['passed', '3', 'key', 'Enter'])
  })

  it('is masked before it is cut', () => {
    const card = '4111 1111 1111 1111'
    for (let at = 380; at < 402; at += 1)
      expect(formatValue({ text: `${'x '.repeat(at / 2)}${card} and more` })).not.toMatch(/4111|11 11/)
    for (let at = MAX_RAW_TEXT - 30; at < MAX_RAW_TEXT + 2; at += 1)
      expect(formatValue(`${'x'.repeat(at)} ${card} and more`)).not.toMatch(
        /4111 1111 1111 1(?!111)|4111 1111…|4111…/,
      )
  })
})

describe('formatArgs', () => {
  it('tells how many arguments are not shown', () => {
    const args = formatArgs(Array.from({ length: MAX_CONSOLE_ARGS + 5 }, (_, i) => i))
    expect(args).toHaveLength(MAX_CONSOLE_ARGS)
    expect(args.at(-1)).toBe('… 6 more')
  })
})

describe('describeThrown', () => {
  it('reads an error', () => {
    expect(describeThrown(new TypeError('bad'))).toMatchObject({ name: 'TypeError', message: 'bad' })
  })

  it('reads what is no error', () => {
    expect(describeThrown('oops')).toEqual({ name: 'string', message: 'oops' })
    expect(describeThrown({ code: 7 })).toEqual({ name: 'Object', message: '{code: 7}' })
    expect(describeThrown(undefined)).toEqual({ name: 'undefined', message: 'undefined' })
  })
})
