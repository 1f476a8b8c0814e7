/** A recording that attacks whoever watches it, sent through the real protocol. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import { entryEvent, type Entry } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { environmentEntry, event } from './frames.ts'
import { documentOf, el, idOf, pictureOf, type Markup } from './synthetic-page.ts'

export const PROOF = 'CASEREEL-PWNED'
/** Runs wherever script runs, and is noticed from outside. */
export const SCRIPT = `try{top.pwned=1}catch{};try{parent.pwned=1}catch{};window.pwned=1;console.log('${PROOF}');alert('${PROOF}')`
export const CONTROL_TEXT = 'The customer’s words are on the stage'

export interface Trap {
  url: string
  /** Paths that somebody asked for. */
  asked: string[]
  close(): Promise<void>
}

/** A server of the attacker, which waits for anybody's browser. */
export const startTrap = async (): Promise<Trap> => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('trap')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port for the trap.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Every way known to us in which markup runs a script or loads something. @param to where requests would go */
const weapons = (to: string): Markup[] => [
  el('script', {}, SCRIPT),
  el('script', { src: `${to}/script.js` }),
  el('img', { src: 'x', onerror: SCRIPT }),
  el('img', { src: `${to}/img.png`, srcset: `${to}/srcset.png 2x`, onload: SCRIPT, loading: 'eager' }),
  el(
    'picture',
    {},
    el('source', { srcset: `${to}/picture.png` }),
    el('img', { src: `${to}/picture-img.png` }),
  ),
  el('details', { open: '', ontoggle: SCRIPT }, el('summary', {}, 'more')),
  el('input', {
    autofocus: '',
    onfocus: SCRIPT,
    type: 'image',
    src: `${to}/input.png`,
    formaction: `javascript:${SCRIPT}`,
  }),
  el('iframe', { srcdoc: `<script>${SCRIPT}</script><img src="${to}/srcdoc.png">` }),
  el('iframe', { src: `javascript:${SCRIPT}` }),
  el('iframe', { src: `data:text/html,<script>${encodeURIComponent(SCRIPT)}</script>` }),
  el('iframe', { src: `${to}/frame` }),
  el(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', onload: SCRIPT },
    el('script', {}, SCRIPT),
    el('image', { href: `${to}/svg.png` }),
    el('use', { href: `${to}/use.svg#x` }),
    el('a', { 'xlink:href': `javascript:${SCRIPT}` }),
    el('animate', { onbegin: SCRIPT, attributeName: 'x', dur: '1s' }),
  ),
  el('math', {}, el('mtext', { 'xlink:href': `javascript:${SCRIPT}` })),
  el('object', { data: `${to}/object`, type: 'text/html' }),
  el('embed', { src: `${to}/embed`, type: 'text/html' }),
  el(
    'video',
    { src: `${to}/video.mp4`, poster: `${to}/poster.png`, autoplay: '', onerror: SCRIPT },
    el('source', { src: `${to}/source.mp4` }),
    el('track', { src: `${to}/track.vtt`, default: '' }),
  ),
  el('audio', { src: `${to}/audio.mp3`, autoplay: '', preload: 'auto' }),
  el('a', { href: `javascript:${SCRIPT}`, ping: `${to}/ping` }, 'a link'),
  el('form', { action: `${to}/form` }, el('button', { formaction: `javascript:${SCRIPT}` }, 'Send')),
  el(
    'div',
    { style: `background:url(${to}/style.png)`, onmouseover: SCRIPT, onanimationstart: SCRIPT },
    'styled',
  ),
  el('style', {
    _cssText: `@import url(${to}/import.css); @font-face{font-family:f;src:url(${to}/font.woff2)} body{font-family:f;background:url(${to}/css.png);cursor:url(${to}/cursor.png),auto}`,
  }),
  el('table', { background: `${to}/table.png` }),
  el('marquee', { onstart: SCRIPT }, 'marquee'),
  el('template', { shadowrootmode: 'open' }, el('img', { src: 'x', onerror: SCRIPT })),
  el('img src=x onerror=alert(1) ', {}),
  el('div', { [`x onmouseover=${SCRIPT} `]: '1' }),
  el('portal', { src: `${to}/portal` }),
  el('canvas', { rr_dataURL: `${to}/canvas.png` }),
  el('img', { rr_dataURL: `${to}/inlined.png` }),
  el('div', { rr_place: `background:url(${to}/place.png)`, rr_width: '10px', rr_height: '10px' }),
  el('div', {
    popover: 'auto',
    rr_popover: 'open',
    rr_focus: 'visible',
    rr_animations: [
      {
        frames: [
          { backgroundImage: `url(${to}/frame-1.png)` },
          { backgroundImage: `url(${to}/frame-2.png)` },
        ],
        timing: { duration: 60_000, easing: `url(${to}/easing)`, fill: 'both', iterations: -1 },
        time: 'soon',
        rate: 1e300,
      },
      { frames: [{ backgroundImage: `url(${to}/frame-3.png)` }], timing: { duration: 60_000, fill: 'both' } },
      null,
    ],
    rr_elapsed: [{}, '1'],
  }),
]

