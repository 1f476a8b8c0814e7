/** What is counted is counted once, and the same wherever it stands: API, case, list and player. */
import { expect, test } from '../support/host-test.ts'

test('one click is one, a warning is no error, and all pages have the same numbers', async ({
  api,
  agent,
  host,
  record,
}) => {
  host.serve('/order', {
    title: 'Order',
    body: `<label for="gift">As a gift</label> <input id="gift" type="checkbox"> <label>Wrap it <input id="wrap" type="checkbox"></label>
      <button id="break">Break</button><script>document.getElementById('break').onclick = () => {
        console.warn('slow'); console.error('bad')
        fetch('/nothing-here').then(() => { throw new Error('no answer') })
      }</script>`,
  })
  const { page, recordingId, stop } = await record('/order')
  await page.getByText('As a gift').click()
  await page.getByText('Wrap it').click()
  await expect(page.locator('#gift')).toBeChecked()
  await expect(page.locator('#wrap')).toBeChecked()
  await page.locator('#gift').click()
  await page.getByRole('button', { name: 'Break' }).click()
  await expect
    .poll(async () => (await api.timeline(recordingId)).filter(({ kind }) => kind === 'error').length)
    .toBe(1)
  await stop()

  const recording = await api.recording(recordingId)
  const { clickCount, errorCount, failedRequestCount, pageCount } = recording
  expect({ clickCount, errorCount, failedRequestCount, pageCount }).toEqual({
    clickCount: 4,
    errorCount: 1,
    failedRequestCount: 1,
    pageCount: 1,
  })
  const kinds = Map.groupBy(await api.timeline(recordingId), ({ kind }) => kind)
  expect([kinds.get('click')?.length, kinds.get('error')?.length]).toEqual([4, 1])

  await agent.goto(`/cases/${recording.caseId}`)
  const card = agent.locator(`#recording-${recordingId}`)
  await expect(card).toContainText('1 page')
  await expect(card).toContainText('1 error')
  await expect(card).toContainText('1 failed request')
  await agent.goto('/recordings')
  const row = agent.locator(`#recording-${recordingId}`)
  await expect(row.locator('.error.strong')).toHaveText('1')
  await agent.goto(`/recordings/${recordingId}`)
  await expect(agent.getByRole('tab', { name: 'Errors' }).locator('.tab-count')).toHaveText('1')
  const chip = (name: string) =>
    agent.locator('[role=tabpanel]:visible').getByRole('button', { name: new RegExp(`^${name}`) })
  for (const [name, count] of [
    ['Clicks', '4'],
    ['Errors', '1'],
    ['Console', '2'],
    ['Failed', '1'],
  ] as const)
    await expect(chip(name).locator('.chip-count')).toHaveText(count)
})
