/** Everything about a recording in one JSON text, for the customer whose data it is (C18, GDPR Art. 15 and 20). */
import { isDamageEvent } from '../domain/damage.ts'
import type { Recording } from '../domain/recording.ts'
import { factsOf } from '../domain/recording-facts.ts'
import { listEventsOf } from '../store/chained-events.ts'
import type { ActionDeps } from './deps.ts'
import { readEvents, readTimeline, tabsOf } from './read-recording.ts'

const EXPORT_FORMAT = 'casereel-export-1'

const isoOf = (at: number): string => new Date(at).toISOString()

/**
 * The text piece by piece: the facts, what the consent log has of it, the timeline, and the rrweb events tab by tab.
 * One stored segment is in memory at a time. What was damaged where it lies is counted at the end, and has a marker in its place.
 */
export async function* exportRecording(deps: ActionDeps, recording: Recording): AsyncGenerator<string> {
  const consent = await listEventsOf(deps.database, 'consent', recording.id)
  const head = {
    format: EXPORT_FORMAT,
    exportedAt: isoOf(deps.clock.now()),
    recording: factsOf(recording),
    consent: consent.map(({ seq, at, name, event }) => ({ seq, at: isoOf(at), name, event })),
    timeline: await readTimeline(deps, recording),
  }
  let damagedParts = 0
  yield `${JSON.stringify(head).slice(0, -1)},"tabs":[`
  for (const [index, { tab }] of (await tabsOf(deps, recording)).entries()) {
    yield `${index === 0 ? '' : ','}{"id":${JSON.stringify(tab)},"events":[`
    let separator = ''
    for await (const batch of readEvents(deps, recording, tab)) {
      if (batch.length === 0) continue
      damagedParts += batch.filter(isDamageEvent).length
      yield separator + batch.map((event) => JSON.stringify(event)).join(',')
      separator = ','
    }
    yield ']}'
  }
  yield `],"damagedParts":${damagedParts}}`
}
