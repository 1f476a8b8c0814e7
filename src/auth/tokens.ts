/**
 * The tokens: link, recorder, viewer, dry run. Each is an EdDSA JWT with its own `typ` and audience, so that none can
 * stand in for another (RFC 8725 §3.11, §3.12).
 */
import { base64url, errors, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import { z } from 'zod'
import { DomainError } from '../domain/errors.ts'
import type { SealedShortId } from '../domain/link.ts'
import type { Keys } from './keys.ts'
import { newId } from './secrets.ts'
import { newShortId, openShortId } from './short-ids.ts'

const KINDS = {
  link: { typ: 'casereel-link+jwt', audience: 'casereel:link' },
  recorder: { typ: 'casereel-recorder+jwt', audience: 'casereel:recorder' },
  viewer: { typ: 'casereel-viewer+jwt', audience: 'casereel:viewer' },
  dryRun: { typ: 'casereel-dry-run+jwt', audience: 'casereel:dry-run' },
} as const
type Kind = keyof typeof KINDS

/** `exp`, `iat` are seconds since the epoch (RFC 7519 §4.1), the rest of the code counts ms. */
const seconds = (ms: number): number => Math.floor(ms / 1_000)

export interface TokenMaker {
  /** The same link gives the same token as long as the signing key is the same. */
  link(link: { id: string; caseId: string; createdAt: number; expiresAt: number }): Promise<string>
  /**
   * Whose link it is. Expiry is the database's business: after it, the customer who accepted still has a page here.
   * @throws DomainError `bad_token`, without a hint what is wrong with it.
   */
  readLink(token: string): Promise<{ linkId: string }>
  /** A new short id that stands for a link's token, as it is stored. */
  shortId(linkId: string): Promise<SealedShortId>
  /** @returns null once the key that sealed it is retired */
  readShortId(linkId: string, stored: Pick<SealedShortId, 'kid' | 'sealed'>): Promise<string | null>
  recorder(claims: { recordingId: string; origin: string }, now: number, expiresAt: number): Promise<string>
  readRecorder(token: string, now: number): Promise<{ recordingId: string; origin: string; kid: string }>
  /** One use: the reader uses `id` up. */
  viewer(claims: ViewerClaims, now: number, expiresAt: number): Promise<string>
  readViewer(
    token: string,
    now: number,
  ): Promise<ViewerClaims & { id: string; expiresAt: number; kid: string }>
  /** Lets a page tell what would be captured of it, and nothing else. */
  dryRun(claims: { dryRunId: string; origin: string }, now: number, expiresAt: number): Promise<string>
  readDryRun(token: string, now: number): Promise<{ dryRunId: string; origin: string }>
  /** False once the key that signed a token was retired (T12). */
  isInUse(kid: string): Promise<boolean>
}

export interface ViewerClaims {
  recordingId: string
  /** Shown to others who watch. */
  name: string
  /** Hash of the login, so that a sign-out ends the watching. */
  loginId: string
}

/** Of tokens for pages of the host app. */
const pageClaims = z.object({ sub: z.string(), origin: z.string() })
const viewerClaims = z.object({
  sub: z.string(),
  name: z.string(),
  login: z.string(),
  jti: z.string(),
  exp: z.number(),
})

/** @param issuer PUBLIC_URL: a token of another Casereel is none of ours. */
export const createTokenMaker = (keys: Keys, issuer: string): TokenMaker => {
  const sign = async (
    kind: Kind,
    claims: JWTPayload,
    times: { id: string; subject: string; now: number; expiresAt: number },
  ): Promise<string> => {
    const { signing } = await keys()
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: KINDS[kind].typ, kid: signing.kid })
      .setIssuer(issuer)
      .setAudience(KINDS[kind].audience)
      .setSubject(times.subject)
      .setJti(times.id)
      .setIssuedAt(seconds(times.now))
      .setExpirationTime(seconds(times.expiresAt))
      .sign(signing.key)
  }

  const verify = async (
    kind: Kind,
    token: string,
    now: number,
  ): Promise<{ payload: JWTPayload; kid: string }> => {
    if (!isOnlySpelling(token)) throw badToken()
    const { verifying } = await keys()
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        (header) => {
          const key = header.kid === undefined ? undefined : verifying.get(header.kid)
          if (!key) throw new errors.JWKSNoMatchingKey()
          return key
        },
        {
          algorithms: ['EdDSA'],
          typ: KINDS[kind].typ,
          audience: KINDS[kind].audience,
          issuer,
          requiredClaims: ['sub', 'jti', 'exp', 'iat'],
          currentDate: new Date(now),
        },
      )
      return { payload, kid: protectedHeader.kid ?? '' }
    } catch (error) {
      throw badToken(error)
    }
  }

  const read = <T>(schema: z.ZodType<T>, payload: JWTPayload): T => {
    const result = schema.safeParse(payload)
    if (!result.success) throw badToken(result.error)
    return result.data
  }

  return {
    link: (link) =>
      sign(
        'link',
        { case: link.caseId },
        { id: link.id, subject: link.id, now: link.createdAt, expiresAt: link.expiresAt },
      ),
    readLink: async (token) => ({ linkId: (await verify('link', token, 0)).payload.sub ?? '' }),
    shortId: (linkId) => newShortId(keys, linkId),
    readShortId: (linkId, stored) => openShortId(keys, linkId, stored),
    recorder: ({ recordingId, origin }, now, expiresAt) =>
      sign('recorder', { origin }, { id: newId(), subject: recordingId, now, expiresAt }),
    readRecorder: async (token, now) => {
      const { payload, kid } = await verify('recorder', token, now)
      const { sub, origin } = read(pageClaims, payload)
      return { recordingId: sub, origin, kid }
    },
    viewer: ({ recordingId, name, loginId }, now, expiresAt) =>
      sign('viewer', { name, login: loginId }, { id: newId(), subject: recordingId, now, expiresAt }),
    readViewer: async (token, now) => {
      const { payload, kid } = await verify('viewer', token, now)
      const { sub, name, login, jti, exp } = read(viewerClaims, payload)
      return { recordingId: sub, name, loginId: login, id: jti, expiresAt: exp * 1_000, kid }
    },
    dryRun: ({ dryRunId, origin }, now, expiresAt) =>
      sign('dryRun', { origin }, { id: newId(), subject: dryRunId, now, expiresAt }),
    readDryRun: async (token, now) => {
      const { sub, origin } = read(pageClaims, (await verify('dryRun', token, now)).payload)
      return { dryRunId: sub, origin }
    },
    isInUse: async (kid) => (await keys()).verifying.has(kid),
  }
}

/** Spaces, padding, or bits behind the last byte would give one token many spellings (RFC 4648, 3.5; RFC 7515, 2). */
const isOnlySpelling = (token: string): boolean =>
  token.split('.').every((part) => BASE64URL.test(part) && base64url.encode(base64url.decode(part)) === part)

/** No length leaves one character over. */
const BASE64URL = /^(?:[\w-]{4})*(?:[\w-]{2,3})?$/

const badToken = (cause?: unknown): DomainError =>
  new DomainError('bad_token', 'The token is not valid here, or no longer.', { cause })
