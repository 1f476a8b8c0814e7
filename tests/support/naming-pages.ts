/** A recording that does nothing but name hosts: each in another place, so that a name that is looked up tells which. */
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { event } from './frames.ts'
import { documentOf, el, idOf, pictureOf, type Markup } from './synthetic-page.ts'

const RELATIONS = [
  'preconnect',
  'dns-prefetch',
  'preload',
  'prefetch',
  'modulepreload',
  'prerender',
  'icon',
  'stylesheet',
]
const SVG = 'http://www.w3.org/2000/svg'

/** @param to makes an address on a host of its own */
const places = (to: (host: string) => string, when: string): Markup[] => [
  ...RELATIONS.flatMap((rel) => [
    el('link', { rel, href: to(`${when}-${rel}`), as: 'script' }),
    el('link', { REL: rel.toUpperCase(), HREF: to(`${when}-upper-${rel}`) }),
    el('LINK', { Rel: rel, href: to(`${when}-tag-${rel}`) }),
  ]),
  el('a', { href: to(`${when}-a`), ping: to(`${when}-ping`) }, 'a link'),
  el('iframe', { src: to(`${when}-iframe`), srcdoc: `<link rel=preconnect href=${to(`${when}-srcdoc`)}>` }),
  el('img', { src: to(`${when}-img`), srcset: `${to(`${when}-srcset`)} 2x` }),
  el('video', { src: to(`${when}-video`), poster: to(`${when}-poster`) }),
  el('object', { data: to(`${when}-object`) }),
  el('embed', { src: to(`${when}-embed`) }),
  el('form', { action: to(`${when}-form`) }, el('button', { formaction: to(`${when}-formaction`) }, 'Send')),
  el(
    'svg',
    { xmlns: SVG },
    el('image', { href: to(`${when}-image`) }),
    el('use', { 'xlink:href': to(`${when}-use`) }),
  ),
  el('table', { background: to(`${when}-table`) }),
  el('div', {
    style: `background:image-set("${to(`${when}-image-set`)}" 1x);cursor:url(${to(`${when}-cursor`)}),auto`,
  }),
  el('style', {
    _cssText: `@import "${to(`${when}-import`)}"; @font-face{font-family:f;src:url(${to(`${when}-font`)})} p{font-family:f}`,
  }),
  el('base', { href: to(`${when}-base`) }),
  el('meta', { 'http-equiv': 'refresh', content: `1;url=${to(`${when}-refresh`)}` }),
]

/** Attributes that come to an element after it is there. */
const later = (to: (host: string) => string): Record<string, Record<string, string>> => ({
  link: { href: to('late-link'), rel: 'preconnect' },
  dns: { HREF: to('late-dns'), Rel: 'dns-prefetch' },
  iframe: { src: to('late-iframe') },
  meta: { content: `0;url=${to('late-refresh')}`, 'http-equiv': 'refresh' },
  a: { href: to('late-a') },
  img: { src: to('late-img'), srcset: `${to('late-srcset')} 2x` },
  div: { style: `background:url(${to('late-style')})` },
})

/** Frames in order: a picture, and changes to it that come later. @param domain of the attacker */
export const namingFrames = (start: number, domain: string): RecordedEvent[][] => {
  // What would only be looked up has a domain of its own: of a name that is sent to the socket no look-up is seen.
  const to = (host: string): string => `https://${host}.${/dns|-a$/.test(host) ? 'dns-' : ''}${domain}/`
  const late = later(to)
  const tags: Record<string, string> = { dns: 'link' }
  const waiting = Object.keys(late).map((name) => el(tags[name] ?? name, { id: `late-${name}` }))
  const root = documentOf([el('h1', {}, 'Named'), ...waiting, ...places(to, 'first')], places(to, 'head'))
  let id = 500_000
  const body = idOf(root, ({ tagName }) => tagName === 'body')
  const adds = places(to, 'added').map((markup) => {
    const node = documentOf([markup]).childNodes?.[1]?.childNodes?.[1]?.childNodes?.[0]
    const renumber = (each: NonNullable<typeof node>): typeof each => ({
      ...each,
      id: (id += 1),
      ...(each.childNodes && { childNodes: each.childNodes.map(renumber) }),
    })
    if (!node) throw new Error('A place is no element.')
    return { parentId: body, nextId: null, node: renumber(node) }
  })
  const attributes = Object.entries(late).map(([name, changes]) => ({
    id: idOf(root, (node) => node.attributes?.['id'] === `late-${name}`),
    attributes: changes,
  }))
  const mark = {
    parentId: body,
    nextId: null,
    node: { type: 2, id: 400_000, tagName: 'hr', attributes: {}, childNodes: [] },
  }
  const change = (at: number, more: object): RecordedEvent =>
    event(EventType.IncrementalSnapshot, start + at, {
      source: IncrementalSource.Mutation,
      adds: [],
      removes: [],
      texts: [],
      attributes: [],
      ...more,
    })
  return [
    pictureOf(root, start),
    [change(500, { adds }), change(600, { attributes }), change(700, { adds: [mark] })],
  ]
}
