/** CSS: rules and layout leave, words do not. Strings are masked, addresses cut, names replaced, data and comments dropped. */
import { method } from '../../ground/untouched.ts'
import { redactUrl } from '../../../../src/protocol/redact.ts'
import { maskSecrets } from '../../../../src/protocol/secret-shapes.ts'
import { cleanPieces } from './css-pieces.ts'
import { repairShorthands } from './css-repair.ts'
import { createSelectors } from './css-selector.ts'
import { createValues, STRING, URL_TOKEN, type Content } from './css-value.ts'
import type { Looks } from './looks.ts'
import type { Names } from './names.ts'
import { boundNumbers, cleanPath } from './numbers.ts'
import type { Suspects } from './suspects.ts'

/** Fonts, by names of several words. */
const FAMILIES = /^font(?:-family)?$/
/** Descriptors and properties that hold names, and that a browser does not tell of when it is asked (`takesNames`). */
const NAMED =
  /^(?:--.*|initial-value|result|animation(?:-name)?|container(?:-name)?|counter-(?:reset|increment|set)|font-variant(?:-alternates)?|view-transition-(?:name|class)|types|src|override-colors)$/
/** The same, and strings in them are drawn as they are. */
const NAMED_TEXT = /^(?:content|list-style(?:-type)?|system|fallback)$/
/** What may put a value in that no browser has read yet. */
const SUBSTITUTES = /--|(?:env|attr|if|inherit|random-item)\(/i
/** Attributes that hold fonts. */
const FONTS = /^(?:face|font-family|font)$/
const TAGS = /^font-(?:feature|variation)-settings$/
const TAG = /^["'][\w ]{4}["']$/
/** What a registered property may hold; a list of words could be anything. */
const SYNTAX = /^["'](?:\s*(?:\*|<[a-z-]+>[+#]?)\s*\|?)+["']$/
/** In all other values only these need a look. */
const ODD = /["'\\]|url\(|attr\(|path\(|:|\d{7}/i
const ODD_PARTS = new RegExp(
  [
    String.raw`\\[^]`,
    String.raw`path\(\s*(?:evenodd\s*,\s*|nonzero\s*,\s*)?(?<path>${STRING})`,
    `(?<url>${URL_TOKEN})`,
    `(?<string>${STRING})`,
    String.raw`attr\(\s*(?<attribute>[\w-]+)(?<type>\s+[a-z%]+)?`,
    String.raw`(?<address>[a-z]+:[^\s"');{}]*)`,
  ].join('|'),
  'gi',
)

/** An at-rule, its name and what follows. */
const AT_RULE = /^(\s*@(?:-\w+-)?([\w-]+))([^]*)$/
const FONT_FAMILY = /font-family\s*:\s*([^;{}]+)/gi
const DECLARATION = /^(\s*)((?:\\[^]|[\w-]|[\u0080-\uffff])+)(\s*:)([^]*)$/
/** The browser's own: others' hooks are not for our probes. */
const replaceSync = method<[text: string], void>('CSSStyleSheet', 'replaceSync')
/** Characters of cleaned CSS that are kept for the next snapshot. */
const CACHED = 4_000_000

export interface Css {
  /** Cleans a style sheet or a rule, as a browser wrote it, and takes in the names it speaks of. */
  sheet: (text: string) => string
  /** The same for text that no browser has read yet: what it would not understand is dropped. */
  raw: (text: string) => string
  /** Cleans declarations, as in a `style` attribute. @param source as the page wrote them, if known */
  declarations: (text: string, source?: string) => string
  /** Cleans the value of one property. */
  value: (property: string, value: string) => string
  /** The name of a property: an own one has a stand-in. */
  property: (name: string) => string
  /** Cleans the value of an attribute that is written like CSS. */
  attribute: (value: string, name: string) => string
  /** True for an attribute that a sheet reads as a number, a colour or the like (`attr(data-width px)`). */
  readsTyped: (attribute: string) => boolean
  /** True for an attribute that a sheet reads at all. */
  reads: (attribute: string) => boolean
}

const cleanCssUrl = (inside: string, names: Names): string => {
  const url = inside.replace(/^["']|["']$/g, '')
  const hash = url.indexOf('#')
  const before = url.slice(0, hash)
  // A part of the same document, also where a framework writes it with the document's own address.
  // rrweb writes it with the address of the sheet's folder, and the same with a `blob:`.
  if (hash >= 0 && (/^(?:.*\/)?$/.test(before) || before === document.URL.replace(/#[^]*$/, '')))
    return `url("#${names.id(url.slice(hash + 1))}")`
  return /^\s*(?:$|data:|(?:.*\/)?blob:)/i.test(url) ? 'none' : `url("${redactUrl(url, document.baseURI)}")`
}

const takesNames = (property: string): boolean =>
  CSS.supports(property, 'no-such-word') || CSS.supports(property, '--no-such-word')

/** Of at-rules that a browser gives back. */
const RULES =
  /^(?:media|supports|layer|container|keyframes|font-face|font-feature-values|font-palette-values|counter-style|property|page|scope|starting-style|view-transition|position-try|function|import|namespace|charset|styleset|stylistic|character-variant|swash|ornaments|annotation|historical-forms|document|(?:top|bottom|left|right)-[a-z-]+)$/i
const isKnownRule = (rule: string): boolean => RULES.test(rule)

const createCleaner = (names: Names, looks: Looks) => {
  const read = new Set<string>()
  const typed = new Set<string>()
  const cleanUrl = (inside: string): string => cleanCssUrl(inside, names)
  const readAttribute = (name: string, isTyped: boolean): void => {
    const key = name.toLowerCase()
    read.add(key)
    if (isTyped) typed.add(key)
    names.learnAttribute(key)
  }
  const values = createValues(names, cleanUrl, readAttribute)
  const selector = createSelectors(names, looks, values.name)
  const contents = new Map<string, Content | undefined>()

  const contentOf = (property: string): Content | undefined => {
    if (property.startsWith('--') || property === 'initial-value' || property === 'result') return 'any'
    if (FAMILIES.test(property)) return 'families'
    if (NAMED_TEXT.test(property)) return 'text'
    if (property.startsWith('grid')) return 'areas'
    return NAMED.test(property) || takesNames(property) ? 'names' : undefined
  }

  const knownContentOf = (property: string): Content | undefined => {
    if (property.startsWith('--')) return 'any'
    if (!contents.has(property)) contents.set(property, contentOf(property))
    return contents.get(property)
  }

  /** A string in a value that holds no names of the page. */
  const ordinaryString = (property: string, string: string): string => {
    if (TAGS.test(property) && TAG.test(string)) return string
    if (property === 'syntax') return SYNTAX.test(string) ? string : '"*"'
    return values.string(string, 'text')
  }

  const ordinary = (property: string, value: string, isOwn: boolean): string => {
    if (!ODD.test(value)) return value
    const cleaned = value.replace(ODD_PARTS, (token: string, ...rest: unknown[]) => {
      const { path, url, string, attribute, type, address } = rest.at(-1) as Record<
        string,
        string | undefined
      >
      if (path) return token.replace(path, () => `"${cleanPath(path.slice(1, -1))}"`)
      if (url) return cleanUrl(url.slice(4).replace(/\)$/, '').trim())
      if (string) return ordinaryString(property, string)
      if (attribute) {
        readAttribute(attribute, type !== undefined && !/string/i.test(type))
        return token.replace(attribute, () => names.attribute(attribute.toLowerCase()))
      }
      if (address) return address.includes('//') || /^(?:data|blob):/i.test(address) ? '' : address
      return token
    })
    return isOwn ? boundNumbers(cleaned) : cleaned
  }

  /** @param isOwn it is an element's own, which may be a customer's; what stands in a sheet is the sheet's */
  const declaration = (piece: string, isOwn: boolean): string => {
    const [, blank = '', written = '', colon = '', value = ''] = DECLARATION.exec(piece) ?? []
    if (written === '') return /\S/.test(piece) ? '' : piece
    const property = written.startsWith('--') ? written : written.toLowerCase()
    const content = knownContentOf(property) ?? (SUBSTITUTES.test(value) ? 'text' : undefined)
    const cleaned = content ? values.clean(value, content) : ordinary(property, value, isOwn)
    // In `@font-feature-values` names stand where properties do.
    return blank + values.name(written) + colon + cleaned
  }

  /** What stands between an at-rule's name and its block, or its end. */
  const prelude = (rule: string, text: string): string => {
    switch (rule) {
      case 'supports':
        // What was true for the customer's browser, is.
        return CSS.supports(text) ? ' (top: 0)' : ' not (top: 0)'
      case 'scope':
        return selector(text)
      case 'font-feature-values':
        return ` ${values.clean(text.trim(), 'families')} `
      case 'import': {
        const [url = ''] = /url\([^)]*\)/i.exec(text) ?? []
        return ` ${cleanUrl(url.slice(4).replace(/\)$/, '').trim())}`
      }
      case 'namespace':
        return ordinary(
          '',
          text.replace(/^\s*[\w-]+/, (name) => ` ${names.word(name.trim())}`),
          false,
        )
      default:
        return values.clean(text)
    }
  }

  const piece = (text: string, sign: string, isOwn: boolean): string => {
    const [, head, rule, rest] = AT_RULE.exec(text) ?? []
    if (head && rule)
      return isKnownRule(rule) ? head + prelude(rule.toLowerCase(), rest ?? '') : '@media not all'
    return sign === '{' ? selector(text) : declaration(text, isOwn)
  }

  const clean = (text: string, isOwn: boolean): string =>
    maskSecrets(cleanPieces(text, (part, sign) => piece(part, sign, isOwn)))

  return { clean, values, read, typed }
}

export const createCss = (names: Names, suspects: Suspects, looks: Looks): Css => {
  const { clean, values, read, typed } = createCleaner(names, looks)
  const cache = new Map<string, string>()
  let cached = 0

  const sheet = (text: string): string => {
    let cleaned = cache.get(text)
    if (cleaned !== undefined) return cleaned
    for (const [, families = ''] of text.matchAll(FONT_FAMILY)) values.clean(families, 'families')
    cleaned = clean(text, false)
    names.learn(cleaned)
    suspects.learn(text)
    if (cached > CACHED) {
      cache.clear()
      cached = 0
    }
    cached += text.length
    cache.set(text, cleaned)
    return cleaned
  }

  const raw = (text: string): string => {
    try {
      const probe = new CSSStyleSheet()
      replaceSync(probe, text)
      const written = Array.from(probe.cssRules, (rule) => rule.cssText).join('\n')
      return sheet(repairShorthands(written, text))
    } catch {
      // Absent in browsers before 2023.
      return sheet(text)
    }
  }

  return {
    sheet,
    raw,
    declarations: (text, source = '') => {
      suspects.learn(text)
      return clean(repairShorthands(text, source), true)
    },
    value: (property, value) => {
      const cleaned = clean(`${property}:${value}`, true)
      suspects.learn(`${property}:${value}`)
      const name = values.name(property)
      return cleaned.startsWith(`${name}:`) ? cleaned.slice(name.length + 1) : ''
    },
    property: values.name,
    attribute: (value, name) => values.clean(value, FONTS.test(name) ? 'families' : 'names'),
    reads: (attribute) => read.has(attribute),
    readsTyped: (attribute) => typed.has(attribute),
  }
}
