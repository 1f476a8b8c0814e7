/** A real customer in the demo shop, replayed: the stage shows what the customer saw, at every page and at the end. */
import { allow } from '../support/fixtures.ts'
import { realDom } from '../support/replayed-dom.ts'
import { expect, lineOf, stageOf, test } from '../support/reel.ts'
import { untilSealed } from '../support/synthetic-customer.ts'

test('a demo shop run replays as the customer saw it, at each page and in the end (point 8)', async ({
  agent,
  browser,
  reel,
}) => {
  const link = await reel.api.link('/demo')
  const context = await browser.newContext({ viewport: { width: 1_100, height: 760 } })
  const customer = await context.newPage()
  const visited: { path: string; heading: string }[] = []
  const note = async (): Promise<void> => {
    await expect(customer.getByRole('button', { name: 'Stop' })).toBeVisible()
    const heading = await customer.getByRole('heading', { level: 1 }).first().textContent()
    visited.push({ path: new URL(customer.url()).pathname, heading: heading ?? '' })
  }
  await allow(customer, link.url)
  await note()
  const { id } = await reel.api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await customer.locator('[data-product="tumble-mug"] a').first().click()
  await note()
  await customer.getByRole('button', { name: 'Save to wishlist' }).click()
  await expect(lineOf(agent, 'HttpError')).toBeVisible()
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await customer.getByRole('link', { name: 'View cart' }).click()
  await note()
  await customer.getByRole('link', { name: 'Go to checkout' }).click()
  await note()
  await customer.getByLabel('Country').selectOption('Belgium')
  await customer.getByLabel('E-mail').first().fill('ana@example.com')
  await customer.getByLabel('Card number').fill('4242 4242 4242 4242')
  await customer.getByRole('button', { name: 'Place order' }).click()
  await expect(lineOf(agent, 'TypeError')).toBeVisible()
  const real = await realDom(customer)
  await customer.getByRole('button', { name: 'Stop' }).click()
  await context.close()
  await untilSealed(reel.api, id)

  await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
  await agent.keyboard.press('End')
  const stage = stageOf(agent)
  // `:hover` is how the Replayer shows where the pointer is.
  const replayed = async (): Promise<string[]> =>
    (await realDom(stage)).map((line) => line.replace(/ ?:hover/, '').replace(' class=""', ''))
  // What was chosen is told nowhere, also where the page repeats it.
  const told = real.map((line) => line.replace('options to Belgium', 'options to ••••••••'))
  expect(told).not.toEqual(real)
  await expect.poll(replayed).toEqual(told)
  const country = stage.locator('select').first()
  expect(
    await country.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent),
  ).toMatch(/^[*•]+$/)

  const pages = (await reel.api.timeline(id)).filter((item) => item.kind === 'page')
  expect(pages.map(({ url }) => new URL(url).pathname)).toEqual(visited.map(({ path }) => path))
  const heading = stage.getByRole('heading', { level: 1 }).first()
  for (const index of [0, 2, 1, 3]) {
    const t = ((pages[index]?.t ?? 0) + 1) / 1_000
    await agent.goto(`/recordings/${id}?t=${t}`)
    await expect(heading).toHaveText(visited[index]?.heading ?? '')
    await expect(agent.locator('#address')).toHaveText(pages[index]?.url ?? '')
  }
  // From the home page to an error on the next: address and picture stay together.
  await agent.goto(`/recordings/${id}?t=0`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await agent.keyboard.press('n')
  await expect(agent.locator('#address')).toHaveText(/tumble-mug$/)
  await expect(heading).toHaveText(visited[1]?.heading ?? '')
})
