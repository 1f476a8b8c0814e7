/** A room keeps nothing that its journal and its sockets cannot give back: after a fault, after a restart, by HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BLIP_MS } from '../../src/room/absence.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/clock.ts'
import { RETURN_MS } from '../../src/domain/organisation.ts'
import { encodeUpload } from '../../src/protocol/codec.ts'
import { openDatabase } from '../../src/node/database.ts'
import { createJournals } from '../../src/node/journal.ts'
import { builtPaths } from '../../src/node/paths.ts'
import { createClock, START } from '../support/clock.ts'
import { ANA, BEN, move, picture, utf8, wireFrame } from '../support/frames.ts'
import { createMemoryJournal, settled } from '../support/memory-journal.ts'
import { createTestRoom, SHOP } from '../support/room.ts'

describe('a journal that fails', () => {
  it('[A4][R13] gives no ack and closes with 1011; once it works, the recorder goes on where it stands', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    ana.takeMessages()
    room.journal.fail()
    await room.frame(ana, { seq: 2 })
    expect(ana.takeMessages()).toEqual([])
    expect(ana.closedWith?.code).toBe(1011)
    expect(room.told.faults).toEqual(['A frame could not be stored.'])
    await room.drop(ana)
    room.journal.mend()
    const again = await room.recorder({ from: 2 })
    expect(again.takeMessages()).toMatchObject([{ type: 'welcome', lastSeq: 1, stored: 2 }])
    await room.frame(again, { seq: 2 })
    expect(again.takeMessages()).toEqual([{ type: 'ack', seq: 2, stored: 3 }])
  })

  it('[A4][R01] leaves no hole: what came behind the failed frame is not stored, nor acked', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    room.journal.hold()
    await room.frame(ana, { seq: 2 })
    ana.takeMessages()
    // Frame 3 is being checked when frame 2 turns out to have failed.
    const third = room.room.received(ana, wireFrame({ seq: 3, events: Array(2_000).fill(move()) }).buffer)
    await room.journal.release('failed')
    await third
    await settled()
    expect(room.journal.frames.map(({ seq }) => seq)).toEqual([1])
    expect(ana.takeMessages()).toEqual([])
    await room.drop(ana)
    const again = await room.recorder({ from: 2 })
    expect(again.takeMessages()).toMatchObject([{ type: 'welcome', lastSeq: 1 }])
  })

  it('[A4] behind a frame that was checked while it failed, the journal stays without a hole', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    room.journal.hold()
    await room.frame(ana, { seq: 1, events: picture() })
    const packed = wireFrame({ seq: 2, encoding: 1, payload: await gzipOf([move()]) })
    const second = room.room.received(ana, packed.buffer)
    await Promise.resolve()
    const failing = room.journal.release('failed')
    await Promise.all([second, failing])
    await settled()
    expect(room.journal.frames).toEqual([])
  })

  it('[A4] shows viewers nothing of what was not stored', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    const maria = await room.viewer('Maria')
    room.journal.fail()
    await room.frame(ana, { seq: 1, events: picture() })
    expect(maria.takeFrames()).toEqual([])
  })
})

const gzipOf = async (events: object[]): Promise<Uint8Array<ArrayBuffer>> => {
  const stream = new Blob([JSON.stringify(events)]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

describe('a restart', () => {
  /** A server that is killed: its file stays, all else is gone. */
  const onDisk = async (use: (open: () => ReturnType<typeof createJournals>) => Promise<void>) => {
    const folder = mkdtempSync(join(tmpdir(), 'casereel-room-'))
    const opened: { close(): void }[] = []
    try {
      await use(() => {
        const { sqlite } = openDatabase(join(folder, 'casereel.sqlite'), builtPaths.migrationsFolder)
        opened.push(sqlite)
        return createJournals(sqlite)
      })
    } finally {
      for (const sqlite of opened) sqlite.close()
      rmSync(folder, { recursive: true })
    }
  }
  const committed = () => new Promise((resolve) => setTimeout(resolve, 10))

  it('[A5][R01] in the middle goes on at the last frame that was acked, and no acked frame is missing', async () => {
    await onDisk(async (open) => {
      const room = createTestRoom({ journal: open().of('recording-1') })
      const ana = await room.recorder()
      await room.frame(ana, { seq: 1, events: picture() })
      for (let seq = 2; seq <= 20; seq += 1) await room.frame(ana, { seq })
      await committed()
      // Taken in, but the process dies before the commit.
      await room.frame(ana, { seq: 21 })
      const acked = Math.max(
        ...ana.takeMessages().flatMap(({ seq }) => (typeof seq === 'number' ? [seq] : [])),
      )
      expect(acked).toBe(20)

      const journal = open().of('recording-1')
      const next = createTestRoom({ journal })
      const again = await next.recorder({ from: 21 })
      expect(again.takeMessages()).toMatchObject([{ type: 'welcome', lastSeq: 20, stored: 21 }])
      await next.frame(again, { seq: 21 })
      await committed()
      expect(again.takeMessages()).toEqual([{ type: 'ack', seq: 21, stored: 22 }])
      const seqs = (await journal.read(ANA, 1, 100)).map(({ seq }) => seq)
      expect(seqs).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
    })
  })

  it('serves a viewer from the journal that is there', async () => {
    const journal = createMemoryJournal()
    const room = createTestRoom({ journal })
    const ana = await room.recorder()
    for (const seq of [1, 2, 3]) await room.frame(ana, { seq, events: seq === 2 ? picture() : [move()] })
    const maria = await createTestRoom({ journal }).viewer('Maria')
    expect(maria.takeFrames().map(({ seq }) => seq)).toEqual([2, 3])
  })

  it('[E5] gives a page the whole quarter of an hour to come back', async () => {
    const journal = createMemoryJournal()
    const room = createTestRoom({ journal })
    await room.frame(await room.recorder(), { seq: 1, events: [...picture(), move()] })
    room.clock.advance(10 * MINUTE)
    const next = createTestRoom({ journal, clock: room.clock, recording: { startedAt: START } })
    await next.pass(RETURN_MS - 1)
    expect(next.told.ends).toEqual([])
    await next.pass(1)
    expect(next.told.ends).toEqual(['away'])
  })

  it('[E3] does not take a customer whose clock is behind for idle', async () => {
    const journal = createMemoryJournal()
    const clock = createClock()
    const theirs = START - 2 * HOUR
    const room = createTestRoom({ journal, clock })
    const ana = await room.recorder({ clock: theirs })
    await room.frame(ana, { seq: 1, events: [...picture(theirs), move(theirs)] })
    const next = createTestRoom({ journal, clock, recording: { startedAt: START, skewMs: 2 * HOUR } })
    await next.pass(SECOND)
    expect(next.told.ends).toEqual([])
  })

  it('wakes with the sockets that outlived it, as a hibernating host has them', async () => {
    const room = createTestRoom()
    const ana = await room.recorder({ clock: START - 90 })
    await room.frame(ana, { seq: 1, events: picture() })
    await room.send(ana, { type: 'pause' })
    const next = createTestRoom({ journal: room.journal, clock: room.clock })
    next.peers.add(ana)
    ana.takeMessages()
    expect((await next.viewer('Maria')).takeMessages()[0]).toMatchObject({ recorder: 'paused', skewMs: 90 })
    await next.frame(ana, { seq: 2 })
    expect(ana.takeMessages()).toContainEqual({ type: 'ack', seq: 2, stored: 3 })
  })
})

