/** One seed: half a minute in which anything may go wrong, then two in which nothing does, and then the account. */
import { createBrowser } from './browser.ts'
import type { Page, Tab } from './customer.ts'
import { createDisk } from './disk.ts'
import { judge } from './judge.ts'
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

const MOST_TABS = 3
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
  const browser = createBrowser({ world, parts, network, notary })
  const viewers: Viewer[] = []
  let crashes = 0
  let calm = false

  weather.latency = chance.of([1, 10, 40, 150])
  weather.jitter = chance.of([0, 5, 60, 400])
  weather.sockets = chance.of(['pass', 'pass', 'pass', 'pass', 'refused', 'short'] as const)
  browser.skew = chance.of([0, 0, -3_600_000, 7_200_000, 90_000])
  tell('world', `${gated ? 'an output gate' : 'group commits'}, sockets ${weather.sockets}`)

  const pages = (): Page[] => browser.tabs.flatMap(({ page }) => (page?.alive && !page.frozen ? [page] : []))
  const anyPage = (): Page | undefined => chance.of(pages())
  /** For some time, and then no more; all of it ends when the world calms down. */
  const spell = (ms: number, begin: () => void, end: () => void): void => {
    begin()
    time.after(ms, () => calm || end())
    healing.push(end)
  }
  const healing: (() => void)[] = []
  const reload = (tab: Tab, wait: number): void => {
    time.after(wait, () => {
      if (!tab.page?.alive) tab.load()
    })
  }

  const happenings: [weight: number, what: () => void][] = [
    [60, () => anyPage()?.capture(between(5, 60))],
    [20, () => anyPage()?.capture(chance.of([100, 700, 3_000, 12_000]))],
    [
      8,
      () => {
        const page = anyPage()
        for (let i = between(5, 40); i > 0; i -= 1) page?.capture(between(5, 200))
      },
    ],
    [8, () => network.links().forEach((link) => chance.once(2) && link.cut())],
    [
      3,
      () =>
        spell(
          between(100, 12_000),
          () => (weather.down = true),
          () => (weather.down = false),
        ),
    ],
    [
      2,
      () => {
        crashes += 1
        server.crash()
        time.after(between(0, 4_000), () => server.up || server.start())
      },
    ],
    [
      1,
      () => {
        void server.stop()
        time.after(between(500, 3_000), () => server.up || server.start())
      },
    ],
    [2, () => gated && server.evict()],
    [
      2,
      () =>
        spell(
          between(50, 3_000),
          () => (disk.fails = true),
          () => (disk.fails = false),
        ),
    ],
    [
      2,
      () =>
        spell(
          between(50, 3_000),
          () => (disk.slow = between(5, 900)),
          () => (disk.slow = 0),
        ),
    ],
    [
      6,
      () => {
        const page = anyPage()
        page?.leave(false)
        if (page) reload(page.tab, between(20, 1_500))
      },
    ],
    [
      2,
      () => {
        const page = anyPage()
        page?.leave(true)
        if (page) time.after(between(20, 6_000), page.comeBack)
      },
    ],
    [
      1,
      () => {
        const page = anyPage()
        page?.crash()
        if (page) reload(page.tab, between(20, 3_000))
      },
    ],
    [1, () => (browser.skew += between(-3_600_000, 3_600_000))],
    [2, () => anyPage()?.press('pause')],
    [
      4,
      () =>
        pages()
          .find(({ paused }) => paused)
          ?.press('resume'),
    ],
    [2, () => anyPage()?.hide(chance.once(2))],
    [2, () => browser.tabs.length < MOST_TABS && browser.newTab().load()],
    [
      6,
      () =>
        server.up &&
        viewers.push(createViewer({ world, disk, network, server }, `viewer ${viewers.length + 1}`)),
    ],
    [1, () => viewers.length > 0 && chance.of(viewers).leave()],
    [4, () => viewers.length > 0 && chance.of(viewers).resync()],
    [
      5,
      () =>
        pages()
          .find(({ over }) => over)
          ?.captureLate(),
    ],
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
  const stopAt = chance.once(2) ? between(500, until) : Infinity
  if (stopAt < Infinity) {
    time.after(stopAt, () => {
      const page = anyPage()
      page?.press('stop')
      if (page && chance.once(3)) {
        time.after(between(0, 200), () => page.leave(false))
        reload(page.tab, between(300, 3_000))
      }
      // Not all that looks at the page stops in time.
      for (let i = 0; i < 5; i += 1) time.after(between(0, 2_000), () => page?.captureLate())
    })
  }

  server.start()
  time.after(5, () => void browser.newTab().load())
  time.after(50, turn)
  await time.run(until + 1).catch((error: unknown) => world.complain(String(error)))

  calm = true
  tell('world', 'calms down')
  for (const heal of healing) heal()
  weather.lossy = false
  if (weather.sockets === 'short') weather.sockets = 'pass'
  if (!server.up) server.start()
  for (const { page } of browser.tabs) page?.comeBack()
  await time.run(until + HEAL_MS).catch((error: unknown) => world.complain(String(error)))
  judge({ world, disk, notary, browser, viewers })

  return {
    seed,
    complaints: world.complaints,
    history: (lines = 400) => world.history(lines),
    facts: {
      captured: notary.captured.size,
      stored: disk.events,
      ended: disk.ended !== null,
      crashes,
      ways: weather.sockets,
    },
  }
}

export type { World }
