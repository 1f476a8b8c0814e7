/** The whole server in this process, over real HTTP: with a clock to turn and a second look into its database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { vi } from 'vitest'
import { encodeUpload } from '../../src/protocol/codec.ts'
import type { Claim, UploadAnswer, UploadHead } from '../../src/protocol/messages.ts'
import { readConfig } from '../../src/node/config.ts'
import { databaseFile } from '../../src/node/database.ts'
import { builtPaths } from '../../src/node/paths.ts'
import { startServer } from '../../src/node/server.ts'
import { allowFields } from './answer.ts'
import { createClock } from './clock.ts'
import { ANA } from './frames.ts'
import { API_KEY, freePort } from './server.ts'

// A whole server, on a machine that may be busy with other suites: slow is no failure here.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON. */
  json<T = Record<string, unknown>>(): T
}

export interface Ask {
  headers?: Record<string, string>
  /** A form, as a page would post it. */
  form?: Record<string, string>
  json?: unknown
  body?: string | Uint8Array
  cookie?: string | undefined
  /** Where the request comes from, of the loopback network. */
  address?: string
}

const bodyOf = ({ form, json, body }: Ask): { type?: string; bytes?: string | Uint8Array } => {
  if (form) return { type: 'application/x-www-form-urlencoded', bytes: new URLSearchParams(form).toString() }
  if (json !== undefined) return { type: 'application/json', bytes: JSON.stringify(json) }
  return body === undefined ? {} : { bytes: body }
}

/** One request with exactly these headers: no browser and no fetch adds to them. */
export const ask = (url: string, method: string, path: string, options: Ask = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { type, bytes } = bodyOf(options)
    const { port } = new URL(url)
    const headers = {
      host: new URL(url).host,
      ...(type !== undefined && { 'content-type': type }),
      ...(options.cookie !== undefined && { cookie: options.cookie }),
      ...options.headers,
    }
    const { address: localAddress } = options
    const target = { host: '127.0.0.1', port, method, path, headers, agent: false, localAddress }
    const sent = httpRequest(target, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text,
          json: () => JSON.parse(text) as never,
        })
      })
    })
    sent.on('error', reject)
    sent.end(bytes)
  })

/** `name=value` of the cookie that an answer sets. */
export const cookieOf = ({ headers }: Reply): string | undefined => headers['set-cookie']?.[0]?.split(';')[0]

/** How many answers came with each status. */
export const tally = (replies: { status: number }[]): Record<number, number> =>
  Object.fromEntries(
    [...Map.groupBy(replies, ({ status }) => status)].map(([status, all]) => [status, all.length]),
  )

export const OWNER_FORM = {
  name: 'Maria Lopez',
  email: 'maria@northwind.example',
  organisation: 'Northwind',
  controllerName: 'Northwind Traders Ltd',
  privacyContact: 'privacy@northwind.example',
}

export interface Accepted {
  linkId: string
  recordingId: string
  code: string
  /** The customer's cookie. */
  cookie: string
}

