/** Headers of what the build made; whoever serves it sends them. */

const YEAR = 31_536_000

/** Host apps load the recorder with an integrity check, which asks for CORS (W3C SRI). */
const FOR_EVERY_SITE = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

/** By path; a `*` stands for one name. */
export const ASSET_HEADERS = {
  // These have no version in their address: browsers ask again after five minutes.
  '/casereel.js': { ...FOR_EVERY_SITE, 'Cache-Control': 'public, max-age=300' },
  '/casereel-words.js': { ...FOR_EVERY_SITE, 'Cache-Control': 'public, max-age=300' },
  '/assets/*': { ...FOR_EVERY_SITE, 'Cache-Control': `public, max-age=${YEAR}, immutable` },
} as const
