/** What a room takes from a recorder, and what it answers. */
import { describe, expect, it } from 'vitest'
import { gzip } from '../../src/protocol/codec.ts'
import {
  FRAME_BURST,
  FRAME_RATE,
  MAX_EVENTS_PER_FRAME,
  MAX_FRAME_BYTES,
  MAX_JSON_DEPTH,
} from '../../src/protocol/limits.ts'
import { START } from '../support/clock.ts'
import { ANA, BEN, event, gzipFrame, move, picture, utf8, wireFrame } from '../support/frames.ts'
import { createTestRoom, type TestRoom } from '../support/room.ts'

const acks = (messages: { type: string; seq?: unknown }[]): unknown[] =>
  messages.filter(({ type }) => type === 'ack').map(({ seq }) => seq)
const stored = (room: TestRoom, tab = ANA): number[] =>
  room.journal.frames.filter((frame) => frame.tab === tab).map(({ seq }) => seq)

/** A frame's JSON that would be fine, but for one byte that is no UTF-8. */
const withBadByte = (): Uint8Array<ArrayBuffer> => {
  const bytes = utf8(`[{"type":3,"timestamp":${START},"data":{"text":"x"}}]`)
  return bytes.with(bytes.lastIndexOf(0x78), 0xff)
}

describe('an ack', () => {
  it('[A1][R01] comes after the frame is durable and not before', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    ana.takeMessages()
    room.journal.hold()
    await room.frame(ana, { seq: 1, events: picture() })
    expect(ana.takeMessages()).toEqual([])
    await room.journal.release()
    expect(ana.takeMessages()).toEqual([{ type: 'ack', seq: 1, stored: 2 }])
  })

  it('[A2] covers all frames of its tab up to its seq, and counts the events of all tabs', async () => {
    const room = createTestRoom()
    const [ana, ben] = [await room.recorder(), await room.recorder({ tab: BEN })]
    await room.frame(ben, { seq: 1, tab: BEN, events: picture() })
    await room.frame(ana, { seq: 1, events: [move(), move(), move()] })
    await room.frame(ana, { seq: 2 })
    expect(ana.takeMessages().filter(({ type }) => type === 'ack')).toEqual([
      { type: 'ack', seq: 1, stored: 5 },
      { type: 'ack', seq: 2, stored: 6 },
    ])
    expect(acks(ben.takeMessages())).toEqual([1])
  })

  it('[A3][R03] of a frame that is there already is given again, and it is stored once', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    for (const seq of [1, 2, 1, 2, 1]) await room.frame(ana, { seq, events: [move(START + seq)] })
    expect(acks(ana.takeMessages())).toEqual([1, 2, 2, 2, 2])
    expect(stored(room)).toEqual([1, 2])
  })

  it('[A3] of a duplicate never runs ahead of what is durable', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1 })
    room.journal.hold()
    await room.frame(ana, { seq: 2 })
    ana.takeMessages()
    await room.frame(ana, { seq: 2 })
    expect(acks(ana.takeMessages())).toEqual([1])
    await room.journal.release()
    expect(acks(ana.takeMessages())).toEqual([2])
  })
})

describe('a gap', () => {
  it('[F4][F5][R03] that nobody told of is not stored over: the room asks from where it stands', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1 })
    ana.takeMessages()
    await room.frame(ana, { seq: 3 })
    expect(ana.takeMessages()).toEqual([{ type: 'resend', from: 2 }])
    expect(stored(room)).toEqual([1])
    for (const seq of [2, 3]) await room.frame(ana, { seq })
    expect(stored(room)).toEqual([1, 2, 3])
    expect(room.journal.frames.some(({ facts }) => facts.gapBefore)).toBe(false)
  })

  it('[F6][R05] that the hello told of is marked at the frame behind it, and only there', async () => {
    const room = createTestRoom()
    const first = await room.recorder()
    await room.frame(first, { seq: 1 })
    await room.drop(first)
    const ana = await room.recorder({ from: 5 })
    expect(ana.takeMessages()).toMatchObject([{ type: 'welcome', lastSeq: 1 }])
    await room.frame(ana, { seq: 5, events: picture() })
    await room.frame(ana, { seq: 6 })
    expect(room.journal.frames.map(({ seq, facts }) => [seq, facts.gapBefore])).toEqual([
      [1, false],
      [5, true],
      [6, false],
    ])
  })

  it('[F6] that was told of is forgotten when the missing frame comes after all', async () => {
    const room = createTestRoom()
    const ana = await room.recorder({ from: 5 })
    await room.frame(ana, { seq: 1 })
    ana.takeMessages()
    await room.frame(ana, { seq: 5 })
    expect(ana.takeMessages()).toEqual([{ type: 'resend', from: 2 }])
    expect(stored(room)).toEqual([1])
  })

  it('[F6] that was told of reaches to its frame and no further', async () => {
    const room = createTestRoom()
    const ana = await room.recorder({ from: 5 })
    ana.takeMessages()
    await room.frame(ana, { seq: 6 })
    expect(ana.takeMessages()).toEqual([{ type: 'resend', from: 1 }])
    expect(stored(room)).toEqual([])
  })
})

