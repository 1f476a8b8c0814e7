/** The contract suites on D1, R2 and a Durable Object. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Journal, JournalFrame } from '../../src/room/journal.ts'
import { createEncryptedSegments } from '../../src/store/encrypted-segments.ts'
import { openD1 } from '../../src/worker/database.ts'
import { createR2Keys } from '../../src/worker/key-store.ts'
import { createR2Segments } from '../../src/worker/segment-store.ts'
import { testDatabase } from '../contracts/database.ts'
import { testJournal } from '../contracts/journal.ts'
import { testKeyStore } from '../contracts/key-store.ts'
import { testSegmentStore } from '../contracts/segment-store.ts'
import { ANA, BEN, journalFrame } from '../support/frames.ts'
import { anyCipher } from '../support/keys.ts'
import { startWorkerHost, type WorkerHost } from '../support/worker-host.ts'

interface JournalStub {
  appendAll(frames: JournalFrame[]): Promise<number[]>
  appendOfSize(frame: JournalFrame, bytes: number): Promise<string>
  readState: Journal['state']
  readFrames: Journal['read']
  readSeqs(tab: string, fromSeq: number, limit: number): Promise<number[]>
  clear(): Promise<void>
  rows(): Promise<{ rows: number }>
}

interface Env {
  DB: D1Database
  SEGMENTS: R2Bucket
  KEYS: R2Bucket
  JOURNALS: { getByName(name: string): JournalStub }
}

// Each call crosses from this process into the runtime and back.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let host: WorkerHost
let env: Env
let run = 0
beforeAll(async () => {
  host = await startWorkerHost('test')
  env = (await host.worker.getEnv()) as Env
})
afterAll(() => host.close())

/** Another folder of names for each test. */
const stubOf = (recordingId: string): JournalStub => env.JOURNALS.getByName(`${run} ${recordingId}`)

/** Calls of one turn go as one: apart, they would overtake each other on their way into the runtime. */
const inOneTurn = (appendAll: JournalStub['appendAll']): Journal['append'] => {
  let calls: { frame: JournalFrame; resolve: () => void; reject: (error: unknown) => void }[] = []
  const send = (): void => {
    const sent = calls
    calls = []
    appendAll(sent.map(({ frame }) => frame)).then(
      (stored) => stored.forEach((place) => sent[place]?.resolve()),
      (error: unknown) => sent.forEach(({ reject }) => reject(error)),
    )
  }
  return (frame) =>
    new Promise((resolve, reject) => {
      if (calls.length === 0) queueMicrotask(send)
      calls.push({ frame, resolve, reject })
    })
}

const TABLES = [
  'segments',
  'entries',
  'customer_browsers',
  'mail_codes',
  'recordings',
  'short_links',
  'links',
  'support_cases',
  'sign_in_links',
  'logins',
  'agents',
  'used_tokens',
  'chained_events',
  'notices',
]

testDatabase('D1', async () => {
  await env.DB.batch(TABLES.map((table) => env.DB.prepare(`DELETE FROM ${table}`)))
  return openD1(env.DB)
})

const emptied = async (bucket: R2Bucket): Promise<R2Bucket> => {
  for (;;) {
    const { objects } = await bucket.list()
    if (objects.length === 0) return bucket
    await bucket.delete(objects.map(({ key }) => key))
  }
}

testSegmentStore('R2', async () => createR2Segments(await emptied(env.SEGMENTS)))

testSegmentStore('R2, sealed', async () =>
  createEncryptedSegments(createR2Segments(await emptied(env.SEGMENTS)), anyCipher()),
)

testKeyStore('R2', async () => createR2Keys(await emptied(env.KEYS)))

const journalOf = (stub: JournalStub): Journal => ({
  append: inOneTurn((frames) => stub.appendAll(frames)),
  state: () => stub.readState(),
  read: (tab, fromSeq, limit) => stub.readFrames(tab, fromSeq, limit),
  clear: () => stub.clear(),
})

testJournal('a Durable Object', () => {
  run += 1
  return { journal: (recordingId) => journalOf(stubOf(recordingId)) }
})

testJournal('a Durable Object, sealed', () => {
  run += 1
  return { journal: (recordingId) => journalOf(stubOf(`${recordingId} sealed`)) }
})

it('frames that come together share a row; those of another tab, or after a gap, do not', async () => {
  run += 1
  const stub = stubOf('packs')
  await stub.appendAll(
    [1, 2, 3, 4, 5].map((seq) => journalFrame(seq)).concat(journalFrame(1, { tab: BEN }), journalFrame(9)),
  )
  expect(await stub.rows()).toEqual({ rows: 3 })
  await stub.appendAll([journalFrame(5), journalFrame(10), journalFrame(11)])
  expect(await stub.rows()).toEqual({ rows: 4 })
  expect((await stub.readFrames(ANA, 4, 3)).map(({ seq }) => seq)).toEqual([4, 5, 9])
})

it('the largest frame fits a row, a larger one is refused by us, and the journal goes on', async () => {
  run += 1
  const stub = stubOf('large')
  expect(await stub.appendOfSize(journalFrame(1), 1_900_000)).toBe('stored')
  expect(await stub.appendOfSize(journalFrame(2), 2_000_000)).toMatch(
    /more than the 2000000 of a Durable Object/,
  )
  expect(await stub.appendOfSize(journalFrame(2), 10)).toBe('stored')
  expect((await stub.readState()).tabs[0]?.lastSeq).toBe(2)
})

it('what is read at once stays within a message between objects', async () => {
  run += 1
  const stub = stubOf('many')
  for (let seq = 1; seq <= 8; seq += 1) await stub.appendOfSize(journalFrame(seq), 1_800_000)
  expect(await stub.readSeqs(ANA, 1, 200)).toEqual([1, 2, 3, 4])
  expect(await stub.readSeqs(ANA, 5, 200)).toEqual([5, 6, 7, 8])
})

it('D1: more than 100 values, or more than 2 MB, are refused by us, each in one line', async () => {
  const { db } = openD1(env.DB)
  const session = db as unknown as { all(query: unknown): Promise<unknown> }
  const values = (count: number) =>
    sql`SELECT ${sql.join(
      Array.from({ length: count }, (_, n) => sql`${n}`),
      sql`, `,
    )}`
  expect(await session.all(values(100))).toHaveLength(1)
  await expect(session.all(values(101))).rejects.toMatchObject({
    cause: { message: 'A statement binds 101 values; D1 takes 100.' },
  })
  await expect(session.all(sql`SELECT length(${'ü'.repeat(1_000_001)})`)).rejects.toMatchObject({
    cause: { message: 'A statement binds 2000002 bytes; D1 takes 2000000.' },
  })
})

it('no key of the bucket is written twice: what is there stays', async () => {
  const store = createR2Segments(env.SEGMENTS)
  await store.put('recordings/once/tab/1', Uint8Array.of(1))
  const before = await env.SEGMENTS.head('recordings/once/tab/1')
  await store.put('recordings/once/tab/1', Uint8Array.of(2))
  expect(await store.get('recordings/once/tab/1')).toEqual(Uint8Array.of(1))
  expect((await env.SEGMENTS.head('recordings/once/tab/1'))?.version).toBe(before?.version)
})
