/** [R25] The built server, killed between the bytes of a segment and their index. */
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseFile } from '../../src/node/database.ts'
import type { Claim } from '../../src/protocol/messages.ts'
import type { Api } from '../support/api.ts'
import { connectRecorder } from '../support/recorder-socket.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { ackedOn, claimNew, seqsUpTo, setUpServer, storedSeqs } from '../support/stream.ts'

let server: TestServer
let api: Api
let claim: Claim
let sqlite: Sqlite.Database
beforeEach(async () => {
  server = await startTestServer()
  ;({ api } = await setUpServer(server))
  claim = await claimNew(api)
  sqlite = new Sqlite(databaseFile(server.dataDir))
})
afterEach(async () => {
  sqlite.close()
  await server.remove()
})

/** Whoever writes an index of a segment is at it for hours. */
const HANG = `CREATE TRIGGER hang BEFORE INSERT ON segments BEGIN
  SELECT (WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1e12) SELECT max(x) FROM n);
END`

const keys = (): unknown[] => sqlite.prepare('SELECT key FROM segment_bytes ORDER BY key').pluck().all()
const indexed = (): unknown[] =>
  sqlite
    .prepare(
      `SELECT 'recordings/' || recording_id || '/' || tab || '/' || first_seq FROM segments ORDER BY 1`,
    )
    .pluck()
    .all()

it('leaves no bytes without an index, and no index without bytes, wherever the attempt had cut', async () => {
  const recorder = await connectRecorder(server.url, claim)
  for (let seq = 1; seq <= 20; seq += 1) recorder.send(seq)
  await expect.poll(() => ackedOn(recorder), { timeout: 15_000 }).toBe(20)
  sqlite.exec(HANG)
  recorder.socket.send(JSON.stringify({ type: 'stop', reason: 'customer' }))
  await expect.poll(() => keys().length, { timeout: 15_000 }).toBe(1)
  await server.stop('SIGKILL')
  expect([keys().length, indexed()]).toEqual([1, []])
  // An older version may have cut elsewhere.
  sqlite.exec(`UPDATE segment_bytes SET key = key || '7'; DROP TRIGGER hang`)
  const orphan = keys()
  await server.start()
  const ended = async () => (await api.recording(claim.recording)).status
  expect(await ended()).toBe('ended')
  await expect.poll(() => indexed().length, { timeout: 15_000 }).toBe(1)
  expect(keys()).toEqual(indexed())
  expect(keys()).not.toEqual(orphan)
  expect(await storedSeqs(api, claim.recording)).toEqual(seqsUpTo(20))
}, 60_000)
