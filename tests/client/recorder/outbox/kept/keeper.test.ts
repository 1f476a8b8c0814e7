import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createDatabase,
  notesOf,
  wipe,
  type Note,
} from '../../../../../client/recorder/outbox/kept/database.ts'
import { createKeeper } from '../../../../../client/recorder/outbox/kept/keeper.ts'
import { createSeal } from '../../../../../client/recorder/outbox/kept/seal.ts'
import type { HeldFrame } from '../../../../../client/recorder/outbox/held-frame.ts'
import { KEPT_BYTES } from '../../../../../src/protocol/limits.ts'

/** Of a busy machine. */
const WITHIN = { timeout: 10_000 }

const KEY = Buffer.alloc(32, 7).toString('base64url')
const RECORDING = 'recording-1'

const frame = (seq: number, text = `frame ${seq}`, size = text.length): HeldFrame => ({
  seq,
  sentAt: 1_000 + seq,
  size,
  events: 1,
  fresh: seq === 1,
  bytes: new TextEncoder().encode(text),
})

const setUp = (tab: string, key = KEY, loading = false) => {
  const database = createDatabase()
  const held: HeldFrame[] = []
  const failures: string[] = []
  const keeper = createKeeper({
    database,
    seal: createSeal(key),
    recording: RECORDING,
    tab,
    due: 5_000,
    held: () => held,
    loading: () => loading,
    onFailed: (error) => failures.push(String(error)),
  })
  keepers.push(keeper)
  /** Holds them, and waits until all that fits is kept. */
  const keep = async (...frames: HeldFrame[]): Promise<void> => {
    held.push(...frames)
    keeper.nudge()
    await vi.waitUntil(() => failures.length > 0 || held.every(({ kept }) => kept), WITHIN)
  }
  const notes = () => database.run<Note[]>('readonly', (store) => store.getAll(notesOf()))
  return { database, held, failures, keeper, keep, notes }
}

const textsOf = (frames: HeldFrame[]): string[] => frames.map(({ bytes }) => new TextDecoder().decode(bytes))

const keepers: { stop: () => void }[] = []
// One that goes on would look for a page that is gone.
afterEach(() => keepers.splice(0).forEach((keeper) => keeper.stop()))

beforeEach(() => {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', { hidden: false })
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

describe('the keeper', () => {
  it('gives another page of the tab what it kept, in order, with all that is known of it', async () => {
    const { keep } = setUp('tab-a')
    await keep(frame(9), frame(10), frame(11))
    const { bytes: _, ...about } = (await setUp('tab-a').keeper.load())[0]!
    expect(about).toMatchObject({ seq: 9, sentAt: 1_009, size: 7, events: 1, fresh: false, kept: true })
    expect(textsOf(await setUp('tab-a').keeper.load())).toEqual(['frame 9', 'frame 10', 'frame 11'])
    expect(await setUp('tab-b').keeper.load()).toEqual([])
  })

  it('puts a frame in the place of its draft, and deletes what is acked', async () => {
    const { held, keep, keeper, notes } = setUp('tab-a')
    await keep(frame(1), frame(2, 'a draft'))
    held.pop()
    await keep(frame(2, 'the whole frame'), frame(3))
    expect(textsOf(await setUp('tab-a').keeper.load())).toEqual(['frame 1', 'the whole frame', 'frame 3'])
    held.splice(0, 2)
    keeper.acked(2)
    await vi.waitUntil(async () => (await setUp('tab-a').keeper.load()).length === 1, WITHIN)
    held.splice(0, 1)
    keeper.acked(3)
    await vi.waitUntil(async () => (await notes()).length === 0, WITHIN)
    expect(await setUp('tab-a').keeper.load()).toEqual([])
    expect(keeper.keeps).toBe(false)
  })

  it('does not put off what is to be kept because it has just deleted what was acked [R06]', async () => {
    const { held, keep, keeper, failures } = setUp('tab-a')
    await keep(frame(1))
    held.pop()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 10_000)
    keeper.acked(1)
    await vi.waitUntil(async () => (await setUp('tab-a').keeper.load()).length === 0, WITHIN)
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await keep(frame(2))
    expect(timers.mock.calls.map(([, ms]) => ms)).toContain(20)
    expect(timers.mock.calls.map(([, ms]) => ms)).not.toContain(50)
    timers.mockRestore()
    clock.mockRestore()
    expect(failures).toEqual([])
  })

  it('leaves the note on what the page before kept, while this one does not hold it yet', async () => {
    await setUp('tab-a').keep(frame(1))
    const { database, keeper, notes } = setUp('tab-a', KEY, true)
    const run = vi.spyOn(database, 'run')
    keeper.nudge()
    await vi.waitUntil(() => run.mock.results.length > 0, WITHIN)
    await run.mock.results[0]!.value
    expect((await notes()).map(({ tab }) => tab)).toEqual(['tab-a'])
  })

  it('leaves the note on a draft that is being written anew', async () => {
    const { database, held, keep, keeper, notes } = setUp('tab-a')
    await keep(frame(1))
    // As the outbox does it: the new one has no bytes until the compressor is done.
    const { bytes: _, kept: _kept, ...anew } = frame(1)
    held[0] = anew
    const run = vi.spyOn(database, 'run')
    keeper.nudge()
    await vi.waitUntil(() => run.mock.results.length > 0, WITHIN)
    await run.mock.results[0]!.value
    expect((await notes()).map(({ tab }) => tab)).toEqual(['tab-a'])
  })

  it('opens nothing that was sealed with another key, or lies in another place', async () => {
    const { database, keep } = setUp('tab-a')
    await keep(frame(1), frame(2))
    expect(await setUp('tab-a', Buffer.alloc(32, 8).toString('base64url')).keeper.load()).toEqual([])
    const sealed = await database.run('readonly', (store) => store.get([RECORDING, 'tab-a', 1]))
    await database.run('readwrite', (store) => store.put(sealed, [RECORDING, 'tab-b', 1]))
    expect(await setUp('tab-b').keeper.load()).toEqual([])
  })

  it('keeps no more than the bound of a recording over all its tabs, and says so [R10]', async () => {
    const first = setUp('tab-a')
    const half = KEPT_BYTES / 2
    await first.keep(frame(1, 'one', half))
    const second = setUp('tab-b')
    await second.keep(frame(1, 'two', half / 2), frame(2, 'three', half))
    expect(second.failures).toHaveLength(1)
    expect(textsOf(await setUp('tab-b').keeper.load())).toEqual(['two'])
    expect((await first.notes()).map(({ tab, bytes }) => [tab, bytes])).toEqual([
      ['tab-a', half],
      ['tab-b', half / 2],
    ])
  })

  it('leaves nothing of a wiped recording, and everything of another', async () => {
    const { database, keep, notes } = setUp('tab-a')
    await keep(frame(1))
    await setUp('tab-b').keep(frame(1))
    await database.run('readwrite', (store) => store.put({ recording: 'other' }, [0, 'other', 'tab-a']))
    await wipe(database, RECORDING)
    expect((await notes()).map(({ recording }) => recording)).toEqual(['other'])
    expect(await setUp('tab-a').keeper.load()).toEqual([])
    expect(await setUp('tab-b').keeper.load()).toEqual([])
  })
})
