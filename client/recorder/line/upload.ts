/** The way by HTTP POST, where a WebSocket cannot be opened: the same frames, one request at a time. */
import { encodeUpload } from '../../../src/protocol/codec.ts'
import type {
  RecorderCommand,
  RecorderMessage,
  UploadAnswer,
  UploadHead,
} from '../../../src/protocol/messages.ts'
import { outcomeOfStatus } from '../../../src/protocol/outcomes.ts'
import { sumOf } from '../../../src/protocol/sum.ts'
import { after, guarded } from '../ground/guard.ts'
import { retryAfter } from './backoff.ts'
import { obey, type CommandWay } from './commands.ts'
import { helloOf, LOOK_MS, type Line, type Way, type WayEvents } from './line.ts'
import { paceOf, patienceFor } from './pace.ts'

/** With nothing to send, this often the server may hand over its commands. */
const ASK_MS = 2_000

/** Frames from the oldest on, without a hole: as many as fit in `room` bytes, and not fewer than `least`. */
export const framesFor = ({ outbox }: Line, room: number, least: number): Uint8Array<ArrayBuffer>[] => {
  const frames: Uint8Array<ArrayBuffer>[] = []
  let left = room
  for (const { bytes } of outbox.held) {
    left -= (bytes?.length ?? 0) + 4
    if (!bytes || (left < 0 && frames.length >= least)) break
    frames.push(bytes)
  }
  return frames
}

export const post = (
  line: Line,
  then: RecorderMessage[],
  frames: Uint8Array<ArrayBuffer>[],
  settings: RequestInit,
): Promise<Response> => {
  const head: UploadHead = { hello: helloOf(line), then }
  return fetch(`${line.base}/r/${line.recording}/frames`, {
    method: 'POST',
    body: encodeUpload(JSON.stringify(head), frames),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...settings,
  })
}

/** One request, as it was sent. */
interface Exchange {
  /** Number of the last frame in it, and the bytes of all. */
  sent: number
  bytes: number
  said: RecorderMessage[]
  answer: Promise<Response>
}

const ask = (line: Line, frames: Uint8Array<ArrayBuffer>[], signal: AbortSignal): Exchange => {
  const { outbox, mailbox } = line
  const said = mailbox.due(frames.length === outbox.held.length)
  return {
    sent: outbox.held[frames.length - 1]?.seq ?? outbox.from - 1,
    bytes: sumOf(frames, ({ length }) => length),
    said,
    answer: post(line, said, frames, { signal }),
  }
}

export const openUpload = (line: Line, events: WayEvents): Way => {
  const { outbox, refusals, mailbox } = line
  const stop = new AbortController()
  let busy = false
  let over = false
  let opened = false
  let askedAt = 0
  let pace = paceOf(0, 1)
  /** Bytes of the request that is on its way, and the ms for which it has been. */
  let flying = 0
  let silence = 0

  const commandWay: CommandWay = {
    stored: outbox.ack,
    // It is open once all commands of the answer are read.
    welcomed: () => !over,
    // Each request begins at the oldest frame.
    resend: () => {},
  }

  const refuse = ({ status, headers }: Response, sent: number): void => {
    const { next, closeCode } = outcomeOfStatus(status)
    if (next === 'final') return end({ kind: 'final', code: closeCode })
    const afterMs = retryAfter(headers.get('retry-after'))
    end(afterMs === undefined ? { kind: 'retry' } : { kind: 'retry', afterMs })
    const gap = next === 'retry-without-frame' && refusals.refused(sent)
    if (gap) line.events.onGap(gap)
  }

  const read = (commands: readonly RecorderCommand[]): void => {
    for (const command of commands) obey(command, line, commandWay)
    if (opened || over) return
    opened = true
    events.onOpen()
  }

  const exchange = async (): Promise<void> => {
    // Where a frame is in doubt the hello comes alone first, or it might be what is refused.
    const doubtful = opened ? framesFor(line, 0, 1) : []
    const frames = refusals.alone ? doubtful : framesFor(line, pace, 1)
    const { sent, bytes, said, answer: asked } = ask(line, frames, stop.signal)
    flying = bytes
    const answer = await asked
    if (over) return
    if (!answer.ok) return refuse(answer, sent)
    const { messages } = (await answer.json()) as UploadAnswer
    pace = paceOf(flying, Date.now() - askedAt)
    mailbox.remove(said)
    read(messages)
  }

  const end: WayEvents['onEnd'] = (verdict) => {
    if (over) return
    close()
    events.onEnd(verdict)
  }

  const pump = (): void => {
    const now = Date.now()
    const due = outbox.after(0) !== undefined || !mailbox.isEmpty || now - askedAt >= ASK_MS / 2
    if (busy || over || !due) return
    busy = true
    askedAt = now
    silence = 0
    const { from, next } = outbox
    const done = (): void => {
      busy = false
      // What was said or cut meanwhile does not wait for the clock: a Stop ends it within a second.
      if (!mailbox.isEmpty || outbox.after(outbox.from > from || refusals.alone ? 0 : next - 1)) pump()
    }
    after(exchange(), done, () => {
      end({ kind: 'retry', silent: true })
      done()
    })
  }

  const asking = setInterval(
    guarded(() => {
      if (!document.hidden) pump()
    }),
    ASK_MS,
  )

  const close = (): void => {
    over = true
    clearInterval(asking)
    stop.abort()
  }

  pump()

  return {
    kind: 'upload',
    pump,
    // A request cannot go on by another way, so it is given more time than a socket.
    look: () => {
      if (busy && (silence += LOOK_MS) > 2 * patienceFor(flying)) end({ kind: 'retry', silent: true })
    },
    leave: () => {},
    close,
  }
}
