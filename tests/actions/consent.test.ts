/** What proves a consent: the record, its place in the log, and what a tampered log shows. */
import { beforeEach, describe, expect, it } from 'vitest'
import { checkChain } from '../../src/actions/check-chain.ts'
import { acceptLink, type Answerer } from '../../src/actions/accept-link.ts'
import { declineLink } from '../../src/actions/decline-link.ts'
import type { HeldLink } from '../../src/actions/answer-link.ts'
import { currentNotice } from '../../src/actions/notices.ts'
import { recordConsentEvent } from '../../src/actions/record-consent-event.ts'
import { consentChangeSchema, consentRecordSchema } from '../../src/domain/consent-record.ts'
import { allowedScopes, offerOf } from '../../src/domain/consent.ts'
import { addOrigin, findOrganisation, updateOrganisation } from '../../src/store/organisation.ts'
import { findLink, insertLink } from '../../src/store/links.ts'
import { listEvents } from '../../src/store/chained-events.ts'
import { findNoticeText } from '../../src/store/notices.ts'
import { findRecording } from '../../src/store/recordings.ts'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'
import { ORIGIN, storedLink, storedShortId, SUPPORT_CASE } from '../support/rows.ts'

let world: Awaited<ReturnType<typeof createActions>>
beforeEach(async () => {
  world = await createActions()
  await addOrigin(world.deps.database, ORIGIN, START)
})

const held = async (id = 'link-1'): Promise<HeldLink> => {
  const { database } = world.deps
  const [found, organisation] = [await findLink(database, id), await findOrganisation(database)]
  if (!found || !organisation) throw new Error('The cast is missing.')
  return {
    link: found.link,
    supportCase: SUPPORT_CASE,
    organisation,
    recording: null,
    erased: null,
    open: true,
  }
}

const ana = async (more: Partial<Answerer> = {}): Promise<Answerer> => ({
  language: 'de',
  signals: { globalPrivacyControl: false, doNotTrack: false },
  noticeHash: (await currentNotice('de')).hash,
  ...more,
})

const log = () => listEvents(world.deps.database, 'consent', 0, 100)
const accept = async () =>
  acceptLink(world.deps, await held(), await ana(), ['picture', 'console', 'network'])

describe('[C05] the record', () => {
  it('of a yes has every field of ISO/IEC TS 27560 and names nobody', async () => {
    const { recordingId } = await accept()
    const [given] = await log()
    expect(given).toMatchObject({ seq: 1, name: 'given', linkId: 'link-1', recordingId, at: START })
    const record = consentRecordSchema.parse(given?.event)
    expect(record).toMatchObject({
      pii_principal_id: recordingId,
      party_identification: [{ party_role: 'PII controller', party_contact: 'p@x.example' }],
      event: {
        event_state: 'ConsentGiven',
        event_time: '2026-11-20T14:00:00.000Z',
        validity_duration: 'PT3600S',
        entity_id: recordingId,
      },
      capture: { origin: ORIGIN, privacy: 'balanced', allowed: ['picture', 'console', 'network'] },
    })
    expect(record.pii_processing.purposes[0]).toMatchObject({
      storage_conditions: { storage_location: 'localhost:8787', retention_period: 'P30D' },
      jurisdiction: 'not specified',
    })
    for (const name of [SUPPORT_CASE.customer.name, SUPPORT_CASE.customer.email, SUPPORT_CASE.title])
      expect(JSON.stringify(given)).not.toContain(name)
  })

  it('[C07] names the text that was shown by its hash, and the text is kept', async () => {
    await accept()
    const record = consentRecordSchema.parse((await log())[0]?.event)
    const { hash, text } = await currentNotice('de')
    expect(record.pii_processing.privacy_notice).toMatchObject({ notice_hash: hash, language: 'de' })
    expect(await findNoticeText(world.deps.database, hash)).toBe(text)
  })

  it('[C12] notes Global Privacy Control and Do Not Track', async () => {
    const signals = { globalPrivacyControl: true, doNotTrack: true }
    await acceptLink(world.deps, await held(), await ana({ signals }), ['picture'])
    const record = consentRecordSchema.parse((await log())[0]?.event)
    expect(record.signals).toEqual({ global_privacy_control: true, do_not_track: true })
  })

  it('[C13] of somebody too young is a refusal without an age, and nothing is recorded', async () => {
    await declineLink(world.deps, await held(), await ana(), 'under-age')
    const [event] = await log()
    expect(event).toMatchObject({ name: 'under-age', recordingId: null })
    const record = consentRecordSchema.parse(event?.event)
    expect(record.event).toMatchObject({ event_state: 'ConsentRefused', validity_duration: 'PT0S' })
    expect(record.capture).toMatchObject({ allowed: [], minimum_age: 16 })
    expect(JSON.stringify(event)).not.toMatch(/birth/)
    expect([world.rows('recordings'), (await held()).link.declinedAt]).toEqual([0, START])
  })

  it('of a no says nothing of a text where the page showed another than today’s', async () => {
    await declineLink(world.deps, await held(), await ana({ noticeHash: 'old' }), 'declined')
    const record = consentRecordSchema.parse((await log())[0]?.event)
    expect(record.pii_processing.privacy_notice.notice_hash).toBeNull()
  })
})

