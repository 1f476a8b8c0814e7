/** What encrypts at rest. The interface only: who stores needs no knowledge of keys. */

/** Seals bytes so that nobody without the key reads them, moves them elsewhere or changes a bit unnoticed. */
export interface Cipher {
  /** @param place what and where the bytes are; they open at the same place only */
  seal(bytes: Uint8Array<ArrayBuffer>, place: Place): Promise<Uint8Array<ArrayBuffer>>
  /** @throws SealError for other bytes, another place or another key */
  open(sealed: Uint8Array<ArrayBuffer>, place: Place): Promise<Uint8Array<ArrayBuffer>>
}

/** Parts of a name, such as `['frame', recording, tab, '7']`. */
export type Place = readonly [kind: string, ...at: string[]]

/** Finds the cipher of a recording. @throws DomainError `not_found` when its key was destroyed */
export type CipherOf = (recordingId: string) => Promise<Cipher>

/** Sealed bytes did not open. It is not told why: whoever tampers learns nothing. */
export class SealError extends Error {
  override name = 'SealError'
}
