/** Somebody who watches, and holds the server to R21: after each resync a picture, and then every frame once. */
import { decodeFrame } from '../../src/protocol/codec.ts'
import { EventType } from '../../src/protocol/events.ts'
import type { ViewerEvent } from '../../src/protocol/messages.ts'
import type { Disk } from './disk.ts'
import { createLink } from './link.ts'
import type { Network } from './network.ts'
import { eventsOf } from './notary.ts'
import type { Server } from './server.ts'
import type { World } from './world.ts'

export interface Viewer {
  /** Still connected, and hears. */
  readonly open: boolean
  /** Last seq that it has seen of each stream, since it has a picture of it. */
  readonly seen: ReadonlyMap<string, number>
  resync(): void
  leave(): void
}

export const createViewer = (
  { world, disk, network, server }: { world: World; disk: Disk; network: Network; server: Server },
  name: string,
): Viewer => {
  const seen = new Map<string, number>()
  let open = true
  let stored = 0

  const takeFrame = (bytes: Uint8Array<ArrayBuffer>): void => {
    const frame = decodeFrame(bytes)
    const { tab, seq } = frame
    const last = seen.get(tab)
    const events = eventsOf(frame)
    const safe = disk.safe.find((each) => each.tab === tab && each.seq === seq)
    if (!safe) return world.complain(`${name} sees frame ${seq} of ${tab}, which is not stored`)
    if (last === undefined) {
      const fresh = events[0]?.type === EventType.Meta && events[1]?.type === EventType.FullSnapshot
      if (!fresh) world.complain(`${name} sees frame ${seq} of ${tab} before any picture of it`)
    } else if (seq <= last) world.complain(`${name} sees frame ${seq} of ${tab} again, behind ${last}`)
    else if (seq !== last + 1 && !safe.facts.gapBefore)
      world.complain(`${name} sees frame ${seq} of ${tab} after ${last}: a hole`)
    seen.set(tab, seq)
  }

  const link = createLink(
    world,
    {
      message: (data) => {
        if (typeof data !== 'string') return takeFrame(new Uint8Array(data))
        const event = JSON.parse(data) as ViewerEvent
        if (event.type === 'resync') seen.clear()
        if (event.type === 'stored') {
          if (event.events > disk.events || event.events < stored)
            world.complain(
              `${name} is told of ${event.events} stored events after ${stored}; ${disk.events} are`,
            )
          stored = event.events
        }
      },
      closed: () => {
        open = false
      },
    },
    server.accept('viewer', () => link),
  )
  network.link(link)
  link.fromClient(JSON.stringify({ type: 'hello', v: 1, token: name }))
  world.tell(name, 'watches')
  return {
    get open() {
      return open && !link.deaf
    },
    seen,
    resync: () => link.fromClient(JSON.stringify({ type: 'resync' })),
    leave: () => {
      world.tell(name, 'goes')
      link.closeFromClient(1000)
    },
  }
}
