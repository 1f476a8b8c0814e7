/** The master key of the built server: where it comes from, what is refused, how it is changed, and what if it is lost. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newKey } from '../../src/auth/cipher.ts'
import { databaseFile } from '../../src/node/database.ts'
import { keysFolder, masterKeyFile } from '../../src/node/vault.ts'
import { createApi, type Api } from '../support/api.ts'
import { firstEvents } from '../support/frames.ts'
import { finish, freePort, runServerProgram, startTestServer, type TestServer } from '../support/server.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { ask, OWNER_FORM } from '../support/world.ts'

const randomKey = (): string => Buffer.from(newKey()).toString('base64')

const MAKE = `make one with \`node -p "crypto.randomBytes(32).toString('base64')"\`.`

/** Starts the server on a folder, which must not come up. @returns its one line */
const refusalOf = async (dataDir: string, environment: Record<string, string> = {}): Promise<string> => {
  const port = String(await freePort())
  const { code, out, err } = await finish(
    runServerProgram('main', { DATA_DIR: dataDir, PORT: port, ...environment }),
  )
  expect([code, out]).toEqual([1, ''])
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  return err.trimEnd().replace('Casereel cannot start: ', '')
}

describe('[T13] a master key in the environment', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'casereel-master-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const malformed = `CASEREEL_MASTER_KEY must be 32 random bytes in base64; ${MAKE}`
  const weak = `CASEREEL_MASTER_KEY is a sample or a text, not a random key; ${MAKE}`
  it.each([
    ['a password', 'correct horse battery staple', malformed],
    ['too short', Buffer.from(newKey().subarray(0, 16)).toString('base64'), malformed],
    ['too long', `${randomKey().slice(0, 43)}AAAA`, malformed],
    ['hex', Buffer.from(newKey()).toString('hex'), malformed],
    ['zeros', Buffer.alloc(32).toString('base64'), weak],
    ['one byte over and over', Buffer.alloc(32, 0xa7).toString('base64'), weak],
    ['1, 2, 3 …', Buffer.from(Array.from({ length: 32 }, (_, index) => index + 1)).toString('base64'), weak],
    ['a text', Buffer.from('this-is-my-secret-master-key-32b').toString('base64'), weak],
  ])('that is %s is refused, and is not in the line', async (_, key, line) => {
    const refusal = await refusalOf(join(folder, 'data'), { CASEREEL_MASTER_KEY: key })
    expect(refusal).toBe(line)
    expect(refusal).not.toContain(key)
    expect(existsSync(keysFolder(join(folder, 'data')))).toBe(false)
  })
})

