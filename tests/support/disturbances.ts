/** What goes wrong between a customer and the server, by chance that can be repeated. */
import { setTimeout as pass } from 'node:timers/promises'
import type { BrowserContext } from '@playwright/test'
import type { FlakyProxy } from './flaky-proxy.ts'
import type { Chance } from './fuzz/random.ts'
import type { TestServer } from './server.ts'

export interface Disturbed {
  context: BrowserContext
  network: FlakyProxy
  server: TestServer
}

export interface Disturbance {
  name: string
  begin(): Promise<void>
  end(): Promise<void>
  /** How long it lasts: no wait for anything, but the very thing that is tested. */
  last(): Promise<void>
}

/** @param count how many, @param kills how many of them are a killed server, @param pace 1 for about a second each */
export const planDisturbances = (
  { context, network, server }: Disturbed,
  chance: Chance,
  { count, kills, pace }: { count: number; kills: number; pace: number },
): Disturbance[] => {
  const lasting = (from: number, to: number) => {
    const ms = pace * (from + chance.below(to - from))
    return () => pass(ms)
  }
  const nothing = async (): Promise<void> => {}
  const kinds: (() => Disturbance)[] = [
    () => ({ name: 'cut', begin: async () => network.cut(), end: nothing, last: lasting(100, 1_200) }),
    () => ({
      name: 'offline',
      begin: () => context.setOffline(true),
      end: () => context.setOffline(false),
      last: lasting(100, 1_500),
    }),
    () => ({
      name: 'stalled',
      begin: async () => network.stall(true),
      // What stood still is lost with its connection.
      end: async () => {
        network.cut()
        network.stall(false)
      },
      last: lasting(100, 1_500),
    }),
    () => ({
      name: 'refused',
      begin: async () => network.refuse(true),
      end: async () => network.refuse(false),
      last: lasting(100, 1_500),
    }),
  ]
  const kill: Disturbance = {
    name: 'killed',
    begin: async () => void (await server.stop('SIGKILL')),
    end: server.start,
    last: nothing,
  }
  return Array.from({ length: count }, (_, i) =>
    (i + 1) % Math.floor(count / (kills + 1)) === 0 ? kill : chance.of([kinds[0]!, ...kinds])(),
  )
}
