/** Requests that outlive their page: what a page that is hidden or goes away still has to say. */
import { KEEPALIVE_BYTES } from '../../../src/protocol/limits.ts'
import type { RecorderMessage } from '../../../src/protocol/messages.ts'
import { sumOf } from '../../../src/protocol/sum.ts'
import { after, guarded } from '../ground/guard.ts'
import type { Line } from './line.ts'
import { framesFor, post } from './upload.ts'

/** Room for the head beside the frames. */
const HEAD_BYTES = 8_000

/** Of all requests of this page that are on their way: the browser counts them together (Fetch standard §4.7). */
let flying = 0

/** Sends the oldest frames that fit; the rest is for the outbox. */
export const postKeepalive = guarded((line: Line, then: RecorderMessage[]): void => {
  const frames = framesFor(line, KEEPALIVE_BYTES - HEAD_BYTES - flying, 0)
  const bytes = HEAD_BYTES + sumOf(frames, ({ length }) => 4 + length)
  if (frames.length === 0 && then.length === 0) return
  flying += bytes
  const done = (): void => {
    flying -= bytes
  }
  after(post(line, then, frames, { keepalive: true }), done, done)
})
