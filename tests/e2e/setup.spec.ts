/** First run, and how people get in and out. */
import { once } from 'node:events'
import { expect, test } from '../support/fixtures.ts'
import { runServerProgram, type TestServer } from '../support/server.ts'
import { violationsOf } from '../support/axe.ts'

const fields: Record<string, string> = {
  'Your name': 'Maria Lopez',
  'Your e-mail': 'maria@northwind.example',
  'Organisation name': 'Northwind',
  'Controller name': 'Northwind Traders Ltd',
  'Privacy contact': 'privacy@northwind.example',
}

test('the set-up link makes the first owner, once: bad input is told next to its field and kept', async ({
  server,
  page,
  newCustomer,
}) => {
  const { setupLink } = server
  if (!setupLink) throw new Error('The first start printed no set-up link.')
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: 'Sign in with your link' })).toBeVisible()
  await page.goto(setupLink)
  expect(await violationsOf(page)).toEqual([])
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
  await page.getByLabel('Privacy contact').fill('nowhere')
  await page.getByLabel('Organisation name').fill('   ')
  await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true))
  await page.getByRole('button', { name: 'Finish set-up' }).click()

  await expect(
    page.getByText('Enter an e-mail address, or a web page that starts with https://.').last(),
  ).toBeVisible()
  const contact = page.getByLabel('Privacy contact')
  await expect(contact).toHaveAttribute('aria-invalid', 'true')
  await expect(contact).toHaveAccessibleDescription(/Enter an e-mail address, or a web page/)
  await expect(contact).toHaveValue('nowhere')
  await expect(page.getByLabel('Your name')).toHaveValue('Maria Lopez')
  await expect(page.getByLabel('Organisation name')).toBeFocused()
  await page.getByLabel('Organisation name').fill('Northwind')
  await contact.fill('https://northwind.example/privacy')
  await page.getByRole('button', { name: 'Finish set-up' }).click()
  await expect(page).toHaveURL(`${server.url}/`)
  await expect(page.getByRole('heading', { name: 'Cases', exact: true })).toBeVisible()

  const { page: late } = await newCustomer()
  const answer = await late.goto(setupLink)
  expect(answer?.status()).toBe(410)
  await expect(late.getByRole('heading')).toHaveText('This set-up link does not work')
  const again = await late.request.post(setupLink, { form: { name: 'Eve' }, headers: { origin: server.url } })
  expect(again.status()).toBe(410)
})

test('a restart prints a set-up link while there is no owner, and none afterwards', async ({
  server,
  agent: _setUp,
}) => {
  const links = () => server.output().match(/\/setup\//g)?.length ?? 0
  expect(links()).toBe(1)
  await server.stop()
  await server.start()
  expect(links()).toBe(1)
})

const ownerLink = async (server: TestServer): Promise<string> => {
  const child = runServerProgram('setup-link', { DATA_DIR: server.dataDir, PUBLIC_URL: server.url })
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await once(child, 'close')
  return /http:\/\/\S+/.exec(printed)?.[0] ?? printed
}

test('`npm run setup-link` lets a locked-out owner in, by a button, while the server runs', async ({
  server,
  agent: _setUp,
  page,
}) => {
  const link = await ownerLink(server)
  expect(link).toContain('/sign-in/')
  for (let scanner = 0; scanner < 3; scanner += 1) expect((await fetch(link)).status).toBe(200)
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in as Maria Lopez' }).click()
  await expect(page.getByRole('heading', { name: 'Cases', exact: true })).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading')).toHaveText('This sign-in link does not work')
})

test('an invited agent signs in by link and button, can change no settings, and is out once disabled', async ({
  agent: owner,
  newCustomer,
}) => {
  await owner.goto('/settings/people')
  await owner.getByLabel('Name').fill('Ben Okafor')
  await owner.getByLabel('E-mail').fill('not an address')
  await owner
    .locator('form[action="/settings/people"]')
    .evaluate((form: HTMLFormElement) => (form.noValidate = true))
  await owner.getByRole('button', { name: 'Create sign-in link' }).click()
  await expect(owner.getByText('Enter an e-mail address such as ana@example.com.').last()).toBeVisible()
  await expect(owner.getByLabel('Name')).toHaveValue('Ben Okafor')
  await owner.getByLabel('E-mail').fill('ben@northwind.example')
  await owner.getByRole('button', { name: 'Create sign-in link' }).click()
  const link = await owner.locator('[data-copy*="/sign-in/"]').getAttribute('data-copy')
  if (link === null) throw new Error('No link is shown.')

  const { page: ben } = await newCustomer()
  await ben.goto(link)
  await ben.getByRole('button', { name: 'Sign in as Ben Okafor' }).click()
  await expect(ben.getByRole('link', { name: 'New case' })).toBeVisible()
  // Of the settings an agent has the one that changes none.
  await ben.getByRole('link', { name: 'Settings' }).click()
  await expect(ben.getByRole('navigation', { name: 'Settings' }).getByRole('link')).toHaveText(['Dry run'])
  const refused = await ben.goto(new URL('/settings/people', link).href)
  expect(refused?.status()).toBe(403)

  await owner.goto('/settings/people')
  await expect(owner.locator('[data-copy*="/sign-in/"]')).toHaveCount(0)
  await owner.getByRole('button', { name: 'Disable Ben Okafor' }).click()
  const dialog = owner.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Disable' }).click()
  await expect(owner.getByText('Disabled', { exact: true })).toBeVisible()
  await ben.goto(new URL('/', link).href)
  await expect(ben.getByRole('heading', { name: 'Sign in with your link' })).toBeVisible()
})

test('signing out ends the login on the server, not only in the browser', async ({ server, agent }) => {
  await agent.goto('/')
  const cookies = await agent.context().cookies()
  const login = cookies.find(({ name }) => name === 'casereel_login')
  expect(login).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  await agent.locator('summary').last().click()
  await agent.getByRole('button', { name: 'Sign out' }).click()
  await expect(agent.getByRole('heading', { name: 'Sign in with your link' })).toBeVisible()
  const replayed = await fetch(`${server.url}/recordings`, {
    headers: { cookie: `casereel_login=${login?.value}`, accept: 'text/html' },
    redirect: 'manual',
  })
  expect(replayed.status).toBe(303)
})
