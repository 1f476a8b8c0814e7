/** What this host does so that one customer does not keep the others waiting: turns, held sockets, a thread that checks. */
import { afterEach, expect, it } from 'vitest'
import { createFrameChecks, SMALL_JSON_BYTES } from '../../src/node/check-frames.ts'
import { createInbox } from '../../src/node/inbox.ts'
import { createTurnShare, type TurnShare } from '../../src/node/turn-share.ts'
import { decodeFrame, ProtocolError } from '../../src/protocol/codec.ts'
import { checkHere, type CheckedFrame, type CheckJob } from '../../src/room/check-frame.ts'
import { event, eventsOf, FIRST_TIMES, gzipFrame, picture, utf8, wireFrame } from '../support/frames.ts'
import { START } from '../support/clock.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0)) await step()
})

const jobOf = (wire: Uint8Array<ArrayBuffer>): CheckJob => ({
  frame: decodeFrame(wire),
  gapBefore: false,
  times: FIRST_TIMES,
  scopes: ['picture', 'console', 'network'],
})

const hostile = (bytes: number, piece = '4111 1111 1111 1111 '): Promise<Uint8Array<ArrayBuffer>> => {
  const texts = [piece.repeat(Math.ceil(bytes / piece.length))]
  return gzipFrame({ seq: 1, sentAt: START }, utf8(JSON.stringify([event(3, START, { source: 0, texts })])))
}

const checksWith = () => {
  const looked: number[] = []
  const turn: TurnShare = {
    take: async (bytes) => {
      looked.push(bytes)
    },
  }
  const checks = createFrameChecks(turn)
  undo.push(() => checks.stop())
  return { checks, looked }
}

it('[L9] within one turn of the event loop a fixed amount is looked at; the rest waits in order', async () => {
  const turns: (() => void)[] = []
  const share = createTurnShare(100, () => new Promise((resolve) => turns.push(resolve)))
  const done: number[] = []
  const flush = () => new Promise((resolve) => setImmediate(resolve))
  for (let each = 1; each <= 7; each += 1) void share.take(40).then(() => done.push(each))
  await flush()
  expect(done).toEqual([1, 2])
  turns.shift()?.()
  await flush()
  expect(done).toEqual([1, 2, 3, 4])
  // One that is larger than a whole share has a turn of its own.
  void share.take(1_000).then(() => done.push(8))
  turns.shift()?.()
  await flush()
  expect(done).toEqual([1, 2, 3, 4, 5, 6])
  for (let turn = 0; turn < 3; turn += 1) {
    turns.shift()?.()
    await flush()
  }
  expect(done).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

it('[L9] sockets of a room are held back while much waits, and let go when half of it is done', async () => {
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const seen: string[] = []
  const valve = { pause: () => seen.push('pause'), resume: () => seen.push('resume') }
  const inbox = createInbox({ take: async () => undefined })
  inbox.join(valve)
  const order: number[] = []
  for (let each = 0; each < 600; each += 1)
    inbox.add(10, async () => {
      await gate
      order.push(each)
    })
  expect(seen).toEqual(['pause'])
  expect(inbox.depth()).toEqual({ messages: 600, bytes: 6_000 })
  const late = { pause: () => seen.push('late'), resume: () => undefined }
  inbox.join(late)
  expect(seen).toEqual(['pause', 'late'])
  open()
  await expect.poll(() => inbox.depth()).toEqual({ messages: 0, bytes: 0 })
  expect(seen).toEqual(['pause', 'late', 'resume'])
  expect(order).toEqual(Array.from({ length: 600 }, (_, each) => each))
})

it('[L9] a frame that unpacks to more than a little is checked apart, with the same result', async () => {
  const { checks, looked } = checksWith()
  const check = checks.ofRoom()
  const job = jobOf(await hostile(300_000))
  const [apart, here] = await Promise.all([check(job), checkHere(job)])
  expect(apart.result).toEqual(here.result)
  expect(apart.result).toMatchObject({ facts: { leakCount: 15_000 } })
  expect(looked).toEqual([])
  const small = await check(jobOf(wireFrame({ seq: 1, events: picture() })))
  expect(small.result).toMatchObject({ facts: { snapshot: true } })
  expect(looked).toHaveLength(1)
  expect(looked[0]).toBeLessThanOrEqual(SMALL_JSON_BYTES)
  // One that is kept as it came is the very same.
  const plain = jobOf(
    wireFrame({ seq: 1, events: [event(3, START, { source: 0, texts: ['word '.repeat(5_000)] })] }),
  )
  expect((await check(plain)).result).toMatchObject({ frame: plain.frame })
})

it('[L9] a recording that had its share of the event loop is checked apart, small frames too', async () => {
  const { checks, looked } = checksWith()
  const [hers, his] = [checks.ofRoom(), checks.ofRoom()]
  const worst = jobOf(await hostile(15_000, 'password=a1b2c3d4 '))
  // Each is reckoned at more than a ms, whatever the machine: 250 ms are 250 of them at the most.
  for (let each = 0; each < 400; each += 1) await hers(worst)
  expect(looked.length).toBeLessThan(400)
  const before = looked.length
  await his(worst)
  expect(looked).toHaveLength(before + 1)
})

it('[L9] what would take half a gigabyte once it is parsed is refused before, and the next is checked', async () => {
  const { checks } = checksWith()
  const check = checks.ofRoom()
  // Eight million objects in 24 MB, and 40 kB on the wire.
  const json = `[{"type":3,"timestamp":${START},"data":{"source":0,"texts":[${'{},'.repeat(7_800_000)}{}]}}]`
  const bomb = jobOf(await gzipFrame({ seq: 1, sentAt: START }, utf8(json)))
  const [refused, next] = await Promise.all([check(bomb), check(jobOf(await hostile(100_000)))])
  expect(refused.result).toBeInstanceOf(ProtocolError)
  expect(refused.result).toMatchObject({ kind: 'too-big' })
  expect(next.result).toMatchObject({ facts: { leakCount: 5_000 } })
}, 60_000)

it('[L9] a text of 20 MB full of secrets is masked whole', async () => {
  const { checks } = checksWith()
  const text = 'alice.canary@example.com, '.repeat(4_000)
  const { result } = await checks.ofRoom()(jobOf(await hostile(20_000_000, text)))
  expect(result).toMatchObject({ facts: { leakCount: 772_000 } })
  const { frame } = result as CheckedFrame
  expect(JSON.stringify(await eventsOf(frame))).not.toContain('canary')
}, 60_000)

it('[L9] an honest picture of 20 MB is checked within the memory of the thread', async () => {
  const { checks } = checksWith()
  const node = (id: number) =>
    `{"type":2,"tagName":"td","attributes":{"class":"cell text-gray-500","style":"height: 36px"},"childNodes":[{"type":3,"textContent":"Total of row ${id} with its delivery","id":${2 * id + 10}}],"id":${2 * id + 11}}`
  const nodes = Array.from({ length: 105_000 }, (_, id) => node(id)).join(',')
  const json =
    `[{"type":4,"timestamp":${START},"data":{"href":"https://shop.example/","width":1,"height":1}},` +
    `{"type":2,"timestamp":${START},"data":{"node":{"type":0,"childNodes":[${nodes}],"id":1},"initialOffset":{"left":0,"top":0}}}]`
  expect(json.length).toBeGreaterThan(20_000_000)
  const { result } = await checks.ofRoom()(jobOf(await gzipFrame({ seq: 1, sentAt: START }, utf8(json))))
  expect(result).toMatchObject({ facts: { snapshot: true, events: 2 } })
}, 60_000)
