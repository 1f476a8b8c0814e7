/** The log of the built server over a main job with everything that can go wrong: what is told, and what never is. */
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { databaseFile } from '../../src/node/database.ts'
import { createApi } from '../support/api.ts'
import { pictureOf, documentOf, el } from '../support/synthetic-page.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { API_KEY, finish, runServerProgram, startTestServer } from '../support/server.ts'
import { ask, cookieOf, OWNER_FORM } from '../support/world.ts'

const CANARY = 'canary-5b2c9f'
const CUSTOMER = { name: 'Ana Canary', email: 'ana@canary.example' }

it.each(['json', 'text'] as const)(
  '[T06] in %s tells of a recording from its start to its erasure, and no secret',
  async (LOG_FORMAT) => {
    const server = await startTestServer({ LOG_FORMAT })
    const { url } = server
    const setup = runServerProgram('setup-link', { DATA_DIR: server.dataDir, PUBLIC_URL: url })
    const setupLink = server.setupLink ?? /http\S+/.exec((await finish(setup)).out)?.[0] ?? ''
    // The line for a person has the link, which is what it is for; a collected log has not.
    expect(server.output().includes('/setup/')).toBe(LOG_FORMAT === 'text')
    const owner = await ask(url, 'POST', new URL(setupLink).pathname, { form: OWNER_FORM })

    const api = createApi(url)
    const input = { title: CANARY, reference: CANARY, customer: CUSTOMER }
    const { body: supportCase } = await api.call<{ id: string }>('POST', '/cases', input)
    const target = { targetUrl: `${url}/demo?q=${CANARY}` }
    const { body: link } = await api.call<{ url: string; shortUrl: string }>(
      'POST',
      `/cases/${supportCase.id}/links`,
      target,
    )
    const customer = await createSyntheticCustomer(api, link.url)
    await customer.upload([pictureOf(documentOf([el('h1', {}, CANARY)]), Date.now())])

    // Refused in every way, with canaries in what is sent.
    const to = `/r/${customer.recordingId}/frames`
    for (let n = 0; n < 20; n += 1) await ask(url, 'POST', to, { headers: { origin: url }, body: CANARY })
    await ask(url, 'POST', '/r/claim', { headers: { origin: `https://${CANARY}.example` }, body: CANARY })
    await ask(url, 'GET', `/sign-in/${CANARY}`)
    await ask(url, 'GET', new URL(link.shortUrl).pathname)
    await ask(url, 'GET', `/s/${CANARY}`)
    await ask(url, 'GET', '/api/v1/cases', { headers: { authorization: `Bearer ${CANARY}` } })
    await customer.stop()
    await api.erase(customer.recordingId)

    // A fault with a customer's name among the values of the query.
    const sqlite = new Sqlite(databaseFile(server.dataDir))
    sqlite.exec(
      `CREATE TRIGGER fault BEFORE INSERT ON support_cases BEGIN SELECT RAISE(ABORT, 'out of luck'); END`,
    )
    sqlite.close()
    const broken = await api.call<{ error: { code: string } }>('POST', '/cases', input)
    expect([broken.status, broken.body.error.code]).toEqual([500, 'internal'])
    await server.stop()

    const log = server.output()
    for (const told of [
      'is ready at',
      'A recording started.',
      'A recording ended.',
      'A recording was sealed.',
      'A recording was erased.',
      'Casereel stops.',
      'out of luck',
      customer.recordingId,
    ]) {
      expect(log).toContain(told)
    }
    // Twenty refusals make a line, not twenty.
    expect(log.match(/were refused/g)).toHaveLength(1)
    if (LOG_FORMAT === 'json') for (const line of log.trimEnd().split('\n')) JSON.parse(line)

    const secrets = {
      ...(LOG_FORMAT === 'json' && { setupToken: setupLink.split('/setup/')[1] ?? '' }),
      linkToken: link.url.split('/l/')[1] ?? '',
      shortId: link.shortUrl.split('/s/')[1] ?? '',
      recorderToken: customer.claim.token,
      outboxKey: customer.claim.outboxKey,
      login: cookieOf(owner)?.split('=')[1] ?? '',
      key: API_KEY,
      owner: OWNER_FORM.name,
      mail: '@',
      ...CUSTOMER,
      canary: CANARY,
      address: '127.0.0.1',
    }
    for (const [what, secret] of Object.entries(secrets)) {
      expect(secret.length, what).toBeGreaterThan(0)
      expect(log.toLowerCase(), what).not.toContain(secret.toLowerCase())
    }
    await server.remove()
  },
  60_000,
)
