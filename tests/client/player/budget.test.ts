import { describe, expect, test } from 'vitest'
import { createBudget } from '../../../client/player/budget/budget.ts'
import { heavyWords, type Heavy } from '../../../client/player/budget/heavy.ts'
import type { Shown } from '../../../client/player/safe/mutation.ts'
import { nothingMissing, sanitised } from '../../../client/player/sanitise.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { event } from '../../support/frames.ts'
import { asSvg, HEAVY_PAGES, heavyPage, nestedUse } from '../../support/heavy-pages.ts'
import { documentOf, el, idOf, type Markup, type Serial } from '../../support/synthetic-page.ts'

interface Clean {
  id: number
  tagName?: string
  attributes?: Record<string, unknown>
  childNodes?: Clean[]
  textContent?: string
}

const textOf = ({ textContent = '', childNodes = [] }: Clean): string =>
  textContent + childNodes.map(textOf).join('')
const tagsOf = (node: Clean): string[] => [
  ...(node.tagName === undefined ? [] : [node.tagName]),
  ...(node.childNodes ?? []).flatMap(tagsOf),
]

/** A picture without a browser: elements that no event has to find. */
const showing: Shown = {
  nodeOf: () => ({ nodeType: 1, localName: 'div', parentNode: null }) as unknown as Node,
}
const picture = () => {
  const budget = createBudget()
  const heavy: Heavy[] = []
  const cast = (given: RecordedEvent): Record<string, unknown> =>
    budget.fit(sanitised(given, nothingMissing(), showing)?.event as RecordedEvent, heavy).data as Record<
      string,
      unknown
    >
  return {
    show: (node: Serial): Clean => cast(event(2, 1, { node, initialOffset: {} }))['node'] as Clean,
    change: (more: object) =>
      cast(
        event(3, 1, { source: 0, adds: [], removes: [], texts: [], attributes: [], ...more }),
      ) as unknown as {
        adds: { parentId: number; nextId: number | null; node: Clean }[]
        removes: { id: number; parentId: number }[]
        attributes: { id: number; attributes: Record<string, unknown> }[]
      },
    words: () => heavy.map(heavyWords),
    isCut: budget.isCut,
  }
}

