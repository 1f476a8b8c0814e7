/** Random trees: every kind of element and attribute, in no order that a page would have. Runs in the page. */
import type { Words } from './canary-words.ts'
import type { Chance } from './random.ts'

export interface Maker {
  chance: Chance
  words: Words
}

const FLOW =
  'div div div span span p p section ul li h2 em a label button table td pre own-card unknowntag'.split(' ')
const ODD =
  'details summary dialog fieldset legend output select textarea input input input img svg template style script noscript iframe canvas video object datalist meter frameset'.split(
    ' ',
  )
const TYPES =
  `button checkbox color date datetime-local email file hidden image month number password radio range
  reset search submit tel text time url week unknown`.split(/\s+/)
const HIDING = ['display:none', 'visibility:hidden', 'opacity:0', 'content-visibility:hidden']
const SVG = 'http://www.w3.org/2000/svg'

type Attribute = (maker: Maker) => [name: string, value: string]

const ATTRIBUTES: Attribute[] = [
  ...[
    'title',
    'alt',
    'aria-label',
    'aria-description',
    'placeholder',
    'value',
    'label',
    'name',
    'content',
  ].map((name): Attribute => ({ words }) => [name, words.word()]),
  ...['href', 'src', 'action', 'poster', 'data', 'ping', 'cite'].map((name): Attribute => ({ words }) => [
    name,
    `/nothing?q=${words.word()}#${words.word()}`,
  ]),
  ({ words }) => ['srcset', `/nothing?q=${words.word()} 1x, /nothing#${words.word()} 2x`],
  ({ words }) => ['src', `data:image/svg+xml,${words.word()}`],
  ({ words }) => ['srcdoc', `<p hidden title="${words.word()}">${words.word()}</p>`],
  ({ words, chance }) => [`data-${chance.of(['id', 'customer', 'x'])}`, words.word()],
  ({ words }) => [`data-${words.word()}`, ''],
  ({ words }) => ['own', words.word()],
  ({ words }) => ['onclick', `say('${words.word()}')`],
  ({ words }) => ['id', words.shaped()],
  ({ words }) => ['class', `row ${words.shaped()}`],
  ({ words }) => ['style', `--own:${words.word()};quotes:"${words.word()}" "x"`],
  ({ words }) => ['style', `view-transition-name:${words.word()};grid-area:${words.word()}`],
  ({ words }) => [`part`, words.word()],
  ({ words }) => ['style', `background:url("/nothing?q=${words.word()}")`],
  ({ chance }) => ['style', chance.of(HIDING)],
  ({ chance }) => ['style', chance.of(HIDING)],
  () => ['hidden', ''],
  () => ['contenteditable', 'true'],
  () => ['data-private', ''],
  () => ['data-block', ''],
  () => ['open', ''],
  ({ chance }) => ['type', chance.of(TYPES)],
  ({ chance }) => ['autocomplete', chance.of(['name', 'cc-number', 'one-time-code', 'off'])],
]

export const decorate = (maker: Maker, element: Element): void => {
  const [name, value] = maker.chance.of(ATTRIBUTES)(maker)
  element.setAttribute(name, value)
}

export const textOf = ({ chance, words }: Maker): string =>
  chance.once(12) ? `Write to ${words.shaped()} now` : `Some ${words.word()} words`

const styleOf = ({ words }: Maker): string =>
  `.a::before{content:"${words.word()}"} .b{background:url(/nothing?q=${words.word()});--own:${words.word()}}
   [data-x="${words.word()}"],[class*=${words.word()}],[data-id^="cnry" i]{color:red} .c{animation:${words.word()} 1s;font-family:${words.word()}}
   @keyframes ${words.word()}{to{top:0}} p::after{content:attr(data-x) counter(${words.word()})}`

/** A node that holds its words in its own way. */
const fill = (maker: Maker, element: Element, left: number): void => {
  const { chance, words } = maker
  switch (element.localName) {
    case 'input':
      element.setAttribute('type', chance.of(TYPES))
      element.setAttribute('value', words.word())
      return
    case 'textarea':
      element.textContent = words.word()
      return
    case 'select':
    case 'datalist':
      element.innerHTML = `<option value="${words.word()}">${words.word()}</option><option label="${words.word()}">`
      return
    case 'style':
      element.textContent = styleOf(maker)
      return
    case 'script':
      element.setAttribute('type', 'application/json')
      element.textContent = `["${words.word()}"]`
      return
    case 'svg':
      element.innerHTML = `<title>${words.word()}</title><g><text>${textOf(maker)}</text></g><desc>${words.word()}</desc>
        <use xlink:href="/nothing?q=${words.word()}"></use>`
      return
    case 'template':
    case 'noscript':
    case 'video':
    case 'object':
    case 'canvas':
    case 'meter':
      element.innerHTML = `<p title="${words.word()}">${words.word()}</p>`
      return
    case 'iframe':
      if (chance.once(2))
        element.setAttribute('srcdoc', `<p>${textOf(maker)}</p><input value=${words.word()}>`)
      return
    default:
      grow(maker, element, left)
  }
}

/** An element with what is in it: about `left` nodes and attributes. */
export const treeOf = (maker: Maker, left: number): Element => {
  const { chance } = maker
  const tag = chance.once(4) ? chance.of(ODD) : chance.of(FLOW)
  const element = tag === 'svg' ? document.createElementNS(SVG, tag) : document.createElement(tag)
  fill(maker, element, left - 1)
  if (chance.once(2)) decorate(maker, element)
  return element
}

export const grow = (maker: Maker, parent: Element | ShadowRoot, nodes: number): void => {
  const { chance, words } = maker
  let left = nodes
  while (left > 0) {
    const share = Math.min(left, 1 + chance.below(Math.ceil(left / 2)))
    left -= share
    if (share === 1 || chance.once(5)) parent.append(textOf(maker))
    else if (chance.once(20)) parent.append(document.createComment(words.word()))
    else if (chance.once(12) && parent instanceof Element && share > 3) {
      const host = document.createElement('div')
      parent.append(host)
      grow(maker, host.attachShadow({ mode: 'open' }), share - 2)
      if (chance.once(2)) host.append(textOf(maker))
    } else parent.append(treeOf(maker, share - 1))
  }
}
