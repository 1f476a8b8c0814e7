/**
 * Attributes that place, size or colour something, by the kind of element that takes them. From the HTML standard,
 * "Rendering" (presentational hints), SVG 2 and Filter Effects (presentation attributes, attribute index), and MathML Core.
 */

import { namespaceOf } from '../../ground/dom.ts'

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '))

const HTML = setOf(
  'align background bgcolor border bordercolor cellpadding cellspacing char charoff clear color cols colspan compact face ' +
    'frame frameborder framespacing height hspace loop marginheight marginwidth media noresize noshade nowrap reversed rows ' +
    'rowspan rules scrollamount scrolldelay scrolling size span start truespeed valign vspace width wrap behavior direction',
)
/** Only a body has these; elsewhere they are somebody's own. */
const BODY = setOf('text link vlink alink topmargin rightmargin bottommargin leftmargin')
/** Of how much, a bar shows. */
const GAUGE = setOf('min max low high optimum')

/** Of a drawing's attributes those that no interface reflects by their name. */
const SVG = setOf(
  'orient side path attributename from to by dur begin end repeatcount repeatdur calcmode additive accumulate restart ' +
    'keysplines keypoints',
)
/** Lists of coordinates. */
const SVG_NUMBERS = setOf('points viewbox keytimes')
const MATHML = setOf(
  'accent accentunder columnspan depth display displaystyle fence form height largeop linethickness lspace mathbackground ' +
    'mathcolor mathsize mathvariant maxsize minsize movablelimits rowspan rspace scriptlevel separator stretchy symmetric ' +
    'voffset width',
)

/** Colours as HTML always had them, without a `#`. */
const COLOURS = setOf('bgcolor bordercolor color text link vlink alink')
const HEX = /^#?(?:[\da-f]{3}|[\da-f]{6})$/i

/** Of any element: its look, or what it is and does, hangs on them. */
const COMMON =
  /^(?:class|id|style|(?:xlink:)?href|(?:rr_)?src|(?:image)?srcset|value|placeholder|slot|part|exportparts|name|lang|charset|d|tabindex|action|formaction|type|role|dir|hidden|open|disabled|readonly|required|multiple|inert|popover|contenteditable|controls|rel|content|alt|data-state|_csstext)$/
/** WAI-ARIA 1.3, without its hyphenated prefix. */
const ARIA = setOf(
  'activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex colindextext colspan ' +
    'controls current describedby description details disabled dropeffect errormessage expanded flowto grabbed haspopup hidden ' +
    'invalid keyshortcuts label labelledby level live modal multiline multiselectable orientation owns placeholder posinset ' +
    'pressed readonly relevant required roledescription rowcount rowindex rowindextext rowspan selected setsize sort valuemax ' +
    'valuemin valuenow valuetext',
)
/** rrweb's own, and those of src/protocol/shown.ts. */
const RR =
  /^rr_(?:width|height|place|masked|focus|popover|fullscreen|sheet|animations|elapsed|open_mode|scroll(?:top|left)|media(?:state|currenttime|playbackrate|muted|loop|volume))$/
/** They tell what a field holds. */
export const FIELD_STATES = /^(?:checked|selected|aria-checked|aria-valuenow|data-checked)$/

/** What of an attribute's name alone, in lower case, tells whether it is the platform's. */
export const isCommonAttribute = (name: string): boolean =>
  COMMON.test(name) ||
  FIELD_STATES.test(name) ||
  (name.startsWith('aria-') && ARIA.has(name.slice(5))) ||
  RR.test(name)

/** `css`: written like a value of CSS. `numbers`: coordinates. `address`: of a picture. */
export type LayoutKind = 'css' | 'numbers' | 'address'

const isIn = ({ namespaceURI }: Element, language: string): boolean =>
  namespaceURI?.endsWith(language) ?? false

const kindOfHtml = (tag: string, name: string): LayoutKind | undefined => {
  // An element of the page's own: what it makes of its attributes only the page knows.
  if (tag.includes('-')) return undefined
  if (name === 'background') return 'address'
  if (tag === 'body' && BODY.has(name)) return 'css'
  if ((tag === 'meter' || tag === 'progress') && GAUGE.has(name)) return 'css'
  return HTML.has(name) ? 'css' : undefined
}

let plain: Element | undefined

/** True for an attribute that the interface of just this kind of element has: SVG's are called as their attributes. */
const isReflected = (element: Element, name: string): boolean => {
  plain ??= document.createElementNS(namespaceOf(element), 'g')
  // `stdDeviation` is two numbers, and so two members.
  return (name in element || `${name}X` in element) && !(name in plain)
}

/**
 * What an attribute does to the look of its element; undefined where it does nothing that is known.
 * @param written its name, in the case of the document
 */
export const layoutKind = (tag: string, element: Element | null, written: string): LayoutKind | undefined => {
  const name = written.toLowerCase()
  if (element && isIn(element, '/svg')) {
    if (SVG_NUMBERS.has(name)) return 'numbers'
    // A presentation attribute is called as its property.
    return SVG.has(name) ||
      isReflected(element, written) ||
      (!name.startsWith('--') && CSS.supports(name, 'inherit'))
      ? 'css'
      : undefined
  }
  if (element && isIn(element, '/MathML')) return MATHML.has(name) ? 'css' : undefined
  return kindOfHtml(tag, name)
}

/** A colour that CSS would not read, and HTML does. */
export const isOldColour = (name: string, value: string): boolean => COLOURS.has(name) && HEX.test(value)
