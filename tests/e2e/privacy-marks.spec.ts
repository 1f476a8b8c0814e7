/** Marks, rules and moments: what a host app and an organisation say about their own pages, and what it costs to be wrong. */
import type { PrivacyRules } from '../../src/protocol/privacy.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { word } from '../support/corpus/values.ts'
import { expect, test } from '../support/host-test.ts'
import { addRules, setPrivacyFloor } from '../support/privacy-settings.ts'
import type { Customer } from '../support/fixtures.ts'

// They change the settings.
test.use({ ownServer: true })

/** Gives a page's recorder rules that the server would refuse. */
const withRules =
  (rules: Partial<PrivacyRules>) =>
  ({ context }: Customer): Promise<unknown> =>
    context.route('**/r/claim', async (route) => {
      const response = await route.fetch()
      const claim = (await response.json()) as { config: { rules: PrivacyRules } }
      claim.config.rules = { mask: [], block: [], unmask: [], ...rules }
      await route.fulfill({ response, json: claim })
    })

const textsOfFields = (events: readonly RecordedEvent[]): unknown[] =>
  events.flatMap(({ data }) => {
    const { source, text } = data as { source?: number; text?: string }
    return source === 5 ? [text] : []
  })

test('strict masks all text and keeps the shape of the page', async ({ api, record }) => {
  const { page, recordingId, stop } = await record('/', { link: { privacy: 'strict' } })
  await page.getByRole('button', { name: 'Add a line' }).click()
  await expect(page.getByText('line 0', { exact: true })).toBeVisible()
  await stop()
  const events = JSON.stringify(await api.events(recordingId))
  expect(events).not.toContain('Harbour Office')
  expect(events).not.toContain('line 0')
  expect(events).toContain('******* ******')
  const clicks = (await api.timeline(recordingId)).filter((item) => item.kind === 'click')
  expect(clicks.map(({ target }) => target)).toEqual([expect.objectContaining({ tag: 'button', label: '' })])
})

for (const privacy of ['strict', 'balanced', 'open'] as const) {
  test(`[L02] a one-time code is told once in ${privacy}, without its digits and without their number`, async ({
    record,
    api,
    host,
    server,
    agent,
  }) => {
    host.serve('/code', {
      title: 'Code',
      body: '<h1>Code</h1><label>Code <input id="field" autocomplete="one-time-code"></label>',
    })
    await setPrivacyFloor(agent, server.url, { privacyFloor: 'open', networkBodies: false })
    const { page, recordingId, stop } = await record('/code', { link: { privacy } })
    await page.locator('#field').pressSequentially('730194')
    await page.locator('#field').blur()
    await stop()
    const told = textsOfFields(await api.events(recordingId))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^(?:•+|\*+)$/)
    expect(String(told[0])).not.toHaveLength('730194'.length)
  })
}

test('[L06] which of two masked choices was made is not told', async ({ record, api, host }) => {
  host.serve('/choice', {
    title: 'Choice',
    body: `<h1>Choice</h1><label><input type="radio" name="r" value="a" checked> One</label>
      <label><input type="radio" name="r" value="b" id="other"> Two</label>`,
  })
  const { page, recordingId, stop } = await record('/choice')
  await page.locator('#other').check()
  await stop()
  const events = JSON.stringify(await api.events(recordingId))
  expect(events).not.toMatch(/"checked":|"isChecked":true/)
})

const RULED = {
  title: 'Rules',
  body: `<h1>${word('heading')}</h1><p class="total">${word('total')}</p><aside class="notes"><p>${word('notes')}</p></aside>
    <p class="status">${word('status')}</p><label>Card <input class="status" autocomplete="cc-number" value="${word('card')}"></label>`,
}

test('rules mask, leave out and show by selector, and never show what is secret', async ({
  record,
  api,
  host,
  server,
  agent,
}) => {
  host.serve('/rules', RULED)
  await addRules(agent, server.url, {
    mask: ['.total'],
    block: ['aside.notes'],
    unmask: ['.status', 'input'],
  })
  const seen: Record<string, string> = {}
  for (const privacy of ['balanced', 'strict'] as const) {
    const { recordingId, stop } = await record('/rules', { link: { privacy } })
    await stop()
    seen[privacy] = JSON.stringify(await api.events(recordingId))
  }
  const readable = (events = ''): string[] =>
    ['heading', 'total', 'notes', 'status', 'card'].filter((name) => events.includes(word(name)))
  expect(readable(seen['balanced'])).toEqual(['heading', 'status'])
  expect(readable(seen['strict'])).toEqual(['status'])
})

for (const selector of ['p:not-a-pseudo(x)', 'p[', '', '##']) {
  test(`[L32] the rule "${selector}", which no browser can read, masks everything and the agent is told`, async ({
    record,
    api,
    host,
    agent,
  }) => {
    host.serve('/rules', RULED)
    const rules = { mask: [selector], unmask: ['.status'] }
    const { recordingId, page, stop } = await record('/rules', { before: withRules(rules) })
    await page.evaluate((text) => console.log(text), word('said'))
    const { caseId } = await api.recording(recordingId)
    await agent.goto(`/cases/${caseId}`)
    await expect(agent.locator('main')).toContainText(/rule/i)
    await stop()
    const all = JSON.stringify([await api.events(recordingId), await api.timeline(recordingId)])
    for (const name of ['heading', 'total', 'notes', 'status', 'card', 'said'])
      expect(all).not.toContain(word(name))
  })
}

test('[L34] a mark that is set later shows nothing of what was recorded before', async ({
  record,
  api,
  host,
}) => {
  host.serve('/later', { title: 'Later', body: `<h1>Later</h1><p id="text">${word('before')}</p>` })
  const { page, recordingId, stop } = await record('/later', { link: { privacy: 'strict' } })
  const first = await api.events(recordingId)
  await page.evaluate(() => document.getElementById('text')?.setAttribute('data-unmask', ''))
  await page.evaluate((text) => document.getElementById('text')?.append(text), word('after'))
  await stop()
  const events = await api.events(recordingId)
  expect(events.slice(0, first.length)).toEqual(first)
  expect(JSON.stringify(first)).not.toContain(word('before'))
  expect(JSON.stringify(events)).toContain(word('after'))
})

test('[L16] neither the link’s own token nor the recorder’s is in the recording', async ({
  record,
  api,
  server,
}) => {
  const { page, recordingId, linkUrl, stop } = await record('/')
  const token = linkUrl.split('/').at(-1) ?? ''
  const own = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))
  const [, recorder = ''] = /"token\\?":\\?"([\w.-]+)/.exec(own) ?? []
  expect(token.length).toBeGreaterThan(20)
  expect(recorder.length).toBeGreaterThan(20)
  await page.evaluate((url) => console.log(`See ${url} and`, { url }), linkUrl)
  await stop()
  const all = JSON.stringify([
    await api.events(recordingId),
    await api.timeline(recordingId),
    server.output(),
  ])
  expect(all).not.toContain(token)
  expect(all).not.toContain(recorder)
})
