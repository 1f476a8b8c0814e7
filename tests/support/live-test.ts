/** Browser tests with a customer who is recorded now in the demo shop, on the server that the tests of a worker share. */
import { randomUUID } from 'node:crypto'
import { allow, type Customer } from './fixtures.ts'
import { expect, test as base } from './host-test.ts'
import { invite } from './reel.ts'

export interface Live extends Customer {
  id: string
}

export const test = base.extend<{ startLive: (path?: string) => Promise<Live>; ben: Customer }>({
  /** A customer in the demo shop who is recorded. */
  startLive: async ({ api, newCustomer }, use) => {
    await use(async (path = '/demo') => {
      const link = await api.link(path)
      const customer = await newCustomer()
      await allow(customer.page, link.url)
      const { id } = await api.recordingOf(link.id)
      await expect.poll(async () => (await api.events(id)).length).toBeGreaterThan(1)
      return { ...customer, id }
    })
  },
  /** An engineer, in a browser of his own. */
  ben: async ({ agent, server, newCustomer }, use) => {
    const ben = await newCustomer()
    const email = `ben-${randomUUID()}@northwind.example`
    await invite(agent.context(), ben.context, server.url, { name: 'Ben', email, role: 'engineer' })
    await use(ben)
  },
})

export { expect }
