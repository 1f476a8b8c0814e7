/**
 * How every state of the player stands on screens of three widths, light and dark: nothing for axe to find, nothing cut
 * off sideways. With LOOK=<folder> each is also photographed, for a person to look at.
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { pressAllow } from '../support/answer.ts'
import { expect, lineOf, stageOf, test, type Reel } from '../support/reel.ts'
import { storyFrames } from '../support/story.ts'
import { sendTabStory, TAB_STORY } from '../support/tab-story.ts'
import { createSyntheticCustomer, type SyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { violationsOf } from '../support/axe.ts'

const SCREENS = { wide: [1_440, 900], middle: [900, 900], phone: [390, 844] } as const
const LOOK = process.env['LOOK']
type Look = ['light' | 'dark', keyof typeof SCREENS]
const LOOKS: Look[] = LOOK
  ? Object.keys(SCREENS).flatMap((screen): Look[] => [
      ['light', screen as Look[1]],
      ['dark', screen as Look[1]],
    ])
  : [
      ['light', 'wide'],
      ['light', 'middle'],
      ['dark', 'phone'],
    ]

const LONG =
  'The order of a customer with a very long name that goes on and on until nobody has any room left on the screen here'.padEnd(
    120,
    '.',
  )
const NAMES = {
  long: { title: LONG, reference: 'ZD-1042-A-VERY-LONG-REFERENCE', customer: { name: LONG } },
  rtl: {
    title: 'לא ניתן להשלים את ההזמנה (שגיאה 500)',
    reference: 'ZD-7',
    customer: { name: 'عائشة بنت محمد' },
  },
  cjk: {
    title: '注文を確定できません、ボタンが反応しない',
    reference: '案件-12',
    customer: { name: '山田 太郎' },
  },
} as const

const customerOf = async (reel: Reel, supportCase: object): Promise<SyntheticCustomer> => {
  const { body } = await reel.api.call<{ id: string }>('POST', '/cases', supportCase)
  const targetUrl = `${reel.server.url}/demo`
  const link = await reel.api.call<{ url: string }>('POST', `/cases/${body.id}/links`, { targetUrl })
  return createSyntheticCustomer(reel.api, link.body.url)
}

/** Looks at the page as it is now: every screen, a theme each, and all of both where it is photographed. */
const lookAt = async (page: Page, name: string): Promise<void> => {
  for (const [scheme, screen] of LOOKS) {
    const [width, height] = SCREENS[screen]
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    if (LOOK) await page.screenshot({ path: join(LOOK, `${name}-${screen}-${scheme}.png`) })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    )
    if (screen === 'middle') continue
    // The recorded page is the customer's; how accessible it is, is not ours to say.
    const violations = await violationsOf(page, { exclude: '.stage-picture' })
    expect(violations.map(({ id, nodes }) => `${name} ${screen} ${scheme}: ${id} ${nodes[0]?.html}`)).toEqual(
      [],
    )
  }
  await page.setViewportSize({ width: 1_440, height: 900 })
}

test('replay, with an opened line, its menus and the help', async ({ agent, reel }) => {
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await agent.keyboard.press('n')
  await agent.getByRole('tab', { name: 'Errors' }).click()
  await lineOf(agent, 'TypeError').click()
  await lookAt(agent, 'replay')
  await agent.getByRole('tab', { name: 'Network' }).click()
  await lineOf(agent, '/api/shipping-rates').click()
  await agent.locator('#erase summary').click()
  await lookAt(agent, 'replay-network-erase')
  await agent.locator('#erase summary').click()
  await agent.locator('body').press('?')
  await lookAt(agent, 'replay-help')
  await agent.goto(`${agent.url()}?t=410`)
  await expect(agent.getByText('The customer is in another tab or window')).toBeVisible()
  await lookAt(agent, 'replay-remark')
})

