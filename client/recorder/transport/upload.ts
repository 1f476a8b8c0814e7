/** The way by HTTP POST, where a WebSocket cannot be opened: the same frames, one request at a time. */
import { encodeUpload } from '../../../src/protocol/codec.ts'
import { KEEPALIVE_BYTES, MAX_UPLOAD_BYTES } from '../../../src/protocol/limits.ts'
import {
  CloseCode,
  type RecorderMessage,
  type UploadAnswer,
  type UploadHead,
} from '../../../src/protocol/messages.ts'
import { attempt, guarded } from '../guard.ts'
import { helloOf, type Line, type Way, type WayEvents } from './line.ts'

/** Taken before the network tracker patches it: our own requests are no entries. */
const send = window.fetch.bind(window)

/** With nothing to send, this often the server may hand over its commands. */
const ASK_MS = 2_000
/** Room for the head beside the frames. */
const HEAD_BYTES = 8_000

const urlOf = ({ base, recording }: Line): string => `${base}/r/${recording}/frames`

/** As many frames from `seq` on as fit, without a hole. */
const framesFrom = ({ outbox }: Line, seq: number, room: number): Uint8Array<ArrayBuffer>[] => {
  const frames: Uint8Array<ArrayBuffer>[] = []
  let left = room - HEAD_BYTES
  for (let frame = outbox.after(seq - 1); frame?.bytes; frame = outbox.after(frame.seq)) {
    left -= frame.bytes.length + 4
    if (left < 0) break
    frames.push(frame.bytes)
  }
  return frames
}

const bodyOf = (line: Line, then: RecorderMessage[], room: number): Uint8Array<ArrayBuffer> => {
  const head: UploadHead = then.length > 0 ? { hello: helloOf(line), then } : { hello: helloOf(line) }
  return encodeUpload(JSON.stringify(head), framesFrom(line, line.outbox.from, room))
}

/** HTTP statuses that will not change by trying again, as the close codes that say the same. */
export const FINAL: Readonly<Record<number, number>> = {
  401: CloseCode.BadToken,
  403: CloseCode.BadOrigin,
  404: CloseCode.Over,
  410: CloseCode.Over,
}

/** Retry-After in ms (RFC 9110 §10.2.3; only seconds are used by our server). */
const retryAfter = (answer: Response): number | undefined => {
  const seconds = Number(answer.headers.get('retry-after') ?? NaN)
  return seconds >= 0 ? seconds * 1_000 : undefined
}

export const openUpload = (line: Line, events: WayEvents): Way => {
  const { outbox } = line
  let busy = false
  let over = false
  let opened = false
  let askedAt = 0
  let busySince = 0

  const post = async (): Promise<void> => {
    const said = [...line.unsaid]
    const answer = await send(urlOf(line), {
      method: 'POST',
      body: bodyOf(line, said, MAX_UPLOAD_BYTES),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    if (over) return
    if (!answer.ok) {
      over = true
      const code = FINAL[answer.status]
      const afterMs = retryAfter(answer)
      if (code !== undefined) return events.onEnd({ kind: 'final', code })
      return events.onEnd(afterMs === undefined ? { kind: 'retry' } : { kind: 'retry', afterMs })
    }
    const { messages } = (await answer.json()) as UploadAnswer
    line.unsaid = line.unsaid.filter((message) => !said.includes(message))
    if (!opened) {
      opened = true
      events.onOpen()
    }
    for (const command of messages) {
      if (command.type === 'welcome') {
        if (command.lastSeq >= outbox.next) outbox.skipTo(command.lastSeq)
        outbox.ack(command.lastSeq)
      } else if (command.type === 'ack') {
        outbox.ack(command.seq)
      }
      line.receive(command)
    }
  }

  const pump = (): void => {
    const now = Date.now()
    const due = outbox.after(0) !== undefined || line.unsaid.length > 0 || now - askedAt >= ASK_MS / 2
    if (busy || over || !due) return
    busy = true
    busySince = askedAt = now
    const posted = outbox.next - 1
    post()
      .catch(() => {
        if (over) return
        over = true
        events.onEnd({ kind: 'retry' })
      })
      .finally(() => {
        busy = false
        // What was said or cut meanwhile does not wait for the clock: a Stop ends it within a second.
        if (line.unsaid.length > 0 || outbox.after(posted)) pump()
      })
  }

  const asking = setInterval(
    guarded(() => {
      if (!document.hidden) pump()
    }),
    ASK_MS,
  )
  pump()

  return {
    kind: 'upload',
    pump,
    lag: () => (busy ? Date.now() - busySince : 0),
    leave: () => {},
    close: () => {
      over = true
      clearInterval(asking)
    },
  }
}

/** The last request of a page that goes away: as much as the browser lets outlive it. */
export const uploadKeepalive = (line: Line): void => {
  const body = bodyOf(line, line.unsaid, KEEPALIVE_BYTES)
  const settings = {
    method: 'POST',
    body,
    keepalive: true,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  } as const
  const sent = attempt(() => send(urlOf(line), settings))
  if (sent) sent.catch(() => {})
  else attempt(() => navigator.sendBeacon(urlOf(line), body))
}
