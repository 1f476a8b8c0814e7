/** Attributes: an allow-list. What is not on it keeps its name at most. */
import { SHOWN } from '../../../src/protocol/shown.ts'
import { styleOf } from '../dom.ts'
import { cutAddress, cutPicture, cutSrcset, originOf } from './addresses.ts'
import { cleanValue } from './css-value.ts'
import type { Css } from './css.ts'
import type { Fields } from './fields.ts'
import { MASK } from './mask.ts'
import type { Names } from './names.ts'
import type { Standing } from './regions.ts'
import { cleanShown } from './shown.ts'
import { isWord } from './words.ts'

export type Attributes = Record<string, unknown>

/** Of the element that holds them. */
export interface Holder {
  tag: string
  element: Element | null
  standing: Standing
}

/** Without a value, these would still do something: to the page that is shown, or to how it looks. */
const DROPPED = /^(?:on.*|srcdoc|pattern|poster|is|http-equiv|rr_dataurl)$/
/** Sizes, counts and spans. */
const NUMBERS =
  /^(?:[frc]?[xy][12]?|d[xy]|r[xy]?|width|height|rows|cols|(?:col|row)?span|size|border|cell(?:padding|spacing)|start|tabindex|aria-level|offset|(?:fill-|stroke-|stop-)?opacity|stroke-(?:width|miterlimit|dash(?:offset|array))|font-size|viewbox|points|ref[xy]|marker(?:width|height)|stddeviation)$/
const NUMERIC =
  /^(?:[\s,]|(?:[+-]?(?:\d{1,6}\.?\d{0,12}|\.\d{1,12})(?:e[+-]?\d{1,2})?(?:px|em|rem|%|pt)?(?![\d.a-z])|[+-]?(?:\d{1,6}\.\d{0,12}|\.\d{1,12})(?=\.)))*$/i
/** A path begins with a move; runs of digits that no coordinate has are somebody's number. */
const PATH = /^\s*m[\smzlhvcsqtae\d.,+-]*$/i
const LONG_NUMBER = /(?:^|[^.\d])\d{7,}|\d{17,}/
/** Values that CSS knows: colours, transforms, and references to a gradient. */
const CSS_VALUES =
  /^(?:fill|stroke|(?:bg|stop-|flood-)?color|(?:gradient|pattern)?transform|text-anchor|dominant-baseline|clip-path|mask|filter|marker-\w+|\w+-rule|stroke-line\w+|display|visibility|\w+units|spreadmethod|font-\w+|media|v?align|preserveaspectratio)$/
const ADDRESSES = /^(?:action|formaction|background|longdesc)$/
/** Their `src` is a film, a sound or a program. */
const MEDIA = /^(?:video|audio|source|track|embed|object|script)$/
const FRAMES = /^(?:i?frame|portal|fencedframe)$/
/** The other attributes of HTML and SVG that a page looks different without. */
const KNOWN =
  /^(?:class|id|style|(?:xlink:)?href|(?:rr_)?src|(?:image)?srcset|value|placeholder|slot|name|lang|charset|d|action|formaction|background|type|role|dir|hidden|open|disabled|readonly|required|multiple|inert|popover|contenteditable|controls|rel|content|aria-[a-z]+|data-state|rr_\w+|_csstext)$/
/** They tell what a field holds. */
const FIELD_STATES = /^(?:checked|selected|aria-checked|aria-valuenow|data-checked)$/
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z]{2,4})?$/i

export interface AttributeCleaner {
  /** What may leave of one attribute: null where it looks as if it were not there, undefined where its name may not leave. */
  one: (holder: Holder, name: string, value: unknown) => unknown
  /**
   * Cleans all of an element in place; of a new one all but class and id, which wait for every style sheet.
   * @param changed they are a change to an element: what is dropped is told as gone
   */
  all: (holder: Holder, attributes: Attributes, changed: boolean) => void
}

