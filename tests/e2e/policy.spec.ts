/** What the organisation decides about privacy: its settings, its links, and a rule made of what came through. */
import type { BrowserContext, Page } from '@playwright/test'
import { event, move, pageEntry } from '../support/frames.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { EventType } from '../../src/protocol/events.ts'
import { expect, test } from '../support/host-test.ts'
import { invite } from '../support/reel.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { violationsOf } from '../support/axe.ts'

// They change the settings.
test.use({ ownServer: true })

const expectNoViolations = async (page: Page): Promise<void> => {
  const violations = await violationsOf(page)
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([])
}

/** What a client that masks nothing sends. */
const leakyFrame = (now: number) => [
  ...pictureOf(
    documentOf([
      el(
        'div',
        { class: 'order' },
        el('p', { class: 'contact' }, 'alice.canary@example.com'),
        el('p', {}, 'Thank you'),
      ),
    ]),
    now,
  ),
  entryEvent(pageEntry('https://shop.example/order'), now),
  entryEvent({ kind: 'console', level: 'warn', args: ['card 4111 1111 1111 1111'] }, now),
  move(now + 400),
]

test('an owner sets the floor; links offer nothing below it, and are asked for what the form says', async ({
  agent,
  api,
  server,
}) => {
  await agent.goto('/settings/privacy')
  await expect(agent.getByRole('radio', { name: 'Balanced' })).toBeChecked()
  await agent.getByRole('radio', { name: 'Strict' }).check()
  await agent.getByLabel('Links may ask for headers and bodies').check()
  await agent.getByRole('button', { name: 'Save privacy settings' }).click()
  await expect(agent.getByText('Saved. Recordings that start from now on follow it.')).toBeVisible()
  await expect(agent.getByRole('radio', { name: 'Strict' })).toBeChecked()

  await agent.goto('/?new=1')
  const form = agent.getByRole('dialog', { name: 'New case' })
  await expect(form.getByLabel('Privacy').locator('option')).toHaveText([/^Strict/])
  await form.getByLabel('Title').fill('Cannot pay')
  await form.getByLabel('Page to open').fill(`${server.url}/demo`)
  await form.getByLabel('Keep for').fill('7')
  await form.getByLabel('Console messages and errors').uncheck()
  await form.getByLabel('Headers and bodies').check()
  await form.getByRole('button', { name: 'Create case and link' }).click()
  await expect(agent).toHaveURL(/\/cases\//)
  const { id } = (await api.call<{ items: { id: string }[] }>('GET', '/cases')).body.items[0] ?? { id: '' }
  const [made] = /made=([\w-]+)/.exec(agent.url())?.slice(1) ?? []
  expect(id).not.toBe('')
  expect((await api.call('GET', `/links/${made}`)).body).toMatchObject({
    privacy: 'strict',
    scopes: ['picture', 'network', 'network-bodies'],
    retentionDays: 7,
  })

  const below = await api.call('POST', `/cases/${id}/links`, {
    targetUrl: `${server.url}/demo`,
    privacy: 'balanced',
  })
  expect(below).toMatchObject({
    status: 400,
    body: {
      error: {
        code: 'invalid_input',
        message: 'privacy must be strict: the organisation allows nothing less strict.',
      },
    },
  })
})

test('rules are added, refused with a sentence, and removed after a question', async ({ agent }) => {
  await agent.goto('/settings/privacy')
  await expect(agent.getByRole('heading', { name: 'No rules yet' })).toBeVisible()
  await agent.getByLabel('CSS selector').fill('.total {')
  await agent.getByRole('button', { name: 'Add rule' }).click()
  await expect(agent.getByText('This is not a CSS selector.')).toBeVisible()
  await expect(agent.getByLabel('CSS selector')).toHaveValue('.total {')

  await expect(agent.getByText('Everyone who may see recordings')).toBeHidden()
  await agent.getByLabel('What to do').selectOption('unmask')
  await expect(agent.getByText('Everyone who may see recordings')).toBeVisible()
  await agent.getByLabel('CSS selector').fill('#status,.state')
  await agent.getByRole('button', { name: 'Add rule' }).click()
  const row = agent.getByRole('row', { name: /#status, \.state/ })
  await expect(row).toContainText('Show')
  await expect(row).toContainText('Maria Lopez')
  await expectNoViolations(agent)

  await row.getByRole('button', { name: /Remove/ }).click()
  const question = agent.getByRole('alertdialog')
  await expect(question).toContainText('What was recorded stays as it is')
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(agent.getByText('The rule is gone.')).toBeVisible()
  await expect(agent.getByRole('heading', { name: 'No rules yet' })).toBeVisible()
})

test('[L33] what came through is told where it stood; two clicks later the next recording masks it', async ({
  agent,
  api,
  host,
  record,
}) => {
  const { url } = await api.link()
  const vera = await createSyntheticCustomer(api, url)
  await vera.upload([leakyFrame(Date.now())])
  await vera.stop()
  const recording = await api.call('GET', `/recordings/${vera.recordingId}`)
  expect(recording.body).toMatchObject({ leakCount: 2 })
  expect((await api.call('GET', `/recordings/${vera.recordingId}/leaks`)).body).toEqual({
    items: [
      { kind: 'e-mail', place: '.order > .contact', isSelector: true, count: 1 },
      { kind: 'card', place: 'console message', isSelector: false, count: 1 },
    ],
  })
  expect(JSON.stringify(await api.events(vera.recordingId))).not.toMatch(/canary|4111/)

  await agent.goto(`/recordings/${vera.recordingId}`)
  await agent.getByRole('tab', { name: 'Hidden' }).click()
  const panel = agent.getByRole('tabpanel', { name: 'Hidden' })
  await expect(panel).toContainText('2 secrets reached the server and were masked there')
  await expect(panel).toContainText('e-mail in .order > .contact')
  await expect(panel).toContainText('card in console message')
  await expectNoViolations(agent)
  await panel.getByRole('button', { name: 'Always mask this: .order > .contact' }).click()
  const dialog = agent.getByRole('dialog', { name: 'Always mask this?' })
  await expect(dialog).toContainText('.order > .contact')
  await dialog.getByRole('button', { name: 'Always mask this' }).click()
  await expect(panel).toContainText('Masked by a rule from now on')
  await agent.goto('/settings/privacy')
  await expect(agent.getByRole('row', { name: /\.order > \.contact/ })).toContainText('Mask')

  host.serve('/order', {
    title: 'Order',
    body: '<div class="order"><p class="contact">Ring Ana tomorrow</p><p>Thank you</p></div>',
  })
  const ana = await record('/order')
  await ana.stop()
  const events = JSON.stringify(await api.events(ana.recordingId))
  expect(events).toContain('Thank you')
  expect(events).not.toContain('Ring Ana')
})

test('the page of the case tells of a leak too, and makes the rule from there', async ({ agent, api }) => {
  const { url, caseId } = await api.link()
  const vera = await createSyntheticCustomer(api, url)
  await vera.upload([leakyFrame(Date.now())])
  await vera.stop()
  await agent.goto(`/cases/${caseId}`)
  await expect(agent.getByText('2 secrets came through and were masked on the server')).toBeVisible()
  await expectNoViolations(agent)
  await agent.getByRole('button', { name: 'Always mask this: .order > .contact' }).click()
  const question = agent.getByRole('alertdialog')
  await expect(question).toContainText('A rule masks .order > .contact')
  await question.getByRole('button', { name: 'Always mask this' }).click()
  await expect(agent.getByText('Masked by a rule from now on')).toBeVisible()
  await expect(agent).toHaveURL(new RegExp(`/cases/${caseId}$`))
})

test('a recording without a picture says so in its place, and what else is hidden', async ({
  agent,
  api,
}) => {
  const { url } = await api.link('/demo', { scopes: ['network'] })
  const vera = await createSyntheticCustomer(api, url)
  // A recorder that does not obey: the room takes the picture out again.
  await vera.upload([leakyFrame(Date.now())])
  await vera.upload([
    [event(EventType.Load, Date.now()), entryEvent(pageEntry('https://shop.example/two'), Date.now())],
  ])
  await vera.stop()
  expect(JSON.stringify(await api.events(vera.recordingId))).not.toContain('Thank you')
  await agent.goto(`/recordings/${vera.recordingId}`)
  await expect(agent.getByRole('heading', { name: 'The customer did not share the picture' })).toBeVisible()
  await agent.getByRole('tab', { name: 'Hidden' }).click()
  const panel = agent.getByRole('tabpanel', { name: 'Hidden' })
  await expect(panel).toContainText('Balanced')
  await expect(panel).toContainText('Picture of the page; Console messages and errors')
  await agent.getByRole('tab', { name: /Story/ }).click()
  await expect(agent.locator('#panel')).toContainText('/two')
})

test('who may not change settings may still mask what came through; who only looks may not', async ({
  agent,
  api,
  browser,
  server,
}) => {
  const { url } = await api.link()
  const vera = await createSyntheticCustomer(api, url)
  await vera.upload([leakyFrame(Date.now())])
  await vera.stop()
  const mask = async (who: BrowserContext, selector: string, origin = server.url): Promise<number> => {
    const path = `${server.url}/recordings/${vera.recordingId}/mask`
    return (await who.request.post(path, { form: { selector }, headers: { origin } })).status()
  }
  const ben = await browser.newContext()
  await invite(agent.context(), ben, server.url, {
    name: 'Ben',
    email: 'ben@northwind.example',
    role: 'agent',
  })
  const vic = await browser.newContext()
  await invite(agent.context(), vic, server.url, {
    name: 'Vic',
    email: 'vic@northwind.example',
    role: 'viewer',
  })
  expect(await mask(ben, '.order > .contact')).toBe(204)
  expect(await mask(ben, '.order > .contact')).toBe(204)
  expect(await mask(ben, 'a {')).toBe(400)
  expect(await mask(ben, '.a', 'https://evil.example')).toBe(403)
  expect(await mask(vic, '.a')).toBe(403)
  expect((await ben.request.get(`${server.url}/settings/privacy`)).status()).toBe(403)
  await agent.goto('/settings/privacy')
  await expect(agent.locator('tbody tr[id^="rule-"]')).toHaveCount(1)
  await ben.close()
  await vic.close()
})
