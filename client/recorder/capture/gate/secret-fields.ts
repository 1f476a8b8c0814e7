/** Fields whose value never leaves, whatever a preset, a mark or a rule says. */

import {
  attributeOf,
  childNodesOf,
  childrenOf,
  hasAttribute,
  isConnected,
  localNameOf,
  parentElementOf,
  textContentOf,
} from '../../ground/dom.ts'
import { captionOf, keysOf, namesOf, wordsOf } from './field-words.ts'
import { asksForSecret, namesSecret } from '../../../../src/protocol/secret-names.ts'

/** A field without a value of its own. */
const NO_VALUE = /^(?:button|submit|reset|image|checkbox|radio)$/
/** How to reach a person. */
const PERSONAL = /^(?:email|tel)$/

export interface SecretFields {
  /** True for a field, or an editable element, whose content may never be read. Once true, always true. */
  isSecret: (field: Element) => boolean
  /** True for a password, also one that is shown. */
  isPassword: (field: Element) => boolean
  /** Looks at a field when it is first seen. @param late it came to a page that was already recorded */
  meet: (field: Element, late: boolean) => void
}

const typeOf = (field: Element): string => attributeOf(field, 'type')?.toLowerCase() ?? ''

const isPassword = (field: Element): boolean =>
  typeOf(field) === 'password' ||
  // rrweb marks a field that once was one, for "show password" buttons.
  hasAttribute(field, 'data-rr-is-password')

/** How to reach a person, and any autofill token (HTML standard), which says whose the value is; a field that is nobody's says `off` or nothing. */
const isPersonal = (field: Element): boolean =>
  PERSONAL.test(typeOf(field)) ||
  PERSONAL.test(attributeOf(field, 'inputmode')?.toLowerCase() ?? '') ||
  !/^\s*(?:on|off|nope|false)?\s*$/i.test(attributeOf(field, 'autocomplete') ?? '')

/** Fonts whose every letter is a dot: they are named for it. */
const DISC_FONT = /text-?security|password|\bdis[ck]s?\b|\bdots?\b/i

/** A number that is asked for in several boxes is on its own in none of them. */
const MOST_IN_A_BOX = 6
const isBox = (field: Element): boolean => {
  const most = Number(attributeOf(field, 'maxlength'))
  return localNameOf(field) === 'input' && most > 0 && most <= MOST_IN_A_BOX
}
const isOneOfSeveral = (field: Element): boolean => {
  if (!isBox(field)) return false
  const parent = parentElementOf(field)
  const around = parent && parentElementOf(parent)
  return (
    Array.from(parent ? childrenOf(parent) : []).filter(isBox).length > 1 ||
    // Each in a wrapper of its own.
    Array.from(around ? childrenOf(around) : []).filter((each) => isBox(childrenOf(each)[0] ?? each)).length >
      1
  )
}

/** The two sides of an e-mail address, with the sign between them on the page. */
const isBesideAt = (field: Element): boolean => {
  const parent = parentElementOf(field)
  const nodes = Array.from(parent ? childNodesOf(parent) : [])
  const at = nodes.indexOf(field as Node as ChildNode)
  return (
    /@\s*$/.test((nodes[at - 1] && textContentOf(nodes[at - 1]!)) ?? '') ||
    /^\s*@/.test((nodes[at + 1] && textContentOf(nodes[at + 1]!)) ?? '')
  )
}

/** A box for one character of a code, or letters that the page draws as dots, by a style or by a font. */
const looksSecret = (field: Element): boolean => {
  if (attributeOf(field, 'maxlength') === '1' || isOneOfSeveral(field) || isBesideAt(field)) return true
  const style = getComputedStyle(field)
  return (
    !/^(?:none)?$/.test(style.getPropertyValue('-webkit-text-security')) ||
    DISC_FONT.test(style.getPropertyValue('font-family'))
  )
}

export const createSecretFields = (): SecretFields => {
  const secrets = new WeakSet<Element>()
  const met = new WeakSet<Element>()
  /** Where a password was asked for: frameworks replace the field to show it. */
  const homes = new WeakMap<Element, Element>()
  /** What secret fields were called, by attributes: a field that is made anew keeps its name. */
  const keys = new Set<string>()
  /** And by their captions, with the field: others may be called the same, but no second one while it is there. */
  const captions = new Map<string, Element>()

  const homesOf = (field: Element): Element[] => {
    const parent = parentElementOf(field)
    return [parent, parent && parentElementOf(parent)].filter((home) => home !== null)
  }

  const keep = (field: Element): void => {
    secrets.add(field)
    for (const key of keysOf(field)) keys.add(key)
    const caption = captionOf(field)
    if (caption !== '') captions.set(caption, field)
  }

  /** A password was asked for in it, and its field is gone. */
  const isLeft = (home: Element): boolean => {
    const field = homes.get(home)
    return field !== undefined && !isConnected(field)
  }

  /** It has the caption of a secret field that is gone. */
  const takesPlace = (field: Element): boolean => {
    const before = captions.get(captionOf(field))
    return before !== undefined && !isConnected(before)
  }

  const meet = (field: Element, late: boolean): void => {
    const isNew = late || !met.has(field)
    met.add(field)
    if (isPassword(field)) {
      keep(field)
      for (const home of homesOf(field)) homes.set(home, field)
    } else if (isNew && (homesOf(field).some(isLeft) || takesPlace(field))) {
      keep(field)
    }
  }

  const isSecret = (field: Element): boolean => {
    if (secrets.has(field)) return true
    if (NO_VALUE.test(typeOf(field))) return false
    meet(field, false)
    const secret =
      secrets.has(field) ||
      isPersonal(field) ||
      keysOf(field).some((key) => keys.has(key)) ||
      namesOf(field).some(namesSecret) ||
      wordsOf(field).some(asksForSecret) ||
      looksSecret(field)
    if (secret) keep(field)
    return secret
  }

  return { isSecret, isPassword, meet }
}
