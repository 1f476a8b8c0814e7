/** Who gets into a room, as what, and who is shown out. */
import { describe, expect, it } from 'vitest'
import { HELLO_TIMEOUT_MS, MAX_TABS, MAX_TEXT_MESSAGE_BYTES } from '../../src/protocol/limits.ts'
import { START } from '../support/clock.ts'
import { ANA, BEN, journalFrame, picture, wireFrame } from '../support/frames.ts'
import { createMemoryJournal, settled } from '../support/memory-journal.ts'
import { createTestRoom, hello, SHOP } from '../support/room.ts'

describe("a recorder's hello", () => {
  it('[H2] is answered by a welcome that says where the journal stands', async () => {
    const journal = createMemoryJournal()
    await journal.append(journalFrame(1, { facts: { events: 4 } }))
    await journal.append(journalFrame(2, { facts: { events: 3 } }))
    const room = createTestRoom({ journal })
    const ana = await room.recorder({ from: 3 })
    expect(ana.takeMessages()).toEqual([
      { type: 'welcome', lastSeq: 2, serverTime: START, watching: 0, watchers: [], stored: 7 },
    ])
  })

  it('[H2] of a tab that is new here is welcomed at 0', async () => {
    const room = createTestRoom()
    expect((await room.recorder()).takeMessages()).toMatchObject([{ type: 'welcome', lastSeq: 0, stored: 0 }])
  })

  it('[L7] of one tab more than a recording may have is closed with 1008, and of a known tab is not', async () => {
    const room = createTestRoom()
    const tabs = Array.from({ length: MAX_TABS }, (_, index) => `tab_${String(index).padStart(5, '0')}`)
    for (const tab of tabs) expect((await room.recorder({ tab })).closedWith).toBeNull()
    expect((await room.recorder({ tab: 'tab_too_many' })).closedWith?.code).toBe(1008)
    expect((await room.recorder({ tab: 'tab_00000' })).closedWith).toBeNull()
  })

  it.each([
    ['[C4] with a token that is not good is closed with 4401', { token: 'wrong' }, SHOP, 4401],
    ['[C5] from another origin than its token is closed with 4403', {}, 'https://evil.example', 4403],
    ['[H1] in another version is closed with 4400', { v: 2 }, SHOP, 4400],
    ['[H1] with a tab id that is too short is closed with 4400', { tab: 'abc' }, SHOP, 4400],
    ['[H1] with a path as tab id is closed with 4400', { tab: '../../../etc' }, SHOP, 4400],
    ['[H1] that starts at 0 is closed with 4400', { from: 0 }, SHOP, 4400],
    ['[H1] that starts in the middle of a frame is closed with 4400', { from: 1.5 }, SHOP, 4400],
    ['[H1][T31] with a clock that no calendar knows is closed with 4400', { clock: 8.64e15 }, SHOP, 4400],
    ['[H1] with a clock before all clocks is closed with 4400', { clock: -1 }, SHOP, 4400],
  ])('%s', async (_, change, origin, code) => {
    const room = createTestRoom()
    const peer = room.open('recorder', origin)
    await room.send(peer, hello(change))
    expect(peer.closedWith?.code).toBe(code)
    expect(peer.closedWith?.reason).not.toBe('')
    expect(peer.takeMessages()).toEqual([])
    expect(peer.seat.role).toBe('greeting')
  })

  it.each([
    ['no JSON', '{"type":'],
    ['no object', '[]'],
    ['null', 'null'],
    ['a type nobody knows', '{"type":"erase"}'],
    ['a viewer’s message', '{"type":"resync"}'],
  ])('[C2] that is %s is closed with 4400', async (_, text) => {
    const room = createTestRoom()
    const peer = room.open('recorder')
    await room.send(peer, text)
    expect(peer.closedWith?.code).toBe(4400)
  })

  it('[L3] longer than a text message may be is closed with 1009', async () => {
    const room = createTestRoom()
    const peer = room.open('recorder')
    await room.send(peer, 'x'.repeat(MAX_TEXT_MESSAGE_BYTES + 1))
    expect(peer.closedWith?.code).toBe(1009)
  })

  it('[H4] said twice is closed with 1008', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.send(ana, hello())
    expect(ana.closedWith?.code).toBe(1008)
  })

  it('[H4] missing before a frame or a command is closed with 1008', async () => {
    const room = createTestRoom()
    const [early, stopping] = [room.open('recorder'), room.open('recorder')]
    await room.send(early, wireFrame({ seq: 1 }))
    await room.send(stopping, { type: 'stop', reason: 'customer' })
    expect(early.closedWith?.code).toBe(1008)
    expect(stopping.closedWith?.code).toBe(1008)
    expect(room.journal.frames).toEqual([])
    expect(room.told.ends).toEqual([])
  })

  it('[C6] of the same tab closes the older socket with 4409, and the newer goes on', async () => {
    const room = createTestRoom()
    const [older, newer, ben] = [
      await room.recorder(),
      await room.recorder(),
      await room.recorder({ tab: BEN }),
    ]
    expect(older.closedWith?.code).toBe(4409)
    expect(newer.closedWith).toBeNull()
    expect(ben.closedWith).toBeNull()
    await room.drop(older)
    await room.frame(newer, { seq: 1, events: picture() })
    expect(newer.takeMessages()).toContainEqual({ type: 'ack', seq: 1, stored: 2 })
  })

  it('[C7] after the end is closed with 4410', async () => {
    const room = createTestRoom()
    await room.room.end('agent')
    expect((await room.recorder()).closedWith?.code).toBe(4410)
    expect((await room.viewer('Maria')).closedWith?.code).toBe(4410)
  })

  it('[T32] with keys of the prototype changes no prototype', async () => {
    const room = createTestRoom()
    const peer = room.open('recorder')
    const text = JSON.stringify(hello()).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    )
    await room.send(peer, text)
    expect(peer.takeMessages()).toMatchObject([{ type: 'welcome' }])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('[T29] a socket that says nothing', () => {
  it.each(['recorder', 'viewer'] as const)(
    '[C1] in a room where nothing has happened yet is closed with 4408 (as a %s)',
    async (wants) => {
      const room = createTestRoom()
      const silent = room.open(wants)
      await settled()
      expect(room.told.alarmAt).toBe(START + HELLO_TIMEOUT_MS)
      await room.pass(HELLO_TIMEOUT_MS - 1)
      expect(silent.closedWith).toBeNull()
      await room.pass(1)
      expect(silent.closedWith?.code).toBe(4408)
    },
  )

  it('[C1] and whose network lets no close through is not looked at again at once, over and over', async () => {
    const room = createTestRoom()
    room.open('recorder')
    await room.pass(HELLO_TIMEOUT_MS)
    expect(room.told.alarmAt).toBe(START + 2 * HELLO_TIMEOUT_MS)
  })

  it('[C1] is closed while the others stay', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    room.open('viewer')
    await room.pass(HELLO_TIMEOUT_MS)
    expect([...room.peers].map(({ closedWith }) => closedWith?.code)).toEqual([undefined, 4408])
    expect(ana.closedWith).toBeNull()
  })
})

describe("a viewer's hello", () => {
  it('[V1] is answered by how things stand, who is there, and a fresh start of the picture', async () => {
    const room = createTestRoom()
    const ana = await room.recorder({ clock: START - 5_000 })
    await room.frame(ana, { seq: 1, events: picture() })
    const maria = await room.viewer('Maria')
    expect(maria.takeMessages()).toEqual([
      {
        type: 'welcome',
        serverTime: START,
        skewMs: 5_000,
        startedAt: START,
        recorder: 'connected',
        stored: 2,
        waiting: 0,
      },
      { type: 'presence', viewers: [{ name: 'Maria', you: true }] },
      { type: 'resync', reason: 'joined' },
    ])
  })

  it('[V2] with a token that was used is closed with 4401', async () => {
    const room = createTestRoom()
    await room.viewer('Maria')
    expect((await room.viewer('Maria')).closedWith?.code).toBe(4401)
  })

  it('[H1] in another version is closed with 4400', async () => {
    const room = createTestRoom()
    const peer = room.open('viewer')
    await room.send(peer, { type: 'hello', v: 2, token: 'Maria' })
    expect(peer.closedWith?.code).toBe(4400)
  })

  it('[T18][V3] a frame from a viewer, before or after its hello, is closed with 1008 and stored by nobody', async () => {
    const room = createTestRoom()
    await room.recorder()
    for (const peer of [room.open('viewer'), await room.viewer('Mallory')]) {
      await room.send(peer, wireFrame({ seq: 1, events: picture() }))
      expect(peer.closedWith?.code).toBe(1008)
    }
    expect(room.journal.frames).toEqual([])
  })

  it('[T18][V3] what only a recorder may say is not known from a viewer', async () => {
    const room = createTestRoom()
    const mallory = await room.viewer('Mallory')
    await room.send(mallory, { type: 'stop', reason: 'customer' })
    expect(mallory.closedWith?.code).toBe(4400)
    expect(room.told.ends).toEqual([])
  })

  it('[V3] a viewer who asks before its hello is closed with 1008', async () => {
    const room = createTestRoom()
    const peer = room.open('viewer')
    await room.send(peer, { type: 'resync' })
    expect(peer.closedWith?.code).toBe(1008)
  })

  it('[V7] a ping is answered with the time of the server', async () => {
    const room = createTestRoom()
    const maria = await room.viewer('Maria')
    maria.takeMessages()
    room.clock.advance(123)
    await room.send(maria, { type: 'ping', sent: 42 })
    expect(maria.takeMessages()).toEqual([{ type: 'pong', sent: 42, serverTime: START + 123 }])
  })
})

it('[C9] a room whose journal cannot be read closes with 1011 and works once it can', async () => {
  const journal = createMemoryJournal()
  let broken = true
  const flaky = {
    ...journal,
    state: () => (broken ? Promise.reject(new Error('EIO')) : journal.state()),
  }
  const room = createTestRoom({ journal: flaky })
  const ana = await room.recorder()
  expect(ana.closedWith?.code).toBe(1011)
  await expect(room.drop(ana)).rejects.toThrow('EIO')
  broken = false
  expect((await room.recorder()).takeMessages()).toMatchObject([{ type: 'welcome' }])
})

it('a fault behind a door closes with 1011 and tells the operator, not the peer', async () => {
  const room = createTestRoom({ deps: { admitRecorder: () => Promise.reject(new Error('secret detail')) } })
  const ana = await room.recorder({ tab: ANA })
  expect(ana.closedWith).toEqual({ code: 1011, reason: 'Something failed on the server; connect again.' })
  expect(room.told.faults).toEqual(['A message could not be handled.'])
})
