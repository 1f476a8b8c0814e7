/**
 * Looks that hang on the value of an attribute: `[data-theme="midnight"]`, `[class*="col-"]`, `a[href^="/shop"]`. Neither
 * the value nor what a style sheet looks for leaves. Each such selector gets a number, a cleaned sheet asks for the number,
 * and each element has the numbers of the selectors that it matches: the replay draws what the page drew.
 */
import { attributeNamesOf, attributeOf } from '../../ground/dom.ts'
import { isCommonAttribute } from './attribute-kinds.ts'
import { unescapeName } from './names.ts'

/** Holds the numbers, with blanks between them. */
export const LOOKS = 'data-casereel-looks'

/** More selectors than a page has: what comes after matches nothing. */
const MOST_SELECTORS = 10_000
/** Values of attributes that are kept with what they match. */
const MOST_CACHED = 20_000
const NONE = `[${LOOKS}~="none"]`

/** True for an attribute of HTML whose values have no case (HTML standard, "Case-sensitivity of selectors"). */
const isCaseless = (name: string): boolean => {
  // A handler in a page that forbids them would be reported to its owner.
  if (name.startsWith('on')) return false
  const probe = document.createElement('i')
  try {
    probe.setAttribute(name, 'A')
    return probe.matches(`[${CSS.escape(name)}="a"]`)
  } catch {
    // No attribute of HTML has such a name.
    return false
  }
}

type Match = (value: string, wanted: string) => boolean

/** Selectors Level 4, section 6: attribute selectors. */
const MATCHES: Readonly<Record<string, Match>> = {
  '=': (value, wanted) => value === wanted,
  '~=': (value, wanted) => /^\S+$/.test(wanted) && value.split(/[ \t\n\f\r]+/).includes(wanted),
  '|=': (value, wanted) => value === wanted || value.startsWith(`${wanted}-`),
  '^=': (value, wanted) => wanted !== '' && value.startsWith(wanted),
  '$=': (value, wanted) => wanted !== '' && value.endsWith(wanted),
  '*=': (value, wanted) => wanted !== '' && value.includes(wanted),
}

interface Asked {
  number: number
  matches: Match
  wanted: string
  caseless: boolean
}

/** What is asked of one attribute. Most selectors ask for one whole value: those are found by it. */
interface AskedOfAttribute {
  /** The number of the selector that asks only whether it is there. */
  presence: number | undefined
  whole: Map<string, Asked[]>
  parts: Asked[]
}

export interface Looks {
  /**
   * What a cleaned sheet asks for instead of `[name sign value flag]`, or of `[name]` where the name is a page's own.
   * @param sign '' for `[name]` @param value as it stands in the sheet, in quotes or not @param token the whole selector
   */
  selector: (name: string, sign: string, value: string, flag: string, token: string) => string
  /**
   * The numbers of all selectors that an element matches by its attributes. @param shows whether a value may be shown so;
   * that an attribute is there, is
   */
  of: (element: Element, shows: (name: string, value: string) => boolean) => string
}

/** @param onAsked a selector that was not known asks for this attribute */
export const createLooks = (onAsked: (name: string) => void): Looks => {
  const asked = new Map<string, AskedOfAttribute>()
  const numbers = new Map<string, number>()
  const matched = new Map<string, string>()

  const askedOf = (name: string): AskedOfAttribute => {
    let of = asked.get(name)
    if (!of) asked.set(name, (of = { presence: undefined, whole: new Map(), parts: [] }))
    return of
  }

  const ask = (name: string, asking: Asked): void => {
    const of = askedOf(name)
    if (asking.matches !== MATCHES['=']) of.parts.push(asking)
    else {
      const key = asking.wanted.toLowerCase()
      of.whole.set(key, [...(of.whole.get(key) ?? []), asking])
    }
    matched.clear()
    onAsked(name)
  }

  const selector: Looks['selector'] = (written, sign, quoted, flag, token) => {
    // A namespace makes no difference here: nobody styles two attributes of one name apart.
    const name = unescapeName(written.slice(written.lastIndexOf('|') + 1)).toLowerCase()
    const wanted = unescapeName(quoted.replace(/^(["'])([^]*?)\1?$/, '$2'))
    if (sign === '' && isCommonAttribute(name)) return token
    const matches = MATCHES[sign] ?? (() => true)
    if (name === LOOKS) return NONE
    const key = [name, sign, flag.toLowerCase(), wanted].join('\n')
    let number = numbers.get(key)
    if (number === undefined) {
      if (numbers.size >= MOST_SELECTORS) return NONE
      number = numbers.size + 1
      numbers.set(key, number)
      if (sign === '') {
        askedOf(name).presence = number
        onAsked(name)
        return `[${LOOKS}~="${number}"]`
      }
      const caseless = /i/i.test(flag) || (flag === '' && isCaseless(name))
      ask(name, { number, matches, wanted: caseless ? wanted.toLowerCase() : wanted, caseless })
    }
    return `[${LOOKS}~="${number}"]`
  }

  const numbersOf = ({ whole, parts }: AskedOfAttribute, value: string): string => {
    const lower = value.toLowerCase()
    return [...(whole.get(lower) ?? []), ...parts]
      .filter(({ matches, wanted, caseless }) => matches(caseless ? lower : value, wanted))
      .map(({ number }) => number)
      .join(' ')
  }

  const look = (name: string, of: AskedOfAttribute, value: string): string => {
    const key = `${name}\n${value}`
    let found = matched.get(key)
    if (found === undefined) {
      found = numbersOf(of, value)
      if (matched.size >= MOST_CACHED) matched.clear()
      matched.set(key, found)
    }
    return found
  }

  const of: Looks['of'] = (element, shows) => {
    let found = ''
    if (asked.size === 0) return found
    // By name: for each that is not asked for, the browser would make an object of its own.
    for (const written of attributeNamesOf(element)) {
      const name = written.toLowerCase()
      const wanted = asked.get(name)
      if (!wanted) continue
      if (wanted.presence !== undefined) found += ` ${wanted.presence}`
      const value = attributeOf(element, written) ?? ''
      const more = look(name, wanted, value)
      if (more !== '' && shows(name, value)) found += ` ${more}`
    }
    return found.slice(1)
  }

  return { selector, of }
}
