/** What may be read and what is masked: marks in the host page, kinds of fields, and how a mask looks. */

import type { PrivacyPreset } from '../../src/protocol/privacy.ts'

export type Privacy = PrivacyPreset

/** How text below an element is treated. `private` is final; `shown` and `masked` may change further down. */
export type Treatment = 'shown' | 'masked' | 'private'

export const PRIVATE_MARK = 'data-private'
export const BLOCK_MARK = 'data-block'
export const UNMASK_MARK = 'data-unmask'

/** Our own element: blocked for rrweb's observers, and ignored by its mirror (picture.ts). */
export const BAR_TAG = 'casereel-bar'
export const BLOCKED = `[${BLOCK_MARK}],${BAR_TAG}`

/** What a customer types stands in these as text. */
const TYPED = 'textarea,[contenteditable]:not([contenteditable="false" i])'
const PRIVATE = `[${PRIVATE_MARK}],${TYPED}`

/** Autofill tokens (HTML standard) of fields whose length alone tells too much. */
const SECRET_TOKENS = /(?:^|\s)(?:cc-[a-z-]+|one-time-code|(?:new|current)-password)(?:\s|$)/i

/** Same length for every secret, and none for none. */
const SECRET_MASK = '••••••••'

export const isMask = (text: string): boolean => /^[*•]*$/.test(text)

/** Stars for every character that is no space, so that the layout stays. */
export const maskText = (text: string): string => text.replace(/\S/g, '*')

const isSecret = (field: Element): boolean =>
  field.getAttribute('type')?.toLowerCase() === 'password' ||
  // rrweb marks a field that once was a password, for "show password" buttons.
  field.hasAttribute('data-rr-is-password') ||
  SECRET_TOKENS.test(field.getAttribute('autocomplete') ?? '')

/** For rrweb's `maskInputFn`; every kind of field comes here. */
export const maskField = (text: string, field: Element): string => {
  if (text === '') return ''
  return isSecret(field) ? SECRET_MASK : '*'.repeat(Math.min(text.length, 200))
}

/** `closest` that also leaves shadow trees. */
export const closestAcross = (element: Element | null, selector: string): Element | null => {
  for (let at = element; at;) {
    const found = at.closest(selector)
    if (found) return found
    const root = at.getRootNode()
    at = 'host' in root ? (root as ShadowRoot).host : null
  }
  return null
}

/** How text inside `element` is treated; without an element, as private: what is not known is masked. */
export const treatmentOf = (element: Element | null, privacy: Privacy): Treatment => {
  if (!element || closestAcross(element, PRIVATE)) return 'private'
  if (privacy !== 'strict') return 'shown'
  return closestAcross(element, `[${UNMASK_MARK}]`) ? 'shown' : 'masked'
}

/** The same, one step down a serialized tree. */
export const treatmentBelow = (
  above: Treatment,
  tag: string,
  attributes: Readonly<Record<string, unknown>>,
): Treatment => {
  if (above === 'private' || PRIVATE_MARK in attributes || tag === 'textarea') return 'private'
  const editable = attributes['contenteditable']
  if (editable !== undefined && String(editable).toLowerCase() !== 'false') return 'private'
  return UNMASK_MARK in attributes ? 'shown' : above
}

/** True when what the element is called may stand in an entry. A field is called by what stands around it. */
export const isReadable = (element: Element, privacy: Privacy): boolean => {
  const deciding = element.matches('textarea:not([data-private])') ? element.parentElement : element
  return treatmentOf(deciding, privacy) === 'shown' && !closestAcross(element, BLOCKED)
}
