/** Text that a style sheet takes out of sight though it is drawn: by every kind of rule, and every way of moving it. */
import type { Part, Planter } from './plant.ts'

/** By what a rule does: the rule, for the class `.it`, and the markup around the text where it needs any. */
const RULES: Record<string, (it: string) => string> = {
  'far to the left': (it) => `.${it} { position: absolute; left: -9999px }`,
  'above the page': (it) => `.outer { & .${it} { position: absolute; top: -500px } }`,
  'moved by its margin': (it) => `@layer base { .${it} { margin-left: -9999px } }`,
  'moved by its indent': (it) => `.${it} { text-indent: -9999px; overflow: hidden; white-space: nowrap }`,
  'moved by a transform': (it) => `@media (min-width: 1px) { p.${it} { transform: translateX(-9999px) } }`,
  'moved by translate': (it) => `div > .${it}:first-child { translate: -9999px 0 }`,
  'shrunk by a transform': (it) => `:is(.${it}, .nothing) { transform: scale(0) }`,
  'letters without a size': (it) => `[class~="${it}"] { font-size: 0 }`,
  'a box without a height': (it) => `.${it} { max-height: 0; overflow: hidden }`,
  'a box without a width': (it) => `.${it} { width: 0; overflow: hidden; white-space: nowrap }`,
  'a box of one pixel': (it) =>
    `.${it} { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }`,
  'clipped away': (it) => `.${it} { clip-path: inset(50%) }`,
  'clipped in the old way': (it) => `.${it} { position: absolute; clip: rect(1px, 1px, 1px, 1px) }`,
  'moved by an animation': (it) =>
    `@keyframes away { to { transform: translateX(-99999px) } } .${it} { animation: away 1ms forwards }`,
  'content that is not drawn': (it) => `.${it} { content-visibility: hidden }`,
  'hidden on this screen': (it) => `@media (min-width: 1px) { .${it} { display: none } }`,
}

export const outOfSight = (plant: Planter): Part => {
  const places = Object.keys(RULES)
  const text = (place: string, how: string): string => plant('L09', 'Hidden text', `${place}, by ${how}`)
  const inSheet = places.map((place, at) => ({
    rule: RULES[place]!(`out${at}`),
    text: text(place, 'a style element'),
  }))
  const adopted = text('far to the left', 'an adopted style sheet')
  const late = text('far to the left', 'a rule that is inserted first')
  const inline = text('far to the left', 'a script')
  const inShadow = text('far to the left', 'a style in a shadow tree')
  return {
    head: `<style id="out-of-sight">${inSheet.map(({ rule }) => rule).join('\n')}</style>`,
    body: `${inSheet.map((each, at) => `<div class="outer"><p class="out${at}">${each.text}</p></div>`).join('\n')}
      <p class="adopted-out">${adopted}</p><div id="shadow-out"></div><p id="inline-out">${inline}</p>`,
    script: `{
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.adopted-out { position: absolute; left: -9999px }')
      document.adoptedStyleSheets.push(sheet)
      document.getElementById('inline-out').style.cssText = 'position: absolute; left: -9999px'
      document.getElementById('shadow-out').attachShadow({ mode: 'open' }).innerHTML =
        '<style>p { position: absolute; left: -9999px }</style><p>${inShadow}</p>'
    }`,
    act: (page) =>
      page.evaluate((value) => {
        const style = document.getElementById('out-of-sight') as HTMLStyleElement
        style.sheet?.insertRule('.late-out { position: absolute; left: -9999px }')
        document.body.insertAdjacentHTML('beforeend', `<p class="late-out">${value}</p>`)
      }, late),
  }
}
