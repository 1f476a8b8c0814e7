import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HeldFrame } from '../../../../client/recorder/outbox/held-frame.ts'
import { createOutbox } from '../../../../client/recorder/outbox/outbox.ts'
import { createOutgoing, type Outgoing } from '../../../../client/recorder/tab/outgoing.ts'
import { decodeFrame, Encoding, eventsOfStored } from '../../../../src/protocol/codec.ts'
import { EventType, type RecordedEvent } from '../../../../src/protocol/events.ts'
import { MAX_FRAME_BYTES, OUTBOX_BYTES } from '../../../../src/protocol/limits.ts'

const TAB = 'tab-12345'

const event = (type: number, timestamp: number, data: unknown = {}): RecordedEvent => ({
  type,
  timestamp,
  data,
})
const meta = (timestamp: number): RecordedEvent =>
  event(EventType.Meta, timestamp, { href: 'https://shop.test/' })
const full = (timestamp: number, size = 10): RecordedEvent =>
  event(EventType.FullSnapshot, timestamp, { node: 'n'.repeat(size) })
const entry = (timestamp: number, text = 'x'): RecordedEvent => event(EventType.Custom, timestamp, { text })
const change = (timestamp: number, size: number): RecordedEvent =>
  event(EventType.IncrementalSnapshot, timestamp, { text: 'c'.repeat(size) })

const setUp = (from: { next?: number; spooled?: HeldFrame[] } = {}) => {
  const told: string[] = []
  const outbox = createOutbox({ tab: TAB, next: from.next ?? 1, spooled: from.spooled ?? [] })
  const transport = { connected: true, pump: () => told.push('pump') }
  const outgoing = createOutgoing({
    outbox,
    transport: () => transport,
    onGap: () => told.push('gap'),
    standIn: () => {
      told.push('too large')
      return [meta(9), full(9), entry(9, 'no picture')]
    },
  })
  owners.push(outgoing)
  return { outbox, outgoing, transport, told }
}

const owners: Outgoing[] = []
afterEach(() => owners.splice(0).forEach((owner) => owner.rest()))

beforeEach(() => {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', { hidden: false })
})

const read = async ({
  outbox,
  outgoing,
}: ReturnType<typeof setUp>): Promise<{ seq: number; events: RecordedEvent[] }[]> => {
  outgoing.seal()
  return Promise.all(
    outbox.held.map(async ({ bytes }) => {
      const frame = decodeFrame(bytes!)
      return { seq: frame.seq, events: await eventsOfStored(frame) }
    }),
  )
}

