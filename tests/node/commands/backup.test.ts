/** Backup, verify and restore as an operator runs them, on the built programs. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseFile } from '../../../src/node/database.ts'
import { FRAME_BURST, FRAME_RATE } from '../../../src/protocol/limits.ts'
import { createApi, type Api } from '../../support/api.ts'
import { firstEvents, move } from '../../support/frames.ts'
import { connectRecorder, type RecorderSocket } from '../../support/recorder-socket.ts'
import { finish, runServerProgram, startTestServer, type TestServer } from '../../support/server.ts'
import { claimLink, createSyntheticCustomer } from '../../support/synthetic-customer.ts'
import { ask, OWNER_FORM } from '../../support/world.ts'

// Several programs after one another, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let server: TestServer
let api: Api
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casereel-backup-'))
  server = await startTestServer()
  api = createApi(server.url)
  await ask(server.url, 'POST', new URL(server.setupLink ?? '').pathname, { form: OWNER_FORM })
})
afterEach(async () => {
  await server.remove()
  rmSync(folder, { recursive: true })
})

const filesIn = (path: string): string[] => readdirSync(path, { recursive: true }).map(String).toSorted()
const at = (name: string): string => join(folder, name)
const run = (program: 'backup' | 'verify' | 'restore', args: string[], dataDir = server.dataDir) =>
  finish(runServerProgram(program, { DATA_DIR: dataDir }, args))

/** A recording that is over and sealed. */
const sealed = async (): Promise<string> => {
  const customer = await createSyntheticCustomer(api, (await api.link()).url)
  await customer.upload([firstEvents(Date.now()), [move(Date.now())]])
  await customer.stop()
  return customer.recordingId
}

const lastAck = ({ commands }: RecorderSocket): number =>
  Math.max(0, ...commands.map((command) => (command.type === 'ack' ? command.seq : 0)))

/** Sends frame after frame, each when one before it is acked, as fast as a tab may (L4). @returns stops it, with the last seq that was acked */
const stream = (recorder: RecorderSocket): (() => Promise<number>) => {
  const AHEAD = 5
  const start = performance.now()
  const halt = new AbortController()
  let seq = 0
  const sending = (async () => {
    while (!halt.signal.aborted) {
      recorder.send((seq += 1))
      if (seq - lastAck(recorder) >= AHEAD) await recorder.next('ack')
      const early = ((seq - FRAME_BURST / 2) / FRAME_RATE) * 1_000 - (performance.now() - start)
      if (early > 0) await setTimeout(early)
    }
    if (lastAck(recorder) < seq)
      await recorder.next('ack', ({ type, ...ack }) => type === 'ack' && 'seq' in ack && ack.seq === seq)
    return seq
  })()
  return () => {
    halt.abort()
    return sending
  }
}

it('[R22] a backup under a stream of frames, a sealing and an erasure has every frame that was acked before', async () => {
  const erased = await sealed()
  const kept = await sealed()
  const claim = await claimLink((await api.link()).url)
  const recorder = await connectRecorder(server.url, claim)
  const stop = stream(recorder)
  await recorder.next('ack', (command) => command.type === 'ack' && command.seq >= 20)

  const acked = lastAck(recorder)
  const [made] = await Promise.all([
    run('backup', [at('first'), '--keys', at('keys')]),
    sealed(),
    api.erase(erased),
  ])
  expect([made.code, made.err]).toEqual([0, ''])
  expect(made.out).toContain(`Backup: ${at('first')}`)
  // The erasure reaches the copy of the keys, which is written over.
  const again = await run('backup', [at('second'), '--keys', at('keys')])
  expect(again.code).toBe(0)
  const last = await stop()
  expect(last).toBeGreaterThan(acked)
  expect(statSync(databaseFile(at('first'))).mode & 0o077).toBe(0)
  expect(readdirSync(folder).toSorted()).toEqual(['first', 'keys', 'second'])

  const verified = await run('verify', [at('first'), '--keys', at('keys')])
  expect([verified.code, verified.err]).toEqual([0, ''])
  expect(verified.out).toContain(`All of ${at('first')} is fine.`)
  // The server runs on; its own folder can be looked through as well.
  expect((await run('verify', [])).out).toContain(`All of ${server.dataDir} is fine.`)

  const restored = at('restored')
  const done = await run('restore', [at('first'), '--keys', at('keys')], restored)
  expect([done.code, done.err]).toEqual([0, ''])
  recorder.socket.terminate()
  const other = await startTestServer({ DATA_DIR: restored })
  const there = createApi(other.url)
  const seqs = (await there.events(claim.recording)).flatMap(({ data }) => (data as { n?: number }).n ?? [])
  const before = Array.from({ length: acked - 1 }, (_, index) => index + 2)
  expect(seqs.slice(0, before.length)).toEqual(before)
  expect((await there.events(kept)).length).toBe((await api.events(kept)).length)
  // Erased behind the backup, and not back.
  expect((await there.call('GET', `/recordings/${erased}`)).status).toBe(404)
  expect((await run('verify', [], restored)).out).toContain(`All of ${restored} is fine.`)
  await other.remove()
})