describe('the budget of a picture', () => {
  for (const [name, { page, why }] of Object.entries(HEAVY_PAGES))
    // Animations are counted where a browser runs them (player-heavy.spec.ts).
    test.skipIf(name === 'animations')(
      `says why it leaves out ${name}, and keeps the rest of the page`,
      () => {
        const { show, words, isCut } = picture()
        const shown = show(page())
        expect(words().join('\n')).toMatch(new RegExp(why.source, 'm'))
        expect(isCut()).toBe(true)
        expect(textOf(shown)).toContain('Heavy')
        if (name !== 'boxes') expect(textOf(shown)).toContain('After it')
      },
    )

  test('puts a hatch with the reason in the place of a drawing, which is gone with all that it refers to', () => {
    const { show } = picture()
    const shown = show(heavyPage([nestedUse()]))
    expect(textOf(shown)).toMatch(/This drawing is too heavy to show: 12,58\d,\d{3} copies of its shapes/)
    expect(tagsOf(shown)).not.toContain('use')
  })

  test('counts what comes bit by bit as what comes at once', () => {
    const { show, change, words } = picture()
    const root = heavyPage([el('svg', {}, el('defs', {}, el('rect', { id: 'u0' })))])
    const svg = idOf(root, ({ tagName }) => tagName === 'svg')
    show(root)
    let id = 1_000
    let told: ReturnType<typeof change> | undefined
    for (let level = 0; level < 20 && words().length === 0; level += 1) {
      const group = (id += 1)
      told = change({
        adds: [
          {
            parentId: svg,
            nextId: null,
            node: {
              type: 2,
              id: group,
              tagName: 'g',
              isSVG: true,
              attributes: { id: `u${level + 1}` },
              childNodes: [],
            },
          },
          ...[1, 2].map(() => ({
            parentId: group,
            nextId: null,
            node: {
              type: 2,
              id: (id += 1),
              tagName: 'use',
              isSVG: true,
              attributes: { href: `#u${level}` },
              childNodes: [],
            },
          })),
        ],
      })
    }
    expect(words()).toEqual([expect.stringMatching(/^1 drawing too heavy to show: \d{3},\d{3} copies/)])
    const own = told as ReturnType<typeof change>
    // What stands on the stage goes, and what comes is not added.
    expect(own.removes.length).toBeGreaterThan(10)
    expect(own.adds[0]?.parentId).toBe(svg)
    expect(own.adds.map(({ node: { tagName } }) => tagName)).toEqual(['foreignObject', 'div', undefined])
    expect(textOf(own.adds[2]?.node as Clean)).toContain('This drawing is too heavy to show')
    // What is said of it later finds it gone, and so goes as well.
    expect(change({ attributes: [{ id: 1_001, attributes: { id: 'u9' } }] }).attributes).toEqual([])
    expect(
      change({
        adds: [
          {
            parentId: svg,
            nextId: null,
            node: { type: 2, id: 9_000, tagName: 'g', attributes: {}, childNodes: [] },
          },
        ],
      }).adds,
    ).toEqual([])
  })

  test('finds a reference however it is written', () => {
    for (const [attribute, written] of [
      ['href', (level: number) => `#%75${level}`],
      ['xlink:href', (level: number) => ` #u${level}`],
      ['mask', (level: number) => `url( "#u${level}" )`],
      ['mask', (level: number) => `u\\72l("\\23 u${level}")`],
      ['style', (level: number) => `fill:url(#u${level})`],
    ] as const) {
      const { show, words } = picture()
      const groups = Array.from({ length: 30 }, (_, level) =>
        el('g', { id: `u${level + 1}` }, ...[1, 2].map(() => el('use', { [attribute]: written(level) }))),
      )
      show(heavyPage([el('svg', {}, el('rect', { id: 'u0' }), ...groups)]))
      expect(words(), written(1)).toEqual([expect.stringMatching(/copies of its shapes$/)])
    }
  })

  test('lets pages through that people make', () => {
    const icons = Array.from({ length: 2_000 }, () =>
      el('svg', { viewBox: '0 0 24 24' }, el('use', { href: '#icon' })),
    )
    const sprite = el(
      'svg',
      { id: 'icon' },
      el(
        'symbol',
        { id: 'icon' },
        ...Array.from({ length: 8 }, () => el('path', { d: 'M0 0L1 1' })),
        el('use', { href: '#icon' }),
      ),
    )
    const css = `
      :root{--space:4px;--shadow:0 1px 2px rgb(0 0 0 / .1),0 2px calc(var(--space) * 2) rgb(0 0 0 / .1)}
      @media (min-width:40em){.a:has(> .b),.c:not(:has(img)){filter:var(--blur) var(--brightness) var(--contrast) var(--grayscale) var(--hue) var(--invert) var(--saturate) var(--sepia) var(--drop)}}
      .grid{display:grid;grid-template-columns:repeat(12,minmax(0,1fr));grid-row:1/span 40;box-shadow:var(--shadow)}
      .pixels{box-shadow:${Array.from({ length: 1_000 }, (_, index) => `${index}px 0 rgb(${index % 255},0,0)`).join()}}
      @keyframes spin{from{rotate:0deg}50%{rotate:180deg}to{rotate:360deg}} .card{&:hover{& .title{color:red}}}`
    const { show, words } = picture()
    const body: Markup[] = [
      sprite,
      ...icons,
      ...Array.from({ length: 40_000 }, () =>
        el('p', { class: 'a', style: '--i:3;filter:blur(2px)' }, 'text'),
      ),
    ]
    const shown = show(asSvg(documentOf(body, [el('style', { _cssText: css })])))
    expect(words()).toEqual([])
    expect(JSON.stringify(shown)).toContain('repeat(12,minmax(0,1fr))')
  })
})
