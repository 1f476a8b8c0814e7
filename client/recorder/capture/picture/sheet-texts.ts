/** What scripts have put into style sheets, as they wrote it: a browser does not give all of it back (gate/css-repair.ts). */
import { getter } from '../../ground/untouched.ts'

/** Characters kept of one sheet. Frameworks write some thousand short rules; what comes after is repaired no more. */
const LONGEST = 1_000_000

const parentSheetOf = getter<CSSStyleSheet | null>('CSSRule', 'parentStyleSheet')
const ownerOf = getter<Node | null>('StyleSheet', 'ownerNode')

const texts = new WeakMap<object, { parts: string[]; length: number }>()

const sheetBehind = (self: unknown): object | null => {
  if (typeof self !== 'object' || self === null) return null
  try {
    ownerOf(self)
    return self
  } catch {
    // A group of rules within a sheet.
    return parentSheetOf(self)
  }
}

/** Takes in a call of `insertRule`, `replace` or `replaceSync`. @param self a sheet, or a group of rules in one */
export const noteSheetText = (self: unknown, name: string, text: unknown): void => {
  const sheet = sheetBehind(self)
  if (!sheet || typeof text !== 'string') return
  let known = texts.get(sheet)
  if (!known || name.startsWith('replace')) texts.set(sheet, (known = { parts: [], length: 0 }))
  // Nothing else is ever lost.
  if (!text.includes('var(') || known.length + text.length > LONGEST) return
  known.parts.push(text)
  known.length += text.length
}

/** What is known of a sheet's rules that a script put in; '' where nothing is. */
export const scriptTextOf = (sheet: object): string => texts.get(sheet)?.parts.join('\n') ?? ''
