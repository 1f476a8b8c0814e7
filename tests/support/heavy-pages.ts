/** Pages that no browser can draw in a minute, each by another kind of weight. */
import { documentOf, el, type Markup, type Serial } from './synthetic-page.ts'

/** Marks what stands in a drawing as rrweb does. */
export const asSvg = (node: Serial, isInside = false): Serial => {
  const isSvg = isInside || node.tagName === 'svg'
  return {
    ...node,
    ...(isSvg && node.type === 2 && { isSVG: true }),
    ...(node.childNodes && { childNodes: node.childNodes.map((child) => asSvg(child, isSvg)) }),
  }
}

/** A page that says `Heavy` before what is heavy, and `After it` behind it. */
export const heavyPage = (body: Markup[], css = ''): Serial =>
  asSvg(
    documentOf(
      [el('h1', {}, 'Heavy'), ...body, el('p', {}, 'After it')],
      css === '' ? [] : [el('style', { _cssText: css })],
    ),
  )

const SIDES = { width: '300', height: '100', viewBox: '0 0 100 100' }
const list = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Each level shows the one below it twice: 2 to the power of the levels. */
export const nestedUse = (levels = 20): Markup =>
  el(
    'svg',
    SIDES,
    el(
      'defs',
      {},
      el('rect', { id: 'u0', width: '1', height: '1', fill: '#06c' }),
      ...list(levels, (level) =>
        el('g', { id: `u${level + 1}` }, ...list(2, () => el('use', { href: `#u${level}` }))),
      ),
    ),
    el('use', { href: `#u${levels}` }),
  )

const nestedPatterns = (levels: number): Markup =>
  el(
    'svg',
    SIDES,
    el(
      'defs',
      {},
      ...list(levels, (level) =>
        el(
          'mask',
          { id: `m${level}` },
          ...list(2, () =>
            el('rect', {
              width: '100',
              height: '100',
              fill: '#fff',
              ...(level > 0 && { mask: `url("#m${level - 1}")` }),
            }),
          ),
        ),
      ),
    ),
    el('rect', { width: '100', height: '100', mask: `url(#m${levels - 1})` }),
  )

const manyFilters = (count: number): Markup =>
  el(
    'svg',
    SIDES,
    el(
      'filter',
      { id: 'blurred' },
      ...list(10, () => el('feTurbulence', { numOctaves: '20', baseFrequency: '.1' })),
    ),
    ...list(count, () => el('rect', { width: '100', height: '100', filter: 'url(#blurred)' })),
  )

/** A list in one element: it is too long to be handed over one by one. */
const boxes = (count: number): Markup[] => [
  { tag: 'section', attributes: {}, children: list(count, () => el('b', {})) },
]
const deep = (count: number, style: string): Markup =>
  list(count, () => 0).reduce<Markup>((inner) => el('div', { style }, inner), 'inside')

const variables = (levels: number): string =>
  `:root{--v0:1px;${list(levels, (level) => `--v${level + 1}:${`var(--v${level}) `.repeat(10)};`).join('')}} b{margin:var(--v${levels})}`

/** By name, with the words in which the player says why it is not shown. */
export const HEAVY_PAGES: Record<string, { page: () => Serial; why: RegExp }> = {
  use: {
    page: () => heavyPage([nestedUse()]),
    why: /^1 drawing too heavy to show: [\d,]+ copies of its shapes$/,
  },
  masks: { page: () => heavyPage([nestedPatterns(40)]), why: /drawing too heavy to show: .* copies/ },
  filters: { page: () => heavyPage([manyFilters(200)]), why: /drawing too heavy to show: [\d,]+ filters/ },
  stacked: {
    page: () => heavyPage([deep(400, 'filter:blur(3px) sepia(1)')]),
    why: /more than 20 filters on top of each other/,
  },
  boxes: {
    page: () => heavyPage(boxes(150_000)),
    why: /^1 part of the page too heavy to show: 150,\d+ elements and texts on one page$/,
  },
  animations: {
    page: () => heavyPage(boxes(3_000), '@keyframes a{to{margin:1px}} b{animation:a 1s infinite}'),
    why: /animations? too heavy to show: more than 1,000 animations at a time/,
  },
  variables: { page: () => heavyPage(boxes(2_000), variables(12)), why: /style rule.*: a value of/ },
  brackets: {
    page: () => heavyPage(boxes(10), `b{width:${'calc(1px + '.repeat(500)}1px${')'.repeat(500)}}`),
    why: /style rule.*: brackets 50\d deep/,
  },
  parents: {
    page: () => heavyPage(boxes(100), `b{${'& &,& ~ &{'.repeat(10)}color:red${'}'.repeat(10)}}`),
    why: /style rule.*: [\d,]+ ways to read a selector/,
  },
  has: {
    page: () =>
      heavyPage(boxes(20_000), list(2_000, (index) => `.x${index}:has(~ .y${index}){color:red}`).join('')),
    why: /style rules too heavy to show: :has\(\)/,
  },
  siblings: {
    page: () => heavyPage(boxes(50_000), 'i ~ b{color:red}'),
    why: /style rule.*: siblings among/,
  },
  shadows: {
    page: () =>
      heavyPage(
        boxes(1_000),
        `b{display:block;height:9px;box-shadow:${'1px 1px 90px red,'.repeat(5_000)}0 0 red}`,
      ),
    why: /style rule.*: a list of 5,001 items/,
  },
  grid: {
    page: () => heavyPage([el('div', { style: 'display:grid;grid-template-columns:repeat(9999999,1px)' })]),
    why: /style rule.*: a grid of 9,999,999 tracks/,
  },
  table: {
    page: () =>
      heavyPage([el('table', {}, el('tr', {}, ...list(2_000, () => el('td', { colspan: '1000' }))))]),
    why: /too heavy to show: [\d,]+ columns/,
  },
}
