import { expect, it } from 'vitest'
import { inFull, inShort } from '../../../client/recorder/bar/words.ts'

it('says how many events are stored, on the way, or kept, in one and in many', () => {
  const stored = (events: number) => inFull({ state: 'stored', events })
  expect([0, 1, 2, 1_284].map(stored)).toEqual([
    '',
    '1 event stored',
    'All 2 events stored',
    'All 1,284 events stored',
  ])
  const sending = (events: number) => inFull({ state: 'sending', events })
  expect([1, 37].map(sending)).toEqual(['1 event on the way', '37 events on the way'])
  const offline = (events: number, lasting: boolean) => inFull({ state: 'offline', events, lasting })
  expect([offline(0, true), offline(1, true), offline(37, false)]).toEqual([
    'Offline: 0 events kept on this device until the connection is back',
    'Offline: 1 event kept on this device until the connection is back',
    'Offline: 37 events kept in this page until the connection is back',
  ])
})

it('says it in two words where there is room for no more', () => {
  expect(inShort({ state: 'stored', events: 1_284 })).toBe('1,284 stored')
  expect(inShort({ state: 'sending', events: 37 })).toBe('37 on the way')
  expect(inShort({ state: 'offline', events: 1, lasting: true })).toBe('1 kept')
})