test('the chrome leaves the picture its room: under 160 px of height at 900', async ({ agent, reel }) => {
  await agent.setViewportSize({ width: 1_440, height: 900 })
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(agent.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const stage = await agent.locator('#stage').boundingBox()
  expect(900 - (stage?.height ?? 0)).toBeLessThan(160)
})

for (const [name, supportCase] of Object.entries(NAMES)) {
  test(`replay and live of a case with ${name} names`, async ({ agent, reel }) => {
    const ana = await customerOf(reel, supportCase)
    const heading = name === 'long' ? LONG : supportCase.title
    const page = documentOf([el('h1', {}, heading)])
    await ana.upload([pictureOf(page, Date.now())])
    await agent.goto(`/recordings/${ana.recordingId}`)
    await expect(stageOf(agent).getByRole('heading', { level: 1 })).toBeVisible()
    await lookAt(agent, `live-${name}`)
    await ana.stop()
    await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
    if (name === 'long') await lookAt(agent, `replay-${name}`)
  })
}

test('two tabs, live with the question whether to end it, and replayed', async ({ agent, reel }) => {
  const ana = await customerOf(reel, {
    title: 'Cannot pay',
    reference: 'ZD-1042',
    customer: { name: 'Ana Silva' },
  })
  const frames = storyFrames(Date.now() - 600_000)
  await ana.upload(frames)
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Checkout' })).toBeVisible()
  await ana.upload([pictureOf(documentOf([el('h1', {}, 'Second tab')]), Date.now())], [], 'second-tab')
  await expect(agent.getByRole('combobox', { name: 'Browser tab' })).toBeVisible()
  await agent.getByRole('button', { name: 'End recording' }).click()
  await lookAt(agent, 'live-two-tabs-end')
  await agent.keyboard.press('Escape')
  await ana.upload(
    [],
    [
      { type: 'holding', events: 12_345 },
      { type: 'leave', navigates: false },
    ],
  )
  await ana.upload([], [{ type: 'leave', navigates: true }], 'second-tab')
  await expect(agent.getByText('Customer is on another site', { exact: true })).toBeVisible()
  await lookAt(agent, 'live-elsewhere')
  await agent.setViewportSize({ width: 900, height: 900 })
  const cut = await agent.locator('.live-words').evaluate((words) => words.scrollWidth - words.clientWidth)
  expect(cut, 'how the customer is can be read whole').toBe(0)
  await ana.stop()
  await expect(agent.getByRole('button', { name: 'Play again' })).toBeVisible()
  await lookAt(agent, 'replay-two-tabs')
})

test('waiting, nothing captured, and a part that cannot be loaded', async ({ agent, reel }) => {
  const link = await reel.api.link('/demo')
  await pressAllow(link.url, { origin: reel.server.url })
  const { id } = await reel.api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByRole('heading', { name: /^Waiting/ })).toBeVisible()
  await lookAt(agent, 'waiting')
  await agent.request.post(`/recordings/${id}/end`, { headers: { origin: reel.server.url } })
  await expect(agent.getByRole('heading', { name: 'Nothing was captured' })).toBeVisible()
  await lookAt(agent, 'nothing')
  await agent.route('**/segments/**', (route) => route.fulfill({ status: 503 }))
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(agent.getByRole('heading', { name: 'This moment could not be loaded' })).toBeVisible()
  await lookAt(agent, 'load-error')
})

test('what is missing: a storm, a part that is lost, a damaged one', async ({ agent, reel }) => {
  const ana = await reel.customer()
  await sendTabStory(ana, Date.now() - TAB_STORY.end)
  await ana.stop()
  await agent.goto(`/recordings/${ana.recordingId}?t=47`)
  await expect(agent.getByText(/^Too many changes at once/)).toBeVisible()
  await lookAt(agent, 'replay-storm')
  await agent.route('**/segments/**', (route) =>
    route.fulfill({ status: 422, json: { error: { code: 'damaged', message: 'The segment is damaged.' } } }),
  )
  await agent.goto(`/recordings/${ana.recordingId}?t=30`)
  await expect(agent.getByRole('heading', { name: 'This part is damaged' })).toBeVisible()
  await lookAt(agent, 'replay-damaged')
})

test('the pointer stays where the customer had it while the window changes', async ({ agent, reel }) => {
  await agent.goto(`/recordings/${await reel.story()}?t=5`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Spring sale' })).toBeVisible()
  // Clicked at 120, 300 in a page of 1,280 by 800.
  for (const [width, height] of [
    [1_440, 900],
    [390, 844],
    [900, 700],
  ] as const) {
    await agent.setViewportSize({ width, height })
    await expect
      .poll(() =>
        agent.evaluate(() => {
          const picture = document.querySelector('.stage-picture')?.getBoundingClientRect() ?? new DOMRect()
          const { left, top } = document.querySelector('.cursor')?.getBoundingClientRect() ?? new DOMRect()
          const share = [(left - picture.left) / picture.width, (top - picture.top) / picture.height]
          return share.map((part) => part.toFixed(2))
        }),
      )
      .toEqual([(120 / 1_280).toFixed(2), (300 / 800).toFixed(2)])
  }
})