export const createAttributes = (css: Css, names: Names, fields: Fields): AttributeCleaner => {
  const cleanCssValue = (value: string): string => {
    const reference = /^\s*url\(["']?#([^"')]*)["']?\)\s*$/.exec(value)
    return reference
      ? `url("#${names.id(reference[1] ?? '')}")`
      : cleanValue(value.replace(/url\([^)]*\)?/gi, ''))
  }

  const cleanReference = ({ tag, standing }: Holder, value: string): string | null => {
    const hash = value.indexOf('#')
    if (/^(?:a|area)$/.test(tag)) return standing === 'private' ? '' : cutAddress(value)
    if (/^(?:image|feimage)$/i.test(tag)) return cutPicture(value, null)
    // An icon or a gradient of the same document.
    return hash === 0 ? `#${names.id(value.slice(1))}` : null
  }

  const cleanSource = ({ tag, element, standing }: Holder, value: string): string | null => {
    if (FRAMES.test(tag)) return originOf(value)
    if (MEDIA.test(tag)) return null
    return cutPicture(standing === 'private' ? 'data:' : value, element)
  }

  const cleanText = (holder: Holder, name: string, value: string): unknown => {
    switch (name) {
      // A slot is found by its name, as a gradient is by its id.
      case 'slot':
        return names.id(value)
      case 'name':
        return holder.tag === 'slot' ? names.id(value) : ''
      case 'class':
        return names.classes(value)
      case 'id':
        return names.id(value)
      case 'style':
        // As the browser has read it: what it did not understand may be anything.
        return css.declarations(holder.element ? styleOf(holder.element) : '')
      case '_csstext':
        return css.sheet(value)
      case 'value':
        return fields.attribute(holder, value)
      case 'href':
      case 'xlink:href':
        return cleanReference(holder, value)
      case 'src':
      case 'rr_src':
        return cleanSource(holder, value)
      case 'srcset':
      case 'imagesrcset':
        return holder.standing === 'private' || MEDIA.test(holder.tag) ? null : cutSrcset(value)
      // A space still is a placeholder to the page's style sheets.
      case 'placeholder':
        return ' '
      case 'lang':
        return LANGUAGE.test(value) ? value : ''
      case 'charset':
        return /^utf-?8$/i.test(value) ? value : ''
      case 'd':
        return PATH.test(value) && !LONG_NUMBER.test(value) ? value : ''
      default:
    }
    if (isWord(value)) return value
    if (NUMBERS.test(name)) return NUMERIC.test(value) ? value : ''
    if (CSS_VALUES.test(name)) return cleanCssValue(value)
    if (ADDRESSES.test(name)) return holder.standing === 'private' ? '' : cutAddress(value)
    return ''
  }

  /** An attribute that no style sheet looks for changes nothing in a picture, and its name may be somebody's. */
  const isKnown = (name: string): boolean =>
    !DROPPED.test(name) &&
    (KNOWN.test(name) ||
      FIELD_STATES.test(name) ||
      NUMBERS.test(name) ||
      CSS_VALUES.test(name) ||
      names.hasAttribute(name))

  const one = (holder: Holder, written: string, value: unknown): unknown => {
    const name = written.toLowerCase()
    if (!isKnown(name)) return undefined
    if (FIELD_STATES.test(name) || (name === 'data-state' && /checked/.test(String(value))))
      return fields.isReadable(holder) ? (typeof value === 'string' && !isWord(value) ? '' : value) : null
    if (name.startsWith('rr_') && name !== 'rr_src') return cleanShown(css, name, value)
    if (typeof value === 'string') return value === '' ? value : cleanText(holder, name, value)
    return name === 'style' && typeof value === 'object' ? cleanStyle(value) : null
  }

  /** What changed of a style, by property: a value, a value with its priority, or false for none. */
  const cleanStyle = (style: object | null): object | null => {
    if (!style) return style
    const entries = Object.entries(style).map(([property, value]: [string, unknown]) => {
      if (typeof value === 'string') return [property, css.value(property, value)]
      if (!Array.isArray(value)) return [property, false]
      return [property, [css.value(property, String(value[0])), value[1] === 'important' ? 'important' : '']]
    })
    return Object.fromEntries(entries)
  }

  return {
    one,
    all: (holder, attributes, changed) => {
      const { tag, element, standing } = holder
      const box = standing === 'blocked'
      const isScheme = tag === 'meta' && attributes['name'] === 'color-scheme'
      const isSheet = tag === 'link' && attributes['rel'] === 'stylesheet'
      const isMaskedChoice = !changed && !box && fields.isMaskedChoice(holder, attributes)
      for (const name of Object.keys(attributes)) {
        const value = attributes[name]
        if (!changed && !box && (name === 'class' || name === 'id')) continue
        const told = changed && name === 'value' && fields.isTold(element, MASK)
        let cleaned = box && !/^rr_(?:width|height|place)$/.test(name) ? null : one(holder, name, value)
        if (isScheme && name === 'name') cleaned = value
        if (isSheet && name === 'href' && typeof value === 'string') cleaned = cutAddress(value)
        // Of an element that is there, what may be shown no more is told as gone; of a new one there is nothing to tell.
        if (cleaned === undefined || (cleaned === null && !changed) || (told && cleaned === MASK))
          delete attributes[name]
        else if (cleaned !== value) attributes[name] = cleaned
      }
      if (isMaskedChoice) attributes[SHOWN.masked] = 'choice'
    },
  }
}
