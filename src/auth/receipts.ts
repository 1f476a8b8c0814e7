/** Signs and opens receipts: a JWS of its own type, so that no receipt is a token and no token a receipt (RFC 8725 §3.11). */
import { importJWK, jwtVerify, SignJWT } from 'jose'
import type { KeyRing } from './keys.ts'
import { receiptSchema, type Receipt } from '../domain/receipt.ts'

const TYP = 'casereel-receipt+jwt'

/** A public key that signs receipts, or once did. */
export interface PublicKey {
  kid: string
  publicJwk: { kty: string; crv: string; x: string }
}

/** The public part of the key that signs now. */
export const signingPublicKey = ({ signing, jwks }: KeyRing): PublicKey => {
  const { kty, crv, x } = jwks.keys.find(({ kid }) => kid === signing.kid) ?? {}
  if (kty === undefined || crv === undefined || x === undefined)
    throw new Error('The signing key is not published.')
  return { kid: signing.kid, publicJwk: { kty, crv, x } }
}

/** @returns the receipt as a compact JWS (RFC 7515) */
export const signReceipt = ({ signing }: KeyRing, receipt: Receipt): Promise<string> =>
  new SignJWT({ ...receipt })
    .setProtectedHeader({ alg: 'EdDSA', typ: TYP, kid: signing.kid })
    .sign(signing.key)

/**
 * Checks the signature and the shape. Needs no clock: a receipt does not expire.
 * @param keys all that ever signed receipts here, retired ones too
 * @returns null for anything that this server has not signed
 */
export const openReceipt = async (
  signed: string,
  keys: readonly PublicKey[],
  issuer: string,
): Promise<Receipt | null> => {
  try {
    const { payload } = await jwtVerify(
      signed,
      (header) => {
        const key = keys.find(({ kid }) => kid === header.kid)
        if (!key) throw new Error('No key of ours has this kid.')
        return importJWK(key.publicJwk, 'EdDSA')
      },
      { algorithms: ['EdDSA'], typ: TYP, issuer, currentDate: new Date(0) },
    )
    return receiptSchema.parse(payload)
  } catch {
    return null
  }
}
