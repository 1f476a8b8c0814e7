/** All that calls a field by a name: its attributes, and the words that people read beside it. */
import {
  all,
  attributeNamesOf,
  attributeOf,
  childrenOf,
  closest,
  elementById,
  hostOf,
  isElement,
  isShadowRoot,
  localNameOf,
  matches,
  ownerDocumentOf,
  parentElementOf,
  previousElementOf,
  previousOf,
  rootOf,
  textContentOf,
} from '../../ground/dom.ts'

/**
 * Attributes that call nothing by a name: what they hold is a value, an address, a state or another element. All others may,
 * in whatever framework (`formcontrolname`, `ng-model`, `v-model`, `wire:model`, `x-model`, `data-field`, `:name` …).
 */
const NO_NAME =
  /^(?:class|style|value|type|role|form|list|src|href|pattern|min|max|step|autocomplete|on.*|(?:data-)?(?:value|state|reactid)|data-rr-.*|aria-(?:controls|owns|describedby|details|errormessage|activedescendant|labelledby|flowto|valuetext|valuenow)|form(?:action|method|target|enctype))$/
const FIELDS = 'input:not([type=hidden i]),textarea,select,[contenteditable]:not([contenteditable="false" i])'
const UNREAD = 'script,style,template,noscript'
const GROUP = 'fieldset,[role=group],[role=radiogroup]'
/** Longer texts are prose, which speaks of much that its field is not about. */
const MAX_WORDS = 120
/** How far from its field a caption may stand: `<div><div>Card number</div><div><input></div></div>`. */
const MAX_UP = 3

const cut = (text: string | null): string => (text ?? '').trim().slice(0, MAX_WORDS + 1)
const short = (text: string | null): string => {
  const words = cut(text)
  return words.length > MAX_WORDS ? '' : words
}

/** What a programmer called a field: the values of its attributes, and of those of the component that it is inside of. */
export const namesOf = (field: Element): string[] => {
  const root = rootOf(field)
  const holders = isShadowRoot(root) ? [field, hostOf(root)] : [field]
  return holders.flatMap((holder) =>
    attributeNamesOf(holder)
      .filter((name) => !NO_NAME.test(name.toLowerCase()))
      // `data-stripe="number"`: of one that a library made up, its own name tells too.
      .map((name) => `${name.startsWith('data-') ? name.slice(5) : ''} ${cut(attributeOf(holder, name))}`),
  )
}

/** By what a field is found again when a framework has made it anew. */
export const keysOf = (field: Element): string[] =>
  ['id', 'name', 'formcontrolname', 'data-field', 'data-name', 'ng-model', 'v-model', 'x-model', 'wire:model']
    .map((name) => attributeOf(field, name))
    .filter((key): key is string => Boolean(key))

const textsOfIds = (element: Element, attribute: string): string[] =>
  (attributeOf(element, attribute) ?? '')
    .split(/\s+/)
    .filter((id) => id !== '')
    .map((id) => elementById(ownerDocumentOf(element), id))
    .map((named) => cut(named && textContentOf(named)))

const labelsOf = (field: Element): string[] =>
  Array.from((field as Partial<HTMLInputElement>).labels ?? [], (label) => cut(textContentOf(label)))

/** The legend of each group around it, or what else names the group. */
const groupsOf = (field: Element): string[] => {
  const texts: string[] = []
  for (let at = closest(field, GROUP); at;) {
    const legend = Array.from(childrenOf(at)).find((child) => localNameOf(child) === 'legend')
    texts.push(cut(legend ? textContentOf(legend) : null), cut(attributeOf(at, 'aria-label')))
    texts.push(...textsOfIds(at, 'aria-labelledby'))
    const above = parentElementOf(at)
    at = above && closest(above, GROUP)
  }
  return texts
}

/** The heads of the row and of the column that a field stands in, and the term of its description. */
const headsOf = (field: Element): string[] => {
  const cell = closest(field, 'td,th')
  const row = cell && (closest(cell, 'tr') as HTMLTableRowElement | null)
  const table = row && closest(row, 'table')
  const texts: string[] = []
  if (cell && row && table) {
    const index = Array.from(childrenOf(row)).indexOf(cell)
    const first = all(table, 'tr')[0]
    const head = first && first !== row ? childrenOf(first)[index] : undefined
    const before = index > 0 ? childrenOf(row)[index - 1] : undefined
    const leading = childrenOf(row)[0]
    for (const each of [head, before, leading])
      if (each && each !== cell) texts.push(short(textContentOf(each)))
    texts.push(...textsOfIds(cell, 'headers'))
  }
  const description = closest(field, 'dd')
  for (let at = description; at; at = previousElementOf(at))
    if (localNameOf(at) === 'dt') {
      texts.push(short(textContentOf(at)))
      break
    }
  return texts
}

const hasField = (node: Node): boolean =>
  isElement(node) && (matches(node, FIELDS) || all(node, FIELDS).length > 0)

/** The words that stand before a field, back to the one before it: captions that no label is made of. */
const before = (field: Element): string => {
  let at: Element = field
  for (let up = 0; up < MAX_UP; up += 1) {
    const parent = parentElementOf(at)
    if (!parent) return ''
    const texts: string[] = []
    // Back from the field: in a list of thousands of things only what is next to it speaks of it.
    let length = 0
    for (let node = previousOf(at); node && length <= MAX_WORDS; node = previousOf(node)) {
      if (hasField(node)) break
      if (isElement(node) && matches(node, UNREAD)) continue
      const words = textContentOf(node) ?? ''
      texts.unshift(words)
      length += words.trim().length
    }
    const text = short(texts.join(' '))
    if (text !== '') return text
    at = parent
  }
  return ''
}

/** What people read that tells what a field is for. */
export const wordsOf = (field: Element): string[] =>
  [
    ...labelsOf(field),
    ...textsOfIds(field, 'aria-labelledby'),
    ...groupsOf(field),
    ...headsOf(field),
    before(field),
  ].filter((text) => text !== '')

/** A field's own caption, by which it is found again when it has no name. */
export const captionOf = (field: Element): string =>
  [...labelsOf(field), ...textsOfIds(field, 'aria-labelledby'), cut(attributeOf(field, 'aria-label'))]
    .map((text) => text.trim())
    .find((text) => text !== '') ?? ''
