/** At the end of a run: is everything that was captured stored once and in order, or accounted for? */
import { entryOf } from '../../src/protocol/entries.ts'
import { START } from '../support/clock.ts'
import { STOP_REASONS, type Browser } from './customer.ts'
import type { Disk } from './disk.ts'
import { excuses } from './excuses.ts'
import type { Device } from './device/device.ts'
import { judgeRemains } from './device/remains.ts'
import { eventsOf, markOf, type Captured, type Notary } from './notary.ts'
import type { Viewer } from './viewer.ts'
import type { World } from './world.ts'

interface Place {
  seq: number
  index: number
}

/** What is stored of one stream. */
interface Stream {
  /** Events of the world, in the order of the frames. */
  places: Place[]
  /** Frames in front of which, or in which, a gap is marked. */
  gaps: number[]
  last: number
  /** How often it was told that the device keeps nothing. */
  memoryOnly: number
}

export interface Case {
  world: World
  disk: Disk
  notary: Notary
  browser: Browser
  device: Device
  viewers: readonly Viewer[]
}

export const judge = ({ world, disk, notary, browser, device, viewers }: Case): void => {
  const { complain } = world
  const streams = new Map<string, Stream>()
  /** When it was received, ms of the world. */
  const stored = new Map<string, number>()

  const read = (): void => {
    for (const frame of disk.safe) {
      const stream = streams.get(frame.tab) ?? { places: [], gaps: [], last: 0, memoryOnly: 0 }
      streams.set(frame.tab, stream)
      stream.last = frame.seq
      if (frame.facts.gapBefore) stream.gaps.push(frame.seq)
      for (const event of eventsOf(frame)) {
        const entry = entryOf(event)
        if (entry?.kind === 'control' && entry.action === 'gap') stream.gaps.push(frame.seq)
        if (entry?.kind === 'control' && entry.action === 'memory-only') stream.memoryOnly += 1
        const mark = markOf(event)
        if (mark === undefined) continue
        const known = notary.captured.get(mark)
        if (notary.planted.has(mark)) complain(`${mark} is stored, and came after the end`)
        else if (!known) complain(`${mark} is stored, and nobody captured it`)
        else if (stored.has(mark)) complain(`${mark} is stored twice`)
        else if (known.index < (stream.places.at(-1)?.index ?? 0)) complain(`${mark} is stored out of order`)
        stored.set(mark, frame.receivedAt - START)
        if (known) stream.places.push({ seq: frame.seq, index: known.index })
      }
    }
  }

  const isMarked = (stream: Stream | undefined, { index }: Captured): boolean => {
    if (!stream) return false
    const after = stream.places.find((place) => place.index > index)?.seq ?? Infinity
    const before = stream.places.findLast((place) => place.index < index)?.seq ?? 0
    return stream.gaps.some((seq) => seq >= before && seq <= after)
  }

  /** Each tab tells the agent once, and not at all where frames are kept. */
  const judgeMemoryOnly = (): void => {
    const told = [...streams].map(([tab, { memoryOnly }]) => ({ tab, memoryOnly }))
    for (const { tab, memoryOnly } of told)
      if (memoryOnly > 1) complain(`${tab} tells ${memoryOnly} times that it keeps nothing`)
    const some = told.some(({ memoryOnly }) => memoryOnly > 0)
    if (some && device.kind === 'keeps' && !device.troubled(0, world.time.now()))
      complain('the device keeps, and the agent was told that it does not')
    const lasts = browser.pages().some(({ alive, over, stream }) => alive && !over && streams.has(stream))
    const isKnown = device.kind !== 'keeps' && device.kind !== 'silent'
    const crashed = browser.tabs.some((tab) => notary.crashes(tab).length > 0)
    // What was told by a page that crashed is lost with it, and a database that never answers is no failure.
    if (!some && isKnown && lasts && !crashed && disk.ended === null)
      complain('the device keeps nothing, and the agent was not told')
  }

  const judgeEnd = (): void => {
    const { ended } = disk
    if (ended === 'idle' || ended === 'limit')
      complain(`the recording ends as ${ended}, after two minutes of a busy customer`)
    if (STOP_REASONS.some((reason) => reason === ended) && !notary.reasons.includes(ended!))
      complain(`the recording ends as ${ended}; it was stopped as ${notary.reasons.join() || 'nothing'}`)
    const runs = browser.pages().some(({ alive, frozen }) => alive && !frozen)
    if ((ended === 'away' || ended === 'never-started') && runs)
      complain(`the recording ends as ${ended}, and a page of it is there`)
  }

  read()
  judgeRemains({ world, disk, notary, browser, device })
  judgeMemoryOnly()
  judgeEnd()
  const lost = [...notary.captured.values()].filter(({ mark }) => !stored.has(mark))
  const excuse = excuses({ disk, notary, browser, device, stored }, (event) =>
    isMarked(streams.get(event.page.stream), event),
  )
  for (const event of lost) {
    if (excuse(event) === undefined)
      complain(`${event.mark} of ${event.page.stream}, captured at ${(event.at / 1_000).toFixed(3)}, is lost`)
  }
  for (const { page } of browser.tabs) {
    // A page that hears of it by coming back says nothing; the next one does.
    if (page?.alive && notary.knowsOfStop(page) && disk.ended === null)
      complain(`${page.name} was told to stop, and the recording goes on`)
  }
  if (notary.stopped) {
    for (const { name, session, page } of browser.tabs) {
      const left = [...session.keys()].filter((key) => key.includes('spool'))
      // A page in the back-forward cache will hear of it when it comes back; a tab without one, by its next: nobody else reads its storage.
      if (left.length > 0 && page?.alive && !page.frozen)
        complain(`${left.join()} of ${name} is left in the browser after Stop`)
    }
  }
  if (disk.ended !== null) return
  for (const viewer of viewers) {
    if (!viewer.open) continue
    for (const [tab, seq] of viewer.seen) {
      if (seq !== streams.get(tab)?.last)
        complain(`a viewer has seen ${seq} of ${tab}, and ${streams.get(tab)?.last} is stored`)
    }
  }
}