describe('what is allowed', () => {
  it('is what was listed without what was left out; contents only where they were added', async () => {
    const { link, organisation } = await held()
    const asks = offerOf(
      { ...link, scopes: ['picture', 'console', 'network', 'network-bodies'] },
      { ...organisation, networkBodies: true },
    )
    const allow = (without: string[], also: string[] = []) => allowedScopes(asks, { without, also })
    expect(allow([])).toEqual(['picture', 'console', 'network'])
    expect(allow([], ['network-bodies'])).toEqual(['picture', 'console', 'network', 'network-bodies'])
    expect(allow(['network'], ['network-bodies'])).toEqual(['picture', 'console'])
    expect(allow(['picture', 'console', 'network'], ['network-bodies'])).toEqual([])
    expect(allow(['no-such-scope'], ['microphone'])).toEqual(['picture', 'console', 'network'])
  })

  it('is never more than link and organisation ask for', async () => {
    const { link, organisation } = await held()
    const offer = offerOf({ ...link, scopes: ['picture', 'network-bodies'] }, organisation)
    expect(allowedScopes(offer, { without: [], also: ['network-bodies', 'console'] })).toEqual(['picture'])
  })

  it('[C11] stands in the recording, with the origin and the limits that were told', async () => {
    await updateOrganisation(world.deps.database, { privacyFloor: 'strict' })
    const { recordingId } = await acceptLink(world.deps, await held(), await ana(), ['console'])
    expect(await findRecording(world.deps.database, recordingId)).toMatchObject({
      scopes: ['console'],
      privacy: 'strict',
      retentionDays: 30,
      origin: ORIGIN,
    })
  })
})

describe('the accept', () => {
  it('that fails while it is stored takes no use and logs nothing', async () => {
    world.sqlite.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON recordings BEGIN SELECT raise(ABORT, 'no space'); END`,
    )
    await expect(accept()).rejects.toThrow()
    expect([await log(), (await held()).link.uses]).toEqual([[], 0])
    world.sqlite.exec('DROP TRIGGER refuse')
    await accept()
    expect([(await log()).length, (await held()).link.uses]).toEqual([1, 1])
  })

  it('of a link that closed meanwhile is refused, and logs nothing', async () => {
    const before = await held()
    await declineLink(world.deps, await held(), await ana(), 'declined')
    await expect(acceptLink(world.deps, before, await ana(), ['picture'])).rejects.toMatchObject({
      code: 'bad_token',
    })
    expect((await log()).map(({ name }) => name)).toEqual(['declined'])
  })
})

it('what happens later continues the record of the same id, even after the recording is gone', async () => {
  const { recordingId } = await accept()
  const recording = { id: recordingId, linkId: 'link-1' }
  await recordConsentEvent(world.deps, recording, { name: 'withdrawn', by: 'customer' })
  world.sqlite.prepare('DELETE FROM recordings').run()
  await recordConsentEvent(world.deps, recording, { name: 'erased', by: 'time' })
  const [given, ...later] = await log()
  const changes = later.map(({ event }) => consentChangeSchema.parse(event))
  expect(new Set(changes.map(({ record_id }) => record_id))).toEqual(new Set([given?.event['record_id']]))
  expect(changes.map(({ event }) => event.event_state)).toEqual(['ConsentWithdrawn', 'ConsentExpired'])
})

describe('[C19] the log', () => {
  beforeEach(async () => {
    await insertLink(world.deps.database, storedLink({ id: 'link-2', maxUses: 9 }), storedShortId('link-2'))
    for (const _ of [1, 2, 3, 4, 5])
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as customers come
      await acceptLink(world.deps, await held('link-2'), await ana(), ['picture'])
  })
  const broken = async () => (await checkChain(world.deps, 'consent')).brokenAt

  it('is whole when nobody touched it', async () => {
    expect(await broken()).toBeNull()
  })

  it.each([
    [
      'a changed field',
      `UPDATE chained_events SET event = replace(event, '"picture"', '"console"') WHERE seq = 3`,
      3,
    ],
    ['a changed time', 'UPDATE chained_events SET at = at - 1 WHERE seq = 1', 1],
    ['another recording', `UPDATE chained_events SET recording_id = 'other' WHERE seq = 5`, 5],
    ['a row taken out of the middle', 'DELETE FROM chained_events WHERE seq = 2', 2],
    [
      'a row taken out and the rest moved up',
      'DELETE FROM chained_events WHERE seq = 2; UPDATE chained_events SET seq = seq - 1 WHERE seq > 2',
      2,
    ],
    [
      'two rows that changed places',
      'UPDATE chained_events SET seq = 99 WHERE seq = 2; UPDATE chained_events SET seq = 2 WHERE seq = 3; UPDATE chained_events SET seq = 3 WHERE seq = 99',
      2,
    ],
  ])('shows %s', async (_, tamper, seq) => {
    world.sqlite.exec(tamper)
    expect(await broken()).toBe(seq)
  })
})