describe('an upload by HTTP', () => {
  it('[U1] says in one request what a socket says: welcome, ack, and is stored the same', async () => {
    const frames = [
      wireFrame({ seq: 1, events: picture() }),
      wireFrame({ seq: 2, events: [move(START + 5)] }),
    ]
    const [bySocket, byHttp] = [createTestRoom(), createTestRoom()]
    const ana = await bySocket.recorder()
    for (const frame of frames) await bySocket.send(ana, frame)
    const answer = await byHttp.upload({}, frames)
    const [welcome, , ack] = ana.takeMessages()
    expect(answer.messages).toEqual([welcome, ack])
    expect(byHttp.journal.frames).toEqual(bySocket.journal.frames)
  })

  it('[U2][R01] is answered when everything in it is durable', async () => {
    const room = createTestRoom()
    room.journal.hold()
    let answered = false
    const upload = room.upload({}, [wireFrame({ seq: 1, events: picture() })]).then(() => (answered = true))
    await settled()
    await settled()
    expect(answered).toBe(false)
    await room.journal.release()
    await upload
  })

  it('[U2] whose frames cannot be stored fails, and goes through when it is sent again', async () => {
    const room = createTestRoom()
    room.journal.fail()
    await expect(room.upload({}, [wireFrame({ seq: 1 })])).rejects.toThrow('The disk is full.')
    room.journal.mend()
    const { messages } = await room.upload({}, [wireFrame({ seq: 1 })])
    expect(messages).toMatchObject([
      { type: 'welcome', lastSeq: 0 },
      { type: 'ack', seq: 1 },
    ])
  })

  it('[U3][R03] that comes twice is stored once; one with a hole is answered with where to go on', async () => {
    const room = createTestRoom()
    const frames = [wireFrame({ seq: 1, events: picture() }), wireFrame({ seq: 2 })]
    await room.upload({}, frames)
    expect((await room.upload({}, frames)).messages).toMatchObject([{ lastSeq: 2 }, { type: 'ack', seq: 2 }])
    const { messages } = await room.upload({ from: 3 }, [wireFrame({ seq: 4 }), wireFrame({ seq: 5 })])
    expect(messages).toMatchObject([{ lastSeq: 2 }, { type: 'resend', from: 3 }, { type: 'ack', seq: 2 }])
    expect(room.journal.frames.map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('[U4] can end the recording with its last frames', async () => {
    const room = createTestRoom()
    const { messages } = await room.upload(
      {},
      [wireFrame({ seq: 1, events: picture() })],
      [{ type: 'stop', reason: 'customer' }],
    )
    expect(messages.at(-1)).toEqual({ type: 'end', reason: 'customer' })
    expect(room.told.ends).toEqual(['customer'])
  })

  it('[U5] is asked for a snapshot in the answer to the next upload when somebody joins, and once', async () => {
    const room = createTestRoom()
    await room.upload({}, [wireFrame({ seq: 1, events: picture() })])
    const maria = await room.viewer('Maria')
    expect(maria.takeMessages()[0]).toMatchObject({ recorder: 'connected' })
    const asked = await room.upload({ from: 2 }, [])
    expect(asked.messages.map(({ type }) => type)).toEqual(['welcome', 'ack', 'snapshot'])
    const next = await room.upload({ from: 2 }, [wireFrame({ seq: 2, events: picture() })])
    expect(next.messages.map(({ type }) => type)).toEqual(['welcome', 'ack'])
    expect(maria.takeFrames().map(({ seq }) => seq)).toEqual([2])
  })

  it('[U6] counts as there for ten seconds, and then as away', async () => {
    const room = createTestRoom()
    const maria = await room.viewer('Maria')
    await room.upload({}, [wireFrame({ seq: 1, events: [...picture(), move()] })])
    await room.pass(10 * SECOND)
    await room.pass(BLIP_MS)
    const states = maria.takeMessages().filter(({ type }) => type === 'recorder')
    expect(states.map((message) => message['state'])).toEqual(['connected', 'away'])
    await room.pass(RETURN_MS)
    expect(room.told.ends).toEqual(['away'])
  })

  it.each([
    ['[C5] from another origin', {}, [], 'https://evil.example', { closeCode: 4403 }],
    ['[C4] with a wrong token', { token: 'wrong' }, [], SHOP, { closeCode: 4401 }],
    ['[H1] in another version', { v: 9 }, [], SHOP, { closeCode: 4400 }],
    ['[H3] with a frame of another tab', {}, [wireFrame({ seq: 1, tab: BEN })], SHOP, { closeCode: 1008 }],
    ['[F2] with a frame that is none', {}, [utf8('x')], SHOP, { kind: 'malformed' }],
  ])('%s is refused and stores nothing', async (_, head, frames, origin, error) => {
    const room = createTestRoom()
    await expect(room.upload(head, frames, undefined, origin)).rejects.toMatchObject(error)
    expect(room.journal.frames).toEqual([])
  })

  it.each([
    ['no hello', JSON.stringify({ then: [] })],
    ['no JSON', '{'],
    [
      'too many commands',
      JSON.stringify({ hello: {}, then: Array.from({ length: 9 }, () => ({ type: 'pause' })) }),
    ],
  ])('[U1] whose head is %s is refused', async (_, head) => {
    const room = createTestRoom()
    await expect(room.room.upload(SHOP, encodeUpload(head, []))).rejects.toMatchObject({ kind: 'malformed' })
  })

  it('[C7] after the end is refused with 4410', async () => {
    const room = createTestRoom()
    await room.room.end('agent')
    await expect(room.upload({}, [])).rejects.toMatchObject({ closeCode: 4410 })
  })
})
