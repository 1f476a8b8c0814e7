/** Answers to `link-1` as the actions store them, for tests of a database. */
import { acceptLink, type Accepted } from '../../src/actions/accept-link.ts'
import { appendEvent } from '../../src/actions/append-event.ts'
import type { ActionDeps } from '../../src/actions/deps.ts'
import { currentNotice } from '../../src/actions/notices.ts'
import { DEFAULT_SCOPES } from '../../src/protocol/privacy.ts'
import { insertAcceptance, insertRefusal } from '../../src/store/answers.ts'
import type { Database } from '../../src/store/database.ts'
import { findLink } from '../../src/store/links.ts'
import { addOrigin, findOrganisation } from '../../src/store/organisation.ts'
import { findRecording } from '../../src/store/recordings.ts'
import { createClock, START } from './clock.ts'
import { ORIGIN, storedRecording, SUPPORT_CASE } from './rows.ts'

const refusal = { linkId: 'link-1', notice: { hash: 'hash', text: 'text' }, now: START }
const said = { chain: 'consent', linkId: 'link-1', event: {} } as const

/** @returns true for who got a use of the link, and with it a recording */
export const storeAcceptance = async (database: Database, index: number): Promise<boolean> => {
  const id = `recording-${index}`
  const secrets = { codeHash: `code-${index}`, codeExpiresAt: START, customerHash: id }
  const acceptance = { ...refusal, recording: storedRecording({ id }), secrets }
  await appendEvent(
    { database, clock: createClock() },
    { ...said, name: 'given', recordingId: id },
    (event) => insertAcceptance(database, { ...acceptance, event }),
  )
  return (await findRecording(database, id)) !== null
}

export const storeRefusal = async (database: Database): Promise<void> => {
  await appendEvent({ database, clock: createClock() }, { ...said, name: 'declined' }, (event) =>
    insertRefusal(database, { ...refusal, event }),
  )
}

/** Ana allows everything that `link-1` asks for, in English. */
export const giveConsent = async (deps: ActionDeps): Promise<Accepted> => {
  const { database } = deps
  await addOrigin(database, ORIGIN, START)
  const [found, organisation] = [await findLink(database, 'link-1'), await findOrganisation(database)]
  if (!found || !organisation) throw new Error('The cast is missing.')
  const held = {
    link: found.link,
    supportCase: SUPPORT_CASE,
    organisation,
    recording: null,
    erased: null,
    open: true,
  }
  const signals = { globalPrivacyControl: false, doNotTrack: false }
  const noticeHash = (await currentNotice('en')).hash
  return acceptLink(deps, held, { language: 'en', signals, noticeHash }, [...DEFAULT_SCOPES])
}
