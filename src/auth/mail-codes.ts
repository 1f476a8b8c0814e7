/**
 * Codes by e-mail: made from the system's random source, and kept as an HMAC. A plain hash of eight digits is undone in a
 * second; the key comes from the signing key, so that whoever has only the database learns no code.
 */
import { MAIL_CODE_DIGITS } from '../protocol/limits.ts'
import { utf8 } from '../protocol/codec.ts'
import type { Keys } from './keys.ts'

const SPACE = 10 ** MAIL_CODE_DIGITS
/** The greatest multiple of SPACE that 32 bits hold: numbers from it on would make some codes more likely than others. */
const FAIR = Math.floor(2 ** 32 / SPACE) * SPACE

/** Eight digits, each as likely as any other. */
export const newMailCode = (): string => {
  for (;;) {
    const [drawn = FAIR] = crypto.getRandomValues(new Uint32Array(1))
    if (drawn < FAIR) return String(drawn % SPACE).padStart(MAIL_CODE_DIGITS, '0')
  }
}

/** The link is part of it: no stored code can be put in the place of another. */
const covered = (linkId: string, code: string) => utf8(JSON.stringify([linkId, code]))

/** A code as it is stored. */
export const sealMailCode = async (
  keys: Keys,
  linkId: string,
  code: string,
): Promise<{ kid: string; mac: Uint8Array<ArrayBuffer> }> => {
  const { signing, macKeys } = await keys()
  const key = macKeys.get(signing.kid)
  if (!key) throw new Error('The signing key has no key for codes.')
  const mac = await crypto.subtle.sign('HMAC', key, covered(linkId, code))
  return { kid: signing.kid, mac: new Uint8Array(mac) }
}

/** Compares in constant time: `verify` does so on both hosts. False once the key is retired. */
export const isMailCode = async (
  keys: Keys,
  { linkId, kid, mac }: { linkId: string; kid: string; mac: Uint8Array<ArrayBuffer> },
  code: string,
): Promise<boolean> => {
  const key = (await keys()).macKeys.get(kid)
  return key !== undefined && crypto.subtle.verify('HMAC', key, mac, covered(linkId, code))
}
