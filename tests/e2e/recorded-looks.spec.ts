/** Looks that hang on attributes, names and numbers: what the replay shows is what the page showed, element by element. */
import { expect, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { test, type GateStage } from '../support/gate-stage.ts'
import { differences, looksOf } from '../support/looks.ts'
import { pictureStage } from '../support/picture-stage.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

/** Compares the page as it is now with what our player shows of it. */
const createComparison = async (stage: GateStage) => {
  const blank = await stage.page.context().newPage()
  await blank.setViewportSize({ width: 1280, height: 720 })
  const player = await pictureStage(blank)
  return async (): Promise<void> => {
    // Changes are recorded in a microtask, and a late style sheet asks for a snapshot a moment later.
    const read = async (): Promise<string[]> => {
      await player.seek(await events(stage.page))
      return differences(await looksOf(stage.page), await looksOf(player.picture))
    }
    await expect.poll(read, { intervals: [100, 500, 1_000], timeout: 30_000 }).toEqual([])
  }
}

const THEMES = `<style>
  [data-theme="midnight"] { background: rgb(10, 10, 60); color: rgb(240, 240, 240) }
  [data-theme=lemon] { background: rgb(255, 250, 180) }
  html[data-mode="dark" i] .mode { color: rgb(255, 200, 0) }
  [data-density="compact"] li { padding: 1px } li { padding: 14px }
  [class*="col-"] { float: left; width: 33% } [class^="icon-"]::before, [class*=" icon-"]::before { content: "\\e901" }
  a[href^="/shop"] { color: rgb(0, 255, 0) } a[href$=".pdf"] { font-size: 22px } a[href*="q=maria"] { font-weight: 700 }
  [aria-sort=ascending] { color: rgb(0, 200, 255) } input[type=number] { width: 333px }
  [data-orientation=vertical] { height: 60px } [style*="--wide"] { width: var(--wide); background: rgb(90, 0, 90) }
  td[align=RIGHT] { border-left: 3px solid rgb(1, 2, 3) } [data-open="true"] > .panel { display: block } .panel { display: none }
  [data-step="payment"] .pay { display: block } .pay { display: none } [data-variant~="warn"] { border-top: 4px solid red }
  [lang|="de"] { font-style: italic } [data-v-1a2b3c4d] { font-size: 19px } [data-state="checked"] { background: rgb(200, 0, 0) }
  :not([data-tier="gold"]) > .tier { color: rgb(9, 9, 9) } [data-tier='gold'] > .tier { color: rgb(200, 150, 0) }
  .bar { height: 10px; width: calc(attr(data-percent px) * 3); background: teal } .note::after { content: "[" attr(data-tip) "]"; font-family: monospace }
  q:lang(de) { quotes: "\\00ab" "\\00bb" } ul.marks { list-style-type: "\\2013  " } [data-empty=""] { padding-left: 5px }
  x-card::part(title) { color: rgb(7, 77, 7); font-size: 31px } x-card[size^="la"] { width: 400px }
</style>`

test('looks that hang on attributes are the same, before and after a script changes them', async ({
  stage,
  page,
}) => {
  await stage.open(
    `<ul class="marks"><li>a</li><li>b</li></ul><p class="mode">mode</p><div class="col-md-4">one</div><div class="x col-7">two</div>
     <div style="clear:both"><a href="/shop/x?y=1">shop</a> <a href="/file.pdf">file</a> <a href="/x?q=maria.lopez">query</a></div>
     <table><tr><td align="right">cell</td><th aria-sort="ascending">sorted</th></tr></table><input type="number">
     <div data-orientation="vertical" data-state="checked">box</div><div style="--wide: 222px">by variable</div>
     <i class="big icon-home"></i><i class="icon-user"></i><p lang="de-AT"><q>quoted</q></p>
     <div id="open" data-open="true"><p class="panel">open panel</p></div><div id="step" data-step="payment"><p class="pay">pay</p></div>
     <p data-variant="big warn">variant</p><p data-v-1a2b3c4d>scoped</p><div id="tier" data-tier="gold"><p class="tier">tier</p></div>
     <div class="bar" data-percent="42.5"></div><span class="note" data-tip="zqtip">tip</span><p data-empty="">empty</p>
     <x-card size="large"></x-card>`,
    { head: `<meta charset="utf-8">${THEMES}` },
  )
  await page.evaluate(() => {
    const root = document.querySelector('x-card')!.attachShadow({ mode: 'open' })
    root.innerHTML = `<style>:host { display: block } :host([size="large"]) p { letter-spacing: 3px }</style>
      <p part="title zqpart">Card</p>`
    Object.assign(document.documentElement.dataset, { theme: 'midnight', mode: 'Dark' })
    document.body.dataset['density'] = 'compact'
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  const compare = await createComparison(stage)
  await compare()
  await page.evaluate(() => {
    document.documentElement.dataset['theme'] = 'lemon'
    delete document.documentElement.dataset['mode']
    document.body.dataset['density'] = 'cosy'
    document.querySelector<HTMLElement>('#step')!.dataset['step'] = 'review'
    document.querySelector<HTMLElement>('#open')!.dataset['open'] = 'false'
    document.querySelector<HTMLElement>('#tier')!.dataset['tier'] = 'silver'
    document.querySelector('.bar')!.setAttribute('data-percent', '12')
    document.querySelector('a')!.setAttribute('href', '/other')
    document.querySelector('x-card')!.setAttribute('size', 'small')
    document
      .querySelector('ul')!
      .insertAdjacentHTML('beforeend', '<li class="col-3" data-variant="warn">c</li>')
  })
  await compare()
  // A sheet that comes later asks for what was left out until now.
  await page.addStyleTag({
    content: '[data-tier="silver"] { padding: 8px } [data-density|=cosy] { margin-left: 40px }',
  })
  await compare()
  expect(await stage.left()).not.toMatch(/midnight|lemon|compact|payment|silver|maria|zqtip|zqpart/)
})

test('values of CSS keep the layout, and names in them have equal stand-ins', async ({ stage, page }) => {
  await stage.open(
    `<div class="g"><div>hero</div><div>left</div><div>right</div></div><div class="k"><i>1</i><i>2</i><i>3</i></div>
     <div class="r">ratio</div><p class="w">fluid</p><div class="d">flex</div><div class="l"><b>main</b></div>
     <div class="s">shorthand</div><p class="f">family</p><div class="n">long</div><div class="cc">one two three four five six</div>
     <p class="font">font</p><ul class="ls"><li>dash</li></ul><div class="an">anchor</div><div class="tip">tip</div>
     <div class="in" style="background: var(--back); background-clip: content-box; grid-area: zqinline">own</div>
     <div class="co"><p class="inner">container</p></div><ol class="ct"><li>counted</li></ol><div class="reg">registered</div>
     <p class="mo">moved</p><div class="cp">clipped</div>`,
    {
      head: `<style>
        @property --zqsize { syntax: "<length>"; inherits: false; initial-value: 37px }
        @keyframes zqslide { from { margin-left: 55px } to { margin-left: 55px } }
        @container zqbox (min-width: 100px) { .inner { padding-left: 21px } }
        @container style(--theme: zqdusk) { .inner { padding-top: 11px } }
        @layer zqbase, zqtop; @layer zqtop { .d { border-left: 2px solid red } } @layer zqbase { .d { border-left: 9px solid red } }
        @counter-style zqthumbs { system: cyclic; symbols: "\\2192"; suffix: " " }
        :root { --area: zqhero; --areas: "zqhero zqhero" "zqleft zqright2"; --cols: repeat(3, minmax(0, 1fr)); --ratio: 16/9;
          --w: min(100%, 22rem); --fs: clamp(1rem, .9rem + .5vw, 2rem); --c: 210 90% 30%; --disp: inline-flex;
          --line: [zqfull] 40px [zqmain-start] 1fr [zqmain-end]; --border: 5px solid rgb(0, 0, 200); --cond: ; --tog: initial;
          --fam: "Zqsource Sans 3", serif; --n: 1234567px; --col: 2; --back: rgb(255, 230, 200); --motion: zqslide 1s infinite;
          --at: --spot; --pos: sticky; --gap: 7.123456789px }
        .g { display: grid; grid-template-areas: var(--areas); grid-template-columns: 200px 300px; gap: var(--gap) }
        .g > :nth-child(1) { grid-area: var(--area) } .g > :nth-child(2) { grid-area: zqleft } .g > :nth-child(3) { grid-area: zqright2 }
        .k { display: grid; grid-template-columns: var(--cols); width: 600px } .r { aspect-ratio: var(--ratio); width: 160px }
        .w { width: var(--w); font-size: var(--fs); color: hsl(var(--c)) } .d { display: var(--disp); padding: 9px }
        .l { display: grid; grid-template-columns: var(--line) } .l > * { grid-column: zqmain-start }
        .s { background: var(--back); background-clip: padding-box; border: var(--border); border-left-width: 20px;
          padding: var(--cond, 30px); margin: var(--tog, 12px) }
        .f { font-family: var(--fam) } .n { max-width: var(--n); width: 240px } .cc { column-count: var(--col); width: 400px }
        .font { font: italic 700 22px/1.8 "Zqsource Sans 3", monospace } .ls { list-style-type: "-- "; padding-left: 40px }
        .an { anchor-name: var(--at); position: absolute; left: 500px; top: 30px }
        .tip { position: absolute; position-anchor: --spot; left: anchor(right); top: anchor(bottom) }
        .co { container: zqbox / inline-size; --theme: zqdusk; width: 300px }
        .ct { counter-reset: zqcount 4; list-style: zqthumbs inside } .ct li::after { content: counters(zqcount, ".") " \\2713" }
        .reg { width: var(--zqsize) } .mo { animation: var(--motion); animation-play-state: paused }
        .cp { clip-path: path("M0 0L80.123456789 0L40 12z"); width: 90px }
      </style>`,
    },
  )
  const compare = await createComparison(stage)
  await compare()
  await page.evaluate(() => {
    const { style } = document.documentElement
    style.setProperty('--area', 'zqleft')
    style.setProperty('--cols', '1fr 2fr 90px')
    style.setProperty('--n', '77px')
  })
  await compare()
  // The names of layers and of own properties are names as classes are: a sheet's.
  const left = (await stage.left()).replaceAll(/@layer[^;{]*|--zqsize/g, '')
  expect(left.toLowerCase()).not.toContain('zq')
})

test('attributes that HTML, SVG and MathML draw by keep their look', async ({ stage, page }) => {
  const digits = '0.12345678901234567'
  await stage.open(
    `<table border="1" bordercolor="red" cellpadding="7" cellspacing="9" rules="groups" frame="hsides" bgcolor="ffcc00" width="60%" align="center">
       <colgroup span="2" width="90"></colgroup><thead><tr valign="bottom" height="60"><th nowrap>a long head</th><td bgcolor="#336699">x</td></tr></thead>
       <tbody><tr><td rowspan="2" valign="top" height="44">tall</td><td hspace="3">y</td></tr></tbody></table>
     <hr noshade size="9" width="50%" align="left" color="navy"><font face="courier new" size="+2" color="008000">font</font>
     <ol type="A" start="3" reversed compact><li>c</li><li value="9">i</li></ol><br clear="all"><pre wrap width="20">pre text</pre>
     <img alt="" src="/none.png" hspace="11" vspace="4" border="2" align="right" width="30" height="20">
     <iframe frameborder="0" marginwidth="0" marginheight="0" scrolling="no" width="120" height="40"></iframe>
     <input size="7"><textarea rows="3" cols="11" wrap="off"></textarea>
     <svg width="300" height="100" viewBox="0 0 300.${'1'.repeat(15)} 100">
       <defs><linearGradient id="zqgrad" x1="${digits}"><stop offset=".5" stop-color="teal"/></linearGradient>
         <clipPath id="zqclip"><circle cx="50" cy="50" r="40.5555555555"/></clipPath><mask id="zqmask"><rect width="80" height="80" fill="#fff"/></mask>
         <filter id="zqfilter" x="-20%" primitiveUnits="userSpaceOnUse"><feGaussianBlur in="SourceGraphic" stdDeviation="2" result="zqblur"/><feMerge><feMergeNode in="zqblur"/></feMerge></filter>
         <symbol id="zqicon" viewBox="0 0 10 10"><path d="M1 1h8v8H1z"/></symbol></defs>
       <path d="M10.123456789012345,20.98765432109876C1e1 2e1,50.5.5.25-30a5 5 0 01.5.5zm5 5 NaN" fill="url(#zqgrad)" stroke="rgb(1,2,3)" stroke-width="1.23456789"/>
       <polyline points="0,0 33.33333333333333,10 66.66666666666667,${digits}" fill="none" stroke="red" stroke-dasharray="4.123456 2"/>
       <g transform="translate(12.345678901234567 3) rotate(15.5 10 10) scale(0.00012345678)" opacity="0.87654321"><rect width="7000.123456789" height="9"/></g>
       <rect class="masked" x="5" width="60" height="60" clip-path="url(#zqclip)" mask="url(#zqmask)" filter="url('#zqfilter')"/><use href="#zqicon" x="200" width="40" height="40"/>
       <text x="9.99999999" y="90" text-anchor="middle" font-size="12.3456789px" textLength="80">label</text></svg>
     <div class="cut">cut by a style sheet</div>`,
    { head: '<style>.cut { clip-path: url(#zqclip); width: 90px }</style>' },
  )
  await page.evaluate(() => {
    for (const [name, value] of [
      ['text', 'navy'],
      ['bgcolor', 'eeeeee'],
      ['leftmargin', '33'],
      ['topmargin', '5'],
    ] as const)
      document.body.setAttribute(name, value)
  })
  const compare = await createComparison(stage)
  await compare()
  const left = await stage.left()
  expect(left).not.toMatch(/zq|123456|0987654|6666666/)
  // Every reference still finds its part.
  const ids = new Set(Array.from(left.matchAll(/"id":"(id-\d+)"/g), ([, id]) => id))
  const references = Array.from(left.matchAll(/#(id-\d+)/g), ([, id]) => id)
  expect(references.length).toBeGreaterThanOrEqual(6)
  expect(references.filter((id) => !ids.has(id))).toEqual([])
})

test('a formula keeps its sizes', async ({ stage }) => {
  await stage.open(
    `<math display="block"><mspace width="984.123456789px" height="3ex"/><mfrac linethickness="3px"><mi mathvariant="normal">x</mi>
       <mi mathcolor="red">y</mi></mfrac></math><svg width="111.437ex" height="5.6789012ex" viewBox="0 -883.987654321 49234.6 1000"></svg>`,
  )
  const left = await stage.left()
  for (const kept of [
    '984.1234px',
    '3ex',
    '3px',
    'normal',
    'red',
    '111.437ex',
    '5.6789ex',
    '0 -883.987 49234.6 1000',
  ])
    expect(left).toContain(`:"${kept}"`)
})

test('a frameset keeps its rows and columns', async ({ stage, page }) => {
  await stage.open('')
  await page.evaluate(() => {
    const set = document.createElement('frameset')
    set.innerHTML =
      '<frame noresize scrolling="no"><frameset rows="20%,1*,2*" border="0"><frame><frame><frame></frameset>'
    set.setAttribute('cols', '120,*')
    set.setAttribute('frameborder', '0')
    set.setAttribute('framespacing', '3')
    document.body.replaceWith(set)
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await (
    await createComparison(stage)
  )()
})
