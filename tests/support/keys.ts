/** Keys of recordings in memory, for tests that are about something else. */
import { createCipher, newKey } from '../../src/auth/cipher.ts'
import { createRecordingKeys, type KeyStore, type RecordingKeys } from '../../src/auth/recording-keys.ts'
import type { CipherOf } from '../../src/domain/cipher.ts'
import type { Clock } from '../../src/domain/clock.ts'
import { createClock } from './clock.ts'

export const createMemoryKeys = (): KeyStore & { files: Map<string, Uint8Array<ArrayBuffer>> } => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    files,
    get: async (name) => files.get(name) ?? null,
    put: async (name, bytes) => {
      files.set(name, bytes)
    },
    list: async (prefix, after = '') =>
      [...files.keys()].filter((name) => name.startsWith(prefix) && name > after).toSorted(),
  }
}

export const createTestKeys = async (
  clock: Clock = createClock(),
): Promise<{ store: ReturnType<typeof createMemoryKeys>; recordingKeys: RecordingKeys }> => {
  const store = createMemoryKeys()
  return { store, recordingKeys: createRecordingKeys(store, await createCipher(newKey()), clock) }
}

/** Ciphers of any recording that is asked for, as if its key had always been there. */
export const anyCipher = (): CipherOf => {
  const ciphers = new Map<string, ReturnType<typeof createCipher>>()
  return (recordingId) => {
    const cipher = ciphers.get(recordingId) ?? createCipher(newKey())
    ciphers.set(recordingId, cipher)
    return cipher
  }
}
