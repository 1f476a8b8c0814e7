/**
 * Frames on the wire and at rest. Layout, big endian (docs/protocol.md F1):
 *
 *     u8 version · u8 encoding · u8 n · n bytes tab · u32 seq · f64 sentAt · payload
 *
 * The payload is a JSON array of rrweb events, in the frame's encoding.
 */
import type { RecordedEvent } from './events.ts'
import { MAX_FRAME_BYTES, MAX_UPLOAD_FRAMES, PROTOCOL_VERSION } from './limits.ts'
import { sumOf } from './sum.ts'

/** How a payload is written. New encodings get new numbers; old ones stay readable. */
export const Encoding = { Json: 0, Gzip: 1 } as const
export type EncodingValue = (typeof Encoding)[keyof typeof Encoding]

export interface Frame {
  tab: string
  /** 1, 2, 3 … within a tab, over page loads. */
  seq: number
  /** The customer's clock when the frame was cut, ms since the epoch. */
  sentAt: number
  encoding: EncodingValue
  payload: Uint8Array<ArrayBuffer>
}

export const TAB_PATTERN = /^[A-Za-z0-9_-]{8,32}$/

/** What a peer sent cannot be read; `message` is a sentence for the close reason. */
export class ProtocolError extends Error {
  override name = 'ProtocolError'
  readonly kind: 'malformed' | 'too-big'
  constructor(kind: 'malformed' | 'too-big', message: string) {
    super(message)
    this.kind = kind
  }
}

export const encodeFrame = (frame: Frame): Uint8Array<ArrayBuffer> => {
  const tab = new TextEncoder().encode(frame.tab)
  const head = 3 + tab.length
  const bytes = new Uint8Array(head + 12 + frame.payload.length)
  const view = new DataView(bytes.buffer)
  bytes[0] = PROTOCOL_VERSION
  bytes[1] = frame.encoding
  bytes[2] = tab.length
  bytes.set(tab, 3)
  view.setUint32(head, frame.seq)
  view.setFloat64(head + 4, frame.sentAt)
  bytes.set(frame.payload, head + 12)
  return bytes
}

/** @throws ProtocolError when the bytes are no frame of this version. The payload is not decompressed or read. */
export const decodeFrame = (bytes: Uint8Array<ArrayBuffer>): Frame => {
  if (bytes.length > MAX_FRAME_BYTES) {
    throw new ProtocolError(
      'too-big',
      `A frame may have ${MAX_FRAME_BYTES} bytes; this one has ${bytes.length}.`,
    )
  }
  const tabLength = bytes[2] ?? 0
  const head = 3 + tabLength
  if (bytes.length < head + 12) throw new ProtocolError('malformed', 'The frame is shorter than its header.')
  if (bytes[0] !== PROTOCOL_VERSION)
    throw new ProtocolError('malformed', `Frame version ${bytes[0]} is not known.`)
  const encoding = bytes[1]
  if (encoding !== Encoding.Json && encoding !== Encoding.Gzip) {
    throw new ProtocolError('malformed', `Frame encoding ${encoding} is not known.`)
  }
  const tab = String.fromCharCode(...bytes.subarray(3, head))
  if (!TAB_PATTERN.test(tab)) throw new ProtocolError('malformed', 'The tab id of the frame is not valid.')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const seq = view.getUint32(head)
  if (seq === 0) throw new ProtocolError('malformed', 'Frames are numbered from 1.')
  const sentAt = view.getFloat64(head + 4)
  if (!Number.isFinite(sentAt)) throw new ProtocolError('malformed', 'The time of the frame is not a number.')
  return { tab, seq, sentAt, encoding, payload: bytes.subarray(head + 12) }
}

