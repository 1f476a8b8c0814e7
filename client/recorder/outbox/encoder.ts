/** Turns frames into what goes on the wire: compressed, or as they are where that is not worth it or not to be had. */
import { encodeFrame, Encoding } from '../../../src/protocol/codec.ts'
import { MAX_FRAME_BYTES } from '../../../src/protocol/limits.ts'
import { noteFault } from '../ground/faults.ts'
import { after, guarded } from '../ground/guard.ts'
import type { HeldFrame } from './held-frame.ts'

/** Below this many characters gzip gains little and costs a turn of the event loop. */
const WORTH_COMPRESSING = 600
/**
 * A compressor that never answers would hold up all that follows. Gzip takes about 10 ms for a frame of the usual size;
 * one that is too large to go as it is gets more time.
 */
const COMPRESS_MS = 5_000
const COMPRESS_LARGE_MS = 30_000
/** Without the frame's head. */
export const MOST_PAYLOAD = MAX_FRAME_BYTES - 64

type Payload = Uint8Array<ArrayBuffer>
type FrameEncoding = typeof Encoding.Json | typeof Encoding.Gzip

export interface EncoderOptions {
  tab: string
  /** @param before its size until now */
  onEncoded: (frame: HeldFrame, before: number) => void
  /** Larger than a frame may be: puts something smaller in its place, which is then encoded. */
  onTooLarge: (frame: HeldFrame) => void
  /** Nothing can encode it. */
  onFailed: (frame: HeldFrame) => void
}

/** The codec has one too, with limits that only whoever unpacks needs. */
const gzip = async (json: string): Promise<Payload> => {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

export const createEncoder = ({ tab, onEncoded, onTooLarge, onFailed }: EncoderOptions) => {
  /** @throws where the browser, or what the page made of it, cannot encode it */
  const toBytes = (frame: HeldFrame, encoding: FrameEncoding, payload: Payload): void => {
    const { seq, sentAt } = frame
    frame.bytes = encodeFrame({ tab, seq, sentAt, encoding, payload })
    delete frame.json
    const before = frame.size
    frame.size = frame.bytes.length
    onEncoded(frame, before)
  }

  /** @throws as toBytes */
  const settle = (frame: HeldFrame, encoding: FrameEncoding, payload: Payload): void => {
    if (frame.bytes) return
    if (payload.length <= MOST_PAYLOAD) return toBytes(frame, encoding, payload)
    onTooLarge(frame)
    toBytes(frame, Encoding.Json, new TextEncoder().encode(frame.json))
  }

  const asPlain = guarded((frame: HeldFrame) => {
    if (frame.bytes) return
    try {
      settle(frame, Encoding.Json, new TextEncoder().encode(frame.json))
    } catch (error) {
      noteFault(error, 'outbox')
      if (!frame.bytes) onFailed(frame)
    }
  }, 'outbox')

  const encode = (frame: HeldFrame): void => {
    const { length } = frame.json!
    if (length < WORTH_COMPRESSING || typeof CompressionStream === 'undefined') return asPlain(frame)
    const late = setTimeout(() => asPlain(frame), length > MOST_PAYLOAD ? COMPRESS_LARGE_MS : COMPRESS_MS)
    const plainly = (): void => {
      clearTimeout(late)
      asPlain(frame)
    }
    const settled = (payload: Payload): void => {
      try {
        settle(frame, Encoding.Gzip, payload)
        clearTimeout(late)
      } catch {
        plainly()
      }
    }
    after(gzip(frame.json!), settled, plainly)
  }

  return { encode, asPlain }
}
