/** The Worker with faults that a test can order, and with a bare journal for the contract suite. Runs on workerd. */
import { DurableObject } from 'cloudflare:workers'
import type { Bindings } from '../../src/worker/environment.ts'
import { createPackedJournal } from '../../src/worker/journal.ts'
import worker from '../../src/worker/main.ts'
import { RoomObject as RealRoom } from '../../src/worker/room-object.ts'
import type { RoomMemory } from '../../src/room/absence.ts'
import { createEncryptedJournal } from '../../src/room/encrypted-journal.ts'
import type { Journal, JournalFrame } from '../../src/room/journal.ts'
import { anyCipher } from '../support/keys.ts'

/** Orders come by HTTP, so that nothing holds on to an object that is to be evicted: `/test/<recording>/<order>?n=1`. */
export default {
  ...worker,
  fetch: async (request, env) => {
    const { pathname, searchParams } = new URL(request.url)
    const [, test, recording, order] = pathname.split('/')
    if (test !== 'test' || recording === undefined) return worker.fetch(request, env)
    const room = env.ROOMS.getByName(recording) as unknown as Record<string, (n: number) => Promise<unknown>>
    return Response.json((await room[order ?? '']?.(Number(searchParams.get('n')))) ?? null)
  },
} satisfies ExportedHandler<Bindings>

/** What a test has ordered to fail, and how often it has. */
interface Fault {
  ordered: number
  failed: number
}

/** A binding of which one method fails as often as was ordered, also for who took hold of it before. */
const failing = <Binding extends object>(binding: Binding, method: keyof Binding, fault: Fault): Binding =>
  new Proxy(binding, {
    get: (target, name) => {
      const member: unknown = target[name as keyof Binding]
      if (typeof member !== 'function') return member
      const real = member.bind(target) as (...args: unknown[]) => unknown
      if (name !== method) return real
      return async (...args: unknown[]) => {
        if (fault.ordered === 0) return real(...args)
        fault.ordered -= 1
        fault.failed += 1
        throw new Error(`${String(method)}: Internal error; please retry (10001)`)
      }
    },
  })

/** A room whose bucket and database fail when told to. */
export class RoomObject extends RealRoom {
  readonly #puts: Fault
  readonly #batches: Fault

  constructor(ctx: DurableObjectState, env: Bindings) {
    const puts = { ordered: 0, failed: 0 }
    const batches = { ordered: 0, failed: 0 }
    super(ctx, {
      ...env,
      SEGMENTS: failing(env.SEGMENTS, 'put', puts),
      DB: failing(env.DB, 'batch', batches),
    })
    this.#puts = puts
    this.#batches = batches
  }

  /** The next `count` puts fail. */
  failPuts(count: number): void {
    this.#puts.ordered = count
  }

  failedPuts(): number {
    return this.#puts.failed
  }

  /** The next `count` batches of D1 fail. */
  failBatches(count: number): void {
    this.#batches.ordered = count
  }

  failedBatches(): number {
    return this.#batches.failed
  }

  /** What the platform does at its time, and now and then twice. */
  async ring(times: number): Promise<void> {
    await Promise.all(Array.from({ length: times }, () => this.alarm()))
  }

  alarmAt(): Promise<number | null> {
    return this.ctx.storage.getAlarm()
  }

  absentSince(): number | null {
    return this.ctx.storage.kv.get<RoomMemory>('memory')?.absence?.since ?? null
  }
}

const cipherOf = anyCipher()

/** One whose name ends with "sealed" seals its frames. */
export class JournalObject extends DurableObject {
  readonly #journal: Journal = this.#open()

  #open(): Journal {
    const name = this.ctx.id.name ?? ''
    const packs = createPackedJournal(this.ctx.storage, () => 1)
    return name.endsWith('sealed') ? createEncryptedJournal(packs, name, () => cipherOf(name)) : packs
  }

  /** All in one turn, so that they share packs. @returns their places in the list, in the order in which they were stored */
  async appendAll(frames: JournalFrame[]): Promise<number[]> {
    const stored: number[] = []
    await Promise.all(
      frames.map((frame, place) => this.#journal.append(frame).then(() => stored.push(place))),
    )
    return stored
  }

  /** A frame too large to send as a message of the harness. */
  async appendOfSize(frame: JournalFrame, bytes: number): Promise<string> {
    const payload = new Uint8Array(bytes)
    return this.#journal.append({ ...frame, payload }).then(
      () => 'stored',
      (error: unknown) => String(error),
    )
  }

  readState() {
    return this.#journal.state()
  }

  readFrames(tab: string, fromSeq: number, limit: number) {
    return this.#journal.read(tab, fromSeq, limit)
  }

  async readSeqs(tab: string, fromSeq: number, limit: number): Promise<number[]> {
    return (await this.#journal.read(tab, fromSeq, limit)).map(({ seq }) => seq)
  }

  clear(): Promise<void> {
    return this.#journal.clear()
  }

  rows(): { rows: number } {
    return this.ctx.storage.sql.exec<{ rows: number }>('SELECT count(*) AS rows FROM packs').one()
  }
}
