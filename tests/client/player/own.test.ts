import { describe, expect, it } from 'vitest'
import { momentWords } from '../../../client/player/own.ts'
import { erasedIn, spokenIn } from '../../../client/player/own-parts.ts'
import { LANGUAGES } from '../../../src/domain/notice/languages.ts'
import { english } from '../../../src/protocol/own-words/en.ts'
import { ownWordsIn } from '../../../src/protocol/own-words/languages.ts'
import type { TimelineItem } from '../../../src/protocol/entries.ts'

const slotsOf = (value: unknown): unknown =>
  typeof value === 'string'
    ? (value.match(/\{\w+\}/g) ?? []).toSorted()
    : Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, slotsOf(inner)]))

describe('the words of the customer’s own replay', () => {
  it.each(LANGUAGES)('are whole in %s, with the slots of English', (language) => {
    const words = ownWordsIn(language)
    expect(words.language).toBe(language)
    expect(slotsOf(words)).toEqual(slotsOf(english))
  })

  it('say a time as the language does', () => {
    expect(spokenIn('de', 63_000)).toBe('1 Minute 3 Sekunden')
    const at = new Date(2026, 10, 30, 16, 44).getTime()
    expect(erasedIn(ownWordsIn('de'), { by: 'customer', at }, at)).toBe(
      'Sie haben sie um 16:44 gelöscht. Nichts davon ist übrig.',
    )
    expect(erasedIn(english, { by: null, at: null }, at)).toBe('')
  })

  it('say why nothing moves', () => {
    const control = (t: number, action: 'paused' | 'resumed' | 'hidden'): TimelineItem => ({
      kind: 'control',
      action,
      id: `${t}`,
      t,
      tab: 'a',
      timestamp: t,
    })
    const items = [control(1, 'paused'), control(5, 'resumed'), control(8, 'hidden')]
    const gaps = [{ tab: 'a', why: 'lost', from: 20_000, to: 21_000 } as const]
    const at = (t: number, isEnd = false) => momentWords(english, { items, gaps }, 'a', { t, isEnd })
    expect([0, 3, 6, 9, 20_500].map((t) => at(t))).toEqual([
      '',
      english.paused,
      '',
      english.away,
      english.missing,
    ])
    expect(at(6, true)).toBe(english.over)
  })
})
