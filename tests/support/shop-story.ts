/**
 * A story of the demo shop, told through the front door by a real browser: a case, a link in each state, a customer in two tabs who
 * meets errors, a recording that was erased and one that still goes on. For `npm run dev` and for data folders that are kept.
 */
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import type { Api } from './api.ts'
import { pressAllow } from './answer.ts'
import { untilSealed } from './synthetic-customer.ts'

/** What was made, by what it is for. */
export interface ShopStory {
  /** Ids of links by the state that they are in; `expired` is it a minute after it was made. */
  links: Record<string, string>
  recordings: { ended: string; live: string; erased: string }
  /** Lets the customer of the live recording go, whose page stays open until then. */
  leave(): Promise<void>
}

export interface Stage {
  url: string
  api: Api
  browser: Browser
  /** Of somebody who is signed in. */
  owner: BrowserContext
}

const CASES = [
  { title: 'Cannot place my order', reference: 'ZD-1042', customer: { name: 'Ana Kovač' } },
  { title: 'Wishlist loses its entries', reference: 'ZD-1057', customer: { name: 'Ben Okafor' } },
  { title: 'Delivery rates never load', customer: { name: 'Carla Reyes', email: 'carla@example.com' } },
]

export const tellShopStory = async ({ url, api, browser, owner }: Stage): Promise<ShopStory> => {
  const cases = await inTurn(CASES, async (supportCase) => {
    const { body } = await api.call<{ id: string }>('POST', '/cases', supportCase)
    return body.id
  })
  const [order = '', wishlist = '', rates = ''] = cases
  const link = async (caseId: string, more: object = {}): Promise<{ id: string; url: string }> => {
    const { status, body } = await api.call<{ id: string; url: string }>('POST', `/cases/${caseId}/links`, {
      targetUrl: `${url}/demo`,
      expiresInSeconds: 90 * 86_400,
      ...more,
    })
    if (status !== 201) throw new Error(`A link was refused: ${JSON.stringify(body)}`)
    return body
  }
  const newPage = async (): Promise<Page> => (await browser.newContext()).newPage()

  const links: Record<string, string> = {}
  links['expired'] = (await link(wishlist, { expiresInSeconds: 60 })).id
  links['made'] = (await link(rates)).id
  const revoked = await link(wishlist)
  links['revoked'] = revoked.id
  await api.revoke(revoked.id)

  const opened = await link(wishlist)
  links['opened'] = opened.id
  const reader = await newPage()
  await reader.goto(opened.url)
  await reader.mouse.wheel(0, 40)
  await expect.poll(() => api.linkState(opened.id)).toBe('opened')
  await reader.context().close()

  const declined = await link(rates)
  links['declined'] = declined.id
  const doubter = await newPage()
  await doubter.goto(declined.url)
  await doubter.getByRole('button', { name: /^Decline/ }).click()
  await expect.poll(() => api.linkState(declined.id)).toBe('declined')
  await doubter.context().close()

  const consented = await link(wishlist)
  links['consented'] = consented.id
  await pressAllow(consented.url, { origin: url })

  const recorded = async (caseId: string): Promise<{ page: Page; id: string; linkId: string }> => {
    const made = await link(caseId)
    const page = await newPage()
    await page.goto(made.url)
    await page.getByRole('button', { name: /^Allow/ }).click()
    await recording(page)
    return { page, id: (await api.recordingOf(made.id)).id, linkId: made.id }
  }

  const ended = await recorded(order)
  links['ended'] = ended.linkId
  await shopInTwoTabs(ended.page)
  await stop(api, ended)
  // That it was looked at stands in the audit log.
  const agent = await owner.newPage()
  await agent.goto(`${url}/recordings/${ended.id}`)
  await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
  await agent.close()

  const erased = await recorded(wishlist)
  links['erased'] = erased.linkId
  await stop(api, erased)
  await api.erase(erased.id)

  const live = await recorded(rates)
  links['recording'] = live.linkId
  await live.page.goto(`${url}/demo/checkout`)
  await recording(live.page)
  await expect.poll(() => pagesOf(api, live.id)).toContain('/demo/checkout')
  return {
    links,
    recordings: { ended: ended.id, live: live.id, erased: erased.id },
    leave: () => live.page.context().close(),
  }
}

/** The customer saves, buys, reads the help in a second tab, and comes back to a button that fails. */
const shopInTwoTabs = async (page: Page): Promise<void> => {
  await page.locator('[data-product="tumble-mug"] a').first().click()
  await recording(page)
  await page.getByRole('button', { name: 'Save to wishlist' }).click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  const help = await page.context().newPage()
  await help.goto(new URL('/demo/help', page.url()).href)
  await recording(help)
  await help.mouse.click(300, 300)
  await stored(help)
  await help.close()
  await page.bringToFront()
  await page.goto(new URL('/demo/checkout', page.url()).href)
  await recording(page)
  await page.getByLabel('E-mail').first().fill('ana@example.com')
  await page.getByLabel('Card number').fill('4242 4242 4242 4242')
  await page.getByRole('button', { name: 'Place order' }).click()
}

const recording = (page: Page): Promise<void> =>
  expect(page.getByRole('button', { name: 'Stop' })).toBeVisible({ timeout: 20_000 })

/** What the bar shows while nothing waits to be sent. */
const stored = (page: Page): Promise<void> =>
  expect(page.getByRole('img', { name: /events? stored$/ })).toBeVisible({ timeout: 20_000 })

const stop = async (api: Api, { page, id }: { page: Page; id: string }): Promise<void> => {
  await stored(page)
  await page.getByRole('button', { name: 'Stop' }).click()
  await untilSealed(api, id)
  await page.context().close()
}

const pagesOf = async (api: Api, id: string): Promise<string[]> =>
  (await api.timeline(id)).flatMap((item) => (item.kind === 'page' ? [new URL(item.url).pathname] : []))

const inTurn = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  // oxlint-disable-next-line no-await-in-loop -- in the order in which they are listed
  for (const item of items) results.push(await work(item))
  return results
}
