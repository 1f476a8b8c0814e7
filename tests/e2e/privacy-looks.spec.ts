/** What the gate lets through so that a page keeps its look: equal stand-ins and bounded numbers, and no value of anybody's. */
import { expect } from '@playwright/test'
import { test } from '../support/gate-stage.ts'

/** ISO/IEC 7812-1: a test number that passes the check. */
const CARD = '4556737586899855'
const PHONE = '4915112345678'

test('a value in an attribute leaves neither whole nor in parts, though a selector asks for it [L10][L14]', async ({
  stage,
}) => {
  await stage.open(
    `<p data-user="zqmaria" data-plan="zqgold" class="zqcol-4 zqx" title="Dear zqtitle" part="zqpart" exportparts="zqinner: zqouter">Words</p>
     <a href="/orders?zqorder=1#zqhash" name="zqname">Link</a><i id="zqid-7" style="--zqvar-free: zqvalue; grid-area: zqarea"></i>
     <b data-tip="zqtip" data-code="482913" data-wide="${PHONE}">Tip</b><x-own text="482913" color="a1b2c3" size="zqlarge" width="482913"></x-own>
     <svg><g fill="zqfill" result="zqresult" type="zqtype"></g></svg>`,
    {
      head: `<style>
        [data-user="zqmaria"] { color: red } [data-user^="zqm"] { top: 0 } [data-user$=ria i] { left: 0 } [title*="zqtit"] { margin: 0 }
        [class*="zqcol-"] { float: left } [href*="zqorder"], a[href$="#zqhash"] { color: green } [id|=zqid] { color: blue }
        [style*="zqarea"] { width: 9px } *|*[name~=zqname] { height: 9px } :is([data-plan=zqgold], p:not([data-plan="zqbasic"])) { color: navy }
        @scope ([data-user="zqscope"]) to ([data-plan='zqlimit']) { p { color: red } }
        b::after { content: attr(data-tip) attr(data-code); width: attr(data-wide px) }
        q { quotes: "zqopen" "zqclose" } p::first-line { color: var(--c, "zqfallback") }
      </style>`,
    },
  )
  await stage.page.evaluate(() => {
    const p = document.querySelector('p')!
    p.dataset['user'] = 'zqanother'
    p.dataset['plan'] = 'zqbasic'
    p.className = 'zqcol-9'
    document.querySelector('i')!.style.setProperty('--zqvar-free', 'zqlater zqmore')
  })
  await stage.page.evaluate(() => window.stage.snapshot())
  // A name of a variable is a name as a class is.
  const left = (await stage.left()).replaceAll('--zqvar-free', '')
  expect(left.toLowerCase()).not.toContain('zq')
  expect(left).not.toMatch(/482913|a1b2c3|1511234/)
  expect(left).toContain('data-casereel-looks')
})

test('a name that a page gave leaves in no property, rule or style of its own [L14]', async ({ stage }) => {
  await stage.open(
    `<p class="a" style="view-transition-name: zqown; animation-name: zqownmotion; font-family: zqownfont; counter-reset: zqowncount;
       container-name: zqowncontainer; grid-template-areas: 'zqownarea .'; z-index: 491511234; order: 1234567">Words</p>
     <font face="zqface, arial">Font</font>`,
    {
      head: `<style>
        .a { animation: zqspin 2s infinite, zqfade 1s; grid-template: "zqa zqb" 1fr / [zqline] 2fr; grid-row: zqrow-start / span 2 }
        .b { counter-increment: zqcount 2; content: counter(zqcount) counters(zqdeep, "zqsep", zqstyle); list-style: zqstyle "zqmark" }
        .c { container: zqcontainer / size; font: 12px/1 "zq Font 7", zqfamily; --zq1: zqident "zqstring" zqfn(zqarg) url(/a?zqurl) #zqhash 12zqunit }
        @keyframes zqspin { to { top: 0 } } @container zqcontainer (width > 1px) { p { top: 0 } }
        @counter-style zqstyle { system: extends zqbase; suffix: "zqsuffix" } @property --x { syntax: "zqword"; inherits: true; initial-value: zqinitial }
        @font-face { font-family: zqface; src: local("zqlocal"), url(f.woff2?zqkey) format("woff2") }
        ::view-transition-old(zqtransition) { top: 0 } .d { clip-path: path("M0 0zqpath"); cursor: url(c.cur?zqcursor), auto }
      </style>`,
    },
  )
  const left = (await stage.left()).replaceAll('--zq1', '')
  expect(left.toLowerCase()).not.toContain('zq')
  expect(left).not.toMatch(/491511234|1234567/)
  for (const kept of ['2s', 'infinite', '12px', 'span 2', 'arial']) expect(left).toContain(kept)
})

