/** What the organisation decided about privacy: rules, floor, and what became of secrets that came through. */
import { beforeEach, describe, expect, it } from 'vitest'
import { claimCode } from '../../src/actions/claim-recording.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { createLink, type NewLink } from '../../src/actions/create-link.ts'
import { readLeaks } from '../../src/actions/leaks.ts'
import { addRule, loadRules, removeRule } from '../../src/actions/privacy-rules.ts'
import { readEvents, readTimeline, requireRecording } from '../../src/actions/read-recording.ts'
import { hashSecret } from '../../src/auth/secrets.ts'
import { SYSTEM } from '../../src/domain/audit.ts'
import { decodeFrame } from '../../src/protocol/codec.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import type { JournalFrame } from '../../src/room/journal.ts'
import { insertRecording } from '../../src/store/recordings.ts'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'
import {
  checkFrame,
  ANA,
  event,
  FIRST_TIMES,
  move,
  pageEntry,
  picture,
  wireFrame,
} from '../support/frames.ts'
import { ORIGIN, storedRecording, SUPPORT_CASE } from '../support/rows.ts'
import { documentOf, el, idOf, pictureOf } from '../support/synthetic-page.ts'

const MAIL = 'alice.canary@example.com'
const CARD = '4111 1111 1111 1111'

let world: Awaited<ReturnType<typeof createActions>>
beforeEach(async () => {
  world = await createActions()
  world.deps.fixedOrigins = [ORIGIN]
})

/** A frame as the room would have stored it. */
const taken = async (seq: number, events: RecordedEvent[]): Promise<JournalFrame> => {
  const frame = decodeFrame(wireFrame({ seq, tab: ANA, events }))
  const checked = await checkFrame(frame, false, FIRST_TIMES, ['picture', 'console', 'network'])
  return { ...checked.frame, facts: checked.facts, receivedAt: START + seq }
}

/** One that came before the server knew a secret when it saw one. */
const unseen = async (seq: number, events: RecordedEvent[]): Promise<JournalFrame> => {
  const { facts } = await taken(seq, events)
  const { leaks: _, ...rest } = facts
  return {
    ...decodeFrame(wireFrame({ seq, tab: ANA, events })),
    facts: { ...rest, leakCount: 0 },
    receivedAt: START,
  }
}

const allEvents = async (id: string): Promise<string> => {
  const batches: RecordedEvent[][] = []
  for await (const batch of readEvents(world.deps, await requireRecording(world.deps, id), undefined))
    batches.push(batch)
  return JSON.stringify(batches)
}

