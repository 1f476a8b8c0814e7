/** Between the end of a recording, the note of it in the database, and its being sealed. */
import { expect, it } from 'vitest'
import { BEN, move, picture } from '../support/frames.ts'
import { createTestRoom } from '../support/room.ts'

it('[E1] is told as soon as it is known, however long the sealing takes; who comes then hears so at once', async () => {
  const sealed = Promise.withResolvers<void>()
  const room = createTestRoom({
    deps: {
      onOver: () => sealed.promise,
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

it('[E1] is confirmed to the page that said Stop once it is durable, and to the others with it', async () => {
  const noted = Promise.withResolvers<void>()
  const room = createTestRoom({ deps: { noteEnd: () => noted.promise } })
  const [ana, ben] = [await room.recorder(), await room.recorder({ tab: BEN })]
  await room.frame(ana, { seq: 1, events: picture() })
  for (const peer of [ana, ben]) peer.takeMessages()
  const stopping = room.send(ana, { type: 'stop', reason: 'customer' })
  await new Promise((resolve) => setImmediate(resolve))
  for (const peer of [ana, ben]) expect([peer.takeMessages(), peer.closedWith]).toEqual([[], null])
  noted.resolve()
  await stopping
  for (const peer of [ana, ben]) {
    expect(peer.takeMessages()).toEqual([{ type: 'end', reason: 'customer' }])
    expect(peer.closedWith?.code).toBe(4410)
  }
})

it('[E1] that cannot be noted is none: who said Stop is asked to come again, and then it is', async () => {
  let fails = true
  const room = createTestRoom({
    deps: {
      noteEnd: async () => {
        if (fails) throw new Error('The disk is full.')
      },
    },
  })
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events: picture() })
  const maria = await room.viewer('Maria')
  ana.takeMessages()
  maria.takeMessages()
  await room.send(ana, { type: 'stop', reason: 'customer' })
  expect(ana.takeMessages()).toEqual([])
  expect(ana.closedWith?.code).toBe(1011)
  expect(maria.takeMessages().map(({ type }) => type)).not.toContain('ended')
  await expect(room.room.end('agent')).rejects.toThrow('The disk is full.')
  fails = false
  const again = await room.recorder({ from: 2 })
  expect(again.takeMessages()).toContainEqual(expect.objectContaining({ type: 'welcome', lastSeq: 1 }))
  await room.send(again, { type: 'stop', reason: 'customer' })
  expect(again.takeMessages()).toContainEqual({ type: 'end', reason: 'customer' })
  expect(maria.takeMessages()).toContainEqual({ type: 'ended', reason: 'customer' })
})
