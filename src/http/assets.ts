/** What the build made, for every site: the tag, the recorder, the player, the styles of our pages. */
import { accepts } from 'hono/accepts'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { Hono, type Context } from 'hono'
import { ASSET_HEADERS } from './asset-headers.ts'
import type { ContentCoding, HttpDeps } from './deps.ts'

/** Best first. */
const CODINGS: ContentCoding[] = ['br', 'gzip', 'identity']

/** What the client takes and is smallest (RFC 9110, 12.5.3). */
const codingFor = (c: Context): ContentCoding => {
  const match = (accepted: { type: string; q: number }[]): string =>
    CODINGS.find((coding) => accepted.some(({ type, q }) => type === coding && q > 0)) ?? 'identity'
  return accepts(c, {
    header: 'Accept-Encoding',
    supports: CODINGS,
    default: 'identity',
    match,
  }) as ContentCoding
}

/** `/casereel.js`, its words and `/assets/…`. */
export const assetRoutes = (deps: HttpDeps): Hono => {
  const app = new Hono()
  const serve = async (c: Context, headers: Record<string, string>): Promise<Response> => {
    const file = await deps.asset(c.req.path)
    if (!file) return c.notFound()
    const coding = codingFor(c)
    c.header('Content-Type', file.type)
    c.header('Vary', 'Accept-Encoding')
    if (coding !== 'identity') c.header('Content-Encoding', coding)
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    return c.body(file.bytes[coding])
  }
  app.use(
    etag({
      retainedHeaders: [
        ...RETAINED_304_HEADERS,
        'access-control-allow-origin',
        'cross-origin-resource-policy',
      ],
    }),
  )
  app.get('/casereel.js', (c) => serve(c, ASSET_HEADERS['/casereel.js']))
  app.get('/casereel-words.js', (c) => serve(c, ASSET_HEADERS['/casereel-words.js']))
  app.get('/assets/:file', (c) => serve(c, ASSET_HEADERS['/assets/*']))
  return app
}