export const startWorld = async (environment: Record<string, string> = {}, { setUp = true } = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'casereel-world-'))
  const port = await freePort()
  const clock = createClock()
  const logged: string[] = []
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    CASEREEL_API_KEY: API_KEY,
    ...environment,
  })
  const server = await startServer(config, builtPaths, {
    log: (_level, message) => logged.push(message),
    clock,
    version: '0.0.0',
  })
  const url = `http://localhost:${port}`
  const sqlite: Sqlite.Database = new Sqlite(databaseFile(dataDir))
  const send = (method: string, path: string, options?: Ask) => ask(url, method, path, options)
  const api = (method: string, path: string, json?: unknown, key = API_KEY) =>
    send(method, `/api/v1${path}`, {
      headers: { authorization: `Bearer ${key}` },
      ...(json !== undefined && { json }),
    })
  const must = async (reply: Promise<Reply>): Promise<Reply> => {
    const answer = await reply
    if (answer.status >= 400) throw new Error(`${answer.status} ${answer.text.slice(0, 300)}`)
    return answer
  }
  const owner = setUp
    ? cookieOf(await must(send('POST', new URL(server.setupLink ?? '').pathname, { form: OWNER_FORM })))
    : undefined

  const link = async (options: object = {}): Promise<{ id: string; path: string }> => {
    const { id: caseId } = (await must(api('POST', '/cases', { title: 'Cannot pay' }))).json<{ id: string }>()
    const made = await must(api('POST', `/cases/${caseId}/links`, { targetUrl: `${url}/demo`, ...options }))
    const { id, url: linkUrl } = made.json<{ id: string; url: string }>()
    return { id, path: new URL(linkUrl).pathname }
  }

  /** Opens the link's page and presses Allow. @param ask headers and cookie of the browser */
  const press = async (path: string, { headers, cookie }: Pick<Ask, 'headers' | 'cookie'> = {}) => {
    const page = await send('GET', path, { headers, cookie })
    const form = allowFields(page.text)
    return send('POST', `${path}/accept`, { headers: { origin: url, ...headers }, cookie, form })
  }

  /** @param headers of the browser, such as `accept-language` */
  const accept = async (
    given?: { id: string; path: string },
    headers?: Ask['headers'],
  ): Promise<Accepted> => {
    const { id, path } = given ?? (await link())
    const answer = await must(press(path, { headers }))
    const code =
      new URLSearchParams(new URL(answer.headers.location ?? '').hash.slice(1)).get('casereel') ?? ''
    const row = sqlite.prepare('SELECT id FROM recordings WHERE link_id = ? ORDER BY rowid DESC').get(id)
    return { linkId: id, recordingId: (row as { id: string }).id, code, cookie: cookieOf(answer) ?? '' }
  }

  const claim = async ({ code }: { code: string }): Promise<Claim> =>
    (
      await must(send('POST', '/r/claim', { headers: { origin: url }, body: JSON.stringify({ code }) }))
    ).json<Claim>()

  const upload = async (
    { recording, token }: Pick<Claim, 'recording' | 'token'>,
    frames: Uint8Array<ArrayBuffer>[],
    more: { tab?: string; from?: number; then?: UploadHead['then'] } = {},
  ): Promise<Reply> => {
    const hello = {
      type: 'hello',
      v: 1,
      token,
      tab: more.tab ?? ANA,
      from: more.from ?? 1,
      clock: clock.now(),
    }
    const body = encodeUpload(JSON.stringify({ hello, then: more.then }), frames)
    return send('POST', `/r/${recording}/frames`, { headers: { origin: url }, body })
  }

  return {
    url,
    dataDir,
    clock,
    sqlite,
    logged,
    setupLink: server.setupLink,
    /** Cookie of Maria, the owner. */
    owner,
    send,
    /** A GET as somebody signed in. */
    page: (path: string, cookie = owner) => send('GET', path, { cookie, headers: { accept: 'text/html' } }),
    /** A form post from our own pages, as somebody signed in. */
    post: (path: string, form: Record<string, string> = {}, cookie = owner) =>
      send('POST', path, { cookie, form, headers: { origin: url, accept: 'text/html' } }),
    api,
    link,
    press,
    accept,
    claim,
    upload,
    /** A recording that goes on, with these frames stored. */
    record: async (frames: Uint8Array<ArrayBuffer>[]) => {
      const claimed = await claim(await accept())
      const answer = (await must(upload(claimed, frames))).json<UploadAnswer>()
      return { ...claimed, id: claimed.recording, answer }
    },
    count: (table: string): number =>
      (sqlite.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    /** Every row of every table, to see whether anything changed. */
    dump: (): string => {
      const tables = sqlite.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all() as {
        name: string
      }[]
      return JSON.stringify(tables.map(({ name }) => [name, sqlite.prepare(`SELECT * FROM ${name}`).all()]))
    },
    stop: async () => {
      sqlite.close()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export type World = Awaited<ReturnType<typeof startWorld>>
