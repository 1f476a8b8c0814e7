/** Both hosts answer the same to the same: status, kind of answer and shape of the body, for good input and bad. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createCast, type Cast } from '../support/worker-cast.ts'
import { API_KEY, startTestServer, type TestServer } from '../support/server.ts'
import { SHOP, startWorkerHost, type WorkerHost } from '../support/worker-host.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

interface Side {
  url: string
  maria: string
  /** Cookie of the customer whose recording it is. */
  ana: string
  names: Record<string, string>
}

let node: TestServer
let worker: WorkerHost
let sides: [Side, Side]

const prepare = async (server: { url: string; setupLink: string | null }): Promise<Side> => {
  const cast: Cast = createCast(server)
  const maria = await cast.setUp()
  const { code, linkUrl, shortUrl, cookie: ana } = await cast.accept()
  const { recording, token } = await cast.claim(code)
  const { caseId, linkId } = await cast.api.recording(recording)
  return {
    url: server.url,
    maria,
    ana,
    names: {
      case: caseId,
      link: linkId,
      recording,
      token,
      page: new URL(linkUrl).pathname,
      short: new URL(shortUrl).pathname,
    },
  }
}

beforeAll(async () => {
  node = await startTestServer({ CASEREEL_ALLOWED_ORIGINS: SHOP })
  worker = await startWorkerHost()
  sides = [await prepare(node), await prepare(worker)]
})
afterAll(async () => {
  await node.remove()
  await worker.close()
})

/** Names and kinds of a value's parts, whatever they hold. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part)]))
}

/** Headers that are part of the answer. */
const HEADERS = [
  'access-control-allow-origin',
  'cache-control',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'referrer-policy',
  'retry-after',
  'www-authenticate',
  'x-content-type-options',
]

