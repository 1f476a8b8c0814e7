/** Elements that the platform knows, by local name without its case. Every other name of one is a page's own. */

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** From the element indices of SVG 2, SVG Animations and Filter Effects, and of SVG 1.1 what browsers still draw. */
const SVG = setOf(
  'a animate animatemotion animatetransform circle clippath defs desc discard ellipse feblend fecolormatrix fecomponenttransfer ' +
    'fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg ' +
    'fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile ' +
    'feturbulence filter foreignobject g image line lineargradient marker mask metadata mpath path pattern polygon polyline ' +
    'radialgradient rect set stop svg switch symbol text textpath tref tspan use view altglyph cursor font font-face font-face-src ' +
    'font-face-uri font-face-format font-face-name glyph glyphref hkern missing-glyph vkern color-profile',
)
/** MathML Core, and of MathML 3 what pages still write. */
const MATHML = setOf(
  'annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac mi mlabeledtr mmultiscripts mn mo ' +
    'mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder ' +
    'munderover none semantics',
)
/** What stands among the names of elements in selectors: parts of `:nth-child()`, `:dir()` and of `@keyframes`. */
const OTHERS = setOf(
  'of n from to entry exit cover contain entry-crossing exit-crossing ltr rtl up down left right next prev block-start block-end inline-start inline-end',
)

const known = new Map<string, boolean>()
const MOST_KNOWN = 2_000

/** The browser makes an `HTMLUnknownElement` of every name without a hyphen that is not HTML's, and a page cannot define one. */
const isHtml = (name: string): boolean =>
  /^[a-z][a-z\d]*$/.test(name) &&
  Object.prototype.toString.call(document.createElement(name)) !== '[object HTMLUnknownElement]'

/** @param name in any case */
export const isPlatformTag = (name: string): boolean => {
  const key = name.toLowerCase()
  let found = known.get(key)
  if (found === undefined) {
    found = SVG.has(key) || MATHML.has(key) || OTHERS.has(key) || isHtml(key)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, found)
  }
  return found
}
