/** Fields whose value never leaves, whatever a preset, a mark or a rule says. */

import {
  attributeOf,
  elementById,
  hasAttribute,
  idOf,
  isConnected,
  ownerDocumentOf,
  parentElementOf,
  textContentOf,
} from '../dom.ts'

/** Words in a field's name, id, label or placeholder, once all of it is lower case and its parts stand apart. */
const SECRET_WORDS =
  /passw|pass ?(?:code|phrase|port)|\b(?:pwd|pw|pin|otp|totp|mfa|2fa|cvv2?|cvc2?|csc|ssn|sin|iban|bic|pan|dob|cc|tan)\b|kennwort|contrase|senha|wachtwoord|has[lł]o|mot de passe|パスワード|暗証|secret|geheim|token|api ?key|(?:card|karten?|account|konto|routing|sort|licen[cs]e|national|insurance) ?(?:number|num|no|nr|code|id)\b|kreditkarte|carte|tarjeta|credit|one ?time|security|verification|social|sozialvers|reisepass|passeport|pasaporte|tax ?id|steuer|birth|geburt/
/** A field without a value of its own. */
const NO_VALUE = /^(?:button|submit|reset|image|checkbox|radio)$/

export interface SecretFields {
  /** True for a field, or an editable element, whose content may never be read. Once true, always true. */
  isSecret: (field: Element) => boolean
  /** Looks at a field when it is first seen. @param late it came to a page that was already recorded */
  meet: (field: Element, late: boolean) => void
}

export const createSecretFields = (): SecretFields => {
  const secrets = new WeakSet<Element>()
  /** Where a password was asked for: frameworks replace the field to show it. */
  const homes = new WeakMap<Element, Element>()
  const names = new Set<string>()

  const typeOf = (field: Element): string => attributeOf(field, 'type')?.toLowerCase() ?? ''
  const keysOf = (field: Element): string[] =>
    [idOf(field), attributeOf(field, 'name')].filter((key): key is string => Boolean(key))
  const homesOf = (field: Element): Element[] => {
    const parent = parentElementOf(field)
    return [parent, parent && parentElementOf(parent)].filter((home) => home !== null)
  }

  const isPassword = (field: Element): boolean =>
    typeOf(field) === 'password' ||
    // rrweb marks a field that once was one, for "show password" buttons.
    hasAttribute(field, 'data-rr-is-password')

  /** How to reach a person, and any autofill token (HTML standard) says whose the value is; a field that is nobody's says `off` or nothing. */
  const isPersonal = (field: Element): boolean =>
    /^(?:email|tel)$/.test(typeOf(field)) ||
    !/^\s*(?:on|off|nope|false)?\s*$/i.test(attributeOf(field, 'autocomplete') ?? '')

  const hasSecretWords = (field: Element): boolean => {
    const words = ['name', 'id', 'placeholder', 'aria-label', 'title', 'data-testid']
      .map((name) => attributeOf(field, name) ?? '')
      .concat(Array.from((field as HTMLInputElement).labels ?? [], (label) => textContentOf(label) ?? ''))
      .concat((attributeOf(field, 'aria-labelledby') ?? '').split(/\s+/).map((id) => textOfId(field, id)))
    const apart = words.join(' ').replace(/([a-z\d])([A-Z])/g, '$1 $2')
    return SECRET_WORDS.test(apart.toLowerCase().replace(/[\s_.:[\]()/*-]+/g, ' '))
  }

  /** A password was asked for in it, and its field is gone. */
  const isLeft = (home: Element): boolean => {
    const field = homes.get(home)
    return field !== undefined && !isConnected(field)
  }

  const meet = (field: Element, late: boolean): void => {
    if (isPassword(field)) {
      secrets.add(field)
      for (const key of keysOf(field)) names.add(key)
      for (const home of homesOf(field)) homes.set(home, field)
    } else if (late && homesOf(field).some(isLeft)) {
      secrets.add(field)
    }
  }

  const isSecret = (field: Element): boolean => {
    if (secrets.has(field)) return true
    if (NO_VALUE.test(typeOf(field))) return false
    meet(field, false)
    const secret =
      secrets.has(field) ||
      isPersonal(field) ||
      keysOf(field).some((key) => names.has(key)) ||
      hasSecretWords(field)
    if (secret) secrets.add(field)
    return secret
  }

  return { isSecret, meet }
}

const textOfId = (field: Element, id: string): string => {
  const named = id === '' ? null : elementById(ownerDocumentOf(field), id)
  return (named && textContentOf(named)) ?? ''
}
