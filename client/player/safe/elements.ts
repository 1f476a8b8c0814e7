/** Elements that may stand in a picture, by namespace; from the HTML standard (obsolete ones too) and SVG 2. */

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '))

const HTML = setOf(
  'html head body title base link meta style noscript template slot address article aside footer header h1 h2 h3 h4 h5 h6 ' +
    'hgroup main nav section search blockquote cite dd dl dt div figcaption figure hr li menu ol p pre ul a abbr b bdi bdo br ' +
    'code data dfn em i kbd mark q rb rp rt rtc ruby s samp small span strong sub sup time u var wbr area audio img map track ' +
    'video picture source canvas del ins caption col colgroup table tbody td tfoot th thead tr button datalist fieldset form ' +
    'input label legend meter optgroup option output progress select selectedcontent textarea details dialog summary ' +
    'acronym big center dir font frame frameset image listing marquee nobr noembed noframes plaintext strike tt xmp iframe ' +
    'object param embed',
)
const SVG = setOf(
  'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textpath image a switch style title desc ' +
    'metadata marker pattern mask clippath lineargradient radialgradient stop filter view foreignobject animate ' +
    'animatemotion animatetransform mpath set feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix ' +
    'fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur ' +
    'feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence',
)
/** MathML Core: nothing in it acts. rrweb builds these as elements of HTML; formulas.ts makes formulas of them. */
export const MATHML = setOf(
  'math maction annotation annotation-xml merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ' +
    'ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics',
)

/** A name that a page may have made its own (HTML, "valid custom element name"; of its letters only the common ones). */
const CUSTOM = /^[a-z][\w.-]*-[\w.-]*$/
const NOT_CUSTOM = setOf(
  'annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name missing-glyph',
)
/** Whose shadow root a script can make (DOM, "attach a shadow root"). */
const HOSTS = setOf(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span',
)

export const isCustomName = (tag: string): boolean => CUSTOM.test(tag) && !NOT_CUSTOM.has(tag)

export const mayHostShadow = (tag: string): boolean => HOSTS.has(tag) || isCustomName(tag)

/** Looks like any unknown element, and does as little. */
export const UNKNOWN = 'unknown-element'

/** What stands for an element in the picture. @param tag in lower case */
export const shownTag = (tag: string, isSvg: boolean): string => {
  if (isSvg) return SVG.has(tag) ? tag : 'g'
  // rrweb shows a script as this.
  if (tag === 'script') return 'noscript'
  return HTML.has(tag) || MATHML.has(tag) || SVG.has(tag) || isCustomName(tag) ? tag : UNKNOWN
}
