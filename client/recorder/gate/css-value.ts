/** Values of custom properties: the page may write anything there, so only what CSS itself knows is kept. */
import { maskSecrets } from '../../../src/protocol/secret-shapes.ts'

/** String, hash, number with its unit, name with or without a bracket, anything else. */
const TOKEN =
  /("[^"]*"|'[^']*')|#[\w-]*|([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*%?)|((?:\\[^]|[-\w]|[\u0080-\uffff])+)(\(?)|[^]/gi
const HEX = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i
/** Units that no width has. */
const OTHER_UNIT = /^(?:|%|deg|g?rad|turn|m?s|fr|x|dpi|dppx)$/i
const FUNCTION =
  /^(?:var|env|calc|min|max|clamp|rgba?|hsla?|hwb|(?:ok)?l(?:ab|ch)|color(?:-mix)?|light-dark|(?:repeating-)?(?:linear|radial|conic)-gradient|cubic-bezier|steps|linear|(?:translate|scale|rotate)(?:[xyz]|3d)?|skew[xy]?|matrix(?:3d)?|blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia|repeat|minmax|inset|circle|polygon)$/i
const PUNCTUATION = /[\s,/*()!<>=:+%-]/
/** Longer numbers are no lengths and no colours, but somebody's. */
const LONGEST_NUMBER = 6

/** Properties whose keywords pages put into variables. None takes a name of the page's own. */
const PROPERTIES =
  'color display position float overflow cursor flex-direction flex-wrap align-items justify-content text-align text-transform text-decoration white-space vertical-align font-size font-weight border-style border-width background-size background-repeat background-clip object-fit transition-timing-function box-sizing pointer-events mix-blend-mode'.split(
    ' ',
  )
/** Words inside functions, and families that every browser has. */
const OTHERS =
  /^(?:(?:sans-|ui-sans-|ui-)?serif|(?:ui-)?monospace|system-ui|in|to|at|srgb|oklab|oklch|hsl|from|circle|opacity|transform)$/

const asked = new Map<string, boolean>()

/** True for a keyword of this browser's CSS engine. */
const isKeyword = (word: string): boolean => {
  const key = word.toLowerCase()
  let known = asked.get(key)
  if (known === undefined) {
    known = OTHERS.test(key) || PROPERTIES.some((property) => CSS.supports(property, key))
    if (asked.size < 2_000) asked.set(key, known)
  }
  return known
}

const isUnit = (unit: string): boolean => OTHER_UNIT.test(unit) || CSS.supports('width', `1${unit}`)

/** The value with a stand-in for every part that is not CSS's own. */
export const cleanValue = (value: string): string => {
  if (maskSecrets(value) !== value) return ''
  return value.replace(
    TOKEN,
    (
      token: string,
      string: string | undefined,
      number: string | undefined,
      unit: string,
      name: string | undefined,
      bracket: string,
    ) => {
      if (string) return '""'
      if (token[0] === '#') return HEX.test(token) ? token : 'x'
      if (number !== undefined) return isShort(number) && isUnit(unit) ? token : '0'
      if (name === undefined) return PUNCTUATION.test(token) ? token : ' '
      if (bracket) return FUNCTION.test(name) ? token : 'x('
      // A variable's name is a name like a class in a selector.
      return name.startsWith('--') || isKeyword(name) ? token : 'x'
    },
  )
}

const isShort = (number: string): boolean => (/\d+/.exec(number)?.[0].length ?? 0) <= LONGEST_NUMBER
