import { MINUTE, type Clock } from '../domain/clock.ts'
import type { Log } from './deps.ts'
import type { Happening } from './happenings.ts'

/** Refusals are told once a minute: whoever knocks a thousand times must not fill the disk with lines. */
const REFUSALS_EVERY_MS = MINUTE

/** What is worth a line; the rest is only counted. */
export const createHappeningLog = (log: Log, clock: Clock): ((happening: Happening) => void) => {
  let refusals = 0
  let toldAt = -Infinity
  return (happening) => {
    switch (happening.name) {
      case 'recording-started':
        return log('info', 'A recording started.', undefined, { recording: happening.recordingId })
      case 'recording-ended': {
        const { recordingId: recording, reason } = happening
        return log('info', 'A recording ended.', undefined, { recording, reason })
      }
      case 'recording-sealed': {
        const { recordingId: recording, events, ms } = happening
        return log('info', 'A recording was sealed.', undefined, { recording, events, ms: Math.round(ms) })
      }
      case 'recording-erased': {
        const { recordingId: recording, why } = happening
        return log('info', 'A recording was erased.', undefined, { recording, why })
      }
      case 'refused': {
        refusals += 1
        if (clock.now() - toldAt < REFUSALS_EVERY_MS) return
        const { way, code } = happening
        log('warn', 'Connections were refused; the last one:', undefined, { way, code, refusals })
        refusals = 0
        toldAt = clock.now()
        return
      }
      case 'frame-stored':
      case 'frame-known':
      case 'frame-early':
      case 'frames-lost':
      case 'viewer-slow':
        return
    }
  }
}
