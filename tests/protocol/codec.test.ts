import { describe, expect, it } from 'vitest'
import {
  decodeFrame,
  decodeUpload,
  encodeFrame,
  encodeUpload,
  Encoding,
  eventsOfStored,
  gunzip,
  gzip,
  unpack,
  type Frame,
} from '../../src/protocol/codec.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/limits.ts'

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const EVENTS = [
  { type: 4, timestamp: 1_700_000_000_000, data: { href: 'https://shop.test/', width: 1, height: 1 } },
]
const TAB = 'tab_of-Alice'

const frame = (more: Partial<Frame> = {}): Frame => ({
  tab: TAB,
  seq: 1,
  sentAt: 1_700_000_000_123.5,
  encoding: Encoding.Json,
  payload: utf8(JSON.stringify(EVENTS)),
  ...more,
})

/** A whole frame with some bytes overwritten. */
const patched = (at: number, ...values: number[]): Uint8Array<ArrayBuffer> => {
  const bytes = encodeFrame(frame())
  bytes.set(values, at)
  return bytes
}

const malformed = expect.objectContaining({ name: 'ProtocolError', kind: 'malformed' })
const tooBig = expect.objectContaining({ name: 'ProtocolError', kind: 'too-big' })

describe('a frame', () => {
  it.each([
    ['as JSON', frame()],
    ['with the largest seq', frame({ seq: 0xffff_ffff })],
    ['with the shortest tab id', frame({ tab: 'abcdefgh' })],
    ['with the longest tab id', frame({ tab: 'a'.repeat(32) })],
    ['with an empty payload', frame({ payload: utf8('') })],
    ['of the largest size', frame({ payload: new Uint8Array(MAX_FRAME_BYTES - 15 - TAB.length) })],
  ])('comes back as it went, %s', (_, sent) => {
    expect(decodeFrame(encodeFrame(sent))).toEqual(sent)
  })

  it('[F1] has the layout that is written down: version, encoding, tab, seq, time, payload', () => {
    const bytes = encodeFrame(frame({ tab: 'abcdefgh', seq: 258, sentAt: 2, payload: utf8('[]') }))
    expect([...bytes]).toEqual([
      1,
      0,
      8,
      ...utf8('abcdefgh'),
      0,
      0,
      1,
      2,
      0x40,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...utf8('[]'),
    ])
  })

  it('is read out of the middle of a larger buffer', () => {
    const bytes = encodeFrame(frame())
    const larger = new Uint8Array(bytes.length + 10)
    larger.set(bytes, 5)
    expect(decodeFrame(larger.subarray(5, 5 + bytes.length))).toEqual(frame())
  })

  const head = 3 + TAB.length
  it.each([
    ['nothing', new Uint8Array()],
    ['one byte', new Uint8Array([1])],
    ['a header that ends early', encodeFrame(frame()).subarray(0, head + 11)],
    ['a tab longer than the bytes', encodeFrame(frame({ payload: utf8('') })).with(2, 255)],
    ['an older version', patched(0, 0)],
    ['a newer version', patched(0, 2)],
    ['an unknown encoding', patched(1, 2)],
    ['no tab', patched(2, 0)],
    ['a short tab id', encodeFrame(frame({ tab: 'seven77' }))],
    ['a long tab id', encodeFrame(frame({ tab: 'a'.repeat(33) }))],
    ['a tab id with a path in it', encodeFrame(frame({ tab: '../../etc' }))],
    ['a tab id with a line end', encodeFrame(frame({ tab: 'abcdefgh\n' }))],
    ['a tab id that is not ASCII', patched(3, 0xc3, 0xa9)],
    ['seq 0', patched(head, 0, 0, 0, 0)],
    ['a time that is not a number', encodeFrame(frame({ sentAt: Number.NaN }))],
    ['an endless time', encodeFrame(frame({ sentAt: -Infinity }))],
  ])('is refused with %s', (_, bytes) => {
    expect(() => decodeFrame(bytes)).toThrow(malformed)
  })

  it('is refused when it is one byte too long, before anything in it is read', () => {
    expect(() => decodeFrame(new Uint8Array(MAX_FRAME_BYTES + 1))).toThrow(tooBig)
  })
})