test('no number that places or sizes a thing holds somebody’s [L10][L14]', async ({ stage }) => {
  const groups = CARD.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
  await stage.open(
    `<svg viewBox="0 0 ${CARD} ${PHONE}" width="${PHONE}" height="${CARD.slice(0, 9)}">
       <path d="M${CARD} 1L${groups}"/><path d="M0.${CARD} .${CARD}l1.${PHONE}e${CARD}"/><path d="m1 1${PHONE}l219-12-3456z"/>
       <path d="M last team chat 1"/><path d="zq M1 1"/><polyline points="${groups.replaceAll(' ', ',')} 1,${PHONE}"/>
       <g transform="translate(${PHONE} ${CARD}) rotate(0.${CARD})" opacity="0.${PHONE}" stroke-dasharray="${groups}"></g>
       <text x="${CARD}" y="${PHONE}" textLength="0.00${CARD}">Drawn</text></svg>
     <table width="${PHONE}" cellpadding="${CARD}"><tr><td height="${PHONE}" colspan="${PHONE}">Cell</td></tr></table>
     <p style="--n: ${PHONE}px; --f: 0.${CARD}; --g: ${groups}; margin-left: calc(var(--n) + ${PHONE}px)">Words</p>
     <math><mspace width="${PHONE}px" height="1.${CARD}ex"></mspace></math>`,
    { head: `<style>p { --sheet: ${CARD}; --tel: +${PHONE} } b { width: 1.${PHONE}px }</style>` },
  )
  await stage.page.evaluate((phone) => {
    document.querySelector('p')!.style.setProperty('--n', `1.${phone}px`)
    document.querySelector('path')!.setAttribute('d', `M${phone} ${phone}`)
  }, PHONE)
  await expect.poll(() => stage.changes(0)).not.toEqual([])
  const left = await stage.left()
  // Whole, without what separates its parts, and the greater part of it.
  for (const number of [
    CARD,
    PHONE,
    CARD.slice(3),
    PHONE.slice(2),
    '567375868',
    '5112345',
    '3456z',
    CARD.slice(0, 7),
  ]) {
    expect(left).not.toContain(number)
    expect(left.replaceAll(/[\s,-]/g, '')).not.toContain(number)
  }
  expect(left).not.toMatch(/last|team|chat/)
})

test('what a field holds, and what stands in a private region, shows by no look either [L06][L22]', async ({
  stage,
}) => {
  await stage.open(
    `<input id="text" value="zqa"><button role="checkbox" aria-checked="true" data-state="checked"><i data-state="checked"></i></button>
     <label data-state="checked"><input type="checkbox" checked></label><select><option value="zqb" selected>zq</select>
     <section data-private><p data-diagnosis="positive" href="/zq" class="col-3" data-side="top" title="zqc">zqtext</p></section>
     <p id="outside" data-diagnosis="positive">Outside</p>`,
    {
      head: `<style>[value^="zqa"], [value="zqb"] { top: 0 } [aria-checked=true] { top: 1px } [data-state="checked"] { top: 2px }
        option[selected="selected"] { top: 3px } [data-diagnosis="positive"] { top: 4px } [class^=col-] { top: 5px } [data-side=top] { top: 6px }
        [title*=c] { top: 7px }</style>`,
    },
  )
  await stage.page.locator('#text').fill('zqb')
  await stage.page.evaluate(() => {
    document.querySelector('#text')!.setAttribute('value', 'zqb')
    document.querySelector('section p')!.setAttribute('data-diagnosis', 'negative')
  })
  await stage.page.evaluate(() => window.stage.snapshot())
  const left = await stage.left()
  expect(left).not.toMatch(/zq|positive|negative/)
  const looks = Array.from(left.matchAll(/"data-casereel-looks":"([\d ]*)"/g), ([, numbers]) => numbers)
  // The section's paragraph by its class and by a word of the platform, the one outside by its value; no other selector.
  expect(new Set(looks)).toEqual(new Set(['7 8', '6']))
})
