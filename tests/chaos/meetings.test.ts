/** Meetings that chance brings about too seldom, arranged in a world in which nothing else happens. */
import { describe, expect, it } from 'vitest'
import { patch } from './bug.ts'
import { createBrowser } from './browser.ts'
import { createDevice } from './device/device.ts'
import { createDisk } from './disk.ts'
import { judge } from './judge.ts'
import { createNetwork } from './network.ts'
import { createNotary } from './notary.ts'
import { loadParts, type Patch } from './parts.ts'
import { createServer } from './server.ts'
import { createWorld } from './world.ts'

const quiet = async (bugs: Patch[]) => {
  const world = createWorld(1)
  world.weather.lossy = false
  const disk = createDisk(world, false, () => {})
  const notary = createNotary(world, disk)
  const parts = await loadParts(bugs)
  const server = createServer({ world, parts, disk, gated: false, onTold: notary.told })
  const network = createNetwork(world, server)
  const device = createDevice(world, 'keeps')
  const browser = createBrowser({ world, parts, network, notary, device })
  server.start()
  const judged = (): string[] => {
    // Nothing of another recording is on this device.
    judge({ world, disk, notary, browser, device, viewers: [] })
    return world.complaints.filter((complaint) => !complaint.includes('another recording'))
  }
  return { world, disk, server, network, browser, judged }
}

/** A tab asks to join; Stop is pressed in another one; the answer comes, and the server has not heard of the Stop. */
const joinsAfterStop = async (bugs: Patch[] = []): Promise<number> => {
  const { world, browser, network, disk } = await quiet(bugs)
  const first = browser.newTab().load()
  await world.time.run(2_000)
  world.weather.latency = 500
  const second = browser.newTab().load()
  await world.time.run(2_100)
  for (const link of network.links()) link.goDead('up')
  first.stop('customer')
  const before = disk.safe.length
  await world.time.run(4_000)
  second.capture(50)
  await world.time.run(8_000)
  return disk.safe.length - before
}

/** Stop is pressed before the first welcome, and goes out on a connection that is dead in this direction by then. */
const stopsUnheard = async (bugs: Patch[] = []): Promise<string[]> => {
  const { world, browser, network, judged } = await quiet(bugs)
  world.weather.latency = 500
  const page = browser.newTab().load()
  await world.time.run(900)
  page.stop('customer')
  // The hello has come, and the welcome is on its way.
  await world.time.run(1_700)
  for (const link of network.links()) link.goDead('up')
  world.weather.latency = 20
  await world.time.run(60_000)
  return judged()
}

describe('meetings', () => {
  it('[R27] a page that asked to join before a Stop captures nothing once it is answered', async () => {
    expect(await joinsAfterStop()).toBe(0)
    const bug = patch('client/recorder/tab/start.ts', ', stop: stopOf(recording) }', ' }')
    expect(await joinsAfterStop([bug])).toBeGreaterThan(0)
  })

  it('[T29] a Stop on a connection that is dead in one direction is told on another one', async () => {
    expect(await stopsUnheard()).toEqual([])
    const bug = patch('client/recorder/line/socket.ts', '!welcomed || sending.hasSaidLast ||', '!welcomed ||')
    expect((await stopsUnheard([bug])).join()).toMatch(/was told to stop, and the recording goes on/)
  })
})
