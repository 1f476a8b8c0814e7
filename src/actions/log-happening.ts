import type { Log } from './deps.ts'
import type { Happening } from './happenings.ts'

/** What is worth a line; the rest is only counted. */
export const logHappening = (log: Log, happening: Happening): void => {
  switch (happening.name) {
    case 'recording-started':
      return log('info', 'A recording started.', undefined, { recording: happening.recordingId })
    case 'recording-ended':
      return log('info', 'A recording ended.', undefined, {
        recording: happening.recordingId,
        reason: happening.reason,
      })
    case 'recording-sealed':
      return log('info', 'A recording was sealed.', undefined, {
        recording: happening.recordingId,
        events: happening.events,
        ms: Math.round(happening.ms),
      })
    case 'recording-erased':
      return log('info', 'A recording was erased.', undefined, {
        recording: happening.recordingId,
        why: happening.why,
      })
    case 'frame-stored':
    case 'frame-known':
    case 'frame-early':
    case 'frames-lost':
    case 'refused':
    case 'viewer-slow':
      return
  }
}
