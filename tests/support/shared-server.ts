/**
 * One server and one host app for all tests of a worker that leave them as they were. To start a server costs as much as
 * a short test; a customer, a case and a link of its own keep each test apart from the others.
 */
import type { Browser, BrowserContext } from '@playwright/test'
import { setUp } from './fixtures.ts'
import { startHostApp, type HostApp } from './host-app.ts'
import { startTestServer, type TestServer } from './server.ts'

type Login = Awaited<ReturnType<BrowserContext['storageState']>>

/** A server that allows links to the host app, and the owner's cookies. */
export interface Stand {
  server: TestServer
  host: HostApp
  owner: Login
  close(): Promise<void>
}

/** Starts both, and signs Maria in as the owner. */
export const startStand = async (browser: Browser): Promise<Stand> => {
  const host = await startHostApp()
  const server = await startTestServer({ CASEREEL_ALLOWED_ORIGINS: host.url })
  host.tagFrom(server.url)
  const context = await browser.newContext()
  await setUp(server, context)
  const owner = await context.storageState()
  await context.close()
  return {
    server,
    host,
    owner,
    close: async () => {
      await server.remove()
      await host.close()
    },
  }
}
