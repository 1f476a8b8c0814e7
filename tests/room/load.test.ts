/** One recording takes its share of a room's work and no more; what is refused then comes again, and is not lost. */
import { expect, it } from 'vitest'
import {
  CHECK_BURST_MS,
  CHECK_MS_PER_MB,
  CHECK_RATE_MS,
  CHECK_WAIT_MS,
  MAX_FRAME_JSON_BYTES,
  TEXT_BURST,
} from '../../src/protocol/limits.ts'
import { checkHere, type CheckFrames } from '../../src/room/check-frame.ts'
import { FIRST_TIMES, gzipFrame, picture, utf8, wireFrame } from '../support/frames.ts'
import { createTestRoom, RECORDER_TOKEN, SHOP } from '../support/room.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { START } from '../support/clock.ts'
import { settled } from '../support/memory-journal.ts'
import { decodeFrame, encodeUpload } from '../../src/protocol/codec.ts'

/** Checks as a room does, and costs what the test says. */
const costing = (ms: () => number) => {
  const checked: number[] = []
  const checkFrame: CheckFrames = async (job) => {
    checked.push(job.frame.seq)
    return { ...(await checkHere(job)), ms: ms() }
  }
  return { checked, checkFrame }
}

it('[L9] what a frame cost is paid off before the next is checked, and one that owes too much is refused for now', async () => {
  let ms = CHECK_BURST_MS
  const { checked, checkFrame } = costing(() => ms)
  const room = createTestRoom({ deps: { checkFrame } })
  const ana = await room.recorder()
  ana.takeMessages()
  await room.frame(ana, { seq: 1, events: picture() })
  // All of it is spent, and nothing is owed.
  ms = CHECK_RATE_MS
  await room.frame(ana, { seq: 2 })
  expect(room.told.waited).toBe(0)
  // A second's worth is owed: the next one waits that long.
  await room.frame(ana, { seq: 3 })
  expect(room.told.waited).toBe(1_000)
  ms = (CHECK_RATE_MS * (CHECK_WAIT_MS + 1_000)) / 1_000
  await room.frame(ana, { seq: 4 })
  expect(room.told.waited).toBe(2_000)
  await room.frame(ana, { seq: 5 })
  expect(ana.closedWith).toMatchObject({ code: 4429 })
  // Nothing behind it is looked at, and the one that was refused was not checked.
  await room.frame(ana, { seq: 5 })
  expect(checked).toEqual([1, 2, 3, 4])

  ms = 1
  room.peers.delete(ana)
  room.clock.advance(CHECK_WAIT_MS + 1_000)
  const again = await room.recorder({ from: 5 })
  expect(again.takeMessages()[0]).toMatchObject({ type: 'welcome', lastSeq: 4 })
  await room.frame(again, { seq: 5 })
  expect(room.journal.frames.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  expect(room.journal.frames.every(({ facts }) => !facts.gapBefore)).toBe(true)
})

it('[L9] a frame that is refused for what it is costs what was unpacked of it', async () => {
  const job = async (text: string) => ({
    frame: decodeFrame(await gzipFrame({ seq: 1 }, utf8(text))),
    gapBefore: false,
    times: FIRST_TIMES,
    scopes: [],
  })
  const megabyte = '1,'.repeat(500_000)
  const malformed = await checkHere(await job(`[${megabyte}`))
  expect(malformed.result).toMatchObject({ kind: 'malformed' })
  expect(malformed.ms).toBeGreaterThanOrEqual(CHECK_MS_PER_MB)
  const bomb = await checkHere(await job(megabyte.repeat(30)))
  expect(bomb.result).toMatchObject({ kind: 'too-big' })
  expect(bomb.ms).toBeGreaterThanOrEqual((MAX_FRAME_JSON_BYTES / 1_000_000) * CHECK_MS_PER_MB)
})

it('[L9] an honest first picture of 8 MB passes without a wait, and so do many small frames', async () => {
  const room = createTestRoom()
  const ana = await room.recorder()
  const rows = Array.from({ length: 40_000 }, (_, row) =>
    el(
      'td',
      { class: 'cell text-gray-500', style: 'height: 36px' },
      `Total of row ${row} with its delivery and a longer text beside it`,
    ),
  )
  const json = JSON.stringify(pictureOf(documentOf([el('table', {}, ...rows)]), START))
  expect(json.length).toBeGreaterThan(8_000_000)
  await room.send(ana, await gzipFrame({ seq: 1, sentAt: START }, utf8(json)))
  for (let seq = 2; seq <= 300; seq += 1) await room.frame(ana, { seq })
  expect(ana.closedWith).toBeNull()
  expect(room.told.waited).toBe(0)
  expect(room.journal.frames).toHaveLength(300)
})

it('[L9] a flood of commands: as many as may be are dealt with, the socket is closed with 4429, and nothing after', async () => {
  const room = createTestRoom()
  const vera = await room.viewer('Vera')
  const ana = await room.recorder()
  vera.takeMessages()
  const all = Array.from({ length: 200_000 }, (_, turn) =>
    room.room.received(ana, JSON.stringify({ type: turn % 2 === 0 ? 'pause' : 'resume' })),
  )
  await Promise.all(all)
  await settled()
  expect(ana.closedWith).toMatchObject({ code: 4429 })
  // What waited when it was refused is not dealt with either.
  expect(vera.takeMessages().filter(({ type }) => type === 'recorder').length).toBeLessThan(TEXT_BURST)
  // It comes again once a moment has passed, and is heard.
  room.peers.delete(ana)
  room.clock.advance(1_000)
  const again = await room.recorder()
  await room.send(again, { type: 'pause' })
  expect(again.closedWith).toBeNull()
  expect(vera.takeMessages().at(-1)).toMatchObject({ type: 'recorder', state: 'paused' })
})

it('[L9] more bytes than a room may hold are refused before they wait', async () => {
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const room = createTestRoom({
    deps: {
      checkFrame: async (job) => {
        await gate
        return checkHere(job)
      },
    },
  })
  const ana = await room.recorder()
  const large = wireFrame({ seq: 1, payload: new Uint8Array(1_800_000) }).slice().buffer
  const sent = Array.from({ length: 9 }, () => room.room.received(ana, large.slice()))
  expect(ana.closedWith).toMatchObject({ code: 4429 })
  open()
  await Promise.all(sent)
})

it('[L9] nothing is unpacked before the token is known: by socket, by upload, and for a viewer', async () => {
  const { checked, checkFrame } = costing(() => 1)
  const room = createTestRoom({ deps: { checkFrame } })
  const frame = wireFrame({ seq: 1, events: picture() })
  const early = room.open('recorder')
  await room.send(early, frame)
  expect(early.closedWith).toMatchObject({ code: 1008 })
  await room.send(early, {
    type: 'hello',
    v: 1,
    token: RECORDER_TOKEN,
    tab: 'tab_of-Ana',
    from: 1,
    clock: START,
  })
  await room.send(early, frame)
  const vera = await room.viewer('Vera')
  await room.send(vera, frame)
  await expect(room.upload({ token: 'wrong' }, [frame])).rejects.toThrow('not valid')
  expect(checked).toEqual([])
})

it('[L1][T26] an upload of a million empty parts is refused before anything is made of them', async () => {
  const room = createTestRoom()
  const head = JSON.stringify({
    hello: { type: 'hello', v: 1, token: RECORDER_TOKEN, tab: 'tab_of-Ana', from: 1, clock: START },
  })
  const body = encodeUpload(
    head,
    Array.from({ length: 900_000 }, () => new Uint8Array()),
  )
  await expect(room.room.upload(SHOP, body)).rejects.toThrow('may have 600 frames')
})
