/** Random secrets, and the hashes under which they are stored. */
import { nanoid } from 'nanoid'

/** An id of 132 bits (T14: nanoid's default of 21 characters has only 126). */
export const newId = (): string => nanoid(22)

/** A secret of 192 bits for links, codes, cookies and keys. */
export const newSecret = (): string => nanoid(32)

/** API keys are recognisable in logs and by secret scanners. */
export const newApiKey = (): string => `crk_${nanoid(40)}`

/** SHA-256 in hex. Enough for secrets of 192 random bits: there is nothing to guess, so nothing to slow down. */
export const hashSecret = async (secret: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
