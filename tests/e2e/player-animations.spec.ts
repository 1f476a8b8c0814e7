/** In the player: animations of the recorded page stand where they stood at the moment sought, and go with its clock. */
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { event } from '../support/frames.ts'
import { expect, secondOf, stageOf, test } from '../support/reel.ts'
import { documentOf, el, idOf, pictureOf } from '../support/synthetic-page.ts'

const CSS = `
  @keyframes enter { from { opacity: 0 } to { opacity: 1 } }
  @keyframes cross { from { margin-left: 0 } to { margin-left: 400px } }
  .dialog { animation: enter 0.3s ease both }
  .bar { animation: cross 20s linear both }`

test('a dialog that came in by an animation is seen at the moment sought, and what moves goes with the clock', async ({
  agent,
  reel,
}) => {
  const ana = await reel.customer()
  const start = Date.now() - 30_000
  const root = documentOf([el('h1', {}, 'Shop')], [el('style', { _cssText: CSS })])
  const body = idOf(root, ({ tagName }) => tagName === 'body')
  const node = (id: number, name: string, text: string) => ({
    parentId: body,
    nextId: null,
    node: {
      type: 2,
      id,
      tagName: 'div',
      attributes: { class: name },
      childNodes: [{ type: 3, id: id + 1, textContent: text }],
    },
  })
  const mutation = (at: number, adds: object[]) =>
    event(EventType.IncrementalSnapshot, start + at, {
      source: IncrementalSource.Mutation,
      texts: [],
      attributes: [],
      removes: [],
      adds,
    })
  // Somebody scrolls all the time: what is idle is skipped.
  const scrolls = Array.from({ length: 22 }, (_, second) =>
    event(EventType.IncrementalSnapshot, start + 2_000 + second * 1_000, {
      source: IncrementalSource.Scroll,
      id: 1,
      x: 0,
      y: 0,
    }),
  )
  await ana.upload([
    [
      ...pictureOf(root, start),
      mutation(1_000, [node(100, 'dialog', 'Payment failed'), node(102, 'bar', '-')]),
    ],
    scrolls,
    [mutation(25_000, [node(104, 'end', 'The end')])],
  ])
  await ana.stop()

  const dialog = stageOf(agent).locator('.dialog')
  const bar = stageOf(agent).locator('.bar')
  const passed = () => bar.evaluate((each) => parseFloat(getComputedStyle(each).marginLeft) / 20)
  await agent.goto(`/recordings/${ana.recordingId}?t=3`)
  await expect(dialog).toHaveCSS('opacity', '1')
  expect(await passed()).toBeCloseTo(2, 1)

  // A second later on the clock it is a second further, at any speed, and it stops with it.
  await agent.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(passed).toBeGreaterThan(2.5)
  await agent.getByRole('button', { name: 'Pause', exact: true }).click()
  const still = await passed()
  expect(still).toBeLessThan(15)
  await agent.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await passed()).toBe(still)
  const second = await secondOf(agent)
  expect(Math.abs(second - 1 - still)).toBeLessThanOrEqual(1)

  // Back before it came, and forth again.
  await agent.goto(`/recordings/${ana.recordingId}?t=0.5`)
  await expect(dialog).toHaveCount(0)
  await agent.keyboard.press('End')
  await expect(dialog).toHaveCSS('opacity', '1')
  expect(await passed()).toBeCloseTo(20, 1)
})