describe('a frame that cannot be taken', { timeout: 30_000 }, () => {
  const malformed: [string, () => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>][] = [
    ['[F2] bytes that are no frame', () => utf8('hello')],
    ['[F2] a version nobody knows', () => wireFrame({ seq: 1 }).with(0, 2)],
    ['[F2] an encoding nobody knows', () => wireFrame({ seq: 1 }).with(1, 7)],
    ['[F3] no JSON', () => wireFrame({ seq: 1, payload: utf8('[{') })],
    ['[F3][T33] bad UTF-8', () => wireFrame({ seq: 1, payload: withBadByte() })],
    ['[F3] an object', () => wireFrame({ seq: 1, events: {} })],
    ['[F3] null', () => wireFrame({ seq: 1, events: null })],
    ['[F3] no events', () => wireFrame({ seq: 1, events: [] })],
    ['[F3] an event that is a number', () => wireFrame({ seq: 1, events: [1] })],
    ['[F3] an event without data', () => wireFrame({ seq: 1, events: [{ type: 3, timestamp: START }] })],
    ['[F3] a type rrweb does not have', () => wireFrame({ seq: 1, events: [event(9, START)] })],
    [
      '[F3] a timestamp that is a text',
      () => wireFrame({ seq: 1, events: [{ type: 3, timestamp: '1', data: {} }] }),
    ],
    [
      '[F3][T31] a timestamp without end',
      () => wireFrame({ seq: 1, payload: utf8('[{"type":3,"timestamp":1e999,"data":{}}]') }),
    ],
    [
      '[F3] an entry of a kind nobody knows',
      () => wireFrame({ seq: 1, events: [event(5, START, { tag: 'casereel', payload: { kind: 'keys' } })] }),
    ],
    [
      '[F3] an entry that is no object',
      () => wireFrame({ seq: 1, events: [event(5, START, { tag: 'casereel', payload: 'x' })] }),
    ],
    ['[F2] gzip that is none', () => wireFrame({ seq: 1, encoding: 1, payload: utf8('not gzip') })],
    [
      '[F2] gzip that is cut off',
      async () => wireFrame({ seq: 1, encoding: 1, payload: (await gzip(utf8('[1]'))).slice(0, -4) }),
    ],
    [
      `[L5][T27] JSON ${MAX_JSON_DEPTH + 1} deep`,
      () => wireFrame({ seq: 1, payload: utf8('['.repeat(MAX_JSON_DEPTH + 1)) }),
    ],
    [
      '[L5][T27] JSON a million deep',
      () =>
        gzipFrame(
          { seq: 1 },
          utf8(`[{"type":3,"timestamp":1,"data":{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}}]`),
        ),
    ],
    [
      '[L6] more events than a frame may have',
      () => gzipFrame({ seq: 1 }, utf8(JSON.stringify(Array(MAX_EVENTS_PER_FRAME + 1).fill(move())))),
    ],
  ]
  it.each(malformed)('%s: closed with 4400, nothing stored, nothing acked', async (_, make) => {
    const room = createTestRoom()
    const ana = await room.recorder()
    ana.takeMessages()
    await room.send(ana, await make())
    expect(ana.closedWith?.code).toBe(4400)
    expect(ana.takeMessages()).toEqual([])
    expect(room.journal.frames).toEqual([])
  })

  it('[L1][T25] one byte over the size: closed with 1009', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.send(ana, new Uint8Array(MAX_FRAME_BYTES + 1).fill(1))
    expect(ana.closedWith?.code).toBe(1009)
  })

  it('[L2][T26] a gzip bomb of 200 MB: closed with 1009 without unpacking it', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.send(ana, await gzipFrame({ seq: 1 }, new Uint8Array(200_000_000)))
    expect(ana.closedWith?.code).toBe(1009)
    expect(room.journal.frames).toEqual([])
  })

  it('[H3] one of another tab than the hello: closed with 1008', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, tab: BEN })
    expect(ana.closedWith?.code).toBe(1008)
    expect(room.journal.frames).toEqual([])
  })

  it('[C3] one after the end: closed with 4410', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.room.end('customer')
    const late = { ...ana, closedWith: null }
    await room.frame(late, { seq: 1 })
    expect(late.closedWith).toMatchObject({ code: 4410 })
    expect(room.journal.frames).toEqual([])
  })

  it(`[L4][T28] more than ${FRAME_BURST} at once: closed with 4429, and what was taken stays`, async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    for (let seq = 1; seq <= FRAME_BURST; seq += 1) await room.frame(ana, { seq })
    expect(ana.closedWith).toBeNull()
    await room.frame(ana, { seq: FRAME_BURST + 1 })
    expect(ana.closedWith?.code).toBe(4429)
    await room.drop(ana)
    room.clock.advance(1_000)
    const again = await room.recorder({ from: FRAME_BURST + 1 })
    for (let n = 1; n <= FRAME_RATE; n += 1) await room.frame(again, { seq: FRAME_BURST + n })
    expect(again.closedWith).toBeNull()
    await room.frame(again, { seq: FRAME_BURST + FRAME_RATE + 1 })
    expect(again.closedWith?.code).toBe(4429)
    expect(stored(room)).toHaveLength(FRAME_BURST + FRAME_RATE)
  })

  it('[L4] more bytes at once than the burst: closed with 4429', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    const padded = utf8(`${' '.repeat(1_800_000)}${JSON.stringify([move()])}`)
    let sent = 0
    while (!ana.closedWith) await room.frame(ana, { seq: (sent += 1), payload: padded })
    expect([ana.closedWith?.code, sent]).toEqual([4429, Math.floor(40_000_000 / padded.length) + 1])
  })
})
