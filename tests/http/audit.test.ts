/** The audit log through the front door: each thing that counts leaves a line, owners read it, a change of it shows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UploadHead } from '../../src/protocol/messages.ts'
import { picture, wireFrame } from '../support/frames.ts'
import { cookieOf, startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

interface Entry {
  seq: number
  action: string
  actor: { kind: string; name: string }
  subject: { kind: string; id: string; name?: string } | null
  recordingId: string | null
  detail: Record<string, unknown>
}

const entries = async (query = ''): Promise<Entry[]> =>
  (await world.api('GET', `/audit?limit=200${query}`)).json<{ items: Entry[] }>().items

/** What came new into the log while this was done, oldest first. */
const during = async (act: () => Promise<unknown>): Promise<string[]> => {
  const [before] = await entries()
  await act()
  const after = await entries()
  return after
    .filter(({ seq }) => seq > (before?.seq ?? 0))
    .toReversed()
    .map(({ action, actor }) => `${actor.kind} ${action}`)
}

const idOf = (table: string): string =>
  (world.sqlite.prepare(`SELECT id FROM ${table} ORDER BY rowid DESC`).get() as { id: string }).id

describe('[T40][C20] the log has', () => {
  it('each view, export, live watch and end of a recording, by whom', async () => {
    const { id } = await world.record([wireFrame({ seq: 1, events: picture() })])
    expect(await during(() => world.page(`/recordings/${id}`))).toEqual(['agent recording.viewed'])
    // What an opened player fetches is the same view.
    expect(await during(() => world.page(`/recordings/${id}/data`))).toEqual([])
    const json = { cookie: world.owner, json: {}, headers: { origin: world.url } }
    expect(await during(() => world.send('POST', `/recordings/${id}/ticket`, json))).toEqual([
      'agent recording.watched',
    ])
    expect(await during(() => world.api('GET', `/recordings/${id}/events`))).toEqual([
      'key recording.exported',
    ])
    expect(await during(() => world.api('GET', `/recordings/${id}/timeline`))).toEqual([
      'key recording.exported',
    ])
    expect(await during(() => world.post(`/recordings/${id}/end`))).toEqual(['agent recording.ended'])
    expect(await during(() => world.post(`/recordings/${id}/erase`))).toEqual([
      'agent recording.erasing',
      'agent recording.erased',
    ])
    const [erased] = await entries(`&recording=${id}`)
    expect(erased).toMatchObject({
      action: 'recording.erased',
      actor: { kind: 'agent', name: 'Maria Lopez' },
    })
  })

  it('a part of a recording that is fetched without the player', async () => {
    const { id } = await world.record([wireFrame({ seq: 1, events: picture() })])
    expect(await during(() => world.page(`/recordings/${id}/timeline`))).toEqual(['agent recording.viewed'])
    expect(await during(() => world.page(`/recordings/${id}/timeline`))).toEqual([])
  })

  it('what the customer does, known by the recording alone', async () => {
    const given = await world.link()
    const { recordingId, cookie } = await world.accept(given)
    const post = (path: string) =>
      world.send('POST', `${given.path}${path}`, { cookie, headers: { origin: 'null' } })
    expect(await during(() => post('/stop'))).toEqual(['customer recording.stopped'])
    expect(await during(() => world.page(`${given.path}/download`, cookie))).toEqual([
      'customer recording.exported',
    ])
    expect(await during(() => world.page(`${given.path}/recording`, cookie))).toEqual([
      'customer recording.viewed',
    ])
    expect(await during(() => post('/withdraw'))).toEqual(['customer recording.withdrawn'])
    expect(await during(() => post('/withdraw'))).toEqual([])
    expect(await during(() => post('/erase'))).toEqual([
      'customer recording.erasing',
      'customer recording.erased',
    ])
    expect(await entries(`&recording=${recordingId}`)).toHaveLength(6)
  })

  it('who refused: the customer, or the recorded site', async () => {
    const { path } = await world.link()
    const decline = () => world.send('POST', `${path}/decline`, { headers: { origin: 'null' } })
    expect(await during(async () => [await decline(), await decline()])).toEqual(['customer link.declined'])

    const claimed = await world.claim(await world.accept())
    const then: UploadHead['then'] = [{ type: 'stop', reason: 'site-refused' }]
    expect(await during(() => world.upload(claimed, [], { then }))).toEqual(['site recording.refused'])
    const [refused] = await entries(`&recording=${claimed.recording}`)
    expect(refused?.actor).toEqual({ kind: 'site', id: world.url, name: world.url })
    const consent = (await world.api('GET', `/recordings/${claimed.recording}/consent`)).json<{
      items: { name: string }[]
    }>()
    expect(consent.items.map(({ name }) => name)).toEqual(['given'])
    expect((await world.page('/settings/audit')).text).toContain('Refused to be recorded')
  })

  it('links, people, sign-ins, keys, origins and settings', async () => {
    const person = { name: 'Ben Roy', email: 'ben@northwind.example', role: 'engineer' }
    let made = ''
    expect(
      await during(async () => {
        made = (await world.post('/settings/people', person)).text
      }),
    ).toEqual(['agent person.invited'])
    const ben = idOf('agents')
    const signIn = /\/sign-in\/[\w-]{32}/.exec(made)?.[0] ?? ''
    let cookie: string | undefined
    expect(
      await during(async () => {
        cookie = cookieOf(await world.send('POST', signIn, { headers: { origin: world.url } }))
      }),
    ).toEqual(['agent login.signed-in'])
    expect(await during(() => world.page('/settings/audit', cookie))).toEqual([])
    expect((await world.page('/settings/audit', cookie)).status).toBe(403)
    expect(await during(() => world.post('/sign-out', {}, cookie))).toEqual(['agent login.signed-out'])
    const steps: [path: string, form: Record<string, string>, told: string[]][] = [
      [`/settings/people/${ben}/role`, { role: 'viewer' }, ['agent person.role-changed']],
      [`/settings/people/${ben}/role`, { role: 'viewer' }, []],
      [`/settings/people/${ben}/link`, {}, ['agent login.link-made']],
      [`/settings/people/${ben}/disable`, {}, ['agent person.disabled']],
      [`/settings/people/${ben}/enable`, {}, ['agent person.enabled']],
      ['/settings/origins', { origin: 'https://shop.example' }, ['agent settings.origin-added']],
      ['/settings/origins', { origin: 'https://shop.example' }, []],
      ['/settings/origins/remove', { origin: 'https://shop.example' }, ['agent settings.origin-removed']],
      ['/settings/api-keys', { name: 'Help desk', scopes: 'cases:read' }, ['agent key.made']],
      [
        '/settings/recording',
        {
          idleMinutes: '15',
          maxMinutes: '60',
          graceSeconds: '60',
          retentionChoice: '90',
          retentionDays: '30',
        },
        ['agent settings.changed'],
      ],
    ]
    for (const [path, form, told] of steps) {
      // oxlint-disable-next-line no-await-in-loop -- one step after the other
      expect([path, await during(() => world.post(path, form))]).toEqual([path, told])
    }
    const [changed] = await entries()
    expect(changed).toMatchObject({ subject: { id: 'retentionDays' }, detail: { from: 30, to: 90 } })
    const key = idOf('api_keys')
    expect(await during(() => world.post(`/settings/api-keys/${key}/revoke`))).toEqual(['agent key.revoked'])
    expect(await during(() => world.link())).toEqual(['key link.made'])
    const link = idOf('links')
    expect(await during(() => world.api('DELETE', `/links/${link}`))).toEqual(['key link.revoked'])
  })

  it('no customer’s name or address, and no secret', async () => {
    const supportCase = { title: 'Secret title', customer: { name: 'Ana Silva', email: 'ana@example.com' } }
    const { id } = (await world.api('POST', '/cases', supportCase)).json<{ id: string }>()
    await world.api('POST', `/cases/${id}/links`, { targetUrl: `${world.url}/demo?token=abc#frag` })
    const text = JSON.stringify(await entries())
    for (const hidden of ['Ana', 'ana@', 'Secret title', 'token=abc', 'frag', 'ben@northwind'])
      expect(text).not.toContain(hidden)
  })
})

