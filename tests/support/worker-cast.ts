/** Maria, Ana and a viewer, without browsers: the main job by plain requests and sockets. Runs against any host. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { encodeUpload } from '../../src/protocol/codec.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { SUBPROTOCOL } from '../../src/protocol/limits.ts'
import type { Claim, UploadAnswer } from '../../src/protocol/messages.ts'
import type { PlayerData } from '../../src/protocol/player.ts'
import { pressAllow } from './answer.ts'
import { createApi } from './api.ts'
import { ANA, event, firstEvents, wireFrame } from './frames.ts'
import { SHOP } from './worker-host.ts'

export interface Said {
  type: string
  [key: string]: unknown
}

export interface TestSocket {
  /** Everything it was told, in order. */
  said: Said[]
  frames: Uint8Array[]
  closed: Promise<{ code: number; reason: string }>
  send(message: object | Uint8Array): void
  /** Waits for the next message of a type, or for one that fits. */
  hear(type: string, fits?: (message: Said) => boolean): Promise<Said>
  frame(count: number): Promise<void>
  close(): void
}

const PATIENCE_MS = 10_000

export const openSocket = async (
  url: string,
  { origin, cookie }: { origin: string; cookie?: string },
): Promise<TestSocket> => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), SUBPROTOCOL, {
    origin,
    headers: cookie === undefined ? {} : { cookie },
  })
  const said: Said[] = []
  const frames: Uint8Array[] = []
  const listeners = new Set<() => void>()
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) frames.push(new Uint8Array(data))
    else said.push(JSON.parse(data.toString()) as Said)
    for (const listener of listeners) listener()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  await once(socket, 'open')
  const until = <T>(what: string, find: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        listeners.delete(look)
        reject(
          new Error(
            `${what} did not come; there was ${JSON.stringify(said).slice(0, 2_000)} and ${frames.length} frames`,
          ),
        )
      }, PATIENCE_MS)
      const look = (): void => {
        const found = find()
        if (found === undefined) return
        clearTimeout(timer)
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
    })
  return {
    said,
    frames,
    closed,
    send: (message) => socket.send(message instanceof Uint8Array ? message : JSON.stringify(message)),
    hear: (type, fits = () => true) => until(type, () => said.find((one) => one.type === type && fits(one))),
    frame: async (count) => {
      await until(`frame ${count}`, () => (frames.length >= count ? true : undefined))
    },
    close: () => socket.close(),
  }
}

/** A frame of Ana's tab with events of now. The first has the picture. */
export const anaFrame = (
  seq: number,
  events: RecordedEvent[] = [event(3, Date.now(), { source: 1, positions: [], seq })],
) => wireFrame({ seq, tab: ANA, sentAt: Date.now(), events })

export const pictureFrame = (seq: number) =>
  wireFrame({ seq, tab: ANA, sentAt: Date.now(), events: firstEvents(Date.now()) })

/** @param server what a test server of any host has */
export const createCast = (server: { url: string; setupLink: string | null }) => {
  const { url } = server
  const api = createApi(url)
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(new URL(path, url), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: url, ...headers },
      body: new URLSearchParams(form),
    })
  const cookieOf = (answer: Response): string =>
    answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')

  return {
    api,
    post,
    /** @returns Maria's cookie */
    setUp: async (): Promise<string> => {
      const answer = await post(server.setupLink ?? '', {
        name: 'Maria Lopez',
        email: 'maria@northwind.example',
        organisation: 'Northwind',
        controllerName: 'Northwind Traders Ltd',
        privacyContact: 'privacy@northwind.example',
      })
      if (answer.status !== 303)
        throw new Error(`The set-up answered ${answer.status}: ${await answer.text()}`)
      return cookieOf(answer)
    },
    /** A link that Ana has accepted: where she is sent. */
    accept: async (): Promise<{ linkUrl: string; shortUrl: string; code: string; cookie: string }> => {
      const link = await api.link(`${SHOP}/checkout`)
      const answer = await pressAllow(link.url, { origin: 'null' })
      const location = new URL(answer.headers.get('location') ?? '', url)
      const code = new URLSearchParams(location.hash.slice(1)).get('casereel') ?? ''
      return { linkUrl: link.url, shortUrl: link.shortUrl, code, cookie: cookieOf(answer) }
    },
    claim: async (code: string): Promise<Claim> => {
      const answer = await fetch(`${url}/r/claim`, {
        method: 'POST',
        headers: { origin: SHOP },
        body: JSON.stringify({ code }),
      })
      if (answer.status !== 200)
        throw new Error(`The claim answered ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as Claim
    },
    hello: ({ token }: Claim, from = 1) => ({
      type: 'hello',
      v: 1,
      token,
      tab: ANA,
      from,
      clock: Date.now(),
    }),
    recorder: (claim: Claim) => openSocket(`${url}/r/${claim.recording}/socket`, { origin: SHOP }),
    upload: async (
      claim: Claim,
      from: number,
      frames: Uint8Array[],
    ): Promise<{ status: number; body: UploadAnswer }> => {
      const hello = { type: 'hello', v: 1, token: claim.token, tab: ANA, from, clock: Date.now() }
      const answer = await fetch(`${url}/r/${claim.recording}/frames`, {
        method: 'POST',
        headers: { origin: SHOP },
        body: encodeUpload(JSON.stringify({ hello }), frames),
      })
      return { status: answer.status, body: (await answer.json()) as UploadAnswer }
    },
    viewer: async (recordingId: string, cookie: string): Promise<TestSocket> => {
      const answer = await fetch(`${url}/recordings/${recordingId}/ticket`, {
        method: 'POST',
        headers: { origin: url, cookie, 'content-type': 'application/json' },
        body: '{}',
      })
      const { token } = (await answer.json()) as { token: string }
      const socket = await openSocket(`${url}/recordings/${recordingId}/socket`, { origin: url, cookie })
      socket.send({ type: 'hello', v: 1, token })
      return socket
    },
    /** What the player page starts from. */
    data: async (recordingId: string, cookie: string): Promise<PlayerData> => {
      const answer = await fetch(`${url}/recordings/${recordingId}/data`, { headers: { cookie } })
      return (await answer.json()) as PlayerData
    },
    page: (path: string, cookie: string, headers: Record<string, string> = {}) =>
      fetch(new URL(path, url), { headers: { cookie, accept: 'text/html', ...headers }, redirect: 'manual' }),
  }
}

export type Cast = ReturnType<typeof createCast>
