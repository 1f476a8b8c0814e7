/** Checks entries that a recorder sent: what is stored has the shape that src/protocol/entries.ts promises. */
import { z } from 'zod'
import { BODY_HEADERS, CONTROL_ACTIONS, type Entry } from '../protocol/entries.ts'
import {
  MAX_BODY_TEXT,
  MAX_CONSOLE_ARGS,
  MAX_ENTRY_TEXT,
  MAX_STACK_LENGTH,
  MAX_URL_LENGTH,
} from '../protocol/limits.ts'

// A little above the recorder's own limits: the server refuses abuse, not a rounding difference.
const text = z.string().max(MAX_ENTRY_TEXT * 2)
const stack = z.string().max(MAX_STACK_LENGTH * 2)
const url = z.string().max(MAX_URL_LENGTH * 2)
const count = z.number().nonnegative()
const size = z.object({ width: count, height: count })
const headers = z.partialRecord(z.enum(BODY_HEADERS), z.string().max(200))
const body = z.string().max(MAX_BODY_TEXT)
const target = z.object({ tag: text, label: text, selector: text })

export const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    url,
    title: text,
    cause: z.enum(['load', 'reload', 'back-forward', 'push', 'replace', 'pop', 'hash']),
  }),
  z.object({ kind: z.literal('click'), target, x: z.number(), y: z.number() }),
  z.object({ kind: z.literal('input'), target }),
  z.object({ kind: z.literal('submit'), target }),
  z.object({
    kind: z.literal('console'),
    level: z.enum(['debug', 'log', 'info', 'warn', 'error']),
    args: z.array(text).max(MAX_CONSOLE_ARGS + 1),
    stack: stack.optional(),
  }),
  z.object({
    kind: z.literal('request'),
    initiator: z.enum(['fetch', 'xhr']),
    method: z.string().max(40),
    url,
    status: z.number().int().min(0).max(999),
    failure: z.enum(['network', 'aborted', 'timeout']).optional(),
    durationMs: count,
    requestBytes: count.optional(),
    responseBytes: count.optional(),
    requestHeaders: headers.optional(),
    responseHeaders: headers.optional(),
    requestBody: body.optional(),
    responseBody: body.optional(),
  }),
  z.object({
    kind: z.literal('error'),
    source: z.enum(['uncaught', 'rejection']),
    name: text,
    message: text,
    stack: stack.optional(),
    file: url.optional(),
    line: count.optional(),
    column: count.optional(),
  }),
  z.object({
    kind: z.literal('environment'),
    userAgent: text,
    platform: text,
    languages: z.array(z.string().max(60)).max(40),
    timezone: z.string().max(100),
    screen: size,
    viewport: size,
    pixelRatio: count,
    touchPoints: count,
    colorScheme: z.enum(['light', 'dark']),
    reducedMotion: z.boolean(),
    cookiesEnabled: z.boolean(),
    online: z.boolean(),
    connection: z.object({ effectiveType: z.string().max(20), rttMs: count, downlinkMbps: count }).optional(),
    cores: count.optional(),
    memoryGiB: count.optional(),
  }),
  z.object({
    kind: z.literal('control'),
    action: z.enum(CONTROL_ACTIONS),
    detail: text.optional(),
  }),
]) satisfies z.ZodType<Entry>
