/** An owner turns the marks of another recorder off, and the next recording follows. */
import { violationsOf } from '../support/axe.ts'
import { expect, test } from '../support/host-test.ts'

// It changes the settings.
test.use({ ownServer: true })

test('an owner turns a recorder’s marks off, for recordings from then on', async ({
  agent,
  api,
  host,
  record,
}) => {
  host.serve('/marked', {
    title: 'Marked',
    body: '<h1>Marked</h1><p class="ph-no-capture">posthogs</p><p class="amp-mask">amplitudes</p>',
  })
  const textOf = async (id: string): Promise<string> => JSON.stringify(await api.events(id))

  const before = await record('/marked')
  await expect.poll(() => textOf(before.recordingId)).toContain('Marked')
  expect(await textOf(before.recordingId)).not.toMatch(/posthogs|amplitudes/)

  await agent.goto('/settings/privacy')
  const marks = agent.getByRole('region', { name: 'Marks of other recorders' })
  await expect(marks.getByRole('checkbox', { checked: false })).toHaveCount(0)
  expect((await violationsOf(agent)).map(({ id }) => id)).toEqual([])
  await marks.getByLabel('PostHog').uncheck()
  await marks.getByRole('button', { name: 'Save marks' }).click()
  await expect(agent.getByText('Recordings that start from now on follow the marks')).toBeVisible()
  await expect(marks.getByLabel('PostHog')).not.toBeChecked()
  await expect(marks.getByLabel('Amplitude')).toBeChecked()

  const after = await record('/marked')
  await expect.poll(() => textOf(after.recordingId)).toContain('posthogs')
  expect(await textOf(after.recordingId)).not.toContain('amplitudes')

  const { body } = await api.call('GET', '/privacy')
  const { marks: told } = body as { marks: { recorder: string; honoured: boolean }[] }
  expect(told.filter(({ honoured }) => !honoured).map(({ recorder }) => recorder)).toEqual(['posthog'])
  await agent.goto('/settings/audit')
  await expect(agent.getByText('posthog')).toBeVisible()
})
