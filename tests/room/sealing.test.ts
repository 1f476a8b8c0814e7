/** Between the end of a recording and its being sealed. */
import { expect, it } from 'vitest'
import { BEN, move, picture } from '../support/frames.ts'
import { createTestRoom } from '../support/room.ts'

it('[E1] is told as soon as it is known, however long the sealing takes; who comes then hears so at once', async () => {
  const sealed = Promise.withResolvers<void>()
  const room = createTestRoom({
    deps: {
      onEnd: async (_reason, tellOver) => {
        tellOver()
        await sealed.promise
      },
    },
  })
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events: [...picture(), move()] })
  const maria = await room.viewer('Maria')
  maria.takeMessages()
  const ending = room.room.end('agent')
  await new Promise((resolve) => setImmediate(resolve))
  expect(maria.takeMessages().slice(-2)).toEqual([
    { type: 'stored', events: 3, waiting: 0 },
    { type: 'ended', reason: 'agent' },
  ])
  expect(maria.closedWith?.code).toBe(4410)
  const late = await room.recorder({ tab: BEN })
  expect(late.closedWith?.code).toBe(4410)
  let isSealed = false
  void ending.then(() => (isSealed = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isSealed).toBe(false)
  sealed.resolve()
  await ending
})
