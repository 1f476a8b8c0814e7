/** Styles: strings, addresses and own properties, by every way that a page has of writing them. */
import type { Part, Planter } from './plant.ts'
import { number } from './values.ts'

export interface Styles extends Part {
  /** Text of a stylesheet that is a file. */
  sheet: string
}

export const styles = (plant: Planter): Styles => {
  const css = (id: string): string => plant('L14', 'Strings and addresses in styles', id)
  const long = (id: string): string => plant('L14', 'Strings and addresses in styles', id, number(id, 14))
  const name = (id: string): string => plant('L14', 'Names that a page gives', id)
  const custom = `x-${name('custom element')}`.toLowerCase()
  const part = name('part')
  const asked = name('attribute that a style asks for')
  const names = `
    ${custom} { display: block } ${custom}::part(${part}) { color: red } [data-${asked}] { top: 0 }
    @layer ${name('layer')} { p { top: 0 } } p { --${name('name of an own property')}: 1px; anchor-name: --${name('anchor')} }
    @property --${name('registered property')} { syntax: "*"; inherits: false } @position-try --${name('position')} { top: 0 }
    @font-face { font-family: Two ${name('font of two words')}; src: local("Local ${name('local font')}") }
    .a { will-change: ${name('will-change')}; transition: ${name('transition')} 1s; page: ${name('page')}; grid-row: ${name('line')} }
    .b { margin: var(--none, ${name('fallback of a variable')}); counter-increment: ${name('counter of two')} 2 }
    @supports (--x: ${name('what is asked of a browser')}) { p { left: 0 } } ::highlight(${name('highlight')}) { color: red }
    ::view-transition-old(${name('view transition')}) { top: 0 } p::-webkit-${name('pseudo-element')} { top: 0 }`
  const rules = `
    .a::before { content: "${css('content')}" } .b::after { content: '${css('content in single quotes')}' counter(x) }
    .c::before { content: "\\"${css('content behind an escape')}" } .d { quotes: "${css('quotes')}" "x" }
    .e { background: url(/api/p.png?sig=${css('address')}) } .f { background: url("/api/p.png#${css('address in quotes')}") }
    .g { background-image: image-set("/api/p.png?sig=${css('image-set')}" 1x, url('/api/q.png?sig=${css('url in image-set')}') 2x) }
    .h { --name: ${css('own property')} } .i { --name: "${css('string in an own property')}" }
    .j { list-style-type: "${css('list mark')}" } .k { cursor: url(/api/c.cur?u=${css('cursor')}), auto }
    .l { text-overflow: "${css('text-overflow')}" } .m { hyphenate-character: "${css('hyphen')}" }
    .n { mask-image: url(/api/m.svg?u=${css('mask')}) } .o { filter: url(/api/f.svg?u=${css('filter')}#f) }
    .p { background: url(https://ana:${css('user info in an address')}@canary.example/x.png) }
    [data-customer="${css('attribute selector')}"] { color: red }
    @media (min-width: 1px) { .q::before { content: "${css('content in @media')}" } }
    @supports (display: grid) { .r { & .s::before { content: "${css('content in a nested rule')}" } } }
    @layer base { .t::before { content: "${css('content in @layer')}" } }
    @font-face { font-family: "${css('font family')}"; src: url(/api/f.woff2?k=${css('font address')}) }
    @counter-style own { system: cyclic; symbols: "${css('counter symbol')}"; suffix: "${css('counter suffix')}" }
    @property --own { syntax: "*"; inherits: false; initial-value: ${css('initial value')} }
    @keyframes k { from { content: "${css('content in keyframes')}" } }
    /* ${css('comment in a style')} */
    .p { animation: ${css('name of an animation')} 1s; grid-area: ${css('name of an area')}; counter-reset: ${css('name of a counter')} }
    @keyframes ${css('name of keyframes')} { to { top: 0 } } @container ${css('name of a container')} (width > 1px) { p { top: 0 } }
    [data-part^="${css('beginning of an attribute')}"], [data-part*="${css('part of an attribute')}" i] { color: red }
    @container style(--theme: ${css('value in a style query')}) { p { left: 0 } }
    p { --areas: "${css('area in an own property')} x"; --number: ${long('number in an own property')} }`
  const imported = css('address of @import')
  const sheet = `.u::before { content: "${css('content in a file')}" } .v { background: url(p.png?sig=${css('address in a file')}) }
    .w { --name: ${css('own property in a file')} }`
  const inline = css('content in a style attribute')
  const inlineUrl = css('address in a style attribute')
  const inlineOwn = css('own property in a style attribute')
  const link = css('address of a stylesheet')
  const svg = css('fill of a drawing')
  const order = plant(
    'L14',
    'Strings and addresses in styles',
    'number in a style attribute',
    number('number in a style attribute', 9),
  )
  const later = {
    inserted: css('inserted rule'),
    adopted: css('adopted stylesheet'),
    replaced: css('replaced stylesheet'),
    shadow: css('stylesheet adopted by a shadow root'),
    property: css('own property set by a script'),
    background: css('background set by a script'),
    attribute: css('style attribute set by a script'),
    text: css('style element that is added'),
    edited: css('style element that is edited'),
    rule: css('style of a rule set by a script'),
    nested: css('rule inserted into a group'),
    font: css('font face made by a script'),
    cssText: css('cssText'),
  }
  return {
    sheet,
    head: `<style>${names}</style><style>${rules}</style><style>@import url("/api/style.css?u=${imported}");</style>
      <link rel="stylesheet" href="/sheet.css?u=${link}"><style id="live">@media all { .x { color: green } } .y { color: red }</style>`,
    body: `<p class="a b c d e f g h i j k l m n o p q r t u v w x y" id="styled">Styled</p>
      <p style="--name: ${inlineOwn}; background: url('/api/p.png?sig=${inlineUrl}'); quotes: '${inline}' 'x'; view-transition-name: ${css('name in a style attribute')};
        font-family: ${css('family in a style attribute')}; z-index: 7; order: ${order}">Inline</p>
      <svg width="9" height="9"><rect fill="url(/api/paint.svg?u=${svg}#p)"></rect></svg><div id="style-host"></div>
      <${custom} slot="${name('slot')}" data-${asked}><template shadowrootmode="open"><b part="${part}">Part</b><slot name="${name('name of a slot')}"></slot></template></${custom}>`,
    act: (page) =>
      page.evaluate((value) => {
        const element = document.getElementById('styled')!
        const live = (document.getElementById('live') as HTMLStyleElement).sheet!
        const say = (text: string): string => `.z::before { content: "${text}" }`
        live.insertRule(say(value.inserted), 0)
        const group = [...live.cssRules].find((rule) => rule instanceof CSSMediaRule)
        group?.insertRule(say(value.nested))
        const plain = [...live.cssRules].findLast((rule) => rule instanceof CSSStyleRule)
        plain?.style.setProperty('quotes', `"${value.rule}" "x"`)
        const sheetOf = (text: string): CSSStyleSheet => {
          const made = new CSSStyleSheet()
          made.replaceSync(say(text))
          return made
        }
        const adopted = sheetOf(value.adopted)
        document.adoptedStyleSheets.push(adopted)
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(value.replaced)]
        adopted.replaceSync(say(`${value.adopted} again`))
        const root = document.getElementById('style-host')!.attachShadow({ mode: 'open' })
        root.append('Shadow')
        root.adoptedStyleSheets = [sheetOf(value.shadow)]
        element.style.setProperty('--name', value.property)
        element.style.backgroundImage = `url(/api/p.png?sig=${value.background})`
        document.body.setAttribute('style', `--name: '${value.attribute}'`)
        element.insertAdjacentHTML('afterend', '<p id="css-text">Text</p>')
        document.getElementById('css-text')!.style.cssText = `quotes: "${value.cssText}" "x"`
        const style = document.createElement('style')
        style.textContent = say(value.text)
        document.head.append(style)
        style.textContent = say(value.edited)
        document.fonts.add(new FontFace('Own', `url(/api/f.woff2?k=${value.font})`))
      }, later),
  }
}
