import { expect, it } from 'vitest'
import { erasedWords } from '../../../client/player/gone.ts'

const at = new Date(2026, 10, 30, 16, 44).getTime()

it('says who erased it and when, with the day where that was another one', () => {
  expect(erasedWords({ by: 'customer', at }, at + 60_000)).toBe('Erased by the customer, 16:44.')
  expect(erasedWords({ by: 'organisation', at }, at + 60_000)).toBe('Erased by your organisation, 16:44.')
  expect(erasedWords({ by: 'time', at }, at + 86_400_000)).toBe(
    'Erased because its time was over, 30 Nov 2026, 16:44.',
  )
  expect(erasedWords({ by: null, at: null }, at)).toBe('It was erased.')
})
