/** The built server and what it leaves on the disk: nothing that can be read, and nothing at all of what was erased. */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCipher } from '../../src/auth/cipher.ts'
import { createRecordingKeys } from '../../src/auth/recording-keys.ts'
import { systemClock } from '../../src/domain/clock.ts'
import { databaseFile } from '../../src/node/database.ts'
import { createFileKeys } from '../../src/node/key-store.ts'
import { keysFolder, masterKeyFile, readMasterKey } from '../../src/node/vault.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { createApi, type Api } from '../support/api.ts'
import { event, pageEntry } from '../support/frames.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { createSyntheticCustomer, type SyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, idOf, pictureOf } from '../support/synthetic-page.ts'
import { ask, cookieOf, OWNER_FORM } from '../support/world.ts'

/** On the page, in the console, and in an attribute that changes. */
const CANARIES = ['canary7f3a9 on the page', 'canary51d20 in the console', 'canaryb8e64 in a change']
/** In the address, which is a column of the recording's row and searched. */
const ADDRESS = 'canary0c9d1-in-the-address'

let server: TestServer
let api: Api
let maria: string | undefined
beforeEach(async () => {
  server = await startTestServer()
  api = createApi(server.url)
  const setUp = new URL(server.setupLink ?? '').pathname
  maria = cookieOf(await ask(server.url, 'POST', setUp, { form: OWNER_FORM }))
})
afterEach(() => server.remove())

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

/** Which of the texts stand in any file of the server, as they are or in base64. */
const onDisk = (texts: string[]): string[] => {
  const files = filesBelow(server.dataDir).map((file) => readFileSync(file))
  return texts.filter((text) =>
    files.some(
      (bytes) => bytes.includes(text) || bytes.includes(Buffer.from(text).toString('base64').slice(4, -4)),
    ),
  )
}

/** Every value of the tables that hold what was recorded. */
const stored = (file: string): Buffer[] => {
  const sqlite = new Sqlite(file, { readonly: true })
  const blobs = [
    'SELECT payload AS bytes FROM journal_frames',
    'SELECT bytes FROM segment_bytes',
    'SELECT sealed AS bytes FROM entries',
  ]
    .flatMap((query) => sqlite.prepare(query).all() as { bytes: Buffer }[])
    .map(({ bytes }) => bytes)
  sqlite.close()
  return blobs
}

