/** A line of the console, the errors or the network leads to the page as that line's task left it. */
import { expect, runInPage, test } from '../support/host-test.ts'
import { lineOf, stageOf } from '../support/reel.ts'

/** Logs, works for a while, and changes the page, all in one task. */
const FAIL = `
  document.querySelector('h1').textContent = 'Paying'
  setTimeout(() => {
    console.error('Payment refused')
    const since = Date.now()
    while (Date.now() < since + 12);
    document.querySelector('h1').textContent = 'Refused'
    setTimeout(() => { document.querySelector('h1').textContent = 'Call us' }, 200)
  }, 200)`

test('a click on a line, its key and its shared address show what its task did; the clock stays the line’s', async ({
  agent,
  record,
  api,
}) => {
  const ana = await record()
  await runInPage(ana.page, FAIL)
  await expect(ana.page.getByRole('heading', { level: 1 })).toHaveText('Call us')
  await expect.poll(async () => JSON.stringify(await api.events(ana.recordingId))).toContain('Call us')
  await ana.stop()
  const items = await api.timeline(ana.recordingId)
  const logged = items.find(({ kind }) => kind === 'console')
  const t = logged?.t ?? 0
  const heading = stageOf(agent).getByRole('heading', { level: 1 })

  await agent.goto(`/recordings/${ana.recordingId}?t=0`)
  await expect(heading).not.toHaveText('Refused')
  await agent.getByRole('tab', { name: 'Console' }).click()
  await lineOf(agent, 'Payment refused').click()
  await expect(heading).toHaveText('Refused')
  await expect(lineOf(agent, 'Payment refused')).toHaveAttribute('aria-current', 'true')

  // Shared to the millisecond: the same picture, and not the one a moment before.
  await agent.goto(`/recordings/${ana.recordingId}?t=${t / 1_000}`)
  await expect(heading).toHaveText('Refused')
  await agent.goto(`/recordings/${ana.recordingId}?t=${(t - 1) / 1_000}`)
  await expect(heading).toHaveText('Paying')
  await agent.goto(`/recordings/${ana.recordingId}?t=${(t + 1) / 1_000}`)
  await expect(heading).toHaveText('Paying')

  await agent.goto(`/recordings/${ana.recordingId}?t=0`)
  await expect(heading).not.toHaveText('Refused')
  await expect(agent.getByRole('button', { name: /Next error/ })).toBeEnabled()
  await agent.keyboard.press('n')
  await expect(heading).toHaveText('Refused')
  await agent.keyboard.press('End')
  await expect(heading).toHaveText('Call us')
})
