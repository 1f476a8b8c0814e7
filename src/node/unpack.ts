import { gunzipSync } from 'node:zlib'
import { Encoding, unpack, type Frame } from '../protocol/codec.ts'

/** Below these a frame is unpacked at once, in a fraction of a ms: the way to zlib's threads and back takes longer. */
const SMALL_BYTES = 16_384
const SMALL_JSON_BYTES = 262_144

/** A stored frame's JSON, as `unpack` gives it. */
export const unpackStored = async (frame: Frame): Promise<Uint8Array<ArrayBuffer>> => {
  if (frame.encoding === Encoding.Gzip && frame.payload.length <= SMALL_BYTES) {
    try {
      return new Uint8Array(gunzipSync(frame.payload, { maxOutputLength: SMALL_JSON_BYTES }))
    } catch {
      // Larger than it looks, or none at all: the other way tells which.
    }
  }
  return unpack(frame, Infinity)
}
