/**
 * Looks at the page as a recording would: the recorder's own picture through the recorder's own gate. What comes out is
 * laid beside the page, and the difference is the report.
 */
import { MAX_DRY_RUN_ITEMS, type DryRunReport } from '../../src/protocol/dry-run.ts'
import { entryEvent, entryOf } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { MAX_DRY_RUN_BYTES } from '../../src/protocol/limits.ts'
import type { RecorderConfig } from '../../src/protocol/messages.ts'
import { CAPTURE_SCOPES } from '../../src/protocol/privacy.ts'
import { createGate } from '../recorder/capture/gate/gate.ts'
import type { Serialized } from '../recorder/capture/gate/nodes.ts'
import { attempt } from '../recorder/ground/guard.ts'
import { startPicture } from '../recorder/capture/picture/picture.ts'
import { nodeOf } from '../recorder/capture/picture/rrweb.ts'
import { createWitness, type Seen } from './witness.ts'

export interface Look {
  seen: Seen[]
  /** True when the rules cannot be followed, so that everything is masked. */
  rulesFailed: boolean
  report: Omit<DryRunReport, 'at'>
}

/** Frames of the page are read a moment after the page itself. */
const FRAMES_MS = 400
/** Room for the token and what stands around the items. */
const HEAD_BYTES = 10_000

/** @param bar our own panel, which is not part of the page */
export const look = async (config: RecorderConfig, bar: Node): Promise<Look> => {
  const { privacy, rules } = config
  let rulesFailed = false
  const gate = createGate({
    privacy,
    rules,
    // A customer may refuse the picture, which is all that a dry run is about.
    scopes: CAPTURE_SCOPES,
    nodeOf,
    onRulesFailed: () => {
      rulesFailed = true
    },
  })
  const witness = createWitness(gate.blockSelector, { judge: gate.judge, privacy, rules })
  let failure: Error | undefined

  const take = (event: RecordedEvent): void => {
    const sent = gate(event)
    if (!sent) return
    if (sent.type === EventType.FullSnapshot) {
      witness.compare((sent.data as { node: Serialized }).node)
    } else if (sent.type === EventType.IncrementalSnapshot) {
      const data = sent.data as { source: number; isAttachIframe?: boolean; adds: { node: Serialized }[] }
      // What changes meanwhile is seen with the next look; a frame comes only now.
      if (data.source === IncrementalSource.Mutation && data.isAttachIframe)
        for (const { node } of data.adds) witness.compare(node)
    }
  }

  const picture = startPicture({
    emit: (event) => {
      try {
        take(event)
      } catch (error) {
        failure = error as Error
      }
    },
    gate,
    bar,
    heavy: () => false,
    tell: () => {},
  })
  await new Promise((resolve) => setTimeout(resolve, FRAMES_MS))
  attempt(picture.stop)
  if (failure) throw failure
  const seen = witness.finish()
  if (seen.length === 0) throw new Error('The page could not be read.')
  return { seen, rulesFailed, report: reportOf(seen, gate) }
}

const reportOf = (seen: readonly Seen[], gate: ReturnType<typeof createGate>): Look['report'] => {
  const event = gate(
    entryEvent({ kind: 'page', url: location.href, title: document.title, cause: 'load' }, Date.now()),
  )
  const page = event && entryOf(event)
  const { url, title } = page?.kind === 'page' ? page : { url: '', title: '' }
  let items = seen.slice(0, MAX_DRY_RUN_ITEMS).map(({ item }) => item)
  const tooLarge = () =>
    new TextEncoder().encode(JSON.stringify(items)).length > MAX_DRY_RUN_BYTES - HEAD_BYTES
  while (tooLarge()) items = items.slice(0, Math.floor(items.length * 0.8))
  return {
    url,
    title: title.slice(0, 300),
    viewport: { width: Math.round(innerWidth), height: Math.round(innerHeight) },
    items,
    cut: items.length < seen.length,
  }
}
