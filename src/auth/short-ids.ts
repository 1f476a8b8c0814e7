/**
 * The short id of a link. It is stored as a hash to be looked up by, and sealed to be shown again; the key comes from the
 * signing key, so that whoever has only the database can make neither the short address nor the long one.
 */
import { SealError, type Place } from '../domain/cipher.ts'
import type { SealedShortId } from '../domain/link.ts'
import { utf8 } from '../protocol/codec.ts'
import type { Keys } from './keys.ts'
import { hashSecret, newId } from './secrets.ts'

/** The link's id is sealed with it: no short id can be put in the place of another. */
const placeOf = (linkId: string): Place => ['short link', linkId]

/** A new short id for a link, as it is stored. */
export const newShortId = async (keys: Keys, linkId: string): Promise<SealedShortId> => {
  const { signing } = await keys()
  const id = newId()
  return {
    idHash: await hashSecret(id),
    kid: signing.kid,
    sealed: await signing.cipher.seal(utf8(id), placeOf(linkId)),
  }
}

/** @returns null once the key that sealed it is retired, as every token that it signed is no longer valid either */
export const openShortId = async (
  keys: Keys,
  linkId: string,
  { kid, sealed }: Pick<SealedShortId, 'kid' | 'sealed'>,
): Promise<string | null> => {
  const cipher = (await keys()).ciphers.get(kid)
  if (!cipher) return null
  try {
    return new TextDecoder().decode(await cipher.open(sealed, placeOf(linkId)))
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