/** UTF-8 bytes of a text. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> =>
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- the types of workerd say less than the standard
  new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>

/** gzip (RFC 1952) by the platform's CompressionStream. */
export const gzip = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  collect(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip')), Infinity)

/** Pieces are handed on so large at least: each hand-over costs as much as packing some kilobytes. */
const PIECE_BYTES = 65_536

/** Small pieces joined until they are worth handing on. */
async function* joined(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces) {
    held.push(piece)
    length += piece.length
    if (length < PIECE_BYTES) continue
    yield concat(held, length)
    held = []
    length = 0
  }
  if (length > 0) yield concat(held, length)
}

/** One gzip of many pieces, of which few are held at a time. */
export const gzipAll = async (
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { readable, writable } = new CompressionStream('gzip')
  const packed = collect(readable, Infinity)
  const writer = writable.getWriter()
  try {
    for await (const piece of joined(pieces)) await writer.write(piece)
    await writer.close()
  } catch (error) {
    packed.catch(() => undefined)
    await writer.abort(error)
    throw error
  }
  return packed
}

/** @throws ProtocolError when the bytes are no gzip, or hold more than `limit` bytes. */
export const gunzip = async (
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    return await collect(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), limit)
  } catch (error) {
    if (error instanceof ProtocolError) throw error
    throw new ProtocolError('malformed', 'The payload is not valid gzip.')
  }
}

const collect = async (
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limit) {
      // Not awaited: a bomb's stream may take long to give up, and nobody reads on.
      void reader.cancel()
      throw new ProtocolError('too-big', `The payload unpacks to more than ${limit} bytes.`)
    }
    chunks.push(value)
  }
  return concat(chunks, length)
}

const concat = (chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> => {
  const only = chunks[0]
  if (chunks.length === 1 && only) return only as Uint8Array<ArrayBuffer>
  const all = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}

/** The JSON bytes inside a frame. @throws ProtocolError past `limit` bytes or for bad gzip. */
export const unpack = async (frame: Frame, limit: number): Promise<Uint8Array<ArrayBuffer>> => {
  if (frame.encoding === Encoding.Gzip) return gunzip(frame.payload, limit)
  if (frame.payload.length > limit)
    throw new ProtocolError('too-big', `The payload has more than ${limit} bytes.`)
  return frame.payload
}

/** Events of a frame that this server stored (and so checked), for viewers and exports. */
export const eventsOfStored = async (frame: Frame): Promise<RecordedEvent[]> =>
  JSON.parse(new TextDecoder().decode(await unpack(frame, Infinity))) as RecordedEvent[]

/** Body of an HTTP upload: `u32 length · head JSON · (u32 length · frame)*`. */
export const encodeUpload = (head: string, frames: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const parts = [utf8(head), ...frames]
  const bytes = new Uint8Array(sumOf(parts, (part) => 4 + part.length))
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const part of parts) {
    view.setUint32(offset, part.length)
    bytes.set(part, offset + 4)
    offset += 4 + part.length
  }
  return bytes
}

/** Bytes in front of each part of an upload. */
export const PART_LENGTH_BYTES = 4

/**
 * The frames of an upload, none of which is read yet.
 * @param most frames that are taken: a million empty ones are refused before anything is made of them
 * @throws ProtocolError when the lengths do not add up.
 */
export const decodeUpload = (
  bytes: Uint8Array<ArrayBuffer>,
  most = MAX_UPLOAD_FRAMES,
): { head: string; frames: Uint8Array<ArrayBuffer>[] } => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  while (offset < bytes.length) {
    if (parts.length > most) throw new ProtocolError('too-big', `An upload may have ${most} frames.`)
    const start = offset + PART_LENGTH_BYTES
    const end = start <= bytes.length ? start + view.getUint32(offset) : Infinity
    if (end > bytes.length) throw new ProtocolError('malformed', 'The upload ends in the middle of a part.')
    parts.push(bytes.subarray(start, end))
    offset = end
  }
  const [head, ...frames] = parts
  if (!head) throw new ProtocolError('malformed', 'The upload is empty.')
  return { head: new TextDecoder().decode(head), frames }
}
