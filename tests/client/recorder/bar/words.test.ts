import { describe, expect, it } from 'vitest'
import { inFull, inShort, fill, split, watchingSentence } from '../../../../client/recorder/bar/words.ts'
import { english } from '../../../../src/protocol/bar-words/en.ts'
import { barWordsIn } from '../../../../src/protocol/bar-words/languages.ts'
import type { BarWords } from '../../../../src/protocol/bar-words/shape.ts'
import { LANGUAGES } from '../../../../src/domain/notice/languages.ts'

const watched = (words: BarWords, ...names: string[]): string => {
  const sentence = watchingSentence(words, { count: names.length, names })
  return sentence ? fill(sentence) : ''
}

describe('in English', () => {
  it('says how many events are stored, on the way, or kept, in one and in many', () => {
    const stored = (events: number) => inFull(english, { state: 'stored', events })
    expect([0, 1, 2, 1_284].map(stored)).toEqual([
      '',
      '1 event stored',
      'All 2 events stored',
      'All 1,284 events stored',
    ])
    const sending = (events: number) => inFull(english, { state: 'sending', events })
    expect([1, 37].map(sending)).toEqual(['1 event on the way', '37 events on the way'])
    const offline = (events: number, lasting: boolean) =>
      inFull(english, { state: 'offline', events, lasting })
    expect([offline(0, true), offline(1, true), offline(37, false)]).toEqual([
      'Offline: 0 events kept on this device until the connection is back',
      'Offline: 1 event kept on this device until the connection is back',
      'Offline: 37 events kept in this page until the connection is back',
    ])
  })

  it('says it in two words where there is room for no more', () => {
    expect(inShort(english, { state: 'stored', events: 1_284 })).toBe('1,284 stored')
    expect(inShort(english, { state: 'sending', events: 37 })).toBe('37 on the way')
    expect(inShort(english, { state: 'offline', events: 1, lasting: true })).toBe('1 kept')
  })

  it('says who watches, and how many where a server sends no names', () => {
    expect(watched(english)).toBe('')
    expect(watched(english, 'Ann')).toBe('Ann is watching')
    expect(watched(english, 'Ann', 'Bo')).toBe('Ann and Bo are watching')
    expect(watched(english, 'Ann', 'Bo', 'Cy')).toBe('Ann and 2 others are watching')
    const unnamed = watchingSentence(english, { count: 2, names: [] })
    expect(unnamed && fill(unnamed)).toBe('2 people are watching')
    expect(watched(english, '{other} $&')).toBe('{other} $& is watching')
  })

  it('says Stop as what it is: the recording is stopped, and consent is not withdrawn', () => {
    expect(english.over.customer).toBe(
      'You stopped the recording. Nothing more is sent. Open your link again in this browser to see or erase it.',
    )
  })
})

describe('in the other languages', () => {
  it.each(LANGUAGES)('%s has words of its own, with the same slots as English', (language) => {
    const words = barWordsIn(language)
    expect(words.language).toBe(language)
    const slots = (value: unknown): unknown => {
      if (typeof value === 'string') return split(value).filter((_, at) => at % 2 === 1)
      // Plural forms differ from language to language; each of them has the same slots.
      const forms = value as Record<string, unknown>
      if ('other' in forms && !('one' in forms && 'two' in forms))
        return [...new Set(Object.values(forms).map((form) => JSON.stringify(slots(form))))]
      return Object.fromEntries(Object.entries(forms).map(([key, inner]) => [key, slots(inner)]))
    }
    expect(slots(words)).toEqual(slots(english))
    if (language !== 'en') {
      const same = (Object.keys(english) as (keyof BarWords)[]).filter(
        (key) => JSON.stringify(words[key]) === JSON.stringify(english[key]),
      )
      // "Pause" is German and French, too.
      expect(same.filter((key) => key !== 'pause')).toEqual([])
    }
  })

  it('writes numbers and plural forms as the language does', () => {
    const stored = (language: string, events: number) =>
      inFull(barWordsIn(language), { state: 'stored', events })
    expect(stored('de', 12_840)).toBe('Alle 12.840 Ereignisse gespeichert')
    expect([1, 3, 5].map((events) => stored('pl', events))).toEqual([
      'Zapisano 1 zdarzenie',
      'Zapisano wszystkie 3 zdarzenia',
      'Zapisano wszystkie 5 zdarzeń',
    ])
    expect(watched(barWordsIn('pl'), 'Ann', 'Bo', 'Cy')).toBe('Ann i 2 inne osoby oglądają')
    expect(watched(barWordsIn('ja'), 'Ann', 'Bo', 'Cy')).toBe('Ann さんと他 2 人が見ています')
  })
})
