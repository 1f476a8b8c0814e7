/**
 * Attributes: an allow-list by element and namespace, the same for a snapshot and for a change. What may name another host
 * is held by the page itself, has its host taken off, or goes; the rest looks, or is text.
 */
import { isRecord } from '../readable.ts'
import { disarmed, fragmentOnly, pictureSource } from './addresses.ts'
import { quietCss, quietSheet } from './css.ts'

/** Of the element that has them; the name in lower case. */
export interface Holder {
  tag: string
  isSvg: boolean
}

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '))

const NAME = /^[A-Za-z_:][\w:.-]*$/
/** What a person reads, or what only a style sheet looks at. */
const TEXT =
  /^(?:data-|aria-)|^(?:title|alt|placeholder|value|label|summary|abbr|class|id|lang|role|slot|part|exportparts|name|dir|for|headers|datetime|d|points)$/
/** Attributes of HTML and SVG that load, run, navigate, focus or send; and those that only say how that is to be done. */
const ACTING = setOf(
  'srcdoc http-equiv autofocus autoplay ping nonce is formaction action target formtarget integrity crossorigin ' +
    'referrerpolicy fetchpriority blocking as imagesrcset imagesizes manifest archive classid code codebase codetype data ' +
    'declare profile cite longdesc usemap dynsrc lowsrc download attributionsrc sandbox allow allowfullscreen csp credentialless ' +
    'sharedstoragewritable browsingtopics adauctionheaders privatetoken shadowrootmode shadowrootdelegatesfocus ' +
    'shadowrootclonable shadowrootserializable popovertarget popovertargetaction commandfor command interestfor invoketarget ' +
    'elementtiming xml:base formmethod formenctype preload loading content content-security-policy itemtype itemid rel',
)
/** Husks: elements that act by being there. They keep their place, so that later changes find it. */
const HUSKS = setOf('base meta link script noscript')
const OF_HUSKS = /^(?:class|id|data-[\w-]*|media|disabled|_csstext|rr_\w+)$/
const PICTURES = setOf('img input image feimage')
/** A value that is no address in any attribute: words, numbers, lists. */
const WORDS = /^[^:/\\]*$/
/** Values that are written as CSS is, or as times and dates are. */
const LOOKS = /^(?:media|sizes|width|height|color|bgcolor|min|max|step|coords)$/
const NUMBERS = /^rr_(?:scrollleft|scrolltop)$/
/** What rrweb and the player's dressing read (src/protocol/shown.ts). */
const TOLD = setOf(
  'rr_width rr_height rr_masked rr_focus rr_popover rr_fullscreen rr_sheet rr_src rr_open_mode',
)
const ANIMATES = setOf('animate animatemotion animatetransform set')

/** Keyframes and lists of times: strings in them are CSS. Depth and number are bounded. */
const quietValue = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return quietCss(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 6) return null
  if (Array.isArray(value)) return value.slice(0, 1_000).map((each) => quietValue(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 1_000)
      .map(([name, each]) => [name, quietValue(each, depth + 1)]),
  )
}

/** A change of style by property: a value, a value with its priority, or false. */
const quietStyle = (style: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(style).flatMap(([property, value]): [string, unknown][] => {
      if (value === false) return [[property, false]]
      if (typeof value === 'string') return [[property, quietCss(value)]]
      if (!Array.isArray(value) || typeof value[0] !== 'string') return []
      return [[property, [quietCss(value[0]), value[1] === 'important' ? 'important' : '']]]
    }),
  )

const ofRrweb = ({ tag }: Holder, name: string, value: unknown): unknown => {
  if (name === 'rr_animations' || name === 'rr_elapsed')
    return Array.isArray(value) ? quietValue(value) : undefined
  if (NUMBERS.test(name)) return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  if (name === 'rr_place') return quietCss(value)
  if (name === 'rr_dataurl') return tag === 'img' || tag === 'canvas' ? pictureSource(value) : undefined
  return TOLD.has(name) ? quietCss(value) : undefined
}

