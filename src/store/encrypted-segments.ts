import type { CipherOf } from '../domain/cipher.ts'
import type { SegmentStore } from './segments.ts'

/** A segment store whose bytes are sealed at rest, each recording's with its own key. Keys are as `segmentKey` makes them. */
export const createEncryptedSegments = (store: SegmentStore, cipherOf: CipherOf): SegmentStore => ({
  put: async (key, bytes) =>
    store.put(key, await (await cipherFor(key, cipherOf)).seal(bytes, ['segment', key])),
  get: async (key) => {
    const sealed = await store.get(key)
    return sealed && (await cipherFor(key, cipherOf)).open(sealed, ['segment', key])
  },
  deleteAll: (prefix) => store.deleteAll(prefix),
})

const cipherFor = (key: string, cipherOf: CipherOf) => {
  const [, recordingId] = key.split('/')
  if (!recordingId) throw new RangeError('The key of a segment names no recording.')
  return cipherOf(recordingId)
}