describe('[L33] what came through is told, once it is over', () => {
  const page = documentOf([
    el('div', { class: 'order' }, el('p', { class: 'contact' }, `Write to ${MAIL} or ${MAIL}`)),
    el('ul', { id: 'list' }),
  ])

  it('by the selector of the element, or the part of the recording', async () => {
    const list = idOf(page, ({ attributes }) => attributes?.['id'] === 'list')
    const added = {
      type: 2,
      id: 90,
      tagName: 'li',
      attributes: {},
      childNodes: [{ type: 3, id: 91, textContent: CARD }],
    }
    const frames = [
      await taken(1, [...pictureOf(page, START), entryEvent(pageEntry(), START)]),
      await taken(2, [
        event(EventType.IncrementalSnapshot, START, {
          source: IncrementalSource.Mutation,
          adds: [{ parentId: list, nextId: null, node: added }],
          texts: [],
          removes: [],
          attributes: [],
        }),
        entryEvent({ kind: 'console', level: 'log', args: [`paid with ${CARD}`] }, START + 1),
        event(EventType.IncrementalSnapshot, START, {
          source: IncrementalSource.Input,
          id: 4_000,
          text: CARD,
        }),
      ]),
      await taken(3, [...picture(START + 2), move(START + 2)]),
    ]
    const { id } = await world.recording({}, frames)
    await world.deps.rooms.end(id, 'agent')

    const recording = await requireRecording(world.deps, id)
    expect(recording.leakCount).toBe(5)
    expect((await readLeaks(world.deps, [recording])).get(id)).toEqual([
      { kind: 'e-mail', place: '.order > .contact', isSelector: true, count: 2, ruled: false },
      { kind: 'card', place: '#list > li', isSelector: true, count: 1, ruled: false },
      { kind: 'card', place: 'console message', isSelector: false, count: 1, ruled: false },
      { kind: 'card', place: 'picture', isSelector: false, count: 1, ruled: false },
    ])
    expect(await allEvents(id)).not.toMatch(/canary|4111/)
    expect(JSON.stringify(await readTimeline(world.deps, recording))).toContain('paid with ••card••')
    for (const table of ['leaks', 'recordings', 'segments']) {
      const rows = JSON.stringify(world.sqlite.prepare(`SELECT * FROM ${table}`).all())
      expect(rows, table).not.toMatch(/canary|4111/)
    }
  })

  it('also when the server learned the shape only after the frame had come', async () => {
    const frames = [await unseen(1, [...pictureOf(page, START), entryEvent(pageEntry(MAIL), START)])]
    const { id } = await world.recording({}, frames)
    // The control: it was there.
    expect(await allEvents(id)).toContain('canary')
    await world.deps.rooms.end(id, 'agent')
    const recording = await requireRecording(world.deps, id)
    expect(recording.leakCount).toBe(3)
    expect(await allEvents(id)).not.toContain('canary')
    expect(JSON.stringify(await readTimeline(world.deps, recording))).not.toContain('canary')
  })

  it('in a hundred places at most, and the rest counted', async () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      el('p', { id: `place-${'x'.repeat(index % 9)}${index % 97}` }, MAIL),
    )
    const { id } = await world.recording({}, [await taken(1, pictureOf(documentOf(many), START))])
    await world.deps.rooms.end(id, 'agent')
    const recording = await requireRecording(world.deps, id)
    const leaks = (await readLeaks(world.deps, [recording])).get(id) ?? []
    expect(recording.leakCount).toBe(400)
    expect(leaks.reduce((sum, { count }) => sum + count, 0)).toBe(400)
    expect(leaks.length).toBeLessThanOrEqual(101)
  })
})

