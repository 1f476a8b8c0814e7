/** WebCrypto as the seal uses it: the real AES-GCM, by Node's calls that answer at once, so that no thread decides the order. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Owner } from './owner.ts'

interface Algorithm {
  iv: Uint8Array
  additionalData: Uint8Array
}

const TAG_BYTES = 16
const CIPHER = 'aes-256-gcm'

/** @param pause ms until an answer comes */
export const subtleOf = (owner: Owner, pause: () => number) => {
  const later = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) =>
      owner.later(pause(), () => {
        try {
          resolve(work())
        } catch {
          reject(new DOMException('The operation failed.', 'OperationError'))
        }
      }),
    )
  return {
    importKey: async (_: 'raw', key: Uint8Array) => key,
    encrypt: ({ iv, additionalData }: Algorithm, key: Uint8Array, bytes: Uint8Array) =>
      later(() => {
        const cipher = createCipheriv(CIPHER, key, iv).setAAD(additionalData)
        const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
        return new Uint8Array(sealed).buffer
      }),
    decrypt: ({ iv, additionalData }: Algorithm, key: Uint8Array, sealed: ArrayBuffer) =>
      later(() => {
        const bytes = new Uint8Array(sealed)
        const cipher = createDecipheriv(CIPHER, key, iv).setAAD(additionalData)
        cipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
        const text = [cipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), cipher.final()]
        return new Uint8Array(Buffer.concat(text)).buffer
      }),
  }
}
