import { describe, expect, test } from 'vitest'
import { quietCss, quietSheet } from '../../../client/player/safe/css.ts'

describe('style that names no other host', () => {
  test('an address is gone in every way to write it', () => {
    const written = [
      'background: url(https://evil.example/a)',
      'background: URL( "//evil.example/a" )',
      `background: url('ht\\74ps://evil.example/a')`,
      'background: u\\72l(https://evil.example/a)',
      'background: u\\72\r\nl(https://evil.example/a)',
      'background: u\\000072 l(https://evil.example/a)',
      'background: url(\thttps:\\2f\\2f evil.example/a)',
      'background: url(a b\\) ; c: url(https://evil.example/b)',
      'background: image-set("https://evil.example/a" 1x, url(https://evil.example/b) 2x)',
      'background: -webkit-image-set(url(https://evil.example/a) 1x)',
      'background: src("https://evil.example/a")',
      'background: cross-fade(url(https://evil.example/a), red)',
      '@import "https://evil.example/a"; p{}',
      '@\\69mport url(https://evil.example/a);',
      '<!--url(https://evil.example/a)-->',
      '"\\\n" url(https://evil.example/a)',
      `'a\n url(https://evil.example/a) '`,
      '/* a */ url(https://evil.example/a) /* b */',
      '@namespace svg url(http://www.w3.org/2000/svg); p{background:url(https://evil.example/a)}',
      'background: url(blob:https://evil.example/a)',
      '@font-face { src: url(https://evil.example/a) format("woff2") }',
      `background: url("data:image/svg+xml,${encodeURIComponent('<svg><image href="https://evil.example/a"/></svg>')}")`,
    ]
    for (const css of written)
      expect([css, quietCss(css)]).toEqual([css, expect.not.stringContaining('evil.example/')])
  })

  test('a string that comes from elsewhere loads nothing', () => {
    const css = ':root{--a:"https://evil.example/";background:image-set(var(--a) 1x, attr(data-x) 2x)}'
    expect(quietCss(css)).toBe(
      ':root{--a:"https://evil.example/";background:image-set(not-shown(--a) 1x, not-shown(data-x) 2x)}',
    )
  })

  test('everything else stays as it is', () => {
    for (const css of [
      'a::after { content: "https://is.text/ url(x)" } /* url(x) */',
      '.md\\:w-1\\/2 { width: 50% }',
      '@media (min-width: 600px) { p { color: rgb(0 0 0 / 50%) } }',
      'background: url("data:image/png;base64,iVBORw0KGgo=")',
      'fill: url("#gradient"); filter: url("#f")',
      'p > a:not([href^="http"]):hover { width: calc(100% - var(--x, 3px)) }',
      '@namespace svg url("http://www.w3.org/2000/svg");',
      `a { quotes: '\\'' '"' }`,
    ])
      expect(quietCss(css)).toBe(css)
  })

  test('what is left open is closed, and pieces do not run into each other', () => {
    for (const [open, closed] of [
      ['p{content:"a', 'p{content:"a"'],
      ['p{content:"a\\\\', 'p{content:"a\\\\"'],
      ['p{content:"a\\"', 'p{content:"a\\""'],
      ['/* a', '/* a*/'],
      ['a\\', 'a '],
    ] as const)
      expect(quietCss(open)).toBe(closed)
    const sheet = quietSheet('a{b:ur/* rr_split */l(https://evil.example/)}')
    expect(sheet.replaceAll('/* rr_split */', '')).toBe('a{b:ur/**//**/l(https://evil.example/)}')
  })

  test('time grows with the length alone', () => {
    const shapes = [
      '(',
      '"',
      "'",
      '\\',
      '/*',
      'url(',
      'url(a ',
      'image-set(',
      'a',
      '-',
      '@',
      '\\7',
      'url("',
      '/',
      '<!--',
    ]
    const took = (text: string): number => {
      const start = performance.now()
      quietCss(text)
      return performance.now() - start
    }
    // Eight times as long: quadratic would be 64 times as much, each time it is tried.
    const isLinear = (shape: string): boolean =>
      Array.from({ length: 12 }).some(() => {
        const short = shape.repeat(Math.ceil(20_000 / shape.length))
        return took(short.repeat(8)) < 32 * (took(short) + 0.5)
      })
    for (const shape of shapes) expect([shape, isLinear(shape)]).toEqual([shape, true])
  }, 60_000)
})
