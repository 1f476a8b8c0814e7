/** Attributes: an allow-list. What is not on it keeps its name at most. */
import { SHOWN } from '../../../../src/protocol/shown.ts'
import { all, closest, namespaceOf, styleOf } from '../../ground/dom.ts'
import { cutAddress, cutPicture, cutSrcset, originOf } from './addresses.ts'
import {
  FIELD_STATES,
  isCommonAttribute,
  isOldColour,
  layoutKind,
  type LayoutKind,
} from './attribute-kinds.ts'
import type { Css } from './css.ts'
import type { Fields } from './fields.ts'
import { LOOKS, type Looks } from './looks.ts'
import { MASK, maskText } from './mask.ts'
import type { Names } from './names.ts'
import { cleanNumbers, cleanPath, inRange } from './numbers.ts'
import { privateAttribute, privateDeclarations, privateValue } from './private-attributes.ts'
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
const ADDRESSES = /^(?:action|formaction|longdesc)$/
/** Their `src` is a film, a sound or a program. */
const MEDIA = /^(?:video|audio|source|track|embed|object|script)$/
const FRAMES = /^(?:i?frame|portal|fencedframe)$/
/** What is ticked or chosen from, by a browser or by a script. */
const CHOICES =
  'label,input,option,[aria-checked],[aria-selected],[role=checkbox],[role=radio],[role=switch],[role=menuitemcheckbox],[role=menuitemradio],[role=option]'
/** No look of an element in a private region hangs on another attribute than these, unless by a word of the platform. */
const STRUCTURE =
  /^(?:class|style|part|type|role|dir|lang|slot|rel|(?:col|row)span|width|height|align|valign)$/
/** A drawing may be as large as a map; nothing else on a page is larger, or has more rows, columns or items. */
const MOST = 20_000
const MOST_IN_DRAWING = 999_999
const LEVELS = /^[1-9]$/
/** Kinds of lists: letters, in either case, and numbers. */
const LIST_TYPE = /^[ai1]$/i
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z\d]{2,4}){0,2}$/i

export interface AttributeCleaner {
  /** What may leave of one attribute: null where it looks as if it were not there, undefined where its name may not leave. */
  one: (holder: Holder, name: string, value: unknown) => unknown
  /**
   * Cleans all of an element in place; of a new one all but class, id and looks, which wait for every style sheet.
   * @param changed they are a change to an element: what is dropped is told as gone
   */
  all: (holder: Holder, attributes: Attributes, changed: boolean) => void
  /** Cleans what waited for the style sheets. */
  settle: (holder: Holder, attributes: Attributes) => void
}

