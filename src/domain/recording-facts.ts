import { durationOf, type Recording } from './recording.ts'

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** What is told of a recording to whoever may hear of it, also to its customer: nothing of the case it belongs to. */
export const factsOf = (recording: Recording) => ({
  id: recording.id,
  origin: recording.origin,
  acceptedAt: new Date(recording.acceptedAt).toISOString(),
  startedAt: isoOf(recording.startedAt),
  endedAt: isoOf(recording.endedAt),
  endReason: recording.endReason,
  withdrawnAt: isoOf(recording.withdrawnAt),
  retentionDays: recording.retentionDays,
  privacy: recording.privacy,
  scopes: recording.scopes,
  durationMs: durationOf(recording),
  pageCount: recording.pageCount,
  clickCount: recording.clickCount,
  eventCount: recording.eventCount,
  errorCount: recording.errorCount,
  failedRequestCount: recording.failedRequestCount,
  firstUrl: recording.firstUrl,
  environment: recording.environment,
})
