/**
 * Gives style sheets back what the browser leaves out when it writes them (gate/css-repair.ts), from their source. A `style`
 * has its own, and what scripts put in is noted as they do (sheet-texts.ts). Of a linked or imported sheet the browser fetches
 * the text once more, from its cache: the picture leaves without it, and the sheet follows when the text is there.
 */
import {
  MOST_SHEET_SOURCES,
  SHEET_SOURCE_LENGTH,
  SHEET_SOURCE_MS,
} from '../../../../../src/protocol/limits.ts'
import {
  adoptedBy,
  isConnected,
  localNameOf,
  nodeTypeOf,
  shadowRootOf,
  textContentOf,
} from '../../../ground/dom.ts'
import { createRepair, isLossy } from '../../gate/css-repair.ts'
import { guarded, tryTo, type Stop } from '../../../ground/guard.ts'
import { scriptTextOf } from '../sheet-texts.ts'
import { getter, method } from '../../../ground/untouched.ts'
import type { Tell } from './tell.ts'

const linkedSheetOf = getter<CSSStyleSheet | null>('HTMLLinkElement', 'sheet')
const styleSheetOf = getter<CSSStyleSheet | null>('HTMLStyleElement', 'sheet')
const rulesOf = getter<CSSRuleList>('CSSStyleSheet', 'cssRules')
const addressOf = getter<string | null>('StyleSheet', 'href')
const importedBy = getter<CSSStyleSheet | null>('CSSImportRule', 'styleSheet')
const isOk = getter<boolean>('Response', 'ok')
const headersOf = getter<Headers>('Response', 'headers')
const textOf = method<[], Promise<string>>('Response', 'text')
const headerOf = method<[name: string], string | null>('Headers', 'get')

const IMPORT_RULE = 3
const STYLE_RULE = 1
const DOCUMENT_NODE = 9

interface AdoptedData {
  id: number
  styleIds: number[]
  styles?: { styleId: number; rules: { rule: string }[] }[]
}

export interface SheetSources {
  /** @param css of a `style` or `link`, as the browser wrote it @returns the same with all that is known of it by now */
  meet: (element: Element, css: string) => string
  /** Repairs the rules of adopted sheets, in place. @param owner the document, or the host of a shadow root */
  adopted: (owner: Node | null, data: AdoptedData) => void
  stop: Stop
}

/** Imports stand before all other rules but names of layers. */
const importsOf = (sheet: CSSStyleSheet): CSSStyleSheet[] => {
  const found: CSSStyleSheet[] = []
  for (const rule of rulesOf(sheet)) {
    if (rule.type === STYLE_RULE) break
    const imported = rule.type === IMPORT_RULE ? importedBy(rule) : null
    if (imported) found.push(imported)
  }
  return found
}

/** A sheet and all that it imports, in the order of their rules. One that may not be read has none. */
const withImports = (sheet: CSSStyleSheet): CSSStyleSheet[] => [
  ...(tryTo(() => importsOf(sheet)) ?? []).flatMap(withImports),
  sheet,
]

const originOf = (address: string): string => tryTo(() => new URL(address).origin) ?? ''

const sheetOf = (element: Element): CSSStyleSheet | null =>
  tryTo(() => (localNameOf(element) === 'link' ? linkedSheetOf(element) : styleSheetOf(element))) ?? null

export const trackSheetSources = (tell: Tell): SheetSources => {
  /** By address; '' where a text could not be had. */
  const texts = new Map<string, string>()
  const asked = new Set<string>()
  /** Sites that let no text be read: a policy of the page's may forbid it, and is not to report it again and again. */
  const closed = new Set<string>()
  const waiting = new Map<Element, string>()
  let abort: Stop = () => {}
  let queue: string[] = []
  let runs = false

  const isAsked = (sheet: CSSStyleSheet): boolean => {
    const address = addressOf(sheet)
    return address === null || texts.has(address)
  }

  const sourceOf = (element: Element, sheets: readonly CSSStyleSheet[]): string =>
    sheets
      .flatMap((sheet) => [texts.get(addressOf(sheet) ?? '') ?? '', scriptTextOf(sheet)])
      .concat(localNameOf(element) === 'style' ? (textContentOf(element) ?? '') : '')
      .join('\n')

  const load = async (address: string): Promise<string> => {
    const origin = originOf(address)
    if (closed.has(origin)) return ''
    const timer = setTimeout(() => abort(), SHEET_SOURCE_MS)
    try {
      const control = new AbortController()
      abort = () => control.abort()
      const answer = await fetch(address, {
        cache: 'force-cache',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        priority: 'low',
        signal: control.signal,
      })
      const type = headerOf(headersOf(answer), 'content-type') ?? ''
      const text = isOk(answer) && type.startsWith('text/css') ? await textOf(answer) : ''
      return text.length <= SHEET_SOURCE_LENGTH ? text : ''
    } catch {
      closed.add(origin)
      return ''
    } finally {
      clearTimeout(timer)
    }
  }

  /** Tells anew of every element that waited for nothing else. */
  const arrived = guarded(() => {
    for (const [element, css] of waiting) {
      const sheet = isConnected(element) ? sheetOf(element) : null
      const sheets = sheet ? withImports(sheet) : []
      if (!sheets.every(isAsked)) continue
      waiting.delete(element)
      const repaired = createRepair(sourceOf(element, sheets))(css)
      if (sheet && repaired !== css) tell(element, { _cssText: repaired })
    }
  })

  const run = async (): Promise<void> => {
    runs = true
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      texts.set(address, await load(address))
      arrived()
    }
    runs = false
  }

  const ask = (address: string): void => {
    if (asked.has(address) || asked.size >= MOST_SHEET_SOURCES) return
    asked.add(address)
    queue.push(address)
    // Not in the task that takes the picture.
    if (!runs)
      setTimeout(
        guarded(() => void (!runs && run())),
        0,
      )
  }

  return {
    meet: (element, css) => {
      waiting.delete(element)
      const sheet = isLossy(css) ? sheetOf(element) : null
      if (!sheet) return css
      const sheets = withImports(sheet)
      const unknown = sheets.filter((each) => !isAsked(each))
      if (unknown.length > 0) {
        waiting.set(element, css)
        for (const each of unknown) ask(addressOf(each) ?? '')
      }
      return createRepair(sourceOf(element, sheets))(css)
    },
    adopted: (owner, { styleIds, styles = [] }) => {
      if (!owner) return
      const root = nodeTypeOf(owner) === DOCUMENT_NODE ? (owner as Document) : shadowRootOf(owner)
      const sheets = (root && adoptedBy(root)) ?? []
      for (const { styleId, rules } of styles) {
        const sheet = sheets[styleIds.indexOf(styleId)]
        const repair = createRepair(sheet ? scriptTextOf(sheet) : '')
        for (const each of rules) each.rule = repair(each.rule)
      }
    },
    stop: () => {
      queue = []
      abort()
    },
  }
}