describe('rules', () => {
  const waiting = async (id: string): Promise<string> => {
    const code = `code of ${id}`
    const secrets = { codeHash: await hashSecret(code), codeExpiresAt: START + 1_000, customerHash: id }
    await world.deps.recordingKeys.create(id)
    await insertRecording(
      world.deps.database,
      storedRecording({ id, origin: ORIGIN, acceptedAt: START }),
      secrets,
    )
    return code
  }
  const claim = (code: string) =>
    claimCode(world.deps, { code, origin: ORIGIN }, () => ({ url: '', integrity: '' }))

  it('of now go with each claim, and the floor of now', async () => {
    const added = await addRule(world.deps, { action: 'mask', selector: ' .total ' }, SYSTEM)
    await addRule(world.deps, { action: 'unmask', selector: '#status' }, SYSTEM)
    const first = await claim(await waiting('one'))
    expect(first.config).toMatchObject({
      privacy: 'balanced',
      rules: { mask: ['.total'], block: [], unmask: ['#status'] },
      scopes: ['picture', 'console', 'network'],
    })
    await removeRule(world.deps, added.id, SYSTEM)
    await changeSettings(world.deps, { privacyFloor: 'strict' }, SYSTEM)
    const second = await claim(await waiting('two'))
    expect(second.config).toMatchObject({
      privacy: 'strict',
      rules: { mask: [], block: [], unmask: ['#status'] },
    })
  })

  it('count the marks of other recorders, unless an owner has turned a recorder off', async () => {
    expect((await claim(await waiting('one'))).config.rules.marksOff).toBeUndefined()
    await changeSettings(world.deps, { marksOff: ['sentry', 'rrweb'] }, SYSTEM)
    expect((await claim(await waiting('two'))).config.rules.marksOff).toEqual(['sentry', 'rrweb'])
  })

  it('[L32] that cannot be loaded let nobody in, and the code can be used again', async () => {
    const code = await waiting('one')
    world.sqlite.exec('ALTER TABLE privacy_rules RENAME TO lost')
    await expect(claim(code)).rejects.toThrow()
    await expect(requireRecording(world.deps, 'one')).resolves.toMatchObject({
      state: 'waiting',
      startedAt: null,
    })
    world.sqlite.exec('ALTER TABLE lost RENAME TO privacy_rules')
    await expect(claim(code)).resolves.toMatchObject({ recording: 'one' })
  })

  it('[L34] that show something show nothing of what was recorded before', async () => {
    const masked = documentOf([el('p', { class: 'balance' }, '****')])
    const { id } = await world.recording({}, [await taken(1, pictureOf(masked, START))])
    await world.deps.rooms.end(id, 'agent')
    const before = await allEvents(id)
    await addRule(world.deps, { action: 'unmask', selector: '.balance' }, SYSTEM)
    await changeSettings(world.deps, { privacyFloor: 'open' }, SYSTEM)
    expect(await allEvents(id)).toBe(before)
    expect(before).toContain('****')
  })

  it('are told in the audit log, with what they do', async () => {
    const { id } = await addRule(world.deps, { action: 'unmask', selector: '.status' }, SYSTEM)
    await removeRule(world.deps, id, SYSTEM)
    const rows = world.sqlite
      .prepare(`SELECT name, event FROM chained_events WHERE chain = 'audit' ORDER BY seq`)
      .all()
    expect(rows).toMatchObject([{ name: 'privacy.rule-added' }, { name: 'privacy.rule-removed' }])
    expect(JSON.stringify(rows)).toContain('.status')
  })

  it('are there once, and removing one that is gone says so', async () => {
    await addRule(world.deps, { action: 'mask', selector: '.a' }, SYSTEM)
    await expect(addRule(world.deps, { action: 'mask', selector: ' .a' }, SYSTEM)).rejects.toThrow(
      'This rule already exists.',
    )
    await expect(addRule(world.deps, { action: 'mask', selector: 'a {' }, SYSTEM)).rejects.toThrow(
      'This is not a CSS selector.',
    )
    await expect(removeRule(world.deps, 'none', SYSTEM)).rejects.toMatchObject({ code: 'not_found' })
    expect(await loadRules(world.deps)).toEqual({ mask: ['.a'], block: [], unmask: [] })
  })
})

describe('a link', () => {
  const make = (more: Partial<NewLink> = {}) =>
    createLink(
      world.deps,
      SUPPORT_CASE.id,
      {
        targetUrl: `${ORIGIN}/`,
        expiresInSeconds: 3_600,
        maxUses: 1,
        scopes: ['picture'],
        retentionDays: null,
        mode: 'session',
        ...more,
      },
      SYSTEM,
    )

  it('asks for balanced privacy where nobody says otherwise, or for the floor where that is stricter', async () => {
    expect((await make()).privacy).toBe('balanced')
    await changeSettings(world.deps, { privacyFloor: 'strict' }, SYSTEM)
    expect((await make()).privacy).toBe('strict')
    await changeSettings(world.deps, { privacyFloor: 'open' }, SYSTEM)
    expect((await make()).privacy).toBe('balanced')
    expect((await make({ privacy: 'open' })).privacy).toBe('open')
  })

  it('cannot ask for less privacy than the floor', async () => {
    await expect(make({ privacy: 'open' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'privacy must be strict or balanced: the organisation allows nothing less strict.',
    })
  })

  it('asks for headers and bodies only where an owner allowed it, and never without requests', async () => {
    const scopes: NewLink['scopes'] = ['network-bodies', 'network', 'picture']
    await expect(make({ scopes })).rejects.toThrow('must not have network-bodies')
    await changeSettings(world.deps, { networkBodies: true }, SYSTEM)
    expect((await make({ scopes })).scopes).toEqual(['picture', 'network', 'network-bodies'])
    await expect(make({ scopes: ['network-bodies'] })).rejects.toThrow('must also have network')
    await expect(make({ scopes: [] })).rejects.toThrow('at least one')
  })
})
