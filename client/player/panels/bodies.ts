/** Headers and bodies of a request, as far as the customer allowed them: their structure, with the values masked. */
import type { RequestEntry } from '../../../src/protocol/entries.ts'
import { h, type Child } from '../dom.ts'
import { code, facts } from './line.ts'

const SIDES = ['request', 'response'] as const

const TITLES = { request: 'Request', response: 'Response' } as const

/** Indented where it is JSON; one that was cut for its length is shown as it came. */
const pretty = (text: string): string => {
  try {
    // A dot in place of a number is no text, and stands there without quotes.
    return JSON.stringify(JSON.parse(text), undefined, 2).replaceAll(/(?<=: |^ *)"•"/gm, '•')
  } catch {
    return text
  }
}

const note = (text: string): HTMLElement => h('p', { class: 'details-note' }, text)

const sideOf = (item: RequestEntry, side: (typeof SIDES)[number]): Child => {
  const headers = Object.entries(item[`${side}Headers`] ?? {})
  const body = item[`${side}Body`]
  const unread = body === undefined && (item[`${side}Bytes`] ?? 0) > 0
  if (headers.length === 0 && body === undefined && !unread) return false
  return h(
    'section',
    { class: 'details-body' },
    h('h4', {}, TITLES[side]),
    headers.length > 0 && facts(headers),
    body !== undefined && code(pretty(body)),
    unread && note('Its body was not recorded: it is no JSON and no form, or too large.'),
  )
}

export const bodiesOf = (item: RequestEntry): HTMLElement[] => {
  const told = SIDES.some((side) => item[`${side}Headers`] ?? item[`${side}Body`])
  if (!told) return [note('Headers and bodies were not recorded.')]
  const parts = SIDES.map((side) => sideOf(item, side)).filter((part) => part instanceof HTMLElement)
  return [...parts, note('Names and structure are as they were; what is masked shows as dots.')]
}
