/** Keeps account of what was captured, sent, told and stored, and says at the end what does not add up. */
import { gunzipSync } from 'node:zlib'
import { decodeFrame, decodeUpload, Encoding, type Frame } from '../../src/protocol/codec.ts'
import { entryOf } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { RecorderCommand } from '../../src/protocol/messages.ts'
import type { Page, StopReason, Tab } from './customer.ts'
import type { Disk } from './disk.ts'
import type { World } from './world.ts'

export interface Captured {
  mark: string
  index: number
  at: number
  page: Page
  /** Characters, about. */
  size: number
}

export interface Gone {
  at: number
  how: 'left' | 'crashed'
}

export interface Notary {
  /** Something is captured. @returns its mark */
  captures(page: Page, size: number): string
  /** Something that comes after the end, and must never leave. */
  plants(page: Page): string
  stops(page: Page, by: StopReason): void
  /** @param at when it could do something for the last time */
  goes(page: Page, how: Gone['how'], at: number): void
  /** Its outbox had no room, and dropped what was oldest. */
  drops(page: Page): void
  /** Bytes of a frame or an upload leave a page. */
  sends(page: Page, bytes: Uint8Array<ArrayBuffer>, since: number): void
  /** A command left for a tab, on this connection. */
  told(stream: string, command: RecorderCommand, connection: object): void
  readonly captured: ReadonlyMap<string, Captured>
  readonly planted: ReadonlySet<string>
  stoppedAt(tab: Tab): number | undefined
  /** True of a page that was told to stop, or came after it: it has to tell the server. */
  knowsOfStop(page: Page): boolean
  /** Stop was pressed somewhere. */
  readonly stopped: boolean
  /** How tabs were stopped. */
  readonly reasons: readonly string[]
  /** When pages of a tab crashed. */
  crashes(tab: Tab): number[]
  gone(page: Page): Gone | undefined
  /** When outboxes of a stream dropped something. */
  dropped(stream: string): number[]
}

export const eventsOf = ({ encoding, payload }: Frame): RecordedEvent[] =>
  JSON.parse(
    (encoding === Encoding.Gzip ? gunzipSync(payload) : Buffer.from(payload)).toString(),
  ) as RecordedEvent[]

/** The mark of an event that the world captured; undefined for what the recorder says itself. */
export const markOf = (event: RecordedEvent): string | undefined => {
  const entry = entryOf(event)
  if (entry) return entry.kind === 'console' ? entry.args[0] : undefined
  return (event.data as { mark?: string }).mark
}

export const createNotary = (world: World, disk: Disk): Notary => {
  const { complain } = world
  const captured = new Map<string, Captured>()
  const planted = new Set<string>()
  const stopped = new Map<Tab, { page: Page; at: number; by: StopReason }>()
  const gone = new Map<Page, Gone>()
  const dropped: { stream: string; at: number }[] = []
  /** What was told last on each connection. */
  const last = new WeakMap<object, { seq: number; stored: number }>()
  let index = 0

  const framesOf = (bytes: Uint8Array<ArrayBuffer>): Frame[] =>
    // An upload begins with the length of its head, a frame with its version.
    bytes[0] === 0 ? decodeUpload(bytes).frames.map(decodeFrame) : [decodeFrame(bytes)]

  return {
    captured,
    planted,
    captures: (page, size) => {
      index += 1
      const mark = `${page.name} no. ${index}`
      captured.set(mark, { mark, index, at: world.time.now(), page, size })
      return mark
    },
    plants: (page) => {
      index += 1
      const mark = `${page.name} late ${index}`
      planted.add(mark)
      return mark
    },
    stops: (page, by) => {
      if (!stopped.has(page.tab)) stopped.set(page.tab, { page, at: world.time.now(), by })
    },
    get stopped() {
      return stopped.size > 0
    },
    get reasons() {
      return [...stopped.values()].map(({ by }) => by)
    },
    stoppedAt: (tab) => stopped.get(tab)?.at,
    knowsOfStop: (page) => {
      const stop = stopped.get(page.tab)
      return stop !== undefined && (stop.page === page || page.loadedAt > stop.at)
    },
    goes: (page, how, at) => void gone.set(page, { at, how }),
    drops: ({ stream }) => void dropped.push({ stream, at: world.time.now() }),
    dropped: (of) => dropped.flatMap(({ stream, at }) => (stream === of ? [at] : [])),
    gone: (page) => gone.get(page),
    crashes: (tab) =>
      [...gone].flatMap(([page, { at, how }]) => (page.tab === tab && how === 'crashed' ? [at] : [])),
    sends: (page, bytes, since) => {
      const stop = stopped.get(page.tab)?.at
      if (stop === undefined) return
      for (const frame of framesOf(bytes)) {
        if (since > stop) complain(`${page.name} sends frame ${frame.seq} on a way opened after Stop`)
        for (const event of eventsOf(frame)) {
          const mark = markOf(event)
          if (mark !== undefined && planted.has(mark)) complain(`${mark} leaves the page after Stop`)
        }
      }
    },
    told: (stream, command, connection) => {
      if (command.type !== 'ack' && command.type !== 'welcome') return
      const seq = command.type === 'ack' ? command.seq : command.lastSeq
      const { stored } = command
      const before = last.get(connection) ?? { seq: 0, stored: 0 }
      last.set(connection, { seq, stored })
      const safe = disk.head(stream)
      if (seq > safe) complain(`frame ${seq} of ${stream} is acked; safe are those up to ${safe}`)
      if (seq < before.seq) complain(`the ack for ${stream} goes back from ${before.seq} to ${seq}`)
      if (stored > disk.events) complain(`${stored} events are told to be stored, and ${disk.events} are`)
      if (stored < before.stored) complain(`"stored" goes back from ${before.stored} to ${stored}`)
    },
  }
}
