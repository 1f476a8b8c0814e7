/** A frame that the server cannot read costs that frame and no more (F9): what waits behind it comes through. */
import type { Page } from '@playwright/test'
import { EventType } from '../../src/protocol/events.ts'
import { CloseCode } from '../../src/protocol/messages.ts'
import type { Api } from '../support/api.ts'
import { expect, lines, say, test } from '../support/network-test.ts'

const POISON = 'poison'

/** Spoils the JSON behind the word, wherever it stands readable. */
const spoil = (bytes: Buffer): Buffer => {
  const at = bytes.indexOf(POISON)
  if (at >= 0) bytes[at + POISON.length] = '!'.charCodeAt(0)
  return bytes
}

interface Spoiled {
  /** Frames are held back until they are let go together. */
  held: Buffer[] | null
  release(): void
  /** Codes with which the server closed, and ways that were opened. */
  closed: number[]
  opened: number
}

/** On the way through here a frame with the word is spoiled, each time it comes. */
const spoilSockets = async (page: Page): Promise<Spoiled> => {
  let send = (_: Buffer): void => {}
  const line: Spoiled = {
    held: null,
    release: () => {
      const frames = line.held ?? []
      line.held = null
      frames.forEach((frame) => send(frame))
    },
    closed: [],
    opened: 0,
  }
  await page.routeWebSocket('**/socket', (socket) => {
    line.opened += 1
    const server = socket.connectToServer()
    send = (frame) => server.send(frame)
    server.onClose((code, reason) => {
      line.closed.push(code ?? 0)
      void socket.close({ code, reason })
    })
    socket.onMessage((message) => {
      if (typeof message === 'string') server.send(message)
      else if (line.held) line.held.push(spoil(message))
      else server.send(spoil(message))
    })
  })
  return line
}

const gaps = async (api: Api, id: string) =>
  (await api.timeline(id)).flatMap((item) =>
    item.kind === 'control' && item.action === 'gap' ? [item.detail] : [],
  )

const pictures = async (api: Api, id: string): Promise<number> =>
  (await api.events(id)).filter(({ type }) => type === EventType.FullSnapshot).length

const COULD_NOT_READ = 'The server could not read a part.'

test('one frame of many on their way cannot be read: it is given up, told as a gap, and all others are stored [R05]', async ({
  api,
  record,
}) => {
  let line: Spoiled | undefined
  const { page, recordingId, stop } = await record('/', {
    before: async (customer) => {
      line = await spoilSockets(customer.page)
    },
  })
  const { held } = Object.assign(line!, { held: [] as Buffer[] })
  for (const text of ['before', POISON, 'behind', 'far behind']) {
    const count = held.length
    await say(page, text)
    await expect.poll(() => held.length).toBeGreaterThan(count)
  }
  const before = await pictures(api, recordingId)
  line!.release()
  await expect.poll(() => lines(api, recordingId)).toEqual(['before', 'behind', 'far behind'])
  await expect.poll(() => gaps(api, recordingId)).toEqual([COULD_NOT_READ])
  await expect.poll(() => pictures(api, recordingId)).toBeGreaterThan(before)
  // Of all together, then of each that is in doubt alone: one where the ack of the frame before it came in time, else two.
  const refusals = line!.closed.filter((code) => code === CloseCode.BadMessage).length
  expect([2, 3]).toContain(refusals)
  expect(line!.opened).toBe(refusals + 1)
  await say(page, 'and on')
  await stop()
  expect(await lines(api, recordingId)).toEqual(['before', 'behind', 'far behind', 'and on'])
  expect(line!.opened).toBe(refusals + 1)
})

test('by POST as well: the upload that holds it is not sent for ever [R05]', async ({ api, record }) => {
  const answers: number[] = []
  const { page, recordingId, stop } = await record('/', {
    before: async ({ page: customer }) => {
      await customer.routeWebSocket('**/socket', (socket) => socket.close({ code: 1011 }))
      await customer.route('**/frames', async (route) => {
        const answer = await route.fetch({ postData: spoil(route.request().postDataBuffer()!) })
        answers.push(answer.status())
        await route.fulfill({ response: answer })
      })
    },
  })
  await say(page, 'before')
  await expect.poll(() => lines(api, recordingId)).toEqual(['before'])
  await say(page, POISON)
  await expect.poll(() => answers).toContain(400)
  await say(page, 'behind')
  await expect.poll(() => lines(api, recordingId), { timeout: 40_000 }).toEqual(['before', 'behind'])
  await expect.poll(() => gaps(api, recordingId)).toEqual([COULD_NOT_READ])
  await stop()
  expect(await lines(api, recordingId)).toEqual(['before', 'behind'])
  expect(answers.filter((status) => status === 400).length).toBeLessThanOrEqual(3)
})