const ask = async (side: Side, [method, path, given = {}]: Question) => {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => side.names[name] ?? name)
  const { as = 'nobody', body, origin } = given
  const headers = {
    ...(as === 'maria' && { cookie: side.maria, accept: 'text/html' }),
    ...(as === 'ana' && { cookie: side.ana, accept: 'text/html' }),
    ...(as === 'key' && { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' }),
    ...(as === 'nobody' && { accept: 'text/html' }),
    ...(origin !== undefined && { origin: origin === 'own' ? side.url : origin }),
  }
  const answer = await fetch(side.url + fill(path), {
    method,
    redirect: 'manual',
    headers,
    ...(body !== undefined && { body: fill(body) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  const told = HEADERS.flatMap((name) => {
    const value = answer.headers.get(name)
    // A nonce is new each time, and each side has its own address.
    return value === null ? [] : [[name, value.replace(/nonce-[\w-]+/, 'nonce').replaceAll(side.url, 'own')]]
  })
  return {
    status: answer.status,
    headers: Object.fromEntries(told) as Record<string, string>,
    body: isJson ? shapeOf(JSON.parse(text)) : /<title>(.*?)<\/title>/.exec(text)?.[1],
    error: isJson ? (JSON.parse(text) as { error?: { code: string } }).error?.code : undefined,
  }
}

type Question = [
  method: string,
  path: string,
  given?: { as?: 'nobody' | 'maria' | 'ana' | 'key'; body?: string; origin?: string },
]

const QUESTIONS: Question[] = [
  ['GET', '/healthz'],
  ['GET', '/.well-known/jwks.json'],
  ['GET', '/'],
  ['GET', '/casereel.js'],
  ['GET', '/casereel-words.js'],
  ['GET', '/assets/none.js'],
  ['GET', '/manifest.json'],
  ['GET', '/_headers'],
  ['GET', '/no/such/page'],
  ['GET', '/demo'],
  ['GET', '/api'],
  ['GET', '/api/v1/openapi.json'],
  ['GET', '/setup/wrong'],
  ['GET', '/sign-in/wrong'],
  ['GET', '{page}'],
  ['GET', '/l/wrong'],
  ['GET', '{short}'],
  ['HEAD', '{short}?lang=de'],
  ['GET', '/s/wrong'],
  ['POST', '{page}/accept', { origin: 'null' }],
  ['POST', '{page}/accept', { origin: 'https://evil.example' }],
  ['GET', '/recordings'],
  ['GET', '/recordings/{recording}'],
  ['GET', '/', { as: 'maria' }],
  ['GET', '/?q=pay', { as: 'maria' }],
  ['GET', '/cases/{case}', { as: 'maria' }],
  ['GET', '/cases/none', { as: 'maria' }],
  ['GET', '/recordings', { as: 'maria' }],
  ['GET', '/recordings?q=%27%25_&sort=errors&status=live', { as: 'maria' }],
  ['GET', '/recordings?cursor=wrong', { as: 'maria' }],
  ['GET', '/recordings/{recording}', { as: 'maria' }],
  ['GET', '/recordings/{recording}/data', { as: 'maria' }],
  ['GET', '/recordings/{recording}/timeline', { as: 'maria' }],
  ['GET', '/recordings/{recording}/segments/tab_tab_tab/1', { as: 'maria' }],
  ['GET', '/recordings/{recording}/segments/../1', { as: 'maria' }],
  ['GET', '/recordings/{recording}/socket', { as: 'maria', origin: 'own' }],
  ['POST', '/recordings/{recording}/ticket', { as: 'maria', origin: 'own' }],
  ['POST', '/recordings/{recording}/end', { as: 'maria', origin: 'https://evil.example' }],
  ...['organisation', 'people', 'origins', 'recording', 'privacy', 'api-keys', 'audit'].map(
    (page): Question => ['GET', `/settings/${page}`, { as: 'maria' }],
  ),
  ['GET', '/settings/audit?group=link&actor=none', { as: 'maria' }],
  ['GET', '/settings/audit?check=1', { as: 'maria' }],
  ['GET', '/settings/audit.csv', { as: 'maria' }],
  ['GET', '{page}', { as: 'ana' }],
  ['GET', '{page}/recording', { as: 'ana' }],
  ['GET', '{page}/recording/data', { as: 'ana' }],
  ['GET', '{page}/recording/segments/tab_tab_tab/1', { as: 'ana' }],
  ['GET', '{page}/download', { as: 'ana' }],
  ['GET', '{page}/withdraw', { as: 'ana' }],
  ['GET', '{page}/erase', { as: 'ana' }],
  ['GET', '{page}/erase'],
  ['GET', '{page}'],
  ['POST', '{page}/with-receipt', { origin: 'null' }],
  ['POST', '{page}/with-receipt', { origin: 'null', body: 'text=hello' }],
  ['POST', '{page}/erase', { origin: 'null' }],
  ['POST', '{page}/erase', { as: 'ana', origin: 'https://evil.example' }],
  ['POST', '/cases', { as: 'maria', origin: 'own', body: 'title=' }],
  ['POST', '/settings/privacy/rules', { as: 'maria', origin: 'own', body: 'selector=' }],
  ['POST', '/settings/privacy/rules/remove', { as: 'maria', origin: 'own' }],
  ['POST', '/recordings/{recording}/mask', { as: 'maria', origin: 'own' }],
  ['POST', '/recordings/{recording}/mask', { as: 'maria', origin: 'https://evil.example' }],
  ['GET', '/api/v1/cases'],
  ['GET', '/api/v1/cases', { as: 'key' }],
  ['GET', '/api/v1/cases/{case}', { as: 'key' }],
  ['GET', '/api/v1/cases/none', { as: 'key' }],
  ['POST', '/api/v1/cases', { as: 'key', body: '{"title":"Cannot pay"}' }],
  ['POST', '/api/v1/cases', { as: 'key', body: '{"title":' }],
  ['POST', '/api/v1/cases', { as: 'key', body: '{}' }],
  ['POST', '/api/v1/cases/{case}/links', { as: 'key', body: `{"targetUrl":"${SHOP}/"}` }],
  ['POST', '/api/v1/cases/{case}/links', { as: 'key', body: '{"targetUrl":"https://evil.example/"}' }],
  ['POST', '/api/v1/cases/{case}/links', { as: 'key', body: `{"targetUrl":"${SHOP}/","privacy":"open"}` }],
  ['GET', '/api/v1/audit?limit=2', { as: 'key' }],
  ['GET', '/api/v1/audit?cursor=x', { as: 'key' }],
  ['GET', '/api/v1/privacy', { as: 'key' }],
  ['GET', '/api/v1/links/{link}', { as: 'key' }],
  ['GET', '/api/v1/recordings?status=live&sort=recent', { as: 'key' }],
  ['GET', '/api/v1/recordings?status=wrong', { as: 'key' }],
  ['GET', '/api/v1/recordings?cursor=wrong', { as: 'key' }],
  ['GET', '/api/v1/recordings/{recording}', { as: 'key' }],
  ['GET', '/api/v1/recordings/{recording}/events', { as: 'key' }],
  ['GET', '/api/v1/recordings/{recording}/events?tab=none', { as: 'key' }],
  ['GET', '/api/v1/recordings/{recording}/timeline', { as: 'key' }],
  ['GET', '/api/v1/recordings/{recording}/leaks', { as: 'key' }],
  ['GET', '/api/v1/recordings/none/leaks', { as: 'key' }],
  ['GET', '/api/v1/none', { as: 'key' }],
  ['POST', '/r/claim', { origin: SHOP, body: '{"code":"wrong"}' }],
  ['POST', '/r/claim', { origin: SHOP, body: 'no json' }],
  ['POST', '/r/claim', { origin: 'https://evil.example', body: '{}' }],
  ['POST', '/r/{recording}/join', { origin: SHOP, body: '{"token":"{token}"}' }],
  ['POST', '/r/{recording}/join', { origin: SHOP, body: '{"token":"wrong"}' }],
  ['POST', '/r/none/join', { origin: SHOP, body: '{"token":"{token}"}' }],
  ['POST', '/r/{recording}/frames', { origin: SHOP, body: 'no upload' }],
  ['POST', '/r/none/frames', { origin: SHOP, body: 'no upload' }],
  ['GET', '/r/{recording}/socket', { origin: SHOP }],
  [
    'POST',
    '/r/{recording}/trouble',
    { origin: SHOP, body: '{"token":"{token}","code":"script_blocked","detail":"x"}' },
  ],
  ['DELETE', '/api/v1/links/{link}', { as: 'key' }],
  ['DELETE', '/api/v1/recordings/{recording}', { as: 'key' }],
  ['DELETE', '/api/v1/recordings/{recording}', { as: 'key' }],
  ['GET', '/recordings/{recording}', { as: 'maria' }],
]

it.each(QUESTIONS)('%s %s %j', async (...question) => {
  const [onNode, onWorker] = [await ask(sides[0], question), await ask(sides[1], question)]
  expect(onWorker).toEqual(onNode)
})
