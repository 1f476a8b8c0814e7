import { parse } from 'bowser'
import type { EnvironmentEntry } from '../protocol/entries.ts'
import type { EnvironmentSummary } from '../protocol/player.ts'
import { saveFacts } from '../store/recordings.ts'
import type { ActionDeps } from './deps.ts'

const DEVICES: Record<string, EnvironmentSummary['device']> = {
  desktop: 'desktop',
  mobile: 'mobile',
  tablet: 'tablet',
}

/** Names the browser and device behind an environment entry. */
export const summarize = (entry: EnvironmentEntry): EnvironmentSummary => {
  const { browser, os, platform } = parse(entry.userAgent || 'unknown')
  return {
    browser: browser.name ?? 'Unknown browser',
    browserVersion: browser.version ?? '',
    os: os.name ?? 'Unknown system',
    osVersion: os.version ?? os.versionName ?? '',
    device: DEVICES[platform.type ?? ''] ?? 'unknown',
    languages: entry.languages,
    timezone: entry.timezone,
    screen: entry.screen,
    viewport: entry.viewport,
    pixelRatio: entry.pixelRatio,
    userAgent: entry.userAgent,
  }
}

/** Keeps what the first page of a recording told; what a later page tells changes nothing of it. */
export const saveFirstFacts = async (
  { database }: Pick<ActionDeps, 'database'>,
  recordingId: string,
  facts: { firstUrl: string | null; environment: EnvironmentEntry | null; skewMs: number },
): Promise<void> =>
  saveFacts(database, recordingId, {
    ...facts,
    environment: facts.environment && summarize(facts.environment),
  })
