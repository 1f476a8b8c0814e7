/** Names that a page gave, in every place that takes one: none leaves, and what hangs on them looks the same. */
import { expect, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'
import { differences, looksOf } from '../support/looks.ts'
import { pictureStage } from '../support/picture-stage.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

/** Every canary begins with these letters; no word of a platform does. */
const CANARY = /zq[a-z]+/gi

const STYLE = `
  @namespace zqspace url("http://www.w3.org/2000/svg");
  @layer zqbase, zqtop.zqinner;
  @layer zqtop.zqinner { .layered { padding-left: 31px } } @layer zqbase { .layered { padding-left: 3px } }
  @property --zqsize { syntax: "<length>"; inherits: false; initial-value: 37px }
  @keyframes zqslide { from { margin-left: 55px } to { margin-left: 55px } }
  @keyframes "zqquoted motion" { from { padding-top: 8px } to { padding-top: 8px } }
  @counter-style zqthumbs { system: fixed; symbols: "\\2192" "\\2193"; suffix: " "; fallback: zqother }
  @counter-style zqother { system: extends zqthumbs; prefix: "\\2022" }
  @font-face { font-family: "Zqsource Sans 3"; src: local("Zqlocal Sans"), local(Zqbare), url(file.woff2) format("woff2") }
  @font-face { font-family: Zqsingle; src: local("Courier New") }
  @font-palette-values --zqpalette { font-family: Zqsingle; base-palette: 1; override-colors: 0 red }
  @font-feature-values Zqsource Sans { @styleset { zqnice: 12 } @swash { zqfancy: 1 } }
  @container zqbox (min-width: 100px) { .inner { padding-left: 21px } }
  @container style(--zqtheme: zqdusk) { .inner { padding-top: 11px } }
  @supports (--zqsupported: zqvalue) { .sup { padding-top: 6px } }
  @supports (zqunknown: zqvalue) or selector(zq-tag > .zqb) { .sup { padding-left: 16px } }
  @media (zqfeature: zqmaybe) { .sup { top: 0 } } @media (min-width: 300px) and (prefers-reduced-motion: no-preference) { .sup { margin-left: 26px } }
  @page zqpage:first { margin: 1cm } .paged { page: zqpage }
  @position-try --zqtry { left: 0; top: 400px }
  @view-transition { navigation: auto; types: zqkind zqother }
  @scope (zq-card) to ([data-zqlimit]) { .scoped { padding-left: 23px } }
  @function --zqdouble(--zqarg <length>: 4px) { --zqlocal: calc(var(--zqarg) * 2); result: var(--zqlocal) }
  :root { --zqarea: zqhero; --zqareas: "zqhero zqhero" "zqleft zqright"; --zqline: [zqfull] 40px [zqmain-start] 1fr [zqmain-end];
    --zqfont: "Zqsource Sans 3", Zqsingle, "Courier New", serif; --zqone: Zqsingle; --zqmotion: zqslide 1s infinite; --zqgap: 7px; --zqempty: ;
    view-timeline-name: --zqview; timeline-scope: --zqview }
  .grid { display: grid; grid-template-areas: var(--zqareas); grid-template-columns: 200px 300px; gap: var(--zqgap, zqfallback) }
  .grid > :nth-child(1) { grid-area: var(--zqarea) } .grid > :nth-child(2 of zq-cell, b) { grid-area: zqleft } .grid > :nth-child(3) { grid-area: zqright }
  .lines { display: grid; grid-template-columns: var(--zqline) } .lines > * { grid-column: zqmain-start / zqmain-end }
  .fonts { font-family: var(--zqfont) } .short { font: italic 700 22px/1.8 "Zqsource Sans 3", Zqsingle, "Courier New", monospace }
  .one { font-family: var(--zqone), monospace } .system { font-family: "Helvetica Neue", "Segoe UI", "Courier New", Arial }
  .alternates { font-variant-alternates: styleset(zqnice) swash(zqfancy); font-palette: --zqpalette }
  .anchor { anchor-name: --zqspot; position: absolute; left: 500px; top: 30px }
  .tip { position: absolute; position-anchor: --zqspot; left: anchor(right); top: anchor(--zqspot bottom); position-try-fallbacks: --zqtry, flip-block }
  .box { container: zqbox / inline-size; --zqtheme: zqdusk; width: 300px }
  .counted { counter-reset: zqcount 4; list-style: zqthumbs inside } .counted li { counter-increment: zqcount 2 }
  .counted li::after { content: counters(zqcount, ".", zqthumbs) attr(data-zqtip) "\\2713" }
  .sized { width: var(--zqsize) } .moved { animation: var(--zqmotion); animation-play-state: paused }
  .twice { animation: zqslide 1s infinite paused, "zqquoted motion" 1s infinite paused; will-change: zqthing, transform; transition: --zqgap 1s, zqprop 2s }
  .typed { width: attr(data-zqwidth px); background: teal; height: attr(data-zqheight type(<length>), 12px) }
  .called { padding-left: --zqdouble(9px) }
  .vt { view-transition-name: zqhead; view-transition-class: zqclass }
  ::view-transition-group(zqhead) { top: 0 } ::view-transition-old(.zqclass) { top: 0 } :active-view-transition-type(zqkind) { top: 0 }
  ::highlight(zqhit) { color: red } p::-webkit-zqpart { color: red } p:lang(zqlang) { color: red }
  zq-card { display: block; padding: 14px } zq-card:state(zqbusy) { color: red } zq-card::part(zqtitle zqbig) { font-size: 31px }
  zq-card::part(zqtitle) { color: rgb(7, 77, 7) } :is(zq-card, zqunknown) > zq-cell { padding-left: 6px } zqspace|path { fill: rgb(1, 2, 3) }
  zqunknown { display: block; margin-left: 44px } :not(zq-card):has(> zqunknown) { padding-bottom: 9px } ZQ-UPPER { color: rgb(9, 8, 7) }
  [data-zqflag] { border-left: 3px solid red } [zqbare]:not([data-zqlimit]) { padding-top: 13px } [aria-zqown] { padding-right: 2px }
  [data-zqvalue^="zqva"] { margin-top: 5px } svg [zqattr] { opacity: .5 } [rr_zqown] { padding-bottom: 3px }
  .kept { color: rgb(20, 30, 40) }`

const BODY = `
  <div class="kept" id="zqidofsomebody" data-zqprivate="zqdata" zqplain>Kept</div><p class="layered">Layered</p><p class="sup">Supports</p>
  <div class="grid"><b>hero</b><b>left</b><b>right</b></div><div class="lines"><b>main</b></div>
  <p class="fonts">Fonts</p><p class="short">Short</p><p class="one">One</p><p class="system">System</p><p class="alternates">Alternates</p>
  <div class="anchor">anchor</div><div class="tip">tip</div><div class="box"><p class="inner">container</p></div>
  <ol class="counted"><li data-zqtip="zqwords">counted</li></ol><div class="sized">sized</div><p class="moved">moved</p><p class="twice">twice</p>
  <div class="typed" data-zqwidth="180" data-zqheight="33px">typed</div><p class="called">called</p><p class="paged vt">paged</p>
  <zq-card data-zqflag><b slot="zqslot">In a slot</b><p class="scoped">Scoped</p><zq-cell>Cell</zq-cell></zq-card>
  <zqunknown zqbare>Unknown</zqunknown><zq-upper>Upper</zq-upper><p data-zqflag="zqx" zqbare data-zqlimit>Flagged</p>
  <p data-zqvalue="zqvalue" aria-zqown="zqy" rr_zqown="zqz">Valued</p>
  <svg width="60" height="20"><path zqattr="zqw" --zqodd="zqv" d="M0 0L20 10L0 20z"/><zqshape style="display: none"/></svg>
  <p style="--zqinline: zqinlinevalue; --zqgap: 9px; font-family: 'Zqsource Sans 3', Zqsingle, serif; anchor-name: --zqspotted; padding-left: var(--zqgap)">Own</p>
  <font face="Zqsource Sans 3, Courier New">Face</font>`

const SCRIPT = `
  customElements.define('zq-card', class extends HTMLElement {
    constructor() {
      super()
      this.attachShadow({ mode: 'open' }).innerHTML = '<style>:host { border: 2px solid green } ::slotted([slot=zqslot]) { font-style: italic } ' +
        'zq-inner { display: block; padding: 4px }</style><h2 part="zqtitle zqbig">Title</h2><slot name="zqslot"></slot>' +
        '<zq-inner exportparts="zqtitle: zqouter" part="zqinner"><slot></slot></zq-inner>'
    }
  })`

const createComparison = async (page: Page): Promise<() => Promise<string[]>> => {
  const blank = await page.context().newPage()
  await blank.setViewportSize({ width: 1280, height: 720 })
  const player = await pictureStage(blank)
  return async () => {
    await player.seek(await events(page))
    return differences(await looksOf(page), await looksOf(player.picture))
  }
}

test('no name that a page gave leaves, and what hangs on it looks the same [L14]', async ({
  stage,
  page,
}) => {
  await stage.open(BODY, { head: `<style>${STYLE}</style><script>${SCRIPT}</script>` })
  const compare = await createComparison(page)
  await expect.poll(compare).toEqual([])

  // As a page goes on: new elements and attributes, styles of their own, rules, adopted sheets, animations by script.
  await page.evaluate(() => {
    const card = document.querySelector('zq-card')!
    card.insertAdjacentHTML(
      'beforeend',
      '<zq-later data-zqflag="zq" data-zqlate="zq">Later</zq-later><b slot="zqslot">Also</b>',
    )
    const [kept, own] = [
      document.querySelector<HTMLElement>('.kept')!,
      document.querySelector<HTMLElement>('p[style]')!,
    ]
    kept.setAttribute('data-zqflag', 'zqchanged')
    kept.style.setProperty('--zqset', 'zqsetvalue')
    own.style.setProperty('--zqgap', '19px')
    document.querySelector('zqunknown')!.removeAttribute('zqbare')
    document.querySelector('.typed')!.setAttribute('data-zqwidth', '77')
    const { sheet } = document.querySelector('style')!
    sheet!.insertRule('zq-later { display: block; margin-left: var(--zqgap) }', sheet!.cssRules.length)
    const rule = sheet!.cssRules[sheet!.cssRules.length - 1] as CSSStyleRule
    rule.style.setProperty('--zqrule', 'zqrulevalue')
    rule.style.setProperty('padding-left', 'var(--zqgap)')
    rule.style.removeProperty('--zqrule')
    const adopted = new CSSStyleSheet()
    adopted.replaceSync(
      '@layer zqadopted { zq-later { padding-top: 15px } } [data-zqlate] { text-align: right }',
    )
    document.adoptedStyleSheets = [adopted]
    customElements.define('zq-later', class extends HTMLElement {})
    own.animate(
      [
        { '--zqframe': '1px', opacity: 0.5 },
        { '--zqframe': '2px', opacity: 0.5 },
      ] as Keyframe[],
      { duration: 1e6 },
    )
  })
  await expect.poll(compare).toEqual([])
  await page.locator('zq-later').click()
  await page.evaluate(() => window.stage.snapshot())
  await expect
    .poll(async () => (await events(page)).filter(({ type }) => type === 2).length)
    .toBeGreaterThan(1)
  expect(await compare()).toEqual([])

  // The same search finds them in the page itself, more than eighty.
  const source = await page.content()
  expect(new Set(source.match(CANARY)).size).toBeGreaterThan(80)
  const left = await stage.left()
  expect([...new Set(left.match(CANARY))]).toEqual([])
  for (const kept of [
    'kept',
    'Helvetica Neue',
    'Segoe UI',
    'Courier New',
    'prefers-reduced-motion',
    'infinite',
    'woff2',
    'anchor(right)',
  ])
    expect(left).toContain(kept)
  const described = await page.evaluate(() =>
    JSON.stringify(window.stage.describe(document.querySelector('zq-later')!)),
  )
  expect(described).toContain('Later')
  expect(described).not.toMatch(CANARY)
})