const canBeUnpacked = (bytes: Buffer): boolean => {
  // Behind every possible header: whatever is gzip begins with these two bytes.
  for (
    let at = bytes.indexOf('\x1f\x8b', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('\x1f\x8b', at + 1, 'latin1')
  ) {
    try {
      gunzipSync(bytes.subarray(at))
      return true
    } catch {
      // Noise.
    }
  }
  return false
}

const eventsOfAna = (now: number): RecordedEvent[] => {
  const [page = '', console = '', change = ''] = CANARIES
  const href = `http://localhost/${ADDRESS}`
  const root = documentOf([el('h1', {}, page), el('p', {}, 'Basket')])
  const id = idOf(root, ({ textContent }) => textContent === 'Basket')
  return [
    ...pictureOf(root, now, { href }),
    entryEvent(pageEntry(href), now),
    entryEvent({ kind: 'console', level: 'error', args: [console] }, now),
    event(3, now, { source: 0, texts: [{ id, value: change }], attributes: [], removes: [], adds: [] }),
  ]
}

const record = async (): Promise<SyntheticCustomer> => {
  const customer = await createSyntheticCustomer(api, (await api.link('/demo')).url)
  await customer.upload([eventsOfAna(Date.now())])
  return customer
}

const readAll = async (id: string): Promise<string> =>
  JSON.stringify([await api.events(id), await api.timeline(id)])

const statusOf = async (id: string, what = ''): Promise<number> =>
  (await api.call('GET', `/recordings/${id}${what}`)).status

const playerOf = (id: string) =>
  ask(server.url, 'GET', `/recordings/${id}`, { cookie: maria, headers: { accept: 'text/html' } })

describe('[C15] what was recorded', () => {
  it('is on the disk in no readable form, live and sealed, and all of it is in the answers', async () => {
    const customer = await record()
    for (const phase of ['live', 'sealed']) {
      expect([phase, onDisk(CANARIES)]).toEqual([phase, []])
      const blobs = stored(databaseFile(server.dataDir))
      expect(blobs.length).toBeGreaterThan(0)
      expect(blobs.filter(canBeUnpacked)).toEqual([])
      const answers = await readAll(customer.recordingId)
      for (const canary of CANARIES) expect([phase, answers.includes(canary)]).toEqual([phase, true])
      if (phase === 'live') await customer.stop()
    }
    await server.stop()
    expect(onDisk(CANARIES)).toEqual([])
  })

  it('leaves nothing when it is erased, not even its address in the log of the database', async () => {
    const kept = await record()
    const gone = await record()
    await Promise.all([kept.stop(), gone.stop()])
    await api.erase(kept.recordingId)
    expect(onDisk([gone.recordingId, ADDRESS])).toEqual([gone.recordingId, ADDRESS])
    await api.erase(gone.recordingId)
    expect(onDisk([ADDRESS, ...CANARIES])).toEqual([])
  })
})

describe('[C16] a backup of the database', () => {
  const backup = (): string => join(server.dataDir, '..', `${server.dataDir.split('/').at(-1) ?? ''}.backup`)
  afterEach(() => rmSync(backup(), { force: true }))

  /** Puts yesterday's database in the place of today's. */
  const restore = async (): Promise<void> => {
    await server.stop()
    const file = databaseFile(server.dataDir)
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    copyFileSync(backup(), file)
  }

  const rowsOf = (id: string): number => {
    const sqlite = new Sqlite(databaseFile(server.dataDir), { readonly: true })
    const count = (table: string, column: string) =>
      (
        sqlite.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${column} LIKE ?`).get(`%${id}%`) as {
          n: number
        }
      ).n
    const rows =
      count('recordings', 'id') +
      count('segments', 'recording_id') +
      count('entries', 'recording_id') +
      count('journal_frames', 'recording_id') +
      count('segment_bytes', 'key')
    sqlite.close()
    return rows
  }

  it('does not bring back what was erased since, sealed or live: gone from API, pages and tables', async () => {
    const [sealed, live, kept] = [await record(), await record(), await record()]
    await Promise.all([sealed.stop(), kept.stop()])
    const before = new Sqlite(databaseFile(server.dataDir))
    await before.backup(backup())
    before.close()
    await api.erase(sealed.recordingId)
    await api.erase(live.recordingId)
    const printed = server.output().length
    await restore()
    expect([rowsOf(sealed.recordingId), rowsOf(live.recordingId)].every((rows) => rows > 0)).toBe(true)

    await server.start()
    for (const { recordingId } of [sealed, live]) {
      for (const what of ['', '/events', '/timeline']) expect(await statusOf(recordingId, what)).toBe(404)
      expect((await playerOf(recordingId)).status).toBe(404)
      expect(rowsOf(recordingId)).toBe(0)
    }
    expect(await readAll(kept.recordingId)).toContain(CANARIES[0])
    expect((await playerOf(kept.recordingId)).status).toBe(200)
    const log = server.output().slice(printed)
    expect(log).toContain('Erased 2 recordings again that a backup had brought back.')
    expect(log).not.toContain('"level":"error"')

    const again = server.output().length
    await server.stop()
    await server.start()
    expect(server.output().slice(again)).not.toContain('that a backup had brought back')
  })

  it('cannot be read once the key is destroyed, with the master key and all that is left of the keys', async () => {
    const customer = await record()
    await customer.stop()
    const { recordingId } = customer
    const sqlite = new Sqlite(databaseFile(server.dataDir), { readonly: true })
    const { key, bytes } = sqlite.prepare('SELECT key, bytes FROM segment_bytes').get() as {
      key: string
      bytes: Buffer
    }
    sqlite.close()
    const read = async (): Promise<string> => {
      const master = await createCipher(readMasterKey(masterKeyFile(server.dataDir)))
      const keys = createRecordingKeys(createFileKeys(keysFolder(server.dataDir)), master, systemClock)
      const opened = await (await keys.cipherOf(recordingId)).open(new Uint8Array(bytes), ['segment', key])
      return gunzipSync(opened).toString()
    }
    expect(await read()).toContain(CANARIES[0])
    await api.erase(recordingId)
    await expect(read()).rejects.toMatchObject({ code: 'not_found' })
    const left = filesBelow(keysFolder(server.dataDir)).filter((file) => file.includes(recordingId))
    expect(left.map((file) => statSync(file).size)).toEqual([0, 0])
  })
})

it('keys are files that only their owner reads', async () => {
  const { recordingId } = await record()
  const files = filesBelow(keysFolder(server.dataDir))
  expect(files.some((file) => file.endsWith(recordingId))).toBe(true)
  expect(existsSync(masterKeyFile(server.dataDir))).toBe(true)
  for (const file of files) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600])
  expect(statSync(keysFolder(server.dataDir)).mode & 0o077).toBe(0)
})
