import { describe, expect, it } from 'vitest'
import { entrySchema } from '../../src/domain/entry-schema.ts'
import type { Entry, EntryKind } from '../../src/protocol/entries.ts'
import {
  MAX_BODY_TEXT,
  MAX_CONSOLE_ARGS,
  MAX_ENTRY_TEXT,
  MAX_STACK_LENGTH,
  MAX_URL_LENGTH,
} from '../../src/protocol/limits.ts'
import { environmentEntry, pageEntry } from '../support/frames.ts'

const target = { tag: 'button', label: 'Pay now', selector: 'form > button' }

/** One of each kind, with everything that it may say; a new kind makes this a type error. */
const ENTRIES: Record<EntryKind, Entry> = {
  page: pageEntry(),
  click: { kind: 'click', target, x: -3.5, y: 20 },
  input: { kind: 'input', target },
  submit: { kind: 'submit', target },
  console: { kind: 'console', level: 'warn', args: ['a', 'b'], stack: 'at pay (app.js:1:2)' },
  request: {
    kind: 'request',
    initiator: 'fetch',
    method: 'POST',
    url: 'https://shop.example/pay',
    status: 0,
    failure: 'network',
    durationMs: 12.5,
    requestBytes: 3,
    responseBytes: 0,
    requestHeaders: { accept: '*/*', 'content-type': 'application/json' },
    responseHeaders: { 'content-length': '20' },
    requestBody: '{"name":"••••••••"}',
    responseBody: '[]',
  },
  error: {
    kind: 'error',
    source: 'rejection',
    name: 'TypeError',
    message: 'x is undefined',
    stack: 'at pay',
    file: 'https://shop.example/app.js',
    line: 1,
    column: 2,
  },
  environment: {
    ...environmentEntry,
    connection: { effectiveType: '4g', rttMs: 50, downlinkMbps: 10 },
    cores: 8,
    memoryGiB: 8,
  },
  control: { kind: 'control', action: 'gap', detail: '12 frames were lost' },
}

it.each(Object.entries(ENTRIES))('an entry of the kind %s passes unchanged', (_, entry) => {
  expect(entrySchema.parse(entry)).toEqual(entry)
})

describe('an entry is refused', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'page'],
    ['an array', [ENTRIES.page]],
    ['nothing in it', {}],
    ['a kind nobody knows', { kind: 'keylogger', target }],
    ['a kind from the prototype', { kind: 'toString' }],
    ['a part missing', { kind: 'page', url: 'https://shop.example/' }],
    ['a click without a target', { kind: 'click', x: 1, y: 1 }],
    ['a target that is a text', { kind: 'input', target: 'button' }],
    ['a position that is no number', { kind: 'click', target, x: '1', y: 1 }],
    ['a position without end', { kind: 'click', target, x: Infinity, y: 1 }],
    ['a level nobody knows', { ...ENTRIES.console, level: 'fatal' }],
    ['arguments that are no texts', { ...ENTRIES.console, args: [{}] }],
    ['too many arguments', { ...ENTRIES.console, args: Array(MAX_CONSOLE_ARGS + 2).fill('') }],
    ['a status that is none', { ...ENTRIES.request, status: 1_000 }],
    ['a status below 0', { ...ENTRIES.request, status: -1 }],
    ['a duration below 0', { ...ENTRIES.request, durationMs: -1 }],
    ['a method as long as a novel', { ...ENTRIES.request, method: 'X'.repeat(41) }],
    ['a header that may let somebody in', { ...ENTRIES.request, requestHeaders: { authorization: 'x' } }],
    ['a body that is none', { ...ENTRIES.request, responseBody: { order: 1 } }],
    ['a body far too long', { ...ENTRIES.request, requestBody: 'x'.repeat(MAX_BODY_TEXT + 1) }],
    ['an address far too long', { ...ENTRIES.page, url: 'x'.repeat(2 * MAX_URL_LENGTH + 1) }],
    ['a message far too long', { ...ENTRIES.error, message: 'x'.repeat(2 * MAX_ENTRY_TEXT + 1) }],
    ['a stack far too long', { ...ENTRIES.error, stack: 'x'.repeat(2 * MAX_STACK_LENGTH + 1) }],
    ['an action nobody knows', { kind: 'control', action: 'erased' }],
    ['a screen without a width', { ...ENTRIES.environment, screen: { height: 1 } }],
  ])('with %s', (_, entry) => {
    expect(entrySchema.safeParse(entry).success).toBe(false)
  })
})
