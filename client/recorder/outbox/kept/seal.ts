/** Seals what is kept on the device: AES-256-GCM under a key that the server gives out only while the recording goes on. */
type Bytes = Uint8Array<ArrayBuffer>

/** Recording, tab and number of a frame: where it lies, and what its seal holds on to. */
export type FrameKey = [recording: string, tab: string, seq: number]

export interface Sealed {
  iv: Bytes
  bytes: ArrayBuffer
}

export interface Seal {
  close: (key: FrameKey, bytes: Bytes) => Promise<Sealed>
  /** @throws DOMException when it was sealed under another key, for another place, or changed since. */
  open: (key: FrameKey, sealed: Sealed) => Promise<Bytes>
}

const fromBase64url = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

/** @throws where the page has no WebCrypto: it is there in secure contexts only. */
export const createSeal = async (outboxKey: string): Promise<Seal> => {
  const { subtle } = crypto
  const key = await subtle.importKey('raw', fromBase64url(outboxKey), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  const algorithm = (place: FrameKey, iv: Bytes) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(place.join()),
  })
  return {
    close: async (place, bytes) => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      return { iv, bytes: await subtle.encrypt(algorithm(place, iv), key, bytes) }
    },
    open: async (place, { iv, bytes }) =>
      new Uint8Array(await subtle.decrypt(algorithm(place, iv), key, bytes)),
  }
}
