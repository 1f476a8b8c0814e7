/** A tab that is closed says so as it goes, which only a whole browser lets it do. */
import { expect, test } from '../support/host-test.ts'

// It changes the settings.
test.use({ ownServer: true })

test('a closed tab ends the recording after the grace time', async ({ agent, api, record }) => {
  await agent.goto('/settings/recording')
  await agent.getByLabel('Wait for a closed tab').fill('5')
  await agent.getByRole('button', { name: 'Save recording settings' }).click()
  await expect(agent.getByText('Saved.')).toBeVisible()
  const { context, recordingId } = await record('/')
  await context.close()
  await expect
    .poll(async () => (await api.recording(recordingId)).endReason, { timeout: 30_000 })
    .toBe('away')
})
