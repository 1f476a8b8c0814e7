/** Untrusted text from sockets and uploads, checked against the messages of the protocol. */
import { z } from 'zod'
import { ProtocolError, TAB_PATTERN } from '../protocol/codec.ts'
import { MAX_TEXT_MESSAGE_BYTES } from '../protocol/limits.ts'
import type { RecorderMessage, UploadHead, ViewerMessage } from '../protocol/messages.ts'

const token = z.string().max(4_096)

/** Beyond it a date has no four-digit year; with a day of tolerance on top it is still one (F7). */
const LATEST_CLOCK = Date.UTC(9999, 0)

const recorderHello = z.object({
  type: z.literal('hello'),
  v: z.number(),
  token,
  tab: z.string().regex(TAB_PATTERN),
  from: z.number().int().min(1).max(0xffff_ffff),
  clock: z.number().positive().max(LATEST_CLOCK),
})

const recorderMessage = z.discriminatedUnion('type', [
  recorderHello,
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('resume') }),
  z.object({
    type: z.literal('stop'),
    reason: z.enum(['customer', 'idle', 'limit', 'bar-removed', 'site-refused']),
  }),
  z.object({ type: z.literal('leave'), navigates: z.boolean().optional() }),
  z.object({ type: z.literal('holding'), events: z.number().int().min(0).max(100_000_000) }),
]) satisfies z.ZodType<RecorderMessage>

const viewerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), v: z.number(), token }),
  z.object({ type: z.literal('resync') }),
  z.object({ type: z.literal('ping'), sent: z.number() }),
]) satisfies z.ZodType<ViewerMessage>

const uploadHead = z.object({
  hello: recorderHello,
  then: z.array(recorderMessage).max(8).optional(),
})

const read = <T>(schema: z.ZodType<T>, text: string): T => {
  if (text.length > MAX_TEXT_MESSAGE_BYTES) throw new ProtocolError('too-big', 'The message is too long.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProtocolError('malformed', 'The message is not JSON.')
  }
  const result = schema.safeParse(value)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new ProtocolError(
      'malformed',
      `The message is not known: ${issue?.path.join('.')} ${issue?.message}`,
    )
  }
  return result.data
}

/** @throws ProtocolError */
export const readRecorderMessage = (text: string): RecorderMessage => read(recorderMessage, text)
/** @throws ProtocolError */
export const readViewerMessage = (text: string): ViewerMessage => read(viewerMessage, text)
/** @throws ProtocolError */
export const readUploadHead = (text: string): UploadHead => {
  const { then, ...head } = read(uploadHead, text)
  return then ? { ...head, then } : head
}
