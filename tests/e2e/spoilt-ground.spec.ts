/** Pages that change the ground under us: built-ins that are replaced or extended, and names that hide the DOM's own. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { EventType } from '../../src/protocol/events.ts'
import { expect, test as base } from '../support/host-test.ts'
import { GLOBALS, MEMBERS, NAMES, READ_BY_RRWEB, replace } from '../support/spoilt.ts'

interface Ground {
  head?: string
  body?: string
}

interface Open {
  page: Page
  /** All that the server has of the picture. */
  events: () => Promise<string>
  /** Presses Stop, and says what kinds of entries the server has once it is over. */
  stop: () => Promise<string[]>
}

interface Job {
  /** Allows a recording on such a page. By CSS alone: what asks for roles falls over some of these names itself. */
  open: (ground: Ground) => Promise<Open>
  /** Does the main job on it: a picture, a click that changes the page and fails, Stop. */
  works: (ground: Ground) => Promise<void>
}

const content = (body: string): string => `<h1>Ground</h1><p>was there</p>${body}<div id="app"></div>
  <button id="go">Go</button><script>
    go.onclick = () => { app.innerHTML = '<b>came later</b>'; console.error('it failed') }
  </script>`

const test = base.extend<{ job: Job }>({
  job: async ({ host, api, agent: _setUp, newCustomer }, use) => {
    let pages = 0
    const open = async ({ head = '', body = '' }: Ground): Promise<Open & { errors: string[] }> => {
      const path = `/ground/${++pages}`
      host.serve(path, { title: 'Ground', head, body: content(body) })
      const link = await api.link(host.url + path)
      const { page } = await newCustomer()
      const errors: string[] = []
      await page.goto(link.url)
      page.on('pageerror', ({ message }) => errors.push(message))
      await page.getByRole('button', { name: /^Allow/ }).click()
      await expect(page.locator('casereel-bar')).toBeAttached()
      const { id } = await api.recordingOf(link.id)
      const events = async (): Promise<string> => JSON.stringify(await api.events(id))
      await expect.poll(events).toContain(`"type":${EventType.FullSnapshot}`)
      const stop = async (): Promise<string[]> => {
        await page.locator('casereel-bar button', { hasText: 'Stop' }).click()
        await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
        return (await api.timeline(id)).map(({ kind }) => kind)
      }
      return { page, events, stop, errors }
    }
    await use({
      open,
      works: async (ground) => {
        const { page, events, stop, errors } = await open(ground)
        expect(await events()).toContain('was there')
        await page.locator('#go').click()
        await expect.poll(events).toContain('came later')
        expect(await stop()).toEqual(expect.arrayContaining(['environment', 'page', 'click', 'console']))
        expect(errors).toEqual([])
      },
    })
  },
})

const groups = (names: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(names.length / size) }, (_, at) => names.slice(at * size, (at + 1) * size))

for (const group of [...groups(GLOBALS, 25), ...groups(MEMBERS, 20)])
  test(`the main job works where a page has replaced ${group.join(', ')} [R18]`, async ({ job }) => {
    await job.works({ head: replace(group) })
  })

test('the main job works in a form with a field of each of these names', async ({ job }) => {
  const fields = NAMES.map((name) => `<input name="${name}">`).join('')
  await job.works({ body: `<form class="form">${fields}<p>text in the form</p></form>` })
})

test('the main job works where images, forms and ids have these names', async ({ job }) => {
  const named = (name: string): string =>
    `<img name="${name}" alt=""><form name="${name}" id="${name}"></form>`
  await job.works({
    body: NAMES.filter((name) => !READ_BY_RRWEB.includes(name))
      .map(named)
      .join(''),
  })
})

test('the main job works where every array and object has a toJSON, and members that loops come by', async ({
  job,
}) => {
  await job.works({
    head: `<script>
      Array.prototype.toJSON = function () { return '[' + this.join(', ') + ']' }
      Object.prototype.toJSON = String.prototype.toJSON = function () { return 'spoilt' }
      Array.prototype.each = Object.prototype.each = function () {}
      Array.prototype.reduce = function () { return this.length > 1 ? this : this[0] }
    </script>`,
  })
})

test('a page under zone.js is woken by nothing of ours', async ({ job, host }) => {
  const file = new URL('../../node_modules/zone.js/bundles/zone.umd.js', import.meta.url)
  const headers = { 'content-type': 'text/javascript' }
  host.serveFile('/zone.js', { body: readFileSync(file, 'utf8'), headers })
  const { page, stop } = await job.open({
    head: '<script src="/zone.js"></script>',
    body: `<input id="field"><p id="later"></p><script>
      let woken = 0
      const app = Zone.root.fork({
        name: 'app',
        // As a change detection does: after each task it writes to the page.
        onInvokeTask: (delegate, current, target, task, self, args) => {
          try { return delegate.invokeTask(target, task, self, args) }
          finally { if (current === target && ++woken < 1000) app.run(() => { field.value = 'v' + woken }) }
        },
      })
      app.run(() => field.addEventListener('click', () => {
        setTimeout(() => fetch('/api/fine').then((answer) => answer.json()).then(() => { later.textContent = 'done' }), 20)
      }))
      window.wokenBy = () => woken
    </script>`,
  })
  const woken = () => page.evaluate(() => (window as unknown as { wokenBy: () => number }).wokenBy())
  await page.locator('#field').click()
  await expect(page.locator('#later')).toHaveText('done')
  // The click, the timer, the request as zone.js counts it, and two steps after it: as without the tag.
  const expected = await woken()
  expect(expected).toBeLessThan(10)
  expect(await stop()).toEqual(expect.arrayContaining(['click', 'request']))
  expect(await woken()).toBe(expected)
})

test('no wrapper of a page sees or changes a request of ours', async ({ job }) => {
  const { page, stop } = await job.open({
    head: `<script>
      window.seen = []
      const own = window.fetch
      window.fetch = async (url, settings) => {
        seen.push(String(url))
        const answer = await own(url, { ...settings, headers: { ...settings?.headers, 'x-trace': '1' } })
        return answer.json()
      }
      const { open, send } = XMLHttpRequest.prototype
      XMLHttpRequest.prototype.open = function (method, url) { seen.push(url); return open.apply(this, arguments) }
      window.WebSocket = function (url) { seen.push(url); throw new Error('no sockets here') }
    </script>`,
  })
  await page.locator('#go').click()
  expect(await stop()).toContain('click')
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([])
})
