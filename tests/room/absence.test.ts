/** A page that goes and is back at once, and one that does not say where to. */
import { describe, expect, it } from 'vitest'
import { RETURN_MS } from '../../src/domain/organisation.ts'
import { BLIP_MS, PAGE_CHANGE_MS } from '../../src/room/absence.ts'
import { move, picture } from '../support/frames.ts'
import { createTestRoom } from '../support/room.ts'
import type { TestPeer } from '../support/peers.ts'

const recording = async () => {
  const room = createTestRoom()
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events: [...picture(), move()] })
  const maria = await room.viewer('Maria')
  maria.takeMessages()
  return { room, ana, maria }
}
const told = (peer: TestPeer) =>
  peer.takeMessages().flatMap(({ type, state }) => (type === 'recorder' ? [state] : []))

describe('a page that goes', () => {
  it('[V10] is not told at all when it is back within a second, with or without a word', async () => {
    const { room, ana, maria } = await recording()
    await room.drop(ana)
    await room.pass(BLIP_MS - 1)
    const again = await room.recorder({ from: 2 })
    await room.pass(BLIP_MS)
    await room.send(again, { type: 'leave', navigates: false })
    await room.drop(again)
    await room.pass(BLIP_MS - 1)
    await room.recorder({ from: 2 })
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual([])
  })

  it('[V10] in a browser that does not tell where to is waited for as long as one that goes on', async () => {
    const { room, ana, maria } = await recording()
    await room.send(ana, { type: 'leave' })
    await room.drop(ana)
    await room.pass(PAGE_CHANGE_MS)
    expect(told(maria)).toEqual(['gone'])
    await room.pass(RETURN_MS - PAGE_CHANGE_MS - 1)
    expect(room.told.ends).toEqual([])
    await room.pass(1)
    expect(room.told.ends).toEqual(['away'])
  })
})