const headWeapons = (to: string): Markup[] => [
  el('base', { href: `${to}/base/` }),
  el('meta', { 'http-equiv': 'refresh', content: `0;url=${to}/refresh` }),
  el('meta', { 'http-equiv': 'Content-Security-Policy', content: 'default-src *' }),
  ...[
    'preload',
    'prefetch',
    'dns-prefetch',
    'preconnect',
    'modulepreload',
    'prerender',
    'icon',
    'manifest',
    'stylesheet',
    'stylesheet preload',
  ].map((rel) => el('link', { rel, href: `${to}/link-${rel.replace(' ', '-')}`, as: 'script' })),
  el('title', {}, `</title><script>${SCRIPT}</script>`),
]

/** Strings that are markup, a formula, a format or a direction to somebody. */
export const HOSTILE_TEXT = `"><img src=x onerror="${SCRIPT}"></script><script>${SCRIPT}</script>{{7*7}}\u202E=cmd|' /C'!A0`

const element = { tag: HOSTILE_TEXT, label: HOSTILE_TEXT, selector: HOSTILE_TEXT }
const entries = (to: string): Entry[] => [
  { kind: 'page', url: `javascript:${SCRIPT}`, title: HOSTILE_TEXT, cause: 'load' },
  { kind: 'page', url: `https://shop.example/${HOSTILE_TEXT}`, title: HOSTILE_TEXT, cause: 'push' },
  { kind: 'click', target: element, x: 1e9, y: -1e9 },
  { kind: 'input', target: element },
  { kind: 'submit', target: element },
  {
    kind: 'console',
    level: 'error',
    args: [HOSTILE_TEXT, `%c styled`, `background:url(${to}/console.png)`],
    stack: HOSTILE_TEXT,
  },
  {
    kind: 'request',
    initiator: 'fetch',
    method: 'GET"><script>',
    url: `javascript:${SCRIPT}`,
    status: 500,
    durationMs: 1e15,
  },
  {
    kind: 'error',
    source: 'uncaught',
    name: HOSTILE_TEXT,
    message: HOSTILE_TEXT,
    stack: HOSTILE_TEXT,
    file: `javascript:${SCRIPT}`,
  },
  {
    ...environmentEntry,
    userAgent: HOSTILE_TEXT,
    platform: HOSTILE_TEXT,
    languages: ['<script>'],
    timezone: '<b>Mars</b>',
  },
  { kind: 'control', action: 'gap', detail: HOSTILE_TEXT },
]

/**
 * Frames in order: the attack in the first picture, and once more in changes to it.
 * @param firstId of the added nodes; a picture takes each id once
 */
export const hostileFrames = (start: number, to: string, firstId = 100_000): RecordedEvent[][] => {
  const root = documentOf(
    [el('h1', {}, CONTROL_TEXT), el('div', { id: 'target' }), ...weapons(to)],
    headWeapons(to),
  )
  const target = idOf(root, ({ attributes }) => attributes?.['id'] === 'target')
  let id = firstId
  const adds = [...weapons(to), ...headWeapons(to)].map((markup) => {
    // Ids of their own, far from those of the page.
    const node = documentOf([markup]).childNodes?.[1]?.childNodes?.[1]?.childNodes?.[0]
    const renumber = (each: NonNullable<typeof node>): typeof each => ({
      ...each,
      id: (id += 1),
      ...(each.childNodes && { childNodes: each.childNodes.map(renumber) }),
    })
    if (!node) throw new Error('A weapon is no element.')
    return { parentId: target, nextId: null, node: renumber(node) }
  })
  const change = (data: object): RecordedEvent => event(EventType.IncrementalSnapshot, start + 500, data)
  const attributes = {
    onclick: SCRIPT,
    style: `background:url(${to}/changed.png)`,
    srcdoc: 'x',
    href: `javascript:${SCRIPT}`,
    'http-equiv': 'refresh',
  }
  return [
    [...pictureOf(root, start), ...entries(to).map((entry, index) => entryEvent(entry, start + index))],
    [
      change({
        source: IncrementalSource.Mutation,
        adds,
        removes: [],
        texts: [],
        attributes: [{ id: target, attributes }],
      }),
      change({
        source: IncrementalSource.StyleSheetRule,
        id: target,
        adds: [{ rule: `body{background:url(${to}/rule.png)}` }],
      }),
      change({
        source: IncrementalSource.AdoptedStyleSheet,
        id: 1,
        styleIds: [7],
        styles: [{ styleId: 7, rules: [{ rule: `body{background:url(${to}/adopted.png)}`, index: 0 }] }],
      }),
      change({
        source: IncrementalSource.Font,
        family: 'f',
        fontSource: `url(${to}/font.woff2)`,
        buffer: false,
      }),
      change({
        source: IncrementalSource.CanvasMutation,
        id: target,
        type: 0,
        commands: [
          { property: 'drawImage', args: [{ rr_type: 'HTMLImageElement', src: `${to}/drawn.png` }] },
        ],
      }),
      change({ source: IncrementalSource.MediaInteraction, id: target, type: 0 }),
      event(EventType.Plugin, start + 500, {
        plugin: 'rrweb/console@1',
        payload: { level: 'log', payload: [SCRIPT] },
      }),
    ],
  ]
}
