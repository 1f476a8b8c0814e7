/** Frames that a page could not deliver before it went away, for the next page of the same tab. */
import { decodeUpload, encodeUpload } from '../../src/protocol/codec.ts'
import { STORAGE_KEY } from '../../src/protocol/handover.ts'
import { SPOOL_LENGTH } from '../../src/protocol/limits.ts'
import { attempt } from './guard.ts'
import type { HeldFrame } from './outbox.ts'

const KEY = `${STORAGE_KEY}-spool`

/** One character for each byte; the decoder maps 0x80–0xFF to U+F780–U+F7FF (Encoding standard, x-user-defined). */
const toText = (bytes: Uint8Array): string => new TextDecoder('x-user-defined').decode(bytes)

const toBytes = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i) & 0xff
  return bytes
}

/** What the spool says about its frames, in the head of the upload body that it is written as. */
interface SpoolHead {
  tab: string
  frames: { seq: number; sentAt: number; fresh: boolean }[]
}

/** Keeps the oldest frames that fit: a resend needs them without a hole. */
export const saveSpool = (tab: string, held: readonly HeldFrame[]): void => {
  let room = SPOOL_LENGTH
  const head: SpoolHead = { tab, frames: [] }
  const kept: Uint8Array[] = []
  for (const { seq, sentAt, fresh, bytes } of held) {
    room -= (bytes?.length ?? Infinity) + 80
    if (!bytes || room < 0) break
    head.frames.push({ seq, sentAt, fresh })
    kept.push(bytes)
  }
  attempt(() => {
    if (kept.length === 0) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, toText(encodeUpload(JSON.stringify(head), kept)))
  })
}

/** Takes the frames out; none when they are of another tab's stream. */
export const takeSpool = (tab: string): HeldFrame[] =>
  attempt(() => {
    const text = sessionStorage.getItem(KEY)
    if (text === null) return []
    sessionStorage.removeItem(KEY)
    const { head, frames } = decodeUpload(toBytes(text))
    const spooled = JSON.parse(head) as SpoolHead
    if (spooled.tab !== tab) return []
    return frames.map((bytes, index) => ({ ...spooled.frames[index]!, size: bytes.length, bytes }))
  }) ?? []

export const clearSpool = (): void => {
  attempt(() => sessionStorage.removeItem(KEY))
}
