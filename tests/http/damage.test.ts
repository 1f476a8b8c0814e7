/** [R15] What is damaged where it lies is left out with a marker, and told; all the rest is read, played and exported. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAMAGED } from '../../src/domain/damage.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { entryEvent, type TimelineItem } from '../../src/protocol/entries.ts'
import { ANA, move, pageEntry, picture, wireFrame } from '../support/frames.ts'
import { START } from '../support/clock.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())
beforeEach(() => {
  world.logged.length = 0
})

/** Three segments of two frames each, with a page in each. */
const frames = () =>
  [0, 1, 2].flatMap((n) => {
    const time = START + n * 1_000
    const first = [...picture(time), entryEvent(pageEntry(`https://shop.example/${n}`), time)]
    return [
      wireFrame({ seq: 2 * n + 1, events: first }),
      wireFrame({ seq: 2 * n + 2, events: [move(time + 500)] }),
    ]
  })

const record = async (damage: (id: string) => void = () => undefined): Promise<string> => {
  const made = await world.record(frames())
  damage(made.id)
  await world.upload(made, [], { from: 7, then: [{ type: 'stop', reason: 'customer' }] })
  return made.id
}

const events = async (id: string): Promise<RecordedEvent[]> =>
  (await world.api('GET', `/recordings/${id}/events`)).json<RecordedEvent[]>()
const timeline = async (id: string): Promise<TimelineItem[]> =>
  (await world.api('GET', `/recordings/${id}/timeline`)).json<{ items: TimelineItem[] }>().items

const marker = (timestamp: number) =>
  entryEvent({ kind: 'control', action: 'gap', detail: DAMAGED }, timestamp)

type Change = 'bit' | 'cut' | 'empty' | 'gone'

/** What can happen to bytes on a disk. */
const damageOf = (table: string, column: string, where: string, change: Change): void => {
  if (change === 'gone') {
    expect(world.sqlite.prepare(`DELETE FROM ${table} WHERE ${where}`).run().changes).toBe(1)
    return
  }
  const bytes = world.sqlite.prepare(`SELECT ${column} FROM ${table} WHERE ${where}`).pluck().get() as Buffer
  const at = Math.floor(bytes.length / 2)
  if (change === 'bit') bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at)
  const damaged = change === 'bit' ? bytes : bytes.subarray(0, change === 'cut' ? at : 0)
  expect(world.sqlite.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${where}`).run(damaged).changes).toBe(
    1,
  )
}

describe.each(['bit', 'cut', 'empty', 'gone'] as const)('a segment (%s)', (change) => {
  it('[R15] is answered with 422 and a sentence, and its events with a marker; the rest is there', async () => {
    const id = await record()
    const whole = await events(id)
    damageOf('segment_bytes', 'bytes', `key = 'recordings/${id}/${ANA}/3'`, change)
    const segment = (seq: number) =>
      world.send('GET', `/recordings/${id}/segments/${ANA}/${seq}`, { cookie: world.owner })
    const answer = await segment(3)
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({ error: { code: 'damaged', message: DAMAGED } })
    for (const seq of [1, 5]) expect((await segment(seq)).status).toBe(200)
    expect(await events(id)).toEqual([...whole.slice(0, 4), marker(START + 1_000), ...whole.slice(8)])
    // The timeline lies apart.
    expect(await timeline(id)).toHaveLength(3)
    expect(world.logged).toContain(
      `A segment of recording ${id} is damaged: tab ${ANA}, frames 3 to 4. What is left is shown, with a marker.`,
    )
  })
})

it('a segment that never was is not damaged', async () => {
  const id = await record()
  expect((await world.page(`/recordings/${id}/segments/${ANA}/4`)).status).toBe(404)
})

describe.each(['bit', 'cut', 'empty', 'gone'] as const)('a part of the timeline (%s)', (change) => {
  it('[R15] leaves a marker at its time; the rest is there', async () => {
    const id = await record()
    const [first, , last] = await timeline(id)
    damageOf('entries', 'sealed', `recording_id = '${id}' AND first_seq = 3`, change)
    const damaged = { kind: 'control', action: 'gap', detail: DAMAGED, tab: ANA, t: 1_000 }
    expect(await timeline(id)).toEqual([first, expect.objectContaining(damaged), last])
    expect(await events(id)).toHaveLength(12)
    expect(world.logged).toContainEqual(expect.stringContaining('A part of the timeline of recording'))
  })
})

it('[R15] each part of a long timeline is missed, also the last; a segment without entries misses none', async () => {
  const pages = (from: number) =>
    Array.from({ length: 1_000 }, (_, n) =>
      entryEvent(pageEntry(`https://shop.example/${'x'.repeat(400)}/${n}`), START + from + n),
    )
  const made = await world.record([
    wireFrame({ seq: 1, events: [...picture(), ...pages(0)] }),
    wireFrame({ seq: 2, events: pages(1_000) }),
    wireFrame({ seq: 3, events: [...picture(START + 3_000), move(START + 3_000)] }),
  ])
  const { id } = made
  await world.upload(made, [], { from: 4, then: [{ type: 'stop', reason: 'customer' }] })
  const count = world.sqlite.prepare('SELECT count(*) FROM entries WHERE recording_id = ? AND first_seq = 1')
  const parts = count.pluck().get(id) as number
  expect([parts > 2, (await timeline(id)).length]).toEqual([true, 2_000])
  for (const part of [parts - 1, 1, 0]) {
    damageOf('entries', 'sealed', `recording_id = '${id}' AND first_seq = 1 AND part = ${part}`, 'gone')
    const ids = (await timeline(id)).flatMap((item) => (item.kind === 'control' ? [item.id] : []))
    expect(ids).toContain(`${ANA}:1:damaged-${part}`)
  }
})

describe.each(['bit', 'cut', 'empty', 'gone'] as const)('a frame of the journal (%s)', (change) => {
  const damage = (id: string) =>
    damageOf('journal_frames', 'payload', `recording_id = '${id}' AND seq = 2`, change)

  it('[R15] leaves a marker while the recording goes on', async () => {
    const { id } = await world.record(frames())
    const whole = await events(id)
    damage(id)
    const lost = marker(change === 'gone' ? START + 1_000 : START + 500)
    expect(await events(id)).toEqual([...whole.slice(0, 3), lost, ...whole.slice(4)])
    expect(await timeline(id)).toHaveLength(4)
  })

  it('[R15] is sealed with a gap where it was, and the log tells where', async () => {
    const id = await record(damage)
    const { recording, segments } = (await world.page(`/recordings/${id}/data`)).json<{
      recording: { sealed: boolean }
      segments: { gapBefore: boolean }[]
    }>()
    expect(recording.sealed).toBe(true)
    expect(segments.map(({ gapBefore }) => gapBefore)).toEqual([true, false, false])
    const stored = await events(id)
    expect(stored).toHaveLength(12)
    expect(stored[3]).toMatchObject({ data: { payload: { action: 'gap', detail: DAMAGED } } })
    expect(world.logged).toContain(
      `The journal of recording ${id} is damaged: tab ${ANA}, frames 2 to 2. What is left is shown, with a marker.`,
    )
  })
})

it('[R15] what is noted of a frame, damaged, keeps nobody from reading and sealing the rest', async () => {
  const damage = (id: string): void => {
    const where = `recording_id = '${id}' AND seq = 2`
    world.sqlite.exec(`UPDATE journal_frames SET facts = substr(facts, 2) WHERE ${where}`)
  }
  const live = await world.record(frames())
  damage(live.id)
  expect(await events(live.id)).toHaveLength(12)
  expect(await events(await record(damage))).toHaveLength(12)
})
