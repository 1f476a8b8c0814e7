/**
 * The owner of the outbox: puts into it what was captured, cuts it at its beat, and decides about what comes of that.
 * The line takes the frames from there.
 */
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import {
  DRAFT_INTERVAL_MS,
  FLUSH_INTERVAL_MS,
  FLUSH_INTERVAL_WATCHED_MS,
} from '../../../src/protocol/limits.ts'
import { attempt, guarded } from '../ground/guard.ts'
import type { Transport } from '../line/transport.ts'
import { compress } from '../outbox/encoder.ts'
import type { HeldFrame } from '../outbox/held-frame.ts'
import type { Gap, Outbox, OutboxEvent } from '../outbox/outbox.ts'
import { createWait } from '../outbox/wait.ts'

export interface Outgoing {
  push: (event: RecordedEvent) => void
  /** Cuts and sends without waiting for the next beat. */
  flush: () => void
  /** Encodes all there is without waiting for the compressor: the page may be killed, or goes away. */
  seal: () => void
  /** Somebody watches now, or nobody. */
  watched: (watched: boolean) => void
  /** The page has started, or is back. */
  begin: () => void
  /** No more beats, until it begins again. */
  rest: () => void
}

export interface OutgoingOptions {
  outbox: Outbox
  transport: () => Pick<Transport, 'connected' | 'pump'> | undefined
  /** Frames are gone: the picture has a hole. */
  onGap: (gap: Gap) => void
  /** What is sent in the place of a frame that is too large: a picture of its own. */
  standIn: () => readonly RecordedEvent[]
}

export const createOutgoing = ({ outbox, transport, onGap, standIn }: OutgoingOptions): Outgoing => {
  let interval = FLUSH_INTERVAL_MS
  let rests = false

  const encode = (frame: HeldFrame): void => {
    // Sealed meanwhile.
    if (frame.json === undefined) return
    compress(frame.json, (gzipped) => settle(outbox.encode(frame, gzipped)))
  }

  const settle = (happened: readonly OutboxEvent[]): void => {
    for (const each of happened) {
      switch (each.kind) {
        case 'cut':
          encode(each.frame)
          break
        case 'encoded':
          transport()?.pump()
          break
        case 'too-large': {
          const events = attempt(standIn)
          settle(events ? outbox.replace(each.frame, events) : outbox.discard(each.frame))
          break
        }
        case 'gap':
          onGap(each)
          break
        default:
          each satisfies never
      }
    }
  }

  const flush = guarded(() => {
    beat.cancel()
    // Without a connection events gather in larger frames: a long absence must not come back as thousands of them.
    settle(transport()?.connected ? outbox.cut() : outbox.draft())
    transport()?.pump()
  })

  const beat = createWait(flush)

  const nudge = (): void => {
    if (!rests) beat.start(transport()?.connected ? interval : DRAFT_INTERVAL_MS)
  }

  return {
    push: (event) => {
      settle(outbox.push(event))
      if (outbox.waits) nudge()
    },
    flush,
    seal: () => settle(outbox.seal()),
    watched: (watched) => {
      interval = watched ? FLUSH_INTERVAL_WATCHED_MS : FLUSH_INTERVAL_MS
    },
    begin: () => {
      rests = false
      // A page that starts, or is back, has shown its picture already: it is kept even if nothing follows.
      nudge()
    },
    rest: () => {
      rests = true
      beat.cancel()
    },
  }
}
