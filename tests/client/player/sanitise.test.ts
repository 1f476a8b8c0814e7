import { describe, expect, test } from 'vitest'
import { howMuchMissing, nothingMissing, readable, sanitised } from '../../../client/player/sanitise.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { event } from '../../support/frames.ts'
import { documentOf, el, type Markup } from '../../support/synthetic-page.ts'

interface Clean {
  tagName?: string
  attributes?: Record<string, unknown>
  childNodes?: Clean[]
}

const cleanBody = (...body: Markup[]): Clean[] => {
  const snapshot = event(2, 1, { node: documentOf(body), initialOffset: {} })
  const clean = sanitised(snapshot, nothingMissing())
  const html = ((clean?.data as { node: Clean } | undefined)?.node.childNodes ?? []).find(
    ({ tagName }) => tagName === 'html',
  )
  return html?.childNodes?.find(({ tagName }) => tagName === 'body')?.childNodes ?? []
}
const attributesOf = (
  tag: string,
  attributes: Record<string, unknown>,
): Record<string, unknown> | undefined => cleanBody(el(tag, attributes))[0]?.attributes

describe('attributes of a hostile snapshot (T20)', () => {
  test('handlers and all that acts by itself is gone, what only looks stays', () => {
    const hostile = {
      onerror: 'x',
      OnToggle: 'x',
      autofocus: '',
      srcdoc: '<script>',
      ping: '/p',
      nonce: 'n',
      is: 'x-y',
    }
    expect(
      attributesOf('div', { ...hostile, class: 'card', style: 'color: red', 'aria-label': 'Card' }),
    ).toEqual({
      class: 'card',
      style: 'color: red',
      'aria-label': 'Card',
    })
  })

  test('script addresses are gone, however they are written', () => {
    const written = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' \u0001javascript:alert(1)',
      'java\nscript:alert(1)',
      'java\u200bscript:alert(1)',
      'vbscript:x',
      'data:text/html,<script>x</script>',
    ]
    for (const href of written) expect(attributesOf('a', { href, id: 'a' })).toEqual({ id: 'a' })
    expect(attributesOf('a', { href: 'https://shop.example/javascript:' })).toHaveProperty('href')
  })

  test('names that are no names are gone', () => {
    expect(attributesOf('div', { 'x><script>': '1', '': '1', 'data-a.b': '1' })).toEqual({ 'data-a.b': '1' })
  })

  test('what loads a document, a program or a sound keeps its place without its source', () => {
    for (const [tag, name] of [
      ['iframe', 'src'],
      ['object', 'data'],
      ['embed', 'src'],
      ['applet', 'code'],
      ['video', 'src'],
      ['track', 'src'],
    ] as const) {
      expect(attributesOf(tag, { [name]: 'https://evil.example/', width: '9' })).toEqual({ width: '9' })
    }
  })

  test('base, refresh and links that load are husks', () => {
    expect(attributesOf('base', { href: 'https://evil.example/' })).toEqual({})
    expect(attributesOf('meta', { 'http-equiv': 'refresh', content: '0;url=https://evil.example/' })).toEqual(
      {},
    )
    for (const rel of [
      'preload',
      'prefetch',
      'dns-prefetch',
      'preconnect',
      'modulepreload',
      'import',
      'manifest',
    ])
      expect(attributesOf('link', { rel, href: 'https://evil.example/' })).toEqual({})
    const sheet = { rel: 'stylesheet', href: 'https://shop.example/a.css', _cssText: 'p{}' }
    expect(attributesOf('link', sheet)).toEqual({ rel: 'stylesheet', _cssText: 'p{}' })
  })

  test('a tag name that is none becomes a plain box', () => {
    expect(cleanBody(el('img src=x onerror=x', { id: 'a' }))[0]).toMatchObject({ tagName: 'div' })
  })
})

describe('mutations', () => {
  const mutation = (more: object): RecordedEvent =>
    event(3, 1, { source: 0, adds: [], removes: [], texts: [], attributes: [], ...more })

  test('added nodes and changed attributes go the same way', () => {
    const node = {
      type: 2,
      id: 9,
      tagName: 'iframe',
      attributes: { srcdoc: 'x', onload: 'x' },
      childNodes: [],
    }
    const change = {
      id: 1,
      attributes: { onclick: 'x', href: 'javascript:x', rel: 'prefetch', title: 'fine', hidden: null },
    }
    const clean = sanitised(
      mutation({ adds: [{ parentId: 1, nextId: null, node }], attributes: [change] }),
      nothingMissing(),
    )
    expect(clean?.data).toMatchObject({
      adds: [{ parentId: 1, node: { attributes: {} } }],
      attributes: [{ id: 1, attributes: { title: 'fine', hidden: null } }],
    })
    expect(JSON.stringify(clean)).not.toMatch(/onclick|javascript|prefetch|srcdoc|onload/)
  })

  test('the original is left as it was, because the Replayer writes into what it is given', () => {
    const given = mutation({ removes: [{ parentId: 1, id: 2 }] })
    const before = structuredClone(given)
    const clean = sanitised(given, nothingMissing())?.data as { removes: object[] } | undefined
    expect(clean?.removes.splice(0)).toHaveLength(1)
    expect(given).toEqual(before)
  })

  test('what has not the shape of a mutation is skipped, not thrown', () => {
    expect(sanitised(event(3, 1, { source: 0 }), nothingMissing())).toBeUndefined()
    const odd = mutation({
      adds: [null, 7, { node: 'x' }],
      removes: [null],
      texts: ['x'],
      attributes: [{ id: 1 }],
    })
    expect(sanitised(odd, nothingMissing())?.data).toMatchObject({
      adds: [],
      removes: [],
      texts: [],
      attributes: [],
    })
  })
})

describe('events', () => {
  test('only what has type, time and data is read', () => {
    const fine = event(3, 1, { source: 1 })
    const junk = [
      null,
      1,
      'x',
      {},
      { type: 3, timestamp: NaN, data: {} },
      { type: 3, timestamp: 1, data: null },
      { type: '3', timestamp: 1, data: {} },
    ]
    expect(readable([...junk, fine])).toEqual([fine])
    expect(readable('x')).toEqual([])
  })

  test('a page without a size, and kinds without a picture, are skipped', () => {
    const missing = nothingMissing()
    expect(sanitised(event(4, 1, { href: 'x', width: 0, height: 10 }), missing)).toBeUndefined()
    expect(sanitised(event(4, 1, { href: 'x', width: 10, height: 10 }), missing)).toBeDefined()
    for (const type of [0, 1, 5, 6, 7, 8]) expect(sanitised(event(type, 1), missing)).toBeUndefined()
  })
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
  expect(missing).toEqual({ frames: 1, canvases: 1, media: 1, images: 1, stylesheets: 1, rules: {} })
  expect(howMuchMissing(missing)).toBe(5)
})
