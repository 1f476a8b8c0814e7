/** Checks frames in a thread of its own, one after another: what a hostile one costs, the event loop does not notice. */
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { ProtocolError } from '../protocol/codec.ts'
import { MAX_FRAME_JSON_BYTES } from '../protocol/limits.ts'
import { createCheck, type CheckedFrame, type CheckJob } from '../room/check-frame.ts'

export interface CheckRequest {
  id: number
  job: CheckJob
}

export type CheckAnswer = { id: number; ms: number } & (
  | { kind: 'taken'; result: Omit<CheckedFrame, 'frame'>; frame: CheckedFrame['frame'] | null }
  | { kind: 'refused'; why: ProtocolError['kind']; message: string }
  | { kind: 'failed'; message: string }
)

/** Time of this thread on a processor, ms: a busy machine makes no frame dearer. */
const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

// Where threads have a priority of their own (Linux), whoever is live comes first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

const check = createCheck({ limit: MAX_FRAME_JSON_BYTES, now: threadMs })

const answer = async ({ id, job }: CheckRequest): Promise<CheckAnswer> => {
  try {
    const { ms, result } = await check(job)
    if (result instanceof ProtocolError) {
      return { id, ms, kind: 'refused', why: result.kind, message: result.message }
    }
    const { frame, ...told } = result
    // One that is kept as it came is on the other side already.
    return { id, ms, kind: 'taken', result: told, frame: frame === job.frame ? null : frame }
  } catch (error) {
    return {
      id,
      ms: 0,
      kind: 'failed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

parentPort?.on('message', (request: CheckRequest) => {
  void answer(request).then((told) => parentPort?.postMessage(told))
})
