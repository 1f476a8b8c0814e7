import { describe, expect, it } from 'vitest'
import { sealNotice } from '../../src/actions/notices.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/clock.ts'
import { fill, piecesOf } from '../../src/domain/notice/fill.ts'
import { formatLength, formatSpanIn, formatTimeIn } from '../../src/domain/notice/format.ts'
import { chooseLanguage, LANGUAGES, readLanguage, textsOf } from '../../src/domain/notice/languages.ts'
import { noticeIn } from '../../src/domain/notice/version.ts'
import { START } from '../support/clock.ts'

/** Every text of a language by its path, such as `notice.sees.title`. */
const flat = (texts: object, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : flat(value as object, `${path}${name}.`),
  )
const slotsIn = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()

describe('(A8) every language', () => {
  const english = new Map(flat(textsOf('en')))
  const others = LANGUAGES.filter((language) => language !== 'en')

  it('there are nine', () => {
    expect(LANGUAGES).toHaveLength(9)
  })

  it.each(others)('%s says all of it, with the same things filled in, and nothing in English', (language) => {
    const texts = flat(textsOf(language))
    expect(texts.map(([path]) => path).toSorted()).toEqual([...english.keys()].toSorted())
    // Words that are the same in several languages.
    const alike = new Set(['Live', 'Contact', 'Version {version}'])
    for (const [path, text] of texts) {
      expect([path, slotsIn(text)]).toEqual([path, slotsIn(english.get(path) ?? '')])
      expect(text.trim()).toBe(text)
      expect(text).not.toBe('')
      expect(text.split('**').length % 2).toBe(1)
      if (!alike.has(text)) expect([path, text]).not.toEqual([path, english.get(path)])
    }
  })

  it('[C04] every notice stresses that staff may watch, that one can stop, and how long it is kept', () => {
    for (const language of LANGUAGES) {
      for (const fact of Object.values(textsOf(language).notice.facts))
        expect(piecesOf(fact).some(({ strong }) => strong)).toBe(true)
    }
  })
})

describe('[C07] the hash of a notice', () => {
  it('is another for each language, for a changed word, and for a changed version', async () => {
    const today = noticeIn('en')
    const { hash, text } = await sealNotice(today)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.parse(text)).toEqual(today)
    const changed = { ...today, wording: { ...today.wording, allow: 'Allow the recording' } }
    const all = [today, ...LANGUAGES.slice(1).map(noticeIn), changed, { ...today, version: 'other' }]
    const hashes = await Promise.all(all.map(async (notice) => (await sealNotice(notice)).hash))
    expect(new Set(hashes).size).toBe(all.length)
  })

  it('is the same for the same words, in whatever order they stand', async () => {
    const today = noticeIn('de')
    const turned = Object.fromEntries(Object.entries(today).toReversed()) as unknown as typeof today
    expect(await sealNotice(turned)).toEqual(await sealNotice(today))
  })
})

describe('the language is chosen by Accept-Language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-CH', 'de'],
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt'],
    ['sv,da;q=0.9', 'en'],
    ['sv,nl;q=0.5,en;q=0.1', 'nl'],
    ['en;q=0.2, fr;q=0.9', 'fr'],
    ['fr;q=0, de;q=0.1', 'de'],
    ['fr;q=0', 'en'],
    ['*', 'en'],
    ['en;q=0, *', 'de'],
    ['JA-jp', 'ja'],
    ['zh-Hant-TW, ja;q=0.1', 'ja'],
    ['de;q=x', 'de'],
    ['de;q=2, it;q=0.5', 'de'],
    [', ;; ,q=1', 'en'],
  ])('%s → %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language)
  })

  it('of one that no browser sends nothing past the first thousand characters is read', () => {
    expect(chooseLanguage(`${'x,'.repeat(100_000)}de`)).toBe('en')
  })

  it('a link names one of ours or none', () => {
    expect(['de', 'DE', 'de-AT', 'pt_BR', 'xx', '', 'deutsch', undefined].map(readLanguage)).toEqual([
      'de',
      'de',
      'de',
      'pt',
      null,
      null,
      null,
      null,
    ])
  })
})

describe('texts are filled', () => {
  it('with slots and stress as pieces, and as one plain line', () => {
    expect(piecesOf('**Kept for {kept}**, then {x}.')).toEqual([
      { text: 'Kept for ', strong: true },
      { slot: 'kept', strong: true },
      { text: ', then ', strong: false },
      { slot: 'x', strong: false },
      { text: '.', strong: false },
    ])
    expect(fill('**Kept for {kept}**, then {x}.', { kept: '3 days' })).toBe('Kept for 3 days, then .')
  })

  it('with times and lengths as the language writes them', () => {
    // French has a space that does not break.
    const spans = LANGUAGES.map((language) => formatSpanIn(language, 30 * DAY).replace('\u00a0', ' '))
    expect(spans).toEqual([
      '30 days',
      '30 Tage',
      '30 jours',
      '30 días',
      '30 dias',
      '30 giorni',
      '30 dagen',
      '30 dni',
      '30 日',
    ])
    expect([formatSpanIn('de', HOUR), formatSpanIn('en', 90 * MINUTE)]).toEqual(['1 Stunde', '90 minutes'])
    expect(formatTimeIn('en', START)).toBe('20 Nov 2026, 14:00 UTC')
    expect(formatTimeIn('ja', START)).toBe('2026年11月20日 14:00 UTC')
    expect([900, 79_999, 252_999, 7_500_000].map(formatLength)).toEqual(['0:00', '1:19', '4:12', '2:05:00'])
  })
})