describe('a payload', () => {
  it('survives gzip, whatever the text', async () => {
    const json = JSON.stringify({ name: 'Zoë 🛒 \u2028', list: Array.from({ length: 50_000 }, (_, i) => i) })
    const packed = await gzip(utf8(json))
    expect(packed.length).toBeLessThan(json.length / 2)
    expect(text(await gunzip(packed, json.length * 2))).toBe(json)
  })

  it('may unpack to exactly the limit, and to no byte more', async () => {
    const packed = await gzip(new Uint8Array(1000))
    expect(await gunzip(packed, 1000)).toHaveLength(1000)
    await expect(gunzip(packed, 999)).rejects.toThrow(tooBig)
  })

  it('that is a bomb is dropped long before it has gone off', async () => {
    const bomb = await gzip(new Uint8Array(60_000_000))
    expect(bomb.length).toBeLessThan(MAX_FRAME_BYTES)
    const before = process.memoryUsage().arrayBuffers
    await expect(gunzip(bomb, 1_000_000)).rejects.toThrow(tooBig)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000)
  })

  it.each([
    ['text', utf8('[]')],
    ['nothing', utf8('')],
    ['a gzip header alone', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])],
  ])('is refused when it is %s instead of gzip', async (_, bytes) => {
    await expect(gunzip(bytes, 1000)).rejects.toThrow(malformed)
  })

  it('is refused when it was cut off, or changed on its way', async () => {
    const packed = await gzip(utf8(JSON.stringify(EVENTS)))
    await expect(gunzip(packed.subarray(0, -3), 1000)).rejects.toThrow(malformed)
    const checksumAt = packed.length - 8
    await expect(gunzip(packed.with(checksumAt, (packed[checksumAt] ?? 0) ^ 1), 1000)).rejects.toThrow(
      malformed,
    )
  })

  it('is unpacked by its encoding, within the limit', async () => {
    const json = utf8(JSON.stringify(EVENTS))
    const plain = frame({ payload: json })
    const packed = frame({ payload: await gzip(json), encoding: Encoding.Gzip })
    expect(await unpack(plain, json.length)).toEqual(json)
    expect(await unpack(packed, json.length)).toEqual(json)
    await expect(unpack(plain, json.length - 1)).rejects.toThrow(tooBig)
    await expect(unpack(packed, json.length - 1)).rejects.toThrow(tooBig)
    expect(await eventsOfStored(plain)).toEqual(EVENTS)
    expect(await eventsOfStored(packed)).toEqual(EVENTS)
  })
})

describe('an upload', () => {
  it.each([
    ['a head alone', []],
    ['two frames', [encodeFrame(frame()), encodeFrame(frame({ seq: 2 }))]],
    ['an empty part', [new Uint8Array()]],
  ])('comes back as it went, with %s', (_, frames) => {
    expect(decodeUpload(encodeUpload('{"name":"Zoë"}', frames))).toEqual({ head: '{"name":"Zoë"}', frames })
  })

  it('is read out of the middle of a larger buffer', () => {
    const bytes = encodeUpload('{}', [encodeFrame(frame())])
    const larger = new Uint8Array(bytes.length + 7)
    larger.set(bytes, 7)
    const [first] = decodeUpload(larger.subarray(7)).frames
    expect(first && decodeFrame(first)).toEqual(frame())
  })

  it.each([
    ['empty', new Uint8Array()],
    ['shorter than a length', new Uint8Array([0, 0, 0])],
    ['cut inside a part', encodeUpload('{}', [utf8('12345678')]).subarray(0, -1)],
    ['cut inside a later length', encodeUpload('{}', [utf8('12345678')]).subarray(0, 8)],
    ['telling a length beyond its end', new Uint8Array([0xff, 0xff, 0xff, 0xff, 1])],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => decodeUpload(bytes)).toThrow(malformed)
  })
})
