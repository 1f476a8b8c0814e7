/** The audit log: who did what, one line each, in words that nobody can bend, and a change of it shows. */
import { beforeEach, describe, expect, it } from 'vitest'
import { recordAudit, noteView } from '../../src/actions/audit.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { checkChain } from '../../src/actions/check-chain.ts'
import { eraseRecording } from '../../src/actions/erase-recording.ts'
import { noteSigningKey } from '../../src/actions/note-signing-key.ts'
import { customerActor, SYSTEM, type Actor } from '../../src/domain/audit.ts'
import { HOUR } from '../../src/domain/clock.ts'
import { MAX_AUDIT_TEXT } from '../../src/protocol/limits.ts'
import { readAudit } from '../../src/store/audit.ts'
import { createActions } from '../support/actions.ts'

const MARIA: Actor = { kind: 'agent', id: 'maria', name: 'Maria Lopez' }

let world: Awaited<ReturnType<typeof createActions>>
beforeEach(async () => {
  world = await createActions()
})

/** All of it, oldest first. */
const log = async (filter = {}) =>
  (await readAudit(world.deps.database, { filter, size: 1_000 })).items.toReversed()
const names = async (filter = {}) => (await log(filter)).map(({ name }) => name)

describe('[T40] an entry', () => {
  it('is one line of what it says: no line ends, no turned or hidden text, no half characters', async () => {
    const name = 'Ma\r\nria\u2028 \u202eevil\u2066\u200b\u0000 👩‍💻 \ud800'
    await recordAudit(world.deps, {
      actor: { ...MARIA, name },
      action: 'settings.origin-added',
      subject: { kind: 'origin', id: 'https://a.example\n2 Erased' },
      detail: { note: 'x'.repeat(1_000), count: 3, on: true, none: null },
    })
    const [entry] = await log()
    const event = entry?.event as {
      actor: { name: string }
      subject: { id: string }
      detail: Record<string, unknown>
    }
    expect(event.actor.name).toBe(
      String.raw`Ma\u{d}\u{a}ria\u{2028} \u{202e}evil\u{2066}\u{200b}\u{0} 👩‍💻 ` + '\ufffd',
    )
    expect(event.subject.id).toBe(String.raw`https://a.example\u{a}2 Erased`)
    expect(event.detail).toEqual({ note: expect.any(String), count: 3, on: true, none: null })
    expect(String(event.detail['note'])).toHaveLength(MAX_AUDIT_TEXT)
    expect(await checkChain(world.deps, 'audit')).toMatchObject({ checkedTo: 1, brokenAt: null })
  })

  it('finds its place behind all others, however many are written at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        recordAudit(world.deps, {
          actor: MARIA,
          action: 'link.made',
          subject: { kind: 'link', id: `${index}` },
        }),
      ),
    )
    expect((await log()).map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(await checkChain(world.deps, 'audit')).toMatchObject({ checkedTo: 40, brokenAt: null })
  })
})

describe('[T40][C19] tampering shows', () => {
  beforeEach(async () => {
    for (let index = 1; index <= 6; index += 1)
      await recordAudit(world.deps, {
        actor: MARIA,
        action: 'link.made',
        subject: { kind: 'link', id: `${index}` },
      })
  })
  const tampered: [how: string, sql: string, brokenAt: number][] = [
    ['a changed event', `UPDATE chained_events SET event = '{}' WHERE seq = 3`, 3],
    ['another name', `UPDATE chained_events SET name = 'link.revoked' WHERE seq = 3`, 3],
    ['another time', `UPDATE chained_events SET at = at + 1 WHERE seq = 6`, 6],
    ['a removed entry', `DELETE FROM chained_events WHERE seq = 4`, 4],
    ['a removed first entry', `DELETE FROM chained_events WHERE seq = 1`, 1],
    ['a hash of its own', `UPDATE chained_events SET hash = previous_hash WHERE seq = 2`, 2],
  ]
  it.each(tampered)('%s', async (_how, sql, brokenAt) => {
    expect(await checkChain(world.deps, 'audit')).toMatchObject({ checkedTo: 6, brokenAt: null })
    world.sqlite.exec(sql)
    expect(await checkChain(world.deps, 'audit')).toMatchObject({ brokenAt })
  })

  it('also when a long log is looked at piece by piece', async () => {
    world.sqlite.exec(`UPDATE chained_events SET event = '{}' WHERE seq = 6`)
    const first = await checkChain(world.deps, 'audit', 0, 3)
    // A page of rows is looked at to its end.
    expect(first.checkedTo === 6 || first.brokenAt === 6).toBe(true)
    expect(await checkChain(world.deps, 'audit', 5, 1)).toMatchObject({ checkedTo: 5, brokenAt: 6 })
    expect(await checkChain(world.deps, 'audit', 4, 1)).toMatchObject({ brokenAt: 6 })
  })

  it('and cut-off entries show by the hash that was noted', async () => {
    const { newest } = await checkChain(world.deps, 'audit')
    world.sqlite.exec('DELETE FROM chained_events WHERE seq = 6')
    const after = await checkChain(world.deps, 'audit')
    expect(after.brokenAt).toBeNull()
    expect(after.newest?.hash).not.toBe(newest?.hash)
  })
})

