/** A line of the console, the errors or the network leads to the page as that line's task left it. */
import { expect, runInPage, test } from '../support/host-test.ts'
import { lineOf, stageOf } from '../support/reel.ts'

/** One rule after each step; the second comes in the task that logs, some milliseconds after the line. */
const FAIL = `
  const step = () => document.body.append(document.createElement('hr'))
  step()
  setTimeout(() => {
    console.error('Payment refused')
    const since = Date.now()
    while (Date.now() < since + 12);
    step()
    setTimeout(() => { step(); document.title = 'done' }, 200)
  }, 200)`

test('a click on a line, its key and its shared address show what its task did; the clock stays the line’s', async ({
  agent,
  record,
  api,
}) => {
  const ana = await record()
  await runInPage(ana.page, FAIL)
  await expect(ana.page).toHaveTitle('done')
  const steps = async (): Promise<number> =>
    JSON.stringify(await api.events(ana.recordingId)).split('"tagName":"hr"').length - 1
  await expect.poll(steps).toBeGreaterThanOrEqual(3)
  await ana.stop()
  const items = await api.timeline(ana.recordingId)
  const t = items.find(({ kind }) => kind === 'console')?.t ?? 0
  const at = (ms: number): string => `/recordings/${ana.recordingId}?t=${ms / 1_000}`
  const shows = (count: number) => expect(stageOf(agent).locator('hr')).toHaveCount(count)

  await agent.goto(at(0))
  await shows(0)
  await agent.getByRole('tab', { name: 'Console' }).click()
  await lineOf(agent, 'Payment refused').click()
  await shows(2)
  await expect(lineOf(agent, 'Payment refused')).toHaveAttribute('aria-current', 'true')

  // Shared to the millisecond: the same picture, and not that of a moment before or after.
  await agent.goto(at(t))
  await shows(2)
  await agent.goto(at(t - 1))
  await shows(1)
  await agent.goto(at(t + 1))
  await shows(1)

  await agent.goto(at(0))
  await shows(0)
  await agent.getByRole('tab', { name: 'Console' }).click()
  await expect(lineOf(agent, 'Payment refused')).toBeVisible()
  await agent.keyboard.press('n')
  await shows(2)
  await agent.keyboard.press('End')
  await shows(3)
})
