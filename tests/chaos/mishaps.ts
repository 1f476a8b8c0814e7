/** What goes wrong with the network, the server and the disks, and heals. */
import type { Device } from './device/device.ts'
import type { Disk } from './disk.ts'
import type { Happenings } from './doings.ts'
import type { Network } from './network.ts'
import type { Server } from './server.ts'
import type { World } from './world.ts'

export interface Mishaps {
  mishaps: Happenings
  /** From now on nothing is wrong any more. */
  heal(): void
  /** How often the server was killed. */
  readonly kills: number
}

export interface Breakable {
  world: World
  network: Network
  server: Server
  disk: Disk
  device: Device
  gated: boolean
}

export const createMishaps = ({ world, network, server, disk, device, gated }: Breakable): Mishaps => {
  const { chance, between, time, weather } = world
  const healing: (() => void)[] = []
  let calm = false
  let kills = 0

  /** For some time, and then no more; all of it ends when the world calms down. */
  const spell = (ms: number, begin: () => void, end: () => void): void => {
    begin()
    time.after(ms, () => calm || end())
    healing.push(end)
  }

  const mishaps: Happenings = [
    [8, () => network.links().forEach((link) => chance.once(2) && link.cut())],
    [3, () => network.links().forEach((link) => chance.once(2) && link.goDead(chance.of(['up', 'down'])))],
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
        kills += 1
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
      1,
      () =>
        chance.once(2) &&
        spell(
          between(50, 5_000),
          () => device.fill(true),
          () => device.fill(false),
        ),
    ],
    [
      1,
      () =>
        chance.once(2) &&
        spell(
          between(50, 5_000),
          () => device.slow(between(20, 2_000)),
          () => device.slow(0),
        ),
    ],
  ]

  return {
    mishaps,
    heal: () => {
      calm = true
      for (const heal of healing) heal()
      weather.lossy = false
      if (weather.sockets === 'short') weather.sockets = 'pass'
      if (!server.up) server.start()
    },
    get kills() {
      return kills
    },
  }
}