export const createAttributes = (css: Css, names: Names, looks: Looks, fields: Fields): AttributeCleaner => {
  /** The looks that were told of each element. */
  const told = new WeakMap<Element, string>()

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

  const cleanText = (holder: Holder, name: string, value: string, kind: LayoutKind | undefined): unknown => {
    switch (name) {
      // A slot is found by its name, as a gradient is by its id.
      case 'slot':
        return names.word(value)
      case 'name':
        return holder.tag === 'slot' ? names.word(value) : ''
      case 'class':
        return names.classes(value)
      case 'part':
      case 'exportparts':
        return names.parts(value)
      case 'id':
        return names.id(value)
      case 'style':
        // As the browser has read it: what it did not understand may be anything.
        return holder.standing === 'private'
          ? privateDeclarations(holder.element ? styleOf(holder.element) : '')
          : css.declarations(holder.element ? styleOf(holder.element) : '', value)
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
        return cleanPath(value)
      // Without its words a picture that cannot be shown takes no place; with none it never took any.
      case 'alt':
        return null
      // Whether it can be reached is all there is to see.
      case 'tabindex':
        return /^\s*-?\d+\s*$/.test(value) ? String(Math.sign(Number(value))) : ''
      case 'aria-level':
        return LEVELS.test(value) ? value : ''
      case 'type':
        if (/^(?:[ou]l|li)$/.test(holder.tag) && LIST_TYPE.test(value)) return value
        break
      default:
    }
    if (isWord(value)) return value
    if (ADDRESSES.test(name)) return holder.standing === 'private' ? '' : cutAddress(value)
    return cleanLayout(holder, name, value, kind)
  }

  const cleanLayout = (holder: Holder, name: string, value: string, kind: LayoutKind | undefined): string => {
    switch (kind) {
      case 'css':
        if (isOldColour(name, value)) return value
        return inRange(css.attribute(value, name), isDrawn(holder) ? MOST_IN_DRAWING : MOST)
      case 'numbers':
        return cleanNumbers(value)
      case 'address':
        return holder.standing === 'private' ? '' : cutAddress(value)
      default:
        return cleanRead(holder, name, value)
    }
  }

  const isDrawn = ({ element }: Holder): boolean =>
    element !== null && (namespaceOf(element)?.endsWith('/svg') ?? false)

  /** Of what a style sheet reads by `attr()`, a size stays a size; a text is as long as it was. */
  const cleanRead = ({ standing }: Holder, name: string, value: string): string => {
    if (!names.hasAttribute(name)) return ''
    if (css.readsTyped(name) && standing !== 'private') return css.attribute(value, name)
    return css.reads(name) ? maskText(value) : ''
  }

  /** Only what a style sheet reads has a stand-in: the name of a layout is the platform's. */
  const leavesAs = (name: string): string => {
    const key = name.toLowerCase()
    return names.hasAttribute(key) ? names.attribute(key) : name
  }

  const one = (holder: Holder, written: string, value: unknown): unknown => {
    const { standing } = holder
    const name = written.toLowerCase()
    if (name === LOOKS || DROPPED.test(name)) return undefined
    const kind = layoutKind(holder.tag, holder.element, written)
    // An attribute that no style sheet looks for changes nothing in a picture, and its name may be somebody's.
    if (!kind && !isCommonAttribute(name) && !names.hasAttribute(name)) return undefined
    if (tellsChoice(holder, name, value))
      return fields.isReadable(holder) ? (typeof value === 'string' && !isWord(value) ? '' : value) : null
    const own = standing === 'private' ? privateAttribute(holder.tag, name, value) : undefined
    if (own !== undefined) return own
    if (name.startsWith('rr_') && name !== 'rr_src') return cleanShown(css, name, value)
    if (typeof value === 'string') return value === '' ? value : cleanText(holder, name, value, kind)
    return name === 'style' && typeof value === 'object' ? cleanStyle(value, standing) : null
  }

  /** What changed of a style, by property: a value, a value with its priority, or false for none. */
  const cleanStyle = (style: object | null, standing: Standing): object | null => {
    if (!style) return style
    const entries = Object.entries(style).map(([property, value]: [string, unknown]) => {
      const name = css.property(property)
      if (standing === 'private') return [name, typeof value === 'string' && privateValue(property, value)]
      if (typeof value === 'string') return [name, css.value(property, value)]
      if (!Array.isArray(value)) return [name, false]
      return [name, [css.value(property, String(value[0])), value[1] === 'important' ? 'important' : '']]
    })
    return Object.fromEntries(entries)
  }

  /** True for what tells whether something is chosen, also of an element that a page's script draws a choice with. */
  const tellsChoice = ({ element }: Holder, name: string, value: unknown): boolean =>
    FIELD_STATES.test(name) ||
    (name === 'data-state' &&
      /checked/i.test(String(value)) &&
      (!element || closest(element, CHOICES) !== null || all(element, CHOICES).length > 0))

  /** Numbers of looks (looks.ts). What may not be told of a field or of a private region, no look tells either. */
  const looksOf = (holder: Holder): string => {
    const { element, standing } = holder
    if (!element || standing === 'blocked') return ''
    return looks.of(element, (name, value) => {
      if (name === 'value' || tellsChoice(holder, name, value)) return fields.isReadable(holder)
      return standing !== 'private' || STRUCTURE.test(name) || isWord(value)
    })
  }

  const addLooks = (holder: Holder, attributes: Attributes, changed: boolean): void => {
    const { element } = holder
    if (!element) return
    const found = looksOf(holder)
    if (changed && (told.get(element) ?? '') === found) return
    told.set(element, found)
    if (found !== '') attributes[LOOKS] = found
    else if (changed) attributes[LOOKS] = null
  }

  return {
    one,
    settle: (holder, given) => {
      if (typeof given['class'] === 'string') given['class'] = names.classes(given['class'])
      if (typeof given['id'] === 'string') given['id'] = names.id(given['id'])
      addLooks(holder, given, false)
    },
    all: (holder, attributes, changed) => {
      const { tag, element, standing } = holder
      const box = standing === 'blocked'
      const isScheme = tag === 'meta' && attributes['name'] === 'color-scheme'
      const isSheet = tag === 'link' && attributes['rel'] === 'stylesheet'
      const isMaskedChoice = !changed && !box && fields.isMaskedChoice(holder, attributes)
      for (const name of Object.keys(attributes)) {
        const value = attributes[name]
        if (!changed && !box && (name === 'class' || name === 'id')) continue
        const masked = changed && name === 'value' && fields.isTold(element, MASK)
        let cleaned = box && !/^rr_(?:width|height|place)$/.test(name) ? null : one(holder, name, value)
        if (isScheme && name === 'name') cleaned = value
        if (isSheet && name === 'href' && typeof value === 'string') cleaned = cutAddress(value)
        // Of an element that is there, what may be shown no more is told as gone; of a new one there is nothing to tell.
        if (cleaned === undefined || (cleaned === null && !changed) || (masked && cleaned === MASK))
          delete attributes[name]
        else if (cleaned !== value) attributes[name] = cleaned
        const other = name in attributes ? leavesAs(name) : name
        if (other !== name) {
          attributes[other] = attributes[name]
          delete attributes[name]
        }
      }
      if (isMaskedChoice) attributes[SHOWN.masked] = 'choice'
      if (changed) addLooks(holder, attributes, true)
    },
  }
}
