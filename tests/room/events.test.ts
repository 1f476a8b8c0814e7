/** What is in a frame: kept as it came, counted, and brought into bounds. */
import { describe, expect, it } from 'vitest'
import { DAY } from '../../src/domain/clock.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { MAX_JSON_DEPTH } from '../../src/protocol/limits.ts'
import { START } from '../support/clock.ts'
import {
  ANA,
  environmentEntry,
  event,
  eventsOf,
  gzipFrame,
  move,
  mutation,
  pageEntry,
  picture,
  utf8,
} from '../support/frames.ts'
import { createTestRoom } from '../support/room.ts'

describe('what is in a frame', () => {
  it('is stored as it came', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    const events = [...picture(), entryEvent(pageEntry(), START), move(START + 5)]
    await room.send(ana, await gzipFrame({ seq: 1, sentAt: START + 7 }, utf8(JSON.stringify(events))))
    const [frame] = room.journal.frames
    expect(frame).toMatchObject({ tab: ANA, seq: 1, sentAt: START + 7, encoding: 1, receivedAt: START })
    expect(frame && (await eventsOf(frame))).toEqual(events)
  })

  it('is counted: events, pages, clicks, errors, failed requests, activity, times', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    const target = { tag: 'button', label: 'Pay', selector: 'button' }
    const request = { kind: 'request', initiator: 'fetch', method: 'GET', url: '/', durationMs: 1 } as const
    await room.frame(ana, {
      seq: 1,
      events: [
        ...picture(START + 1),
        entryEvent(pageEntry('https://shop.example/first'), START + 2),
        entryEvent(pageEntry('https://shop.example/second'), START + 3),
        entryEvent({ kind: 'click', target, x: 1, y: 1 }, START + 4),
        entryEvent({ kind: 'error', source: 'uncaught', name: 'E', message: 'm' }, START + 5),
        entryEvent({ ...request, status: 500 }, START + 6),
        entryEvent({ ...request, status: 0, failure: 'network' }, START + 7),
        entryEvent({ ...request, status: 302 }, START + 8),
        entryEvent(environmentEntry, START + 9),
        move(START + 10),
        mutation(START + 11),
      ],
    })
    expect(room.journal.frames[0]?.facts).toMatchObject({
      events: 12,
      pages: 2,
      clicks: 1,
      errors: 1,
      failedRequests: 2,
      firstTime: START + 1,
      lastTime: START + 11,
      activityTime: START + 10,
      snapshot: true,
      gapBefore: false,
    })
    expect(room.told.facts).toEqual([
      { firstUrl: 'https://shop.example/first', environment: environmentEntry, skewMs: 0 },
    ])
  })

  it("[F7][R16] the customer's clock may be wrong: what fits the hello is not clamped", async () => {
    const room = createTestRoom()
    const theirs = START - 300 * DAY
    const ana = await room.recorder({ clock: theirs })
    await room.frame(ana, { seq: 1, events: [move(theirs + 1)] })
    const [frame] = room.journal.frames
    expect(frame && (await eventsOf(frame))[0]?.timestamp).toBe(theirs + 1)
  })

  it('[T32] keys of the prototype change no prototype; in the picture they come out as they went in', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    const start = `[{"type":3,"timestamp":${START},"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`
    await room.frame(ana, { seq: 1, payload: utf8(`${start},"__proto__":{"type":2}}]`) })
    expect(ana.closedWith).toBeNull()
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    const [frame] = room.journal.frames
    expect(JSON.stringify(frame && (await eventsOf(frame)))).toBe(`${start}}]`)
  })

  it('[L5] JSON as deep as a page may be is taken, also with brackets in texts', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    const depth = MAX_JSON_DEPTH - 3
    const deep = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown
    const events: RecordedEvent[] = [event(3, START, { deep, text: `"${'['.repeat(5_000)}` })]
    await room.frame(ana, { seq: 1, events })
    expect(ana.closedWith).toBeNull()
    expect(room.journal.frames.map(({ seq }) => seq)).toEqual([1])
  })
})
