import { describe, expect, test } from 'vitest'
import type { Shown } from '../../../client/player/safe/mutation.ts'
import { howMuchMissing, nothingMissing, sanitised } from '../../../client/player/sanitise.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { event } from '../../support/frames.ts'
import { documentOf, el, type Markup } from '../../support/synthetic-page.ts'

interface Clean {
  id?: number
  tagName?: string
  attributes?: Record<string, unknown>
  childNodes?: Clean[]
  textContent?: string
}

const clean = (given: RecordedEvent, shown?: Shown): RecordedEvent | undefined =>
  sanitised(given, nothingMissing(), shown)?.event

const cleanBody = (...body: Markup[]): Clean[] => {
  const snapshot = clean(event(2, 1, { node: documentOf(body), initialOffset: {} }))
  const html = ((snapshot?.data as { node: Clean } | undefined)?.node.childNodes ?? []).find(
    ({ tagName }) => tagName === 'html',
  )
  return html?.childNodes?.find(({ tagName }) => tagName === 'body')?.childNodes ?? []
}
const attributesOf = (
  tag: string,
  attributes: Record<string, unknown>,
): Record<string, unknown> | undefined => cleanBody(el(tag, attributes))[0]?.attributes

/** A picture that holds one element, as rrweb's mirror knows it. */
const showing = (tag: string, isSvg = false): Shown => {
  const namespaceURI = isSvg ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml'
  const node = { nodeType: 1, localName: tag, namespaceURI, parentNode: null } as unknown as Node
  return { nodeOf: (id) => (id === 1 ? node : null) }
}
const mutation = (more: object): RecordedEvent =>
  event(3, 1, { source: 0, adds: [], removes: [], texts: [], attributes: [], ...more })
const changed = (tag: string, attributes: Record<string, unknown>, isSvg = false): unknown =>
  (
    clean(mutation({ attributes: [{ id: 1, attributes }] }), showing(tag, isSvg))?.data as
      | { attributes: { attributes: unknown }[] }
      | undefined
  )?.attributes[0]?.attributes

const EVIL = 'https://evil.example/x'
/** What each element may not keep, in any spelling, whether it comes at once or later. */
const WEAPONS: [string, Record<string, unknown>][] = [
  ...[
    'preconnect',
    'dns-prefetch',
    'preload',
    'prefetch',
    'modulepreload',
    'prerender',
    'icon',
    'stylesheet',
    'manifest',
  ].flatMap((rel): [string, Record<string, unknown>][] => [
    ['link', { rel, href: EVIL }],
    ['link', { REL: rel, Href: EVIL }],
  ]),
  ['base', { href: EVIL, target: '_top' }],
  ['meta', { 'HTTP-EQUIV': 'refresh', content: `0;url=${EVIL}` }],
  ['iframe', { src: EVIL, srcdoc: `<img src=${EVIL}>`, sandbox: '', allow: '*' }],
  ['frame', { Src: EVIL }],
  ['object', { data: EVIL, codebase: EVIL, classid: EVIL }],
  ['embed', { src: EVIL }],
  ['video', { src: EVIL, autoplay: '' }],
  ['source', { src: EVIL }],
  ['track', { src: EVIL }],
  ['form', { action: EVIL }],
  ['button', { formaction: EVIL, onclick: 'x', popovertarget: 'a' }],
  ['script', { src: EVIL, type: 'speculationrules' }],
  ['a', { ping: EVIL, attributionsrc: EVIL }],
  ['p', { cite: EVIL, 'xml:base': EVIL, is: 'x-y', autofocus: '', nonce: 'n', rr_dataURL: EVIL }],
]

