/** The two addresses of a link: the signed one, and the short one that fits into a text message. */
import { hashSecret } from '../auth/secrets.ts'
import type { Link } from '../domain/link.ts'
import { findLinkByShortId, findShortId } from '../store/links.ts'
import { unusable } from './answer-link.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'tokens' | 'publicUrl'>

/** The signed address: it carries everything that proves it. */
export const linkUrl = async ({ tokens, publicUrl }: Omit<Deps, 'database'>, link: Link): Promise<string> =>
  `${publicUrl}/l/${await tokens.link(link)}`

/**
 * The address that is sent to the customer, `{PUBLIC_URL}/s/` and 22 characters.
 * @returns null for a link that has none: made before there were short addresses, or its signing key was retired
 */
export const shortUrl = async (deps: Deps, { id }: Pick<Link, 'id'>): Promise<string | null> => {
  const stored = await findShortId(deps.database, id)
  const shortId = stored && (await deps.tokens.readShortId(id, stored))
  return shortId && `${deps.publicUrl}/s/${shortId}`
}

/**
 * Where a short address leads: to the signed one, whose page says what has become of the link. Changes nothing.
 * @returns a path of this server
 * @throws DomainError `bad_token` for an unknown id, and for one whose signing key was retired
 */
export const followShortId = async (deps: Omit<Deps, 'publicUrl'>, shortId: string): Promise<string> => {
  const found = await findLinkByShortId(deps.database, await hashSecret(shortId))
  if (!found || !(await deps.tokens.isInUse(found.kid))) throw unusable()
  return `/l/${await deps.tokens.link(found.link)}`
}