const address = ({ tag, isSvg }: Holder, name: string, value: string): string | undefined => {
  if (name === 'href' || name === 'xlink:href') {
    if (tag === 'a' || tag === 'area') return disarmed(value)
    if (!isSvg) return undefined
    return PICTURES.has(tag) ? pictureSource(value) : fragmentOnly(value)
  }
  // The picture itself is in `src`, or was not recorded.
  if (name === 'srcset') return tag === 'img' || tag === 'source' ? '' : undefined
  if (name === 'src') return PICTURES.has(tag) ? pictureSource(value) : undefined
  return tag === 'video' ? pictureSource(value) : undefined
}
const ADDRESSES = /^(?:(?:xlink:)?href|src|srcset|poster)$/

/** A drawing may animate how it looks, and not what it names. */
const isAnimatedAddress = (value: string): boolean =>
  /(?:^|:)\s*(?:href|src|style|on\w*)\s*$/i.test(value.trim())

/**
 * What may stand for one attribute; undefined: it goes.
 * @param written its name as recorded @param value null where it was taken away
 */
export const quietAttribute = (holder: Holder, written: string, value: unknown): unknown => {
  const name = written.toLowerCase()
  if (!NAME.test(written) || name.startsWith('on') || name === '__proto__') return undefined
  const { tag, isSvg } = holder
  if (HUSKS.has(tag) && !OF_HUSKS.test(name)) return undefined
  // Of a frame, what it showed is not there: there is nothing to be let in.
  if (value === null) return null
  if (name.startsWith('rr_')) return ofRrweb(holder, name, value)
  if (name === 'style') {
    if (typeof value === 'string') return quietCss(value)
    return isRecord(value) ? quietStyle(value) : undefined
  }
  if (typeof value === 'object' || ACTING.has(name)) return isKept(holder, name, value) ? value : undefined
  if (typeof value !== 'string') return ADDRESSES.test(name) ? undefined : value
  if (name === '_csstext') return tag === 'style' || tag === 'link' ? quietSheet(value) : undefined
  if (ADDRESSES.test(name)) return address(holder, name, value)
  if (TEXT.test(name)) return value
  if (name === 'attributename' && ANIMATES.has(tag)) return isAnimatedAddress(value) ? undefined : value
  // Of a table or a body it would be loaded; style sheets only ask whether it is there.
  if (name === 'background') return ''
  if (name === 'xmlns' || name === 'xmlns:xlink')
    return value.startsWith('http://www.w3.org/') ? value : undefined
  if (isSvg || LOOKS.test(name)) return quietCss(value)
  // What looks like an address keeps its name alone, which a style sheet may ask for.
  return WORDS.test(value) ? value : ''
}

const RELATION = /^[a-z\s-]*$/
/** Names in the list that mean something harmless on some elements. */
const isKept = ({ tag }: Holder, name: string, value: unknown): boolean => {
  if (typeof value !== 'string') return false
  if (name === 'rel') return (tag === 'a' || tag === 'area') && RELATION.test(value)
  if (name === 'target') return (tag === 'a' || tag === 'form') && value === '_blank'
  return name === 'download' && tag === 'a' && value === ''
}

/** All attributes of an element, as they may reach the stage. */
export const quietAttributes = (holder: Holder, given: Record<string, unknown>): Record<string, unknown> => {
  const isScheme = holder.tag === 'meta' && given['name'] === 'color-scheme'
  if (isScheme && typeof given['content'] === 'string' && /^[\w\s-]*$/.test(given['content']))
    return { name: 'color-scheme', content: given['content'] }
  const clean: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const quiet = quietAttribute(holder, name, value)
    if (quiet !== undefined) clean[shownName(holder, name)] = quiet
  }
  return clean
}

const KEEPS_CASE = /^(?:rr_|_cssText$)/
/** HTML's names are written small, so that no other spelling of one means it; SVG's have a spelling of their own. */
export const shownName = ({ isSvg }: Holder, name: string): string =>
  isSvg || KEEPS_CASE.test(name) ? name : name.toLowerCase()
