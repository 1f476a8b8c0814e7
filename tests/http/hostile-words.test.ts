/** Words that are markup, script or a formula to somebody stay words on every page and in every answer (T22). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryEvent } from '../../src/protocol/entries.ts'
import { START } from '../support/clock.ts'
import { environmentEntry, pageEntry, picture, wireFrame } from '../support/frames.ts'
import { startWorld, type World } from '../support/world.ts'

const MARK = 'pwn3d'
const PAYLOADS = [
  `<script>${MARK}</script>`,
  `"><img src=x onerror=${MARK}>`,
  `' autofocus onfocus=${MARK} x='`,
  `</title><svg onload=${MARK}>`,
  `</script><script>${MARK}</script>`,
  `<!--<script>${MARK}`,
  `javascript:${MARK}//`,
  `{{${MARK}}}`,
  `\u202E<b>${MARK}`,
  `=cmd|' /C ${MARK}'!A0`,
]
/** What would make markup of it: a tag, or a quote that ends an attribute, right before the mark. */
const RAW = /<(?:script|img|svg|b)\b[^>]{0,40}pwn3d|<(?:script|svg|b)>pwn3d|[^=\w]on\w+=pwn3d(?!&|")[^"&]*>/i

let world: World
const pages: string[] = []
beforeAll(async () => {
  world = await startWorld()
  const owner = { cookie: world.owner }
  expect(owner.cookie).toBeDefined()
  for (const [index, payload] of PAYLOADS.entries()) {
    // oxlint-disable no-await-in-loop -- one case after the other
    const made = await world.api('POST', '/cases', {
      title: payload,
      reference: payload.slice(0, 60),
      customer: { name: payload, email: 'ana@example.com' },
    })
    expect(made.status).toBe(201)
    const { id: caseId } = made.json<{ id: string }>()
    const link = await world.api('POST', `/cases/${caseId}/links`, { targetUrl: `${world.url}/demo` })
    const { id: linkId, url } = link.json<{ id: string; url: string }>()
    const claimed = await world.claim(await world.accept({ id: linkId, path: new URL(url).pathname }))
    const target = { tag: payload, label: payload, selector: payload }
    const events = [
      ...picture(),
      entryEvent({ ...pageEntry(`https://shop.example/${payload}`), title: payload }, START + 1),
      entryEvent(
        {
          ...environmentEntry,
          userAgent: payload,
          platform: payload,
          timezone: payload,
          languages: [payload],
        },
        START + 2,
      ),
      entryEvent({ kind: 'click', target, x: 1, y: 1 }, START + 3),
      entryEvent({ kind: 'console', level: 'error', args: [payload], stack: payload }, START + 4),
      entryEvent({ kind: 'error', source: 'uncaught', name: payload, message: payload }, START + 5),
      entryEvent(
        { kind: 'request', initiator: 'fetch', method: 'GET', url: payload, status: 500, durationMs: 1 },
        START + 6,
      ),
    ]
    const sent = await world.upload(claimed, [wireFrame({ seq: 1, events })], {
      then: index % 2 === 0 ? [{ type: 'stop', reason: 'customer' }] : [],
    })
    expect(sent.status).toBe(200)
    // oxlint-enable no-await-in-loop
    pages.push(`/cases/${caseId}`, `/recordings/${claimed.recording}`)
  }
  pages.push('/', '/recordings', '/settings/audit')
})
afterAll(() => world.stop())

describe('[T22] hostile words', () => {
  it('are markup to the check itself', () => {
    for (const payload of PAYLOADS.slice(0, 4)) expect(`<p title="x">${payload}</p>`).toMatch(RAW)
  })

  it('stay words on every page', async () => {
    let seen = 0
    for (const path of pages) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      const page = await world.page(path)
      expect([path, page.status]).toEqual([path, 200])
      expect([path, RAW.exec(page.text)?.[0]]).toEqual([path, undefined])
      // Data inside a script ends nowhere but at the script's own end.
      for (const [script] of page.text.matchAll(
        /<script[^>]*type="application\/json"[^>]*>[^]*?<\/script>/g,
      )) {
        const json = script.slice(script.indexOf('>') + 1, -'</script>'.length)
        expect([path, json.includes('<')]).toEqual([path, false])
        expect(() => JSON.parse(json) as unknown).not.toThrow()
      }
      if (page.text.includes(MARK)) seen += 1
    }
    // The words are there, or nothing was tested.
    expect(seen).toBeGreaterThan(PAYLOADS.length * 2)
  })

  it('come out of the API as they went in, as JSON', async () => {
    const answer = await world.api('GET', '/cases?limit=50')
    expect(answer.headers['content-type']).toContain('application/json')
    const titles = answer.json<{ items: { title: string }[] }>().items.map(({ title }) => title)
    expect(titles.toSorted()).toEqual(PAYLOADS.toSorted())
  })
})
