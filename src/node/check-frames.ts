/**
 * Where this host checks frames: small ones at once, as long as their recording takes little of the event loop; all
 * others in a thread of their own, one at a time, so that memory is bounded too.
 */
import { Worker } from 'node:worker_threads'
import { ProtocolError } from '../protocol/codec.ts'
import { createCheck, type Checked, type CheckFrames, type CheckJob } from '../room/check-frame.ts'
import { createAllowance } from '../room/rate.ts'
import type { CheckAnswer, CheckRequest } from './check-worker.ts'
import type { TurnShare } from './turn-share.ts'

/** JSON that is checked on the main thread: what a page changes within a moment; the worst of it takes 10 ms. */
export const SMALL_JSON_BYTES = 16_384
/** What one recording may take of the event loop for that, ms of work a second, and at once. */
const SMALL_RATE_MS = 50
const SMALL_BURST_MS = 250

/** No frame takes so long; one that does has found a fault of ours, and must not keep the others waiting for ever. */
const LONGEST_MS = 30_000
/** A thread that has nothing to do gives its memory back. */
const IDLE_MS = 10_000

export interface FrameChecks {
  /** Of one recording. */
  ofRoom(): CheckFrames
  /** Frames that wait for the thread. */
  depth(): number
  stop(): Promise<void>
}

interface Waiting {
  job: CheckJob
  resolve(checked: Checked): void
  reject(error: Error): void
}

const tooBig = (): ProtocolError =>
  new ProtocolError('too-big', 'The frame takes more than may be spent on checking one.')

/** @param turn what is checked on the main thread keeps to it, in bytes of JSON */
export const createFrameChecks = (turn: TurnShare): FrameChecks => {
  const waiting: Waiting[] = []
  let worker: Worker | null = null
  let current: (Waiting & { id: number; startedAt: number }) | null = null
  let watchdog: NodeJS.Timeout | undefined
  let idle: NodeJS.Timeout | undefined
  let ids = 0

  const file = `./check-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`

  const start = (): Worker => {
    // Without a heap of its own: V8 ends the whole process where one runs out in the middle of JSON.parse. What a frame
    // may take of memory is bounded before it is parsed.
    const fresh = new Worker(new URL(file, import.meta.url))
    fresh.unref()
    fresh.on('message', (answer: CheckAnswer) => {
      if (worker === fresh) answered(answer)
    })
    fresh.on('error', (error) => {
      if (worker === fresh) lost(error)
    })
    fresh.on('exit', () => {
      if (worker === fresh) lost(new Error('The thread that checks frames ended by itself.'))
    })
    return fresh
  }

  const next = (): void => {
    clearTimeout(watchdog)
    current = null
    const first = waiting.shift()
    if (!first) {
      idle = setTimeout(() => void drop(), IDLE_MS)
      idle.unref()
      return
    }
    clearTimeout(idle)
    worker ??= start()
    const id = (ids += 1)
    current = { ...first, id, startedAt: performance.now() }
    watchdog = setTimeout(() => {
      void drop()
      settle({ ms: LONGEST_MS, result: tooBig() })
    }, LONGEST_MS)
    worker.postMessage({ id, job: first.job } satisfies CheckRequest)
  }

  const drop = async (): Promise<void> => {
    const old = worker
    worker = null
    await old?.terminate()
  }

  const settle = (checked: Checked): void => {
    current?.resolve(checked)
    next()
  }

  const answered = (answer: CheckAnswer): void => {
    if (!current || answer.id !== current.id) return
    const { ms } = answer
    if (answer.kind === 'taken') {
      return settle({ ms, result: { ...answer.result, frame: answer.frame ?? current.job.frame } })
    }
    if (answer.kind === 'refused') {
      return settle({ ms, result: new ProtocolError(answer.why, answer.message) })
    }
    current.reject(new Error(answer.message))
    next()
  }

  const lost = (error: unknown): void => {
    worker = null
    if (!current) return
    current.reject(error instanceof Error ? error : new Error(String(error)))
    next()
  }

  const apart: CheckFrames = (job) =>
    new Promise((resolve, reject) => {
      waiting.push({ job, resolve, reject })
      if (!current) next()
    })

  const here = createCheck({ limit: SMALL_JSON_BYTES, now: () => performance.now(), turn: turn.take })

  return {
    ofRoom: () => {
      const share = createAllowance(SMALL_RATE_MS, SMALL_BURST_MS)
      return async (job) => {
        // By a clock that nobody sets.
        const isSmall = job.frame.payload.length <= SMALL_JSON_BYTES && share.owes(performance.now()) === 0
        if (!isSmall) return apart(job)
        const checked = await here(job)
        const { result } = checked
        if (result instanceof ProtocolError && result.kind === 'too-big') return apart(job)
        share.spend(checked.ms, performance.now())
        return checked
      }
    },
    depth: () => waiting.length,
    stop: async () => {
      clearTimeout(watchdog)
      clearTimeout(idle)
      for (const { reject } of [...(current ? [current] : []), ...waiting.splice(0)])
        reject(new Error('The server stops.'))
      current = null
      await drop()
    },
  }
}
