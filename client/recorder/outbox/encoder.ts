/** Turns the JSON of a frame into what goes on the wire: compressed, or as it is where that is not worth it or not to be had. */
import { MAX_FRAME_BYTES } from '../../../src/protocol/limits.ts'
import { after, guarded } from '../ground/guard.ts'

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

export type Payload = Uint8Array<ArrayBuffer>

export const plain = (json: string): Payload => new TextEncoder().encode(json)

/** The codec has one too, with limits that only the unpacking side needs. */
const gzip = async (json: string): Promise<Payload> => {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * Compresses it, if that is worth it and the browser can.
 * @param done gets undefined where it is to go as it is; once more with the payload, should that come after all
 */
export const compress = (json: string, done: (payload?: Payload) => void): void => {
  const { length } = json
  if (length < WORTH_COMPRESSING || typeof CompressionStream === 'undefined') return done()
  const plainly = guarded(() => done(), 'outbox')
  const late = setTimeout(plainly, length > MOST_PAYLOAD ? COMPRESS_LARGE_MS : COMPRESS_MS)
  after(
    gzip(json),
    (payload) => {
      clearTimeout(late)
      done(payload)
    },
    () => {
      clearTimeout(late)
      plainly()
    },
  )
}
