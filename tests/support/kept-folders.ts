/** Data folders that older versions made, each beside what must be found in it. @see make-data-folder.ts */
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const FOLDERS = resolve(import.meta.dirname, '../fixtures/data-folders')

export interface Expected {
  version: string
  /** Where people reached it: what it signed is for this address. */
  publicUrl: string
  /** Server ms since the epoch at which it was closed. */
  madeAt: number
  /** How many migrations had been applied. */
  migrations: number
  /** Entries in each chain. */
  chains: Record<'consent' | 'audit', number>
  /** Ids by the state that the link was in. */
  links: Record<string, string>
  recordings: Record<'ended' | 'live' | 'erased', string>
  /** Hex SHA-256 of the events of each tab of the ended recording, as that version's API gave them. */
  digests: Record<string, string>
  /** Lines in the timeline of the ended recording. */
  timeline: number
  /** Events of the live recording, all of them still in the journal. */
  liveEvents: number
}

/** By name, the oldest first. */
export const KEPT_FOLDERS = readdirSync(FOLDERS).toSorted()

/** A copy that may be opened, and so changed. The caller removes `dataDir`. */
export const copyKept = (name: string): { dataDir: string; expected: Expected } => {
  const dataDir = mkdtempSync(join(tmpdir(), 'casereel-older-'))
  cpSync(join(FOLDERS, name, 'folder'), dataDir, { recursive: true })
  const expected = JSON.parse(readFileSync(join(FOLDERS, name, 'expected.json'), 'utf8')) as Expected
  return { dataDir, expected }
}
