/** [R29] Recordings of older versions in the player of this one. */
import { rmSync } from 'node:fs'
import { expect, test } from '../support/fixtures.ts'
import { copyKept, KEPT_FOLDERS } from '../support/kept-folders.ts'
import { stageOf } from '../support/reel.ts'
import { finish, runServerProgram, startTestServer } from '../support/server.ts'

for (const name of KEPT_FOLDERS) {
  test(`[R29] a recording of the data folder ${name} plays from its first page to its last`, async ({
    page,
  }) => {
    const { dataDir, expected } = copyKept(name)
    const server = await startTestServer({ DATA_DIR: dataDir })
    try {
      const { out } = await finish(
        runServerProgram('setup-link', { DATA_DIR: dataDir, PORT: new URL(server.url).port }),
      )
      const [signIn = ''] = /http:\/\/\S+\/sign-in\/\S+/.exec(out) ?? []
      expect((await page.request.post(signIn, { headers: { origin: server.url } })).ok()).toBe(true)

      await page.goto(`${server.url}/recordings/${expected.recordings.ended}`)
      await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible()
      await expect(stageOf(page).getByRole('heading', { name: 'Good mornings' })).toBeVisible()
      await expect(page.locator('#panel')).toContainText('TypeError')
      await page.keyboard.press('End')
      await expect(stageOf(page).getByRole('button', { name: 'Place order' })).toBeVisible()
      await expect(page.locator('#address')).toHaveText(/\/demo\/checkout$/)
    } finally {
      await server.remove()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
}