describe('reading it', () => {
  it('takes an owner, or a key with the scope', async () => {
    const made = await world.post('/settings/api-keys', { name: 'Reader', scopes: 'recordings:read' })
    const weak = /crk_[\w-]{40}/.exec(made.text)?.[0] ?? ''
    expect((await world.api('GET', '/audit', undefined, weak)).status).toBe(403)
    expect((await world.page('/settings/audit', '')).status).toBe(303)
    expect((await world.page('/settings/audit')).status).toBe(200)
  })

  it('comes in pages that lose and repeat nothing, by group, person and recording', async () => {
    const all = await entries()
    const seqs: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const reply = await world.api('GET', `/audit?limit=7${cursor && `&cursor=${cursor}`}`)
      const page: { items: Entry[]; nextCursor: string | null } = reply.json()
      seqs.push(...page.items.map(({ seq }) => seq))
      cursor = page.nextCursor
    }
    expect(seqs).toEqual(all.map(({ seq }) => seq))
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
    const people = await entries('&group=person')
    expect(people.length).toBeGreaterThan(3)
    expect(people.every(({ action }) => action.startsWith('person.'))).toBe(true)
    expect((await entries('&actor=environment')).every(({ actor }) => actor.kind === 'key')).toBe(true)
    expect(await entries('&actor=nobody')).toEqual([])
  })

  it('[T22] on the page and as a file shows what was written, as text', async () => {
    const evil = `=HYPERLINK("x"),<img src=x onerror=alert(1)>`
    await world.post('/settings/people', { name: evil, email: 'eve@northwind.example', role: 'viewer' })
    const page = await world.page('/settings/audit')
    expect(page.text).not.toContain('<img src=x')
    expect(page.text).toContain('&lt;img src=x')
    const file = await world.page('/settings/audit.csv?group=person')
    expect(file.headers['content-disposition']).toBe('attachment; filename="audit-log.csv"')
    expect(file.text).toContain(`"'=HYPERLINK(""x""),<img src=x onerror=alert(1)>"`)
    expect(file.text.split('\r\n')[1]).toMatch(/^\d+,\d{4}-\d\d-\d\dT[\d:.]+Z,person\.invited,agent,/)
  })

  it('[T40] says that all fits together, and where it does not', async () => {
    const [newest] = await entries()
    expect((await world.page('/settings/audit')).text).toContain(`${newest?.seq} entries, none changed`)
    const { event } = world.sqlite
      .prepare(`SELECT event FROM chained_events WHERE chain = 'audit' AND seq = 5`)
      .get() as { event: string }
    const write = world.sqlite.prepare(
      `UPDATE chained_events SET event = ? WHERE chain = 'audit' AND seq = 5`,
    )
    write.run(event.replace('agent', 'agenu').replace('key', 'kez'))
    const { text } = await world.page('/settings/audit')
    expect(text).toContain('entry 5 was changed')
    expect(text).toContain('The 4 before it are unchanged')
    write.run(event)
    expect((await world.page('/settings/audit')).text).not.toContain('was changed')
  })

  it('goes through a long log step by step, and by itself', async () => {
    const [newest] = await entries()
    const insert = world.sqlite.prepare(
      `INSERT INTO chained_events (chain, seq, at, name, event, previous_hash, hash)
       VALUES ('audit', ?, 1, 'link.made', '{"actor":{"kind":"system","id":"system","name":"x"},"subject":null,"detail":{}}', 'x', 'x')`,
    )
    const first = (newest?.seq ?? 0) + 1
    world.sqlite.transaction(() => {
      for (let seq = first; seq < first + 12_000; seq += 1) insert.run(seq)
    })()
    const opened = await world.page('/settings/audit')
    expect(opened.text).toContain('not checked now')
    expect(opened.headers['refresh']).toBeUndefined()
    const asked = await world.page('/settings/audit?check=1')
    expect(asked.text).toContain(`entry ${first} was changed`)
    world.sqlite.exec(`DELETE FROM chained_events WHERE chain = 'audit' AND seq >= ${first}`)
  })
})
