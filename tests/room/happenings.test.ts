/** What a room tells its operator, one line of counts for each thing that happens. */
import { expect, it } from 'vitest'
import { VIEWER_BUFFER_HIGH_BYTES } from '../../src/protocol/limits.ts'
import { ANA, firstEvents, move, wireFrame } from '../support/frames.ts'
import { createTestRoom, type TestRoom } from '../support/room.ts'

const namesOf = ({ told }: TestRoom): string[] =>
  told.happenings.map((happening) =>
    'way' in happening ? `${happening.name} by ${happening.way}` : happening.name,
  )

it('counts a frame once it is stored, with its events, its bytes and how long that took', async () => {
  const room = createTestRoom()
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events: firstEvents() })
  await room.frame(ana, { seq: 2, events: [move(), move()] })
  await room.frame(ana, { seq: 2 })
  await room.frame(ana, { seq: 9 })
  await room.upload({ from: 3 }, [wireFrame({ seq: 3 })])
  expect(namesOf(room)).toEqual([
    'frame-stored by socket',
    'frame-stored by socket',
    'frame-known by socket',
    'frame-early by socket',
    'frame-stored by upload',
  ])
  const bytes = JSON.stringify([move(), move()]).length
  expect(room.told.happenings[1]).toEqual({
    name: 'frame-stored',
    way: 'socket',
    events: 2,
    bytes,
    ackMs: expect.any(Number) as number,
  })
})

it('counts a frame that could not be stored as none', async () => {
  const room = createTestRoom()
  const ana = await room.recorder()
  room.journal.fail()
  await room.frame(ana, { seq: 1 })
  expect(namesOf(room)).not.toContain('frame-stored by socket')
})

it('counts frames that are lost for good when the first behind them comes, and once', async () => {
  const room = createTestRoom()
  for (const time of [1, 2]) {
    const ana = await room.recorder({ from: 8 })
    if (time === 2) await room.frame(ana, { seq: 8 })
  }
  const [lost, stored, ...more] = room.told.happenings
  expect([lost, stored?.name, more]).toEqual([{ name: 'frames-lost', frames: 7 }, 'frame-stored', []])
})

it('counts who is refused, and with which code', async () => {
  const room = createTestRoom()
  await room.send(room.open('recorder'), 'no JSON')
  await room.recorder({ token: 'another' })
  await expect(room.upload({ token: 'another' }, [])).rejects.toThrow('token')
  expect(room.told.happenings).toEqual([
    { name: 'refused', way: 'socket', code: 4400 },
    { name: 'refused', way: 'socket', code: 4401 },
    { name: 'refused', way: 'upload', code: 4401 },
  ])
})

it('counts a viewer that is cut loose', async () => {
  const room = createTestRoom()
  const ana = await room.recorder()
  const maria = await room.viewer('Maria')
  await room.frame(ana, { seq: 1, events: firstEvents(), tab: ANA })
  maria.bufferedAmount = VIEWER_BUFFER_HIGH_BYTES + 1
  await room.frame(ana, { seq: 2 })
  await room.frame(ana, { seq: 3 })
  expect(namesOf(room).filter((name) => name === 'viewer-slow')).toHaveLength(1)
})