describe('a server with a recording', () => {
  let server: TestServer
  let api: Api
  let recordingId: string
  /** The folder as it was when the server had stopped. */
  let kept: string
  beforeAll(async () => {
    server = await startTestServer()
    api = createApi(server.url)
    await ask(server.url, 'POST', new URL(server.setupLink ?? '').pathname, { form: OWNER_FORM })
    const customer = await createSyntheticCustomer(api, (await api.link('/demo')).url)
    await customer.upload([firstEvents(Date.now())])
    await customer.stop()
    recordingId = customer.recordingId
    await server.stop()
    kept = `${server.dataDir}-kept`
    cpSync(server.dataDir, kept, { recursive: true })
  }, 60_000)
  beforeEach(() => {
    rmSync(server.dataDir, { recursive: true })
    cpSync(kept, server.dataDir, { recursive: true })
  })
  afterEach(() => server.stop())
  afterAll(async () => {
    rmSync(kept, { recursive: true })
    await server.remove()
  })

  const file = () => masterKeyFile(server.dataDir)
  const readable = async (): Promise<boolean> => {
    await server.start()
    const events = await api.events(recordingId)
    await server.stop()
    return events.length === 4
  }
  const rotate = (args: string[], environment: Record<string, string> = {}) =>
    finish(runServerProgram('rotate-keys', { DATA_DIR: server.dataDir, ...environment }, args))

  it('starts again with the key that it made, or with the same one in the environment alone', async () => {
    expect(await readable()).toBe(true)
    const key = readFileSync(file(), 'utf8').trim()
    rmSync(file())
    const port = String(await freePort())
    const started = runServerProgram('main', {
      DATA_DIR: server.dataDir,
      PORT: port,
      CASEREEL_MASTER_KEY: key,
    })
    const ready = await new Promise<string>((resolve) =>
      started.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    )
    expect(ready).toContain('is ready at')
    expect(existsSync(file())).toBe(false)
    started.kill()
    await finish(started)
  })

  it('[T13] refuses another key, from the environment or the file, and harms nothing', async () => {
    const line = (source: string) =>
      `The master key in ${source} is not the one that the keys in ${keysFolder(server.dataDir)} are sealed with. Put the right one back.`
    expect(await refusalOf(server.dataDir, { CASEREEL_MASTER_KEY: randomKey() })).toBe(
      line('CASEREEL_MASTER_KEY'),
    )
    const right = readFileSync(file())
    writeFileSync(file(), randomKey())
    expect(await refusalOf(server.dataDir)).toBe(line(file()))
    writeFileSync(file(), right)
    expect(await readable()).toBe(true)
  })

  it('refuses a file that holds no key, and never writes over it', async () => {
    for (const content of ['', 'secret', Buffer.alloc(32).toString('base64')]) {
      writeFileSync(file(), content)
      expect(await refusalOf(server.dataDir)).toBe(
        `The master key in ${file()} cannot be used. Put the file back from its backup.`,
      )
      expect(readFileSync(file(), 'utf8')).toBe(content)
    }
  })

  it('refuses to start without its master key, and makes no new one', async () => {
    const line = `The master key ${file()} is missing, and without it no recording can be read. Put it back from its backup, or set CASEREEL_MASTER_KEY.`
    rmSync(file())
    expect(await refusalOf(server.dataDir)).toBe(line)
    rmSync(keysFolder(server.dataDir), { recursive: true })
    expect(await refusalOf(server.dataDir)).toBe(line)
    expect(existsSync(file())).toBe(false)
  })

  it('refuses to start without the keys of its recordings', async () => {
    const key = readFileSync(file(), 'utf8').trim()
    rmSync(keysFolder(server.dataDir), { recursive: true })
    expect(await refusalOf(server.dataDir, { CASEREEL_MASTER_KEY: key })).toBe(
      `The keys of the recordings are missing from ${keysFolder(server.dataDir)}. Put the folder back from its backup.`,
    )
  })

  it('refuses to start as a new one where its database is gone and its keys are there', async () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(databaseFile(server.dataDir) + suffix, { force: true })
    expect(await refusalOf(server.dataDir)).toBe(
      `The database ${databaseFile(server.dataDir)} is gone, but ${keysFolder(server.dataDir)} holds the keys of its recordings. Put the database back from its backup; or, to begin anew without them, move that folder away.`,
    )
    cpSync(databaseFile(kept), databaseFile(server.dataDir))
    expect(await readable()).toBe(true)
  })

  it('answers 422, with what it means, for a recording whose key is missing', async () => {
    rmSync(join(keysFolder(server.dataDir), 'recordings'), { recursive: true })
    await server.start()
    const { status, body } = await api.call('GET', `/recordings/${recordingId}/events`)
    expect([status, body]).toEqual([
      422,
      {
        error: {
          code: 'key_missing',
          message:
            'The key of this recording is missing, so what was stored of it cannot be read. Restore the folder of keys from its backup.',
        },
      },
    ])
  })

  it('gets a new master key by command: the recording stays, and the old key is of no use', async () => {
    const old = readFileSync(file(), 'utf8').trim()
    expect(await rotate(['--master'])).toEqual({
      code: 0,
      out: 'New master key. 1 keys of recordings are sealed with it.\n',
      err: '',
    })
    expect(readFileSync(file(), 'utf8').trim()).not.toBe(old)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(await refusalOf(server.dataDir, { CASEREEL_MASTER_KEY: old })).toMatch(/is not the one/)
    expect(await readable()).toBe(true)
  })

  it('finishes a change that was cut off at its very end', async () => {
    const old = readFileSync(file(), 'utf8')
    await rotate(['--master'])
    renameSync(file(), `${file()}.next`)
    writeFileSync(file(), old)
    expect(await rotate(['--master'])).toMatchObject({ code: 0 })
    expect(existsSync(`${file()}.next`)).toBe(false)
    expect(await readable()).toBe(true)
  })

  it('changes to the key that the environment names, where the old one is there too', async () => {
    const old = readFileSync(file(), 'utf8').trim()
    rmSync(file())
    expect(await rotate(['--master'], { CASEREEL_MASTER_KEY: old })).toMatchObject({
      code: 1,
      err: 'The keys were not rotated: CASEREEL_NEW_MASTER_KEY is not set; write the new master key there.\n',
    })
    const fresh = randomKey()
    const environment = { CASEREEL_MASTER_KEY: old, CASEREEL_NEW_MASTER_KEY: fresh }
    expect(await rotate(['--master'], environment)).toMatchObject({ code: 0 })
    expect(existsSync(file())).toBe(false)
    writeFileSync(file(), fresh)
    expect(await readable()).toBe(true)
  })

  it('changes no master key while it runs', async () => {
    await server.start()
    expect(await rotate(['--master'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is in use by another Casereel/) as string,
    })
  })

  it('whose keys are lost begins anew by command, without its recordings, with all else', async () => {
    expect(await rotate(['--master', '--lost'])).toMatchObject({
      code: 1,
      err: 'The keys were not rotated: The master key is there; nothing is lost.\n',
    })
    rmSync(keysFolder(server.dataDir), { recursive: true })
    expect(await rotate(['--master', '--lost'])).toEqual({
      code: 0,
      out: 'New master key. 1 recordings whose keys are lost are erased at the next start.\n',
      err: '',
    })
    await server.start()
    expect((await api.call('GET', `/recordings/${recordingId}`)).status).toBe(404)
    const { body } = await api.call<{ items: unknown[] }>('GET', '/cases')
    expect(body.items).toHaveLength(1)
  })
})