describe('the outbox', () => {
  it('holds entries until the first Meta and FullSnapshot, and lets them follow', async () => {
    const here = setUp()
    const { outbox, outgoing } = here
    outgoing.push(entry(5))
    outgoing.push(event(EventType.DomContentLoaded, 6))
    outgoing.flush()
    expect(outbox.held).toHaveLength(0)
    outgoing.push(meta(10))
    outgoing.push(full(11))
    const [frame] = await read(here)
    expect(frame!.events.map(({ type }) => type)).toEqual([
      EventType.Meta,
      EventType.FullSnapshot,
      EventType.Custom,
    ])
    expect(frame!.events.map(({ timestamp }) => timestamp)).toEqual([10, 11, 11])
  })

  it('never lets time go back', async () => {
    const here = setUp()
    const { outgoing } = here
    for (const each of [meta(100), full(101), entry(50), entry(102)]) outgoing.push(each)
    const [frame] = await read(here)
    expect(frame!.events.map(({ timestamp }) => timestamp)).toEqual([100, 101, 101, 102])
  })

  it('begins a frame at every Meta and numbers them from where the tab was', async () => {
    const here = setUp({ next: 7 })
    const { outbox, outgoing } = here
    for (const each of [meta(1), full(2), entry(3), meta(4), full(5)]) outgoing.push(each)
    const frames = await read(here)
    expect(frames.map(({ seq }) => seq)).toEqual([7, 8])
    expect(frames[1]!.events[0]!.type).toBe(EventType.Meta)
    expect(outbox.held.map(({ fresh }) => fresh)).toEqual([true, true])
  })

  it('keeps Meta and a large snapshot in one frame, and cuts after it', async () => {
    const here = setUp()
    const { outgoing } = here
    outgoing.push(meta(1))
    outgoing.push(full(2, 200_000))
    outgoing.push(entry(3))
    const frames = await read(here)
    expect(frames.map(({ events }) => events.length)).toEqual([2, 1])
  })

  it('compresses what is worth it, and hands frames out in order only', async () => {
    const here = setUp()
    const { outbox, outgoing, told } = here
    outgoing.push(meta(1))
    outgoing.push(full(2, 5_000))
    outgoing.flush()
    outgoing.push(entry(3))
    outgoing.flush()
    // The small second frame is ready at once; it must wait for the first.
    expect(outbox.after(0)).toBeUndefined()
    await expect.poll(() => outbox.after(0)?.seq).toBe(1)
    expect(decodeFrame(outbox.after(0)!.bytes!).encoding).toBe(Encoding.Gzip)
    expect(decodeFrame(outbox.after(1)!.bytes!).encoding).toBe(Encoding.Json)
    expect(told).toContain('pump')
  })

  it('drops what is acked and goes on', () => {
    const here = setUp()
    const { outbox, outgoing } = here
    for (const each of [meta(1), full(2), meta(3), full(4), meta(5), full(6)]) outgoing.push(each)
    outgoing.flush()
    outbox.ack(2)
    expect([outbox.from, outbox.next, outbox.held.length]).toEqual([3, 4, 1])
    outbox.ack(99)
    expect([outbox.from, outbox.next]).toEqual([4, 4])
  })

  it('sends the frames of the page before first', async () => {
    const first = setUp()
    for (const each of [meta(1), full(2)]) first.outgoing.push(each)
    first.outgoing.seal()
    const here = setUp({ next: 2, spooled: [...first.outbox.held] })
    const { outbox, outgoing } = here
    for (const each of [meta(3), full(4)]) outgoing.push(each)
    expect((await read(here)).map(({ seq }) => seq)).toEqual([1, 2])
    expect(outbox.from).toBe(1)
  })

  it('takes from the device what the page before had, and not the draft of what still waits here', async () => {
    const here = setUp({ next: 3 })
    const { outbox, outgoing, transport } = here
    outgoing.push(meta(10))
    outgoing.push(full(11))
    transport.connected = false
    outgoing.flush()
    const draft = { ...outbox.unstored.at(-1)! }
    const older: HeldFrame = { ...draft, seq: 2, sentAt: 9 }
    outbox.adopt([older, draft])
    outgoing.push(entry(12, 'behind the draft'))
    outgoing.seal()
    expect(outbox.held.map(({ seq }) => seq)).toEqual([2, 3])
    expect(outbox.held[1]!.events).toBe(3)
  })

  it('makes room from the front, up to a snapshot, and says so', () => {
    const here = setUp()
    const { outbox, outgoing, told } = here
    const size = OUTBOX_BYTES / 8
    // Sealed frames are plain, so that sizes are as written.
    for (let i = 0; i < 5; i++) {
      for (const each of [meta(i), full(i), change(i, size), change(i, size)]) outgoing.push(each)
      outgoing.seal()
    }
    expect(told).toContain('gap')
    expect(outbox.held[0]!.fresh).toBe(true)
    expect(outbox.held.reduce((sum, frame) => sum + frame.size, 0)).toBeLessThan(OUTBOX_BYTES)
  })

  it('sends something else in the place of a snapshot that unpacks to too much [R20]', async () => {
    const here = setUp()
    const { outgoing, told } = here
    outgoing.push(meta(1))
    outgoing.push(full(2, OUTBOX_BYTES + 1))
    outgoing.push(entry(3))
    expect(told.filter((each) => each === 'too large')).toHaveLength(1)
    expect(told).not.toContain('gap')
    const [first, second] = await read(here)
    expect(first).toMatchObject({ seq: 1, events: [meta(1), full(1), entry(1, 'no picture')] })
    expect(second).toMatchObject({ seq: 2, events: [entry(3)] })
  })

  it('and of one that is too large once it is compressed, in the same frame [R20]', async () => {
    const here = setUp()
    const { outbox, outgoing, told } = here
    const noise = randomBytes(MAX_FRAME_BYTES).toString('base64')
    outgoing.push(meta(1))
    outgoing.push(event(EventType.FullSnapshot, 2, { node: noise }))
    outgoing.push(entry(3))
    outgoing.flush()
    await expect.poll(() => outbox.held.every(({ bytes }) => bytes)).toBe(true)
    expect(told.filter((each) => each === 'too large')).toHaveLength(1)
    const [first, second] = await read(here)
    expect(first).toMatchObject({ seq: 1, events: [meta(1), full(1), entry(1, 'no picture')] })
    expect(second).toMatchObject({ seq: 2, events: [entry(3)] })
    expect(outbox.held[0]!.fresh).toBe(true)
  })

  it('leaves a large snapshot to the compressor when the page goes away, for it may stay', async () => {
    const here = setUp()
    const { outbox, outgoing, told } = here
    outgoing.push(meta(1))
    outgoing.push(full(2, MAX_FRAME_BYTES))
    outgoing.seal()
    expect(outbox.after(0)).toBeUndefined()
    await expect.poll(() => outbox.after(0)?.seq).toBe(1)
    expect(told).not.toContain('too large')
  })

  it('[F9] loses the oldest frame and no other, and says so', () => {
    const here = setUp()
    const { outbox, outgoing } = here
    for (const each of [meta(1), full(2), meta(3), full(4), meta(5), full(6)]) outgoing.push(each)
    outgoing.flush()
    outbox.ack(1)
    expect(outbox.lose().kind).toBe('gap')
    expect([outbox.from, outbox.next, outbox.held.length]).toEqual([3, 4, 1])
  })

  it('goes on behind what the server already has', () => {
    const here = setUp()
    const { outbox, outgoing } = here
    for (const each of [meta(1), full(2)]) outgoing.push(each)
    outgoing.flush()
    expect(outbox.skipTo(9).kind).toBe('gap')
    expect([outbox.from, outbox.next, outbox.held.length]).toEqual([10, 10, 0])
  })
})
