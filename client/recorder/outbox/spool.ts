/** Frames that a page could not deliver before it went away, for the next page of the same tab. */
import { STORAGE_KEY } from '../../../src/protocol/handover.ts'
import { SPOOL_LENGTH } from '../../../src/protocol/limits.ts'
import { tryTo } from '../ground/guard.ts'
import type { HeldFrame } from './held-frame.ts'

const KEY = `${STORAGE_KEY}-spool`

/** One character for each byte; the decoder maps 0x80–0xFF to U+F780–U+F7FF (Encoding standard, x-user-defined). */
const toText = (bytes: Uint8Array): string => new TextDecoder('x-user-defined').decode(bytes)

const toBytes = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(text.length)
  // What is above 0xFF falls off.
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** First line of the spool; the frames follow it, one behind the other. */
interface SpoolHead {
  tab: string
  frames: Omit<HeldFrame, 'json' | 'bytes' | 'kept'>[]
}

/** Of the frames that the browser's database does not have yet, the oldest that fit: a resend needs them without a hole. */
export const saveSpool = (tab: string, held: readonly HeldFrame[]): void => {
  let room = SPOOL_LENGTH
  const head: SpoolHead = { tab, frames: [] }
  let texts = ''
  for (const { seq, sentAt, size, events, fresh, bytes, kept } of held) {
    if (kept) continue
    room -= size + 80
    if (!bytes || room < 0) break
    head.frames.push({ seq, sentAt, size, events, fresh })
    texts += toText(bytes)
  }
  tryTo(() => {
    if (texts === '') sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, `${JSON.stringify(head)}\n${texts}`)
  })
}

/** Takes the frames out; none when they are of another tab's stream. */
export const takeSpool = (tab: string): HeldFrame[] =>
  tryTo(() => {
    const text = sessionStorage.getItem(KEY)
    if (text === null) return []
    sessionStorage.removeItem(KEY)
    let at = text.indexOf('\n') + 1
    const head = JSON.parse(text.slice(0, at)) as SpoolHead
    if (head.tab !== tab) return []
    return head.frames.map((frame) => ({ ...frame, bytes: toBytes(text.slice(at, (at += frame.size))) }))
  }) ?? []

export const clearSpool = (): void => {
  tryTo(() => sessionStorage.removeItem(KEY))
}