describe('a backup', () => {
  it('goes into no folder that has anything in it, and not into DATA_DIR', async () => {
    mkdirSync(at('full'))
    writeFileSync(at('full/report.txt'), 'mine')
    writeFileSync(at('file'), 'mine')
    mkdirSync(at('empty'))
    const refused = [
      [at('full')],
      [at('file')],
      [server.dataDir],
      [join(server.dataDir, 'backup')],
      [at('new'), '--keys', server.dataDir],
      [at('new'), '--keys', at('new/keys')],
      [],
      [at('new'), at('other')],
    ]
    for (const args of refused) {
      const { code, out, err } = await run('backup', args)
      expect([code, out], args.join(' ')).toEqual([1, ''])
      expect(err.trimEnd().split('\n')).toHaveLength(1)
      expect(err).toMatch(/^No backup was made: /)
    }
    expect(readdirSync(folder).toSorted()).toEqual(['empty', 'file', 'full'])
    expect(readdirSync(at('full'))).toEqual(['report.txt'])
    expect((await run('backup', [at('empty')])).code).toBe(0)
  })

  it('writes no keys over those of another Casereel, or over other files', async () => {
    await sealed()
    expect((await run('backup', [at('first'), '--keys', at('keys')])).code).toBe(0)
    const before = filesIn(at('keys'))
    const fresh = await startTestServer()
    const foreign = await run('backup', [at('second'), '--keys', at('keys')], fresh.dataDir)
    await fresh.remove()
    expect(foreign.code).toBe(1)
    expect(foreign.err).toContain('They were not written over.')
    expect(filesIn(at('keys'))).toEqual(before)
    mkdirSync(at('photos'))
    writeFileSync(at('photos/cat.jpg'), 'cat')
    expect((await run('backup', [at('third'), '--keys', at('photos')])).err).toContain('cat.jpg')
    expect(readdirSync(at('photos'))).toEqual(['cat.jpg'])
  })

  it('without the keys says so, and what was recorded is not checked', async () => {
    await sealed()
    expect((await run('backup', [at('first')])).out).toContain('--keys <folder>')
    const { code, out } = await run('verify', [at('first')])
    expect(code).toBe(0)
    expect(out).toContain('Not checked: The recordings: their keys are not here.')
    expect(out).not.toContain('All of')
  })
})

describe('a restore', () => {
  it('writes over nothing, and asks for the keys', async () => {
    await sealed()
    await run('backup', [at('first'), '--keys', at('keys')])
    const full = await run('restore', [at('first'), '--keys', at('keys')])
    expect([full.code, full.err]).toEqual([1, expect.stringContaining('is not empty')])
    const keyless = await run('restore', [at('first')], at('restored'))
    expect([keyless.code, keyless.err]).toEqual([1, expect.stringContaining('--keys <folder>')])
    expect(existsSync(at('restored'))).toBe(false)
    const nothing = await run('restore', [at('nothing'), '--keys', at('keys')], at('restored'))
    expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('There is no backup')])
    // As an operator would by hand: the keys are put there first.
    cpSync(at('keys'), at('restored/keys'), { recursive: true })
    expect((await run('restore', [at('first')], at('restored'))).code).toBe(0)
  })

  it('refuses a backup that is damaged', async () => {
    await sealed()
    await run('backup', [at('first'), '--keys', at('keys')])
    const bytes = Buffer.alloc(4_096, 7)
    writeFileSync(databaseFile(at('first')), bytes)
    const { code, err } = await run('restore', [at('first'), '--keys', at('keys')], at('restored'))
    expect([code, err]).toEqual([1, expect.stringContaining('cannot be read')])
    expect(existsSync(at('restored'))).toBe(false)
  })
})

describe('a verification', () => {
  it('names every place that does not open or is gone, the logs that were changed, and leaves the rest', async () => {
    const [broken, whole, short] = [await sealed(), await sealed(), await sealed()]
    const claim = await claimLink((await api.link()).url)
    const recorder = await connectRecorder(server.url, claim)
    recorder.send(1)
    await recorder.next('ack')
    recorder.socket.terminate()
    await run('backup', [at('first'), '--keys', at('keys')])
    const sqlite = new Sqlite(databaseFile(at('first')))
    /** Flips a bit of one stored value. */
    const spoil = (table: string, column: string, where: string, value: string): number => {
      const row = sqlite.prepare<[string], { place: number; bytes: Buffer }>(
        `SELECT rowid AS place, ${column} AS bytes FROM ${table} WHERE ${where} = ?`,
      )
      const { place, bytes } = row.get(value) ?? { place: 0, bytes: Buffer.alloc(41) }
      bytes[40] = (bytes[40] ?? 0) ^ 1
      return sqlite.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(bytes, place).changes
    }
    expect(spoil('segment_bytes', 'bytes', `substr(key, 12, 22)`, broken)).toBe(1)
    expect(spoil('entries', 'sealed', 'recording_id', broken)).toBe(1)
    expect(spoil('journal_frames', 'payload', 'recording_id', claim.recording)).toBe(1)
    expect(sqlite.prepare('DELETE FROM entries WHERE recording_id = ?').run(short).changes).toBe(1)
    sqlite.exec(`UPDATE chained_events SET name = 'nothing.happened' WHERE chain = 'audit' AND seq = 2`)
    sqlite.close()
    const { code, out } = await run('verify', [at('first'), '--keys', at('keys')])
    expect(code).toBe(1)
    const damaged = out.split('\n').filter((line) => line.startsWith('DAMAGED'))
    expect(damaged).toEqual([
      'DAMAGED: The audit log was changed at entry 2.',
      expect.stringMatching(`Recording ${broken}, tab \\S+, segment from frame 1 does not open`),
      expect.stringMatching(`Recording ${broken}, tab \\S+, timeline from frame 1, part 0 does not open`),
      expect.stringMatching(`Recording ${short}, tab \\S+, timeline from frame 1, part 0 is gone`),
      expect.stringMatching(`Recording ${claim.recording}, tab \\S+, frame 1 of the journal does not open`),
    ])
    expect(out).not.toContain(whole)
    expect(out).toContain('5 faults')
  })
})
