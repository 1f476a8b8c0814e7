/** One seed: half a minute in which anything may go wrong, then two in which nothing does, and then the account. */
import { createBrowser } from './browser.ts'
import { STOP_REASONS } from './customer.ts'
import { createDevice } from './device/device.ts'
import { plantOthers } from './device/remains.ts'
import { createDisk } from './disk.ts'
import { createCustomer, type Happenings } from './doings.ts'
import { judge } from './judge.ts'
import { createMishaps } from './mishaps.ts'
import { createNetwork } from './network.ts'
import { createNotary } from './notary.ts'
import type { Parts } from './parts.ts'
import { createServer } from './server.ts'
import { createViewer, type Viewer } from './viewer.ts'
import { createWorld, type World } from './world.ts'

export interface Outcome {
  seed: number
  complaints: string[]
  history: (lines?: number) => string
  /** What the run was like, to see that the seeds are not all the same. */
  facts: { captured: number; stored: number; ended: boolean; crashes: number; ways: string }
}

const KINDS = ['absent', 'forbidden', 'broken', 'silent', 'lockless', 'keyless'] as const
const HEAL_MS = 90_000

export const runSeed = async (parts: Parts, seed: number): Promise<Outcome> => {
  const world = createWorld(seed)
  const { chance, between, time, tell, weather } = world
  const gated = chance.once(3)
  const disk = createDisk(world, gated, () => {
    server.crash()
    server.start()
  })
  const notary = createNotary(world, disk)
  const server = createServer({ world, parts, disk, gated, onTold: notary.told })
  const network = createNetwork(world, server)
  const device = createDevice(world, chance.once(4) ? chance.of(KINDS) : 'keeps')
  plantOthers(device)
  const browser = createBrowser({ world, parts, network, notary, device })
  const viewers: Viewer[] = []
  browser.skew = chance.of([0, 0, -3_600_000, 7_200_000, 90_000])
  const customer = createCustomer(world, browser)
  const trouble = createMishaps({ world, network, server, disk, device, gated })

  weather.latency = chance.of([1, 10, 40, 150])
  weather.jitter = chance.of([0, 5, 60, 400])
  weather.rate = chance.of([Infinity, Infinity, 200, 30])
  weather.sockets = chance.of(['pass', 'pass', 'pass', 'pass', 'refused', 'short'] as const)
  tell(
    'world',
    `${gated ? 'an output gate' : 'group commits'}, sockets ${weather.sockets}, a device that ${device.kind}`,
  )

  const happenings: Happenings = [
    ...customer.doings,
    ...trouble.mishaps,
    [
      6,
      () =>
        server.up &&
        viewers.push(createViewer({ world, disk, network, server }, `viewer ${viewers.length + 1}`)),
    ],
    [1, () => viewers.length > 0 && chance.of(viewers).leave()],
    [4, () => viewers.length > 0 && chance.of(viewers).resync()],
  ]
  const weights = happenings.reduce((sum, [weight]) => sum + weight, 0)
  const happen = (): void => {
    let at = chance.below(weights)
    happenings.find(([weight]) => (at -= weight) < 0)![1]()
  }

  const until = between(5_000, 25_000)
  const turn = (): void => {
    if (time.now() > until) return
    happen()
    time.after(chance.once(5) ? between(0, 1_500) : between(0, 120), turn)
  }
  if (chance.once(8)) time.after(between(500, until), server.revoke)
  const stopAt = chance.once(2) ? between(500, until) : Infinity
  if (stopAt < Infinity) {
    time.after(stopAt, () => {
      const page = customer.anyRunning()
      page?.stop(chance.of(STOP_REASONS))
      if (page && chance.once(3)) {
        time.after(between(0, 200), () => page.leave(false))
        time.after(between(300, 3_000), () => customer.open(page.tab))
      }
      // Not all that looks at the page stops in time.
      for (let i = 0; i < 5; i += 1) time.after(between(0, 2_000), () => page?.captureLate())
    })
  }

  server.start()
  time.after(5, () => void browser.newTab().load())
  time.after(50, turn)
  await time.run(until + 1).catch((error: unknown) => world.complain(String(error)))

  tell('world', 'calms down')
  trouble.heal()
  for (const { page } of browser.tabs) page?.comeBack()
  // Nobody comes back to the others, and no browser keeps a page for ever.
  for (const page of browser.pages())
    if (page.frozen) time.after(between(0, 20_000), () => page.frozen && page.crash())
  await time.run(until + HEAL_MS).catch((error: unknown) => world.complain(String(error)))
  judge({ world, disk, notary, browser, device, viewers })

  return {
    seed,
    complaints: world.complaints,
    history: (lines = 400) => world.history(lines),
    facts: {
      captured: notary.captured.size,
      stored: disk.events,
      ended: disk.ended !== null,
      crashes: trouble.kills,
      ways: weather.sockets,
    },
  }
}

export type { World }
