/** The cast of the player's tests: one server for all tests of a worker, with recordings that are made once. */
import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test'
import { createApi, type Api } from './api.ts'
import { setUp } from './fixtures.ts'
import { startTestServer, type TestServer } from './server.ts'
import { STORY, storyFrames } from './story.ts'
import { createSyntheticCustomer, type SyntheticCustomer } from './synthetic-customer.ts'

type Login = Awaited<ReturnType<BrowserContext['storageState']>>

export interface Reel {
  server: TestServer
  api: Api
  /** A browser of somebody who is signed in; Maria is the owner, the others are made when first asked for. */
  signIn(who?: 'Maria' | 'Ben' | 'Vera'): Promise<BrowserContext>
  customer(link?: object): Promise<SyntheticCustomer>
  /** The id of the ten-minute story, which has ended. */
  story(): Promise<string>
}

const ROLES = { Ben: 'engineer', Vera: 'viewer' } as const

/** Invites somebody as an owner would and signs them in. */
export const invite = async (
  owner: BrowserContext,
  guest: BrowserContext,
  url: string,
  form: { name: string; email: string; role: string },
) => {
  const headers = { origin: url }
  const page = await owner.request.post(`${url}/settings/people`, { form, headers })
  const [link] = /https?:\/\/[^"<\s]+\/sign-in\/[\w-]+/.exec(await page.text()) ?? []
  if (link === undefined) throw new Error(`${form.name} was not invited.`)
  const answer = await guest.request.post(link, { headers })
  expect(answer.ok()).toBe(true)
}

const startReel = async (browser: Browser, server: TestServer): Promise<Reel> => {
  const api = createApi(server.url)
  const { url } = server
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let made: Promise<T> | undefined
    return () => (made ??= make())
  }
  const login = async (enter: (context: BrowserContext) => Promise<void>): Promise<Login> => {
    const context = await browser.newContext()
    await enter(context)
    const state = await context.storageState()
    await context.close()
    return state
  }
  const withOwner = async (use: (owner: BrowserContext) => Promise<void>): Promise<void> => {
    const owner = await browser.newContext({ storageState: await logins.Maria() })
    await use(owner)
    await owner.close()
  }
  const guest = (name: keyof typeof ROLES) =>
    once(() =>
      login((context) =>
        withOwner((owner) =>
          invite(owner, context, url, {
            name,
            email: `${name.toLowerCase()}@northwind.example`,
            role: ROLES[name],
          }),
        ),
      ),
    )
  const logins: Record<'Maria' | 'Ben' | 'Vera', () => Promise<Login>> = {
    Maria: once(() => login((context) => setUp(server, context))),
    Ben: guest('Ben'),
    Vera: guest('Vera'),
  }
  const customer: Reel['customer'] = async (options = {}) =>
    createSyntheticCustomer(api, (await api.link('/demo', options)).url)
  await logins.Maria()
  return {
    server,
    api,
    customer,
    signIn: async (who = 'Maria') =>
      browser.newContext({
        baseURL: url,
        storageState: await logins[who](),
        permissions: ['clipboard-read', 'clipboard-write'],
      }),
    story: once(async () => {
      const ana = await customer()
      await ana.upload(storyFrames(Date.now() - STORY.end))
      await ana.stop()
      return ana.recordingId
    }),
  }
}

interface ReelFixtures {
  /** A page on which Maria, the owner, is signed in. */
  agent: Page
}

export const test = base.extend<ReelFixtures, { reel: Reel }>({
  reel: [
    async ({ browser }, use) => {
      const server = await startTestServer()
      await use(await startReel(browser, server))
      await server.remove()
    },
    { scope: 'worker' },
  ],
  agent: async ({ reel }, use) => {
    const context = await reel.signIn()
    await use(await context.newPage())
    await context.close()
  },
})

export { expect }

/** The recorded page on the stage. A picture that is replaced leaves once the new one is there. */
export const stageOf = (page: Page) => page.frameLocator('.stage-picture iframe')

/** The player's clock, in seconds, as the timeline tells it. */
export const secondOf = async (page: Page): Promise<number> =>
  Number(await page.getByRole('slider', { name: 'Timeline' }).getAttribute('aria-valuenow'))

/** A line of the panel that is open. */
export const lineOf = (page: Page, text: string | RegExp): Locator =>
  page.locator('#panel .line:visible').filter({ hasText: text })