describe('a hostile page (T20)', () => {
  test('keeps no attribute that acts, in a snapshot', () => {
    for (const [tag, attributes] of WEAPONS) expect([tag, attributesOf(tag, attributes)]).toEqual([tag, {}])
  })

  test('keeps none in a change that comes later: the element is known from the picture', () => {
    for (const [tag, attributes] of WEAPONS) expect([tag, changed(tag, attributes)]).toEqual([tag, {}])
  })

  test('keeps none in a change to an element that came in the same event, whatever the picture calls its id', () => {
    for (const [tag, attributes] of WEAPONS) {
      const node = { type: 2, id: 1, tagName: tag, attributes: {}, childNodes: [] }
      const data = clean(
        mutation({ adds: [{ parentId: 1, nextId: null, node }], attributes: [{ id: 1, attributes }] }),
        showing('div'),
      )?.data as { attributes: object[] }
      expect([tag, data.attributes]).toEqual([tag, [{ id: 1, attributes: {} }]])
    }
  })

  test('says nothing about an element that is not known', () => {
    const data = clean(mutation({ attributes: [{ id: 7, attributes: { title: 'x' } }] }), showing('p'))?.data
    expect(data).toMatchObject({ attributes: [{ id: 7, attributes: {} }] })
  })

  test('keeps what looks: words, looks and what style sheets ask for', () => {
    const looks = {
      class: 'card',
      style: 'color: red',
      'aria-label': 'https://is.text/',
      'data-a.b': 'https://is.text/',
      '_ngcontent-abc-1': '',
      variant: 'primary',
      hidden: true,
      colspan: '2',
      title: 'javascript: is a word',
    }
    expect(attributesOf('td', looks)).toEqual(looks)
    expect(changed('td', looks)).toEqual(looks)
    expect(attributesOf('style', { media: '(min-width: 600px)', _cssText: 'p{}' })).toEqual({
      media: '(min-width: 600px)',
      _cssText: 'p{}',
    })
    expect(attributesOf('link', { rel: 'stylesheet', href: EVIL, _cssText: 'p{}' })).toEqual({
      _cssText: 'p{}',
    })
    expect(attributesOf('meta', { name: 'color-scheme', content: 'dark' })).toEqual({
      name: 'color-scheme',
      content: 'dark',
    })
    expect(attributesOf('div', { x: EVIL, 'y><script>': '1', '': '1' })).toEqual({ x: '' })
  })

  test('keeps a link a link, and takes it off its host', () => {
    expect(attributesOf('a', { href: 'https://shop.example/list.pdf' })).toEqual({
      href: 'https://[shop.example]/list.pdf',
    })
    for (const href of ['/basket', '#top', 'list', 'mailto:a@b.example'])
      expect(attributesOf('a', { href })).toEqual({ href })
    const written = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>x</script>',
      'blob:https://evil.example/x',
      '//evil.example/x',
      '/\\evil.example/x',
      '\\\\evil.example',
      'ht\ntps://evil.example/x',
      'https:evil.example/x',
      'https:/evil.example/x',
      'https://a@evil.example:8080/x',
      'https://[::1]/x',
      'ftp://evil.example/x',
    ]
    for (const address of written) {
      for (const href of [
        attributesOf('a', { href: address })?.['href'],
        (changed('a', { HREF: address }) as { href: string }).href,
      ])
        for (const base of ['https://own.example/', 'http://own.example/'])
          expect([address, URL.canParse(String(href), base)]).toEqual([address, false])
    }
  })

  test('shows pictures that it holds, and the place of others', () => {
    const held = 'data:image/png;base64,iVBORw0KGgo='
    for (const tag of ['img', 'input']) {
      expect(attributesOf(tag, { src: held })).toEqual({ src: held })
      expect(attributesOf(tag, { src: EVIL, srcset: `${EVIL} 2x` })?.['src']).toBe('https://[evil.example]/x')
      expect(changed(tag, { src: 'relative.png' })).toEqual({ src: 'https://[nowhere]/' })
    }
    expect(attributesOf('img', { srcset: `${EVIL} 2x` })).toEqual({ srcset: '' })
    const heavy = `data:image/svg+xml,${encodeURIComponent('<svg><g id="a"/><use href="#a"/></svg>')}`
    expect(attributesOf('img', { src: heavy })).toEqual({ src: 'https://[nowhere]/' })
  })

  test('names no host from a drawing', () => {
    for (const tag of ['use', 'lineargradient', 'pattern', 'mpath', 'textpath']) {
      expect(changed(tag, { href: EVIL, 'xlink:href': `${EVIL}#a` }, true)).toEqual({
        href: '',
        'xlink:href': '',
      })
      expect(changed(tag, { href: '#a' }, true)).toEqual({ href: '#a' })
    }
    for (const tag of ['image', 'feimage'])
      expect(changed(tag, { 'xlink:href': EVIL }, true)).toEqual({ 'xlink:href': 'https://[evil.example]/x' })
    expect(
      changed('rect', { fill: `url(${EVIL}#a)`, filter: 'u\\72l(//evil.example)', viewBox: '0 0 1 1' }, true),
    ).toEqual({
      fill: 'url("data:,")',
      filter: 'url("data:,")',
      viewBox: '0 0 1 1',
    })
    for (const attributeName of ['href', ' xlink:href ', 'HREF', 'style'])
      expect(changed('set', { attributeName, to: 'x' }, true)).toEqual({ to: 'x' })
  })

  test('makes no element that nobody knows, and none that cannot be made', () => {
    for (const tag of ['portal', 'fencedframe', 'constructor', 'applet', 'img src=x onerror=x'])
      expect(cleanBody(el(tag))[0]?.tagName).toBe('unknown-element')
    expect(cleanBody(el('script', {}, 'x'))[0]?.tagName).toBe('noscript')
    expect(cleanBody(el('my-card'))[0]?.tagName).toBe('my-card')
  })

  test('hides no address in the text of a style element, at once or later', () => {
    const sheet = `@import "${EVIL}"; p{background:url(${EVIL})}`
    const inside = cleanBody(el('style', {}, sheet))[0]?.childNodes?.[0]?.textContent
    expect(inside).not.toContain('evil')
    const node = { type: 3, id: 5, textContent: sheet }
    const texts = [{ id: 5, value: sheet }]
    const later = clean(mutation({ adds: [{ parentId: 1, nextId: null, node }], texts }), showing('style'))
    expect(JSON.stringify(later)).not.toContain('evil')
    const word = clean(mutation({ adds: [{ parentId: 1, nextId: null, node }], texts }), showing('p'))
    expect(JSON.stringify(word)).toContain(`url(${EVIL})`)
  })

  test('names none in what scripts did to its style sheets, and brings no fonts, canvas commands or media', () => {
    const rule = `p{background:url(${EVIL})}`
    for (const data of [
      { source: 8, id: 1, adds: [{ rule }], replace: rule, replaceSync: rule },
      { source: 13, id: 1, index: [0], set: { property: 'background', value: `url(${EVIL})` } },
      { source: 15, id: 1, styleIds: [1], styles: [{ styleId: 1, rules: [{ rule, index: 0 }] }] },
    ]) {
      const kept = clean(event(3, 1, data))
      expect(kept).toBeDefined()
      expect(JSON.stringify(kept)).not.toContain('evil')
    }
    for (const source of [7, 9, 10, 11, 14, 16])
      expect(clean(event(3, 1, { source, id: 1, family: 'f', fontSource: `url(${EVIL})` }))).toBeUndefined()
    expect(
      JSON.stringify(changed('div', { style: { background: [`url(${EVIL})`, ''], color: false } })),
    ).not.toContain('evil')
    const frames = [{ frames: [{ backgroundImage: `url(${EVIL})` }] }]
    expect(
      JSON.stringify(changed('div', { rr_animations: frames, rr_place: `background:url(${EVIL})` })),
    ).not.toContain('evil')
  })
})

test('a page without a size, and kinds without a picture, are passed over', () => {
  expect(clean(event(4, 1, { href: 'x', width: 0, height: 10 }))).toBeUndefined()
  expect(clean(event(4, 1, { href: 'x', width: 10, height: 10 }))).toBeDefined()
  for (const type of [-1, 0, 1, 5, 6, 7, 8]) expect(clean(event(type, 1))).toBeUndefined()
})

test('what a page could not give is counted', () => {
  const missing = nothingMissing()
  const body = [
    el('iframe', { rr_src: 'https://pay.example/' }),
    el('canvas'),
    el('canvas', { rr_dataURL: 'data:image/png;base64,x' }),
    el('video'),
    el('img', { src: 'https://shop.example/a.png' }),
    el('img', { src: 'data:image/png;base64,x' }),
    el('link', { rel: 'stylesheet', href: 'https://cdn.example/a.css' }),
  ]
  sanitised(event(2, 1, { node: documentOf(body), initialOffset: {} }), missing)
  expect(missing).toEqual({
    frames: 1,
    canvases: 1,
    media: 1,
    images: 1,
    stylesheets: 1,
    events: 0,
    rules: {},
    heavy: [],
  })
  expect(howMuchMissing(missing)).toBe(5)
})
