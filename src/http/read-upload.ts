/** Reads the body of an upload: who sends it is known before more of it is kept than says so. */
import { PART_LENGTH_BYTES, ProtocolError } from '../protocol/codec.ts'
import { MAX_TEXT_MESSAGE_BYTES, MAX_UPLOAD_BYTES } from '../protocol/limits.ts'
import type { UploadHead } from '../protocol/messages.ts'
import { readUploadHead } from '../room/read-message.ts'

const tooLarge = (): ProtocolError =>
  new ProtocolError('too-big', `A body may have ${MAX_UPLOAD_BYTES} bytes here.`)

/**
 * The whole body, once `admit` has let its head in. What comes behind a head that is not let in is read and dropped: a
 * browser tells its page of an answer only after it has sent all.
 * @throws ProtocolError, and what `admit` throws
 */
export const readUpload = async (
  body: ReadableStream<Uint8Array> | null,
  admit: (head: UploadHead) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const reader = body?.getReader()
  let chunks: Uint8Array[] = []
  let length = 0

  /** @returns false at the end */
  const more = async (keep: boolean): Promise<boolean> => {
    const { done, value } = (await reader?.read()) ?? { done: true }
    if (done) return false
    length += value.length
    if (length > MAX_UPLOAD_BYTES) {
      await reader?.cancel()
      throw tooLarge()
    }
    if (keep) chunks.push(value)
    return true
  }
  const atLeast = async (bytes: number): Promise<void> => {
    for (;;) {
      if (length >= bytes) return
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
      if (!(await more(true))) {
        throw new ProtocolError(
          'malformed',
          length === 0 ? 'The upload is empty.' : 'The upload ends in the middle of a part.',
        )
      }
    }
  }

  try {
    await atLeast(PART_LENGTH_BYTES)
    const headBytes = new DataView(joined(chunks, length).buffer).getUint32(0)
    if (headBytes > MAX_UPLOAD_BYTES) {
      throw new ProtocolError('malformed', 'The upload ends in the middle of a part.')
    }
    if (headBytes > MAX_TEXT_MESSAGE_BYTES) throw new ProtocolError('too-big', 'The message is too long.')
    await atLeast(PART_LENGTH_BYTES + headBytes)
    const head = joined(chunks, length).subarray(PART_LENGTH_BYTES, PART_LENGTH_BYTES + headBytes)
    await admit(readUploadHead(new TextDecoder().decode(head)))
  } catch (error) {
    chunks = []
    // oxlint-disable-next-line no-await-in-loop -- as above
    for (let left = length <= MAX_UPLOAD_BYTES; left;) left = await more(false)
    throw error
  }
  // oxlint-disable-next-line no-await-in-loop -- as above
  while (await more(true));
  return joined(chunks, length)
}

const joined = (chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}

/** Counts what one recording has under way, so that its uploads together hold a bounded share of memory. */
export const createUploads = (most: number) => {
  const underWay = new Map<string, number>()
  return {
    /** @returns false where that is too many; else `done` has to follow */
    begin: (recordingId: string): boolean => {
      const count = underWay.get(recordingId) ?? 0
      if (count >= most) return false
      underWay.set(recordingId, count + 1)
      return true
    },
    done: (recordingId: string): void => {
      const count = (underWay.get(recordingId) ?? 1) - 1
      if (count > 0) underWay.set(recordingId, count)
      else underWay.delete(recordingId)
    },
  }
}
