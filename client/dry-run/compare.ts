/** Tells for one value of the page whether it leaves as it is: what rrweb rewrites by itself is no mask. */

const absolute = (url: string): string => {
  try {
    return new URL(url.trim(), document.baseURI).href
  } catch {
    return url
  }
}

const URL_IN_CSS = /url\(\s*(['"]?)(.*?)\1\s*\)/g
const PLACE_IN_SRCSET = /(^|,)(\s*)([^\s,]\S*[^\s,])/g

/** The forms in which rrweb writes a value: as it stands, with addresses made whole, as CSS or as a list of pictures. */
const formsOf = (raw: string): string[] => [
  raw,
  absolute(raw),
  raw.replace(URL_IN_CSS, (_, quote: string, url: string) => `url(${quote}${absolute(url)}${quote})`),
  raw.replace(
    PLACE_IN_SRCSET,
    (_, comma: string, space: string, url: string) => comma + space + absolute(url),
  ),
]

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

export const isSame = (raw: string, sent: string): boolean => {
  const wanted = tidy(sent)
  return formsOf(raw).some((form) => tidy(form) === wanted)
}

/** Attributes that say how a page is built and not what it tells; a page has thousands. */
const STRUCTURE = new Set(
  (
    'type role dir lang tabindex for name rel target method enctype charset media sizes loading decoding ' +
    'fetchpriority width height colspan rowspan scope cols rows min max step size maxlength minlength autocomplete ' +
    'autocapitalize spellcheck inputmode enterkeyhint required readonly disabled checked selected multiple hidden open ' +
    'draggable contenteditable translate as crossorigin async defer http-equiv start reversed span wrap list form ' +
    'novalidate popover popovertarget command commandfor inert slot part is xmlns version preserveaspectratio focusable ' +
    'viewbox d points x y x1 x2 y1 y2 cx cy r rx ry dx dy fx fy transform offset opacity color gradientunits gradienttransform ' +
    'patternunits clippathunits text-anchor dominant-baseline aria-hidden aria-expanded aria-controls aria-labelledby ' +
    'aria-describedby aria-current aria-selected aria-checked aria-pressed aria-disabled aria-invalid aria-live aria-modal ' +
    'aria-haspopup aria-orientation aria-level aria-owns aria-busy aria-required aria-autocomplete aria-multiselectable'
  ).split(' '),
)

/** Names that pages make up: told where they do not leave as they are, for they may hold anything. */
const MADE_UP = /^(?:class|id|style)$/

/** Of the names of attributes that never leave, those that are a standard's: a page may write anything as a name. */
const STANDARD =
  /^(?:href|src|srcset|imagesrcset|action|formaction|poster|data|background|cite|longdesc|xlink:href|value|srcdoc|nonce|integrity|ping|placeholder|title|alt|label|content|summary|property|itemprop|itemid|pattern|download|manifest|aria-[a-z]{1,20}|on[a-z]{1,20})$/

/** An attribute's name as it may be told. @param left it leaves by its name */
export const partNameOf = (name: string, left: boolean): string =>
  left || STANDARD.test(name) || STRUCTURE.has(name) || MADE_UP.test(name) ? name : 'attribute'

/** True for what is worth a line. @param same it leaves unchanged */
export const isTelling = (name: string, same: boolean): boolean =>
  MADE_UP.test(name)
    ? !same
    : !STRUCTURE.has(name) &&
      !/^(?:fill|stroke|stop|clip|mask|font|marker|xmlns|data-private|data-block|data-unmask)/.test(name)
