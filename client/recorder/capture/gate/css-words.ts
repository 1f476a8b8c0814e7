/** Words of the platform: the same for everybody, so that they may leave. Every other name gets a stand-in (names.ts). */
import { isWord } from './words.ts'

/** Words inside functions and preludes, and those of attributes of SVG and MathML. */
const OTHERS = new Set(
  (
    'in to at from of and or not safe unsafe only important e pi infinity span auto-fill auto-fit srgb-linear display-p3 oklab ' +
    'oklch lab lch hsl hwb shorter longer increasing decreasing r g b h s l c a closest-side closest-corner farthest-side ' +
    'farthest-corner ellipse jump-start jump-end jump-none jump-both root self self-block self-inline string cyclic symbolic ' +
    'additive extends orientation portrait landscape ' +
    // Parts of a page that everybody has.
    'header head footer foot nav sidebar side aside body section ' +
    // Counter styles that are not keywords of any property.
    'decimal-leading-zero lower-roman upper-roman lower-alpha upper-alpha lower-latin upper-latin lower-greek ' +
    // Media and container queries.
    'all print screen speech any-hover any-pointer hover pointer fine coarse color-gamut srgb p3 rec2020 color-index monochrome ' +
    'device-width device-height aspect-ratio device-aspect-ratio resolution grid update slow fast overflow-block overflow-inline ' +
    'paged prefers-color-scheme prefers-reduced-motion prefers-reduced-transparency prefers-contrast prefers-reduced-data reduce ' +
    'no-preference more less custom forced-colors inverted-colors inverted display-mode fullscreen standalone minimal-ui browser ' +
    'window-controls-overlay picture-in-picture scripting initial-only dynamic-range video-dynamic-range high standard ' +
    'horizontal-viewport-segments vertical-viewport-segments device-posture continuous folded scan interlace progressive ' +
    '-webkit-device-pixel-ratio -webkit-min-device-pixel-ratio -webkit-max-device-pixel-ratio -webkit-transform-3d stuck snapped ' +
    'scrollable ' +
    // Pages of print, transitions between views, descriptors of at-rules.
    'first blank navigation types src unicode-range font-display ascent-override descent-override line-gap-override size-adjust ' +
    'font-named-instance system symbols additive-symbols suffix prefix negative range pad fallback speak-as syntax inherits ' +
    'initial-value size page-orientation base-palette override-colors result bleed marks reversed -webkit-standard truetype opentype woff woff2 ' +
    'embedded-opentype collection variations color-colrv0 color-colrv1 color-svg color-sbix color-cbdt features-opentype ' +
    'incremental light dark returns ' +
    // Types of values.
    'length percentage length-percentage number integer angle time frequency flex image url custom-ident transform-function ' +
    'transform-list raw-string ' +
    // SVG and MathML.
    'objectboundingbox userspaceonuse strokewidth sourcegraphic sourcealpha matrix saturate huerotate luminancetoalpha ' +
    'discrete gamma identity fractalnoise turbulence stitch nostitch duplicate erode dilate out atop xor arithmetic pad ' +
    'reflect align spacing spacingandglyphs skewx skewy freeze remove sum paced spline indefinite whennotactive never ' +
    'auto-start-reverse css xml prefix infix postfix prescripts'
  ).split(' '),
)
const OTHER_FORMS = /^(?:x(?:min|mid|max)y(?:min|mid|max)|safe-area-inset-\w+|context-(?:fill|stroke))$/

const MOST_ASKED = 4_000
const asked = new Map<string, boolean>()

/** Units that no width has. */
const OTHER_UNIT = /^(?:|%|deg|g?rad|turn|m?s|fr|x|dpi|dpcm|dppx)$/i

export const isUnit = (unit: string): boolean => OTHER_UNIT.test(unit) || CSS.supports('width', `1${unit}`)

/** Properties whose keywords others have too: asking them as well would only take time. */
const ALIKE =
  /^-|color$|radius$|^(?:margin|padding|inset|scroll-(?:margin|padding)|corner|border-(?!collapse|top)|(?:min|max)-)|^(?:block|inline)-size$|^[rc]?[xyr]$/

let conditions: string | undefined

/**
 * What `CSS.supports` is asked of a word, with `?` in its place: all properties of this browser that take keywords and no
 * name of the page's own. One question for all of them costs a third of what one for each does.
 */
const conditionsOfAll = (): string => {
  const properties = Array.from(getComputedStyle(document.documentElement)).filter(
    (property) => !ALIKE.test(property) && !CSS.supports(property, 'no-such-word'),
  )
  return ['color', 'font', ...properties].map((property) => `(${property}:?)`).join(' or ')
}

const isKeyword = (word: string): boolean =>
  // A property's own name, as in `transition` and `will-change`.
  CSS.supports(word, 'inherit') ||
  CSS.supports((conditions ??= conditionsOfAll()).replaceAll('?', () => word)) ||
  // A unit, which stands in `attr()` as a word.
  (word.length < 6 && isUnit(word))

const look = (word: string): boolean =>
  OTHERS.has(word) ||
  OTHERS.has(word.replace(/^(?:min|max)-/, '')) ||
  OTHER_FORMS.test(word) ||
  isWord(word) ||
  // What has a digit and is not listed above is no keyword, and what begins with two hyphens is a page's own.
  (!/[\d_\\]|^--/.test(word) && isKeyword(word))

/** True for a word that this browser's CSS, SVG or MathML knows, whatever its case. */
export const isPlatformWord = (word: string): boolean => {
  const key = word.toLowerCase()
  let known = asked.get(key)
  if (known === undefined) {
    known = look(key)
    if (asked.size >= MOST_ASKED) asked.clear()
    asked.set(key, known)
  }
  return known
}
