/** [T12] The customer's own page when the key that let it in is retired. */
import { finish, runServerProgram } from '../support/server.ts'
import { expect, test } from '../support/host-test.ts'

// It changes the keys of the server.
test.use({ ownServer: true })

test('a page whose token is not valid any more says so, and nothing of it is recorded further [T12][V12]', async ({
  record,
  server,
  api,
}) => {
  test.skip(process.env['CASEREEL_HOST'] === 'worker', 'Keys of a Worker change with a deployment.')
  const { page, recordingId } = await record()
  const bar = page.locator('casereel-bar')
  await expect(bar.getByRole('button', { name: 'Stop' })).toBeVisible()
  const { code } = await finish(
    runServerProgram('rotate-keys', { DATA_DIR: server.dataDir }, ['--retire-old']),
  )
  expect(code).toBe(0)
  await expect(bar).toContainText('the server refuses it', { timeout: 40_000 })
  await expect(bar.getByRole('button', { name: 'Stop' })).toBeHidden()
  const { eventCount } = await api.recording(recordingId)
  await page.mouse.click(10, 10)
  await page.reload()
  await expect(page.locator('casereel-bar')).toBeHidden()
  expect((await api.recording(recordingId)).eventCount).toBe(eventCount)
})