describe('[C20] views', () => {
  it('by an opened player cover what it fetches for an hour, for this person and recording only', async () => {
    const view = (how: Parameters<typeof noteView>[3], actor: Actor = MARIA, id = 'one') =>
      noteView(world.deps, actor, id, how)
    await view('player')
    await view('timeline')
    await view('segment')
    expect(await names()).toEqual(['recording.viewed'])
    await view('segment', customerActor('one'))
    await view('segment', MARIA, 'two')
    expect(await names()).toHaveLength(3)
    await view('player')
    expect(await names()).toHaveLength(4)
    world.clock.advance(HOUR + 1)
    await view('segment')
    expect(await names({ recordingId: 'one', actorId: 'maria' })).toHaveLength(3)
  })
})

describe('changes', () => {
  it('of settings are told field by field, and apart when more may be seen', async () => {
    await changeSettings(world.deps, { retentionDays: 90, graceMs: 60_000, privacyFloor: 'open' }, MARIA)
    await changeSettings(world.deps, { privacyFloor: 'strict', networkBodies: true, minimumAge: 18 }, MARIA)
    expect((await log()).map(({ name, event }) => [name, event['subject'], event['detail']])).toEqual([
      ['settings.changed', { kind: 'settings', id: 'retentionDays' }, { from: 30, to: 90 }],
      ['privacy.loosened', { kind: 'settings', id: 'privacyFloor' }, { from: 'balanced', to: 'open' }],
      ['privacy.tightened', { kind: 'settings', id: 'privacyFloor' }, { from: 'open', to: 'strict' }],
      ['privacy.loosened', { kind: 'settings', id: 'networkBodies' }, { from: false, to: true }],
      ['privacy.tightened', { kind: 'settings', id: 'minimumAge' }, { from: 16, to: 18 }],
    ])
  })

  it('of whose marks hide are told by their names, and only where they change', async () => {
    for (const marksOff of [['sentry', 'rrweb'], ['sentry', 'rrweb'], ['rrweb']] as const)
      await changeSettings(world.deps, { marksOff }, MARIA)
    expect((await log()).map(({ name, event }) => [name, event['detail']])).toEqual([
      ['privacy.loosened', { from: '', to: 'sentry, rrweb' }],
      ['privacy.tightened', { from: 'sentry, rrweb', to: 'rrweb' }],
    ])
  })

  it('of the signing key are noticed once', async () => {
    for (const kid of ['first', 'first', 'second', 'second']) await noteSigningKey(world.deps, kid)
    expect((await log()).map(({ event }) => [event['subject'], event['detail']])).toEqual([
      [{ kind: 'key', id: 'first' }, {}],
      [{ kind: 'key', id: 'second' }, { before: 'first' }],
    ])
  })

  it('of a recording that is erased are told before and after, without the customer’s name', async () => {
    const { id } = await world.recording()
    await eraseRecording(world.deps, id, MARIA)
    expect(await names({ recordingId: id })).toEqual(['recording.erasing', 'recording.erased'])
    expect(JSON.stringify(await log())).not.toMatch(/Ana|ana@/)
    expect((await log({ actorId: SYSTEM.id })).length).toBe(0)
  })
})
