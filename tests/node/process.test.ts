/** The built server as a process: how it starts, refuses to start, stops, and dies. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databaseFile } from '../../src/node/database.ts'
import { keyFile } from '../../src/node/key-file.ts'
import { API_KEY, finish, runServerProgram, startTestServer, type TestServer } from '../support/server.ts'
import { ask, cookieOf, OWNER_FORM } from '../support/world.ts'

describe('a start that cannot be', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'casereel-start-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const refusal = async (environment: Record<string, string>): Promise<string> => {
    const { code, out, err } = await finish(
      runServerProgram('main', { DATA_DIR: join(folder, 'data'), ...environment }),
    )
    expect([code, out]).toEqual([1, ''])
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    return err.trimEnd()
  }

  it('[T13] for a short API key ends with 1 and one line', async () => {
    expect(await refusal({ CASEREEL_API_KEY: 'secret' })).toBe(
      'Casereel cannot start: CASEREEL_API_KEY must have at least 32 characters.',
    )
  })

  it('for a taken port says which and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    expect(await refusal({ PORT: String(port) })).toBe(
      `Casereel cannot start: Port ${port} on 127.0.0.1 is taken. Set PORT to another one, or stop what listens there.`,
    )
    other.close()
  })

  it.each([
    ['in a file', '/etc/passwd/x', 'cannot be written: /etc/passwd is no folder'],
    ['that is a file', '/etc/passwd', 'cannot be written: /etc/passwd is no folder'],
    ['in a device', '/dev/null/x', 'cannot be written: /dev/null is no folder'],
    ['where none can be made', '/proc/x', 'cannot be written: E'],
    ['where no file can be made', '/proc/self/fdinfo', 'cannot be '],
    ['with a name that is too long', `/tmp/${'x'.repeat(300)}`, 'cannot be written: ENAMETOOLONG'],
  ])('for a data folder %s says so', async (_, dataDir, why) => {
    const line = await refusal({ DATA_DIR: dataDir })
    expect(line).toContain(`Casereel cannot start: DATA_DIR ${dataDir} ${why}`)
  })

  it('for a database that is none, or is damaged, says what to do', async () => {
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir)
    writeFileSync(
      databaseFile(dataDir),
      'not a database, but long enough to be looked at as one. '.repeat(99),
    )
    expect(await refusal({})).toMatch(
      /^Casereel cannot start: The database .* cannot be opened: file is not a database/,
    )
    rmSync(databaseFile(dataDir))
    const sqlite = new Sqlite(databaseFile(dataDir))
    sqlite.exec('CREATE TABLE __drizzle_migrations (a); CREATE TABLE b (a)')
    sqlite.close()
    const bytes = readFileSync(databaseFile(dataDir))
    bytes.fill(0xff, 100, 4_096)
    writeFileSync(databaseFile(dataDir), bytes)
    expect(await refusal({})).toMatch(/^Casereel cannot start: The database .* damaged|malformed/)
  })
})

describe('a running server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.remove())

  const environment = () => ({ DATA_DIR: server.dataDir, PORT: new URL(server.url).port })
  const command = (program: 'setup-link' | 'rotate-keys', ...args: string[]) =>
    finish(runServerProgram(program, environment(), args))

  it('keeps its folder and its keys to its owner', () => {
    expect(statSync(server.dataDir).mode & 0o077).toBe(0)
    expect(statSync(keyFile(server.dataDir)).mode & 0o777).toBe(0o600)
  })

  it('prints a set-up link while nobody is there, and after a restart the older one is void', async () => {
    const first = server.setupLink ?? ''
    await server.stop()
    await server.start()
    const links = server.output().match(/http:\/\/\S+\/setup\/\S+/g) ?? []
    expect(links).toHaveLength(2)
    expect(links[1]).not.toBe(first)
    expect((await ask(server.url, 'GET', new URL(first).pathname)).status).toBe(410)
    expect((await ask(server.url, 'GET', new URL(links[1] ?? '').pathname)).status).toBe(200)
  })

  it('gives a set-up link by command too, while nobody is there', async () => {
    const { code, out } = await command('setup-link')
    const link = /http:\/\/\S+\/setup\/\S+/.exec(out)?.[0] ?? ''
    expect(code).toBe(0)
    const done = await ask(server.url, 'POST', new URL(link).pathname, { form: OWNER_FORM })
    expect(done.status).toBe(303)
    expect((await ask(server.url, 'GET', '/settings/people', { cookie: cookieOf(done) })).status).toBe(200)
  })

  it('prints no set-up link once an owner exists, and helps a locked-out one by a sign-in link', async () => {
    const before = server.output().length
    await server.stop()
    await server.start()
    expect(server.output().slice(before)).not.toContain('/setup/')
    const { out } = await command('setup-link')
    const link = /http:\/\/\S+\/sign-in\/\S+/.exec(out)?.[0] ?? ''
    expect((await ask(server.url, 'POST', new URL(link).pathname)).status).toBe(303)
    expect((await ask(server.url, 'POST', new URL(link).pathname)).status).toBe(410)
  })

  it('[T12] sees a rotation of its keys without a restart: old links hold until the old key is retired', async () => {
    const headers = { authorization: `Bearer ${API_KEY}` }
    const { id } = (await ask(server.url, 'POST', '/api/v1/cases', { headers, json: { title: 'x' } })).json<{
      id: string
    }>()
    const json = { targetUrl: `${server.url}/demo` }
    const made = await ask(server.url, 'POST', `/api/v1/cases/${id}/links`, { headers, json })
    const old = new URL(made.json<{ url: string }>().url).pathname
    const look = async () => ({
      keys: (await ask(server.url, 'GET', '/.well-known/jwks.json')).json<{ keys: unknown[] }>().keys.length,
      old: (await ask(server.url, 'GET', old)).status,
    })
    expect(await look()).toEqual({ keys: 1, old: 200 })
    expect(await command('rotate-keys')).toMatchObject({ code: 0, err: '' })
    expect(await look()).toEqual({ keys: 2, old: 200 })
    expect(await command('rotate-keys', '--retire-old')).toMatchObject({ code: 0 })
    expect(await look()).toEqual({ keys: 1, old: 410 })
  })

  it('has its folder for itself', async () => {
    const second = await finish(runServerProgram('main', { DATA_DIR: server.dataDir }))
    expect(second).toMatchObject({
      code: 1,
      out: '',
      err: `Casereel cannot start: DATA_DIR ${server.dataDir} is in use by another Casereel. Stop it, or set another folder.\n`,
    })
  })
})
