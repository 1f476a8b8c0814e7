/** What a field holds: whether it may be read, and what is told of it when it may not. */
import {
  activeElementOf,
  attributeOf,
  closest,
  isShadowRoot,
  localNameOf,
  matches,
  nodeTypeOf,
  rootOf,
  shadowActiveOf,
} from '../../ground/dom.ts'
import { MASK, maskField, maskText } from './mask.ts'
import { readable } from './readable.ts'
import type { Standing } from './regions.ts'
import type { SecretFields } from './secret-fields.ts'
import { withoutGrown } from './growing.ts'
import type { TypedTexts } from './typed-texts.ts'

/** Their `value` is what is written on the button. */
const BUTTON_TYPES = /^(?:submit|button|reset)$/
const CHOICE_TYPES = /^(?:checkbox|radio)$/
/** Their `value` is never seen. */
const UNSEEN_TYPES = /^(?:hidden|file|image)$/
/** Nothing is typed into these, and nothing comes in parts. */
const NOT_TYPED = /^(?:checkbox|radio|range|color|submit|button|reset|image|file)$/
/** They cannot show a mask, and a wrong value is worse than none. */
const UNMASKABLE_TYPES = /^(?:range|color)$/
/** The browser drops a mask from their value, and they look empty. */
const VALUE_TYPES = /^(?:number|date|time|datetime-local|month|week)$/
/** Made by a page, what these show is a choice too. */
const CHOICE_ROLES = /^(?:checkbox|radio|switch|slider|menuitemcheckbox|menuitemradio)$/
/** They say what was chosen. */
const CHOSEN = ['aria-checked', 'aria-valuenow', 'data-checked', 'data-state']
/** What a progress bar may say as it is: part of the page, like a text that is seen. */
const PLAIN_NUMBER = /^\d{1,3}(?:\.\d{1,3})?$/

interface Holder {
  tag: string
  element: Element | null
  standing: Standing
}

/** rrweb's event of a changed field. */
export interface InputChange {
  id: number
  text: string
  isChecked: boolean
}

export interface Fields {
  /** A field is in the picture anew. @param late it came to a page that was already recorded */
  meet: (field: Element, late: boolean) => void
  /** True for a field whose content may be read. */
  isReadable: (holder: Holder) => boolean
  /** A field's text as it may leave. */
  text: (holder: Holder, text: string) => string
  /** Its `value` attribute; null where it must not be there at all. */
  attribute: (holder: Holder, value: string) => string | null
  /** True for a mask that is there already: frameworks write the attribute with every key. */
  isTold: (element: Element | null, value: unknown) => boolean
  /**
   * True for a field in which something was chosen that is not told, and that would look as if nothing were.
   * @param given its attributes as they are
   */
  isMaskedChoice: (holder: Holder, given: Readonly<Record<string, unknown>>) => boolean
  /** Cleans a change in place; false when it tells nothing that may be told. */
  change: (holder: Holder, change: InputChange) => boolean
}

const isShownNumber = ({ standing }: Holder, value: string): boolean =>
  (standing === 'open' || standing === 'shown') && PLAIN_NUMBER.test(value)

const typeOf = (element: Element | null): string => (element as Partial<HTMLInputElement> | null)?.type ?? ''

/** What has the focus in the tree that an element stands in. */
const focusedWith = (element: Element): Element | null => {
  const root = rootOf(element)
  if (isShadowRoot(root)) return shadowActiveOf(root)
  return nodeTypeOf(root) === Node.DOCUMENT_NODE ? activeElementOf(root) : null
}

/** Somebody types into it now, or has just done so. */
export const isTyped = (field: Element): boolean =>
  matches(field, 'input,textarea') &&
  !NOT_TYPED.test(typeOf(field)) &&
  typeOf(field) !== 'hidden' &&
  (/^(?:input|change|key)/.test(window.event?.type ?? '') || focusedWith(field) === field)

/** The words of what somebody has just chosen from a list; '' where nobody did. */
export const chosenIn = (list: Element): string =>
  /^(?:input|change)$/.test(window.event?.type ?? '')
    ? Array.from((list as HTMLSelectElement).selectedOptions, ({ text }) => text).join(' ')
    : ''

export const createFields = (secrets: SecretFields, typed: Pick<TypedTexts, 'holdsSecret'>): Fields => {
  /** What a script wrote into each last: see `grows`. */
  const written = new WeakMap<Element, string>()

  /** What was told of a field last: a mask that does not change is not told again. */
  const told = new WeakMap<Element, string>()

  /** Half a card number has no shape yet: what is typed is told when it is done, by the browser's `change`. */
  const isBeingTyped = (element: Element): boolean =>
    focusedWith(element) === element &&
    matches(element, 'input,textarea') &&
    !NOT_TYPED.test(typeOf(element)) &&
    window.event?.type !== 'change'

  const isReadable = ({ element, standing }: Holder): boolean =>
    standing === 'open' &&
    element !== null &&
    !isBeingTyped(element) &&
    !secrets.isSecret(localNameOf(element) === 'option' ? (closest(element, 'select') ?? element) : element)

  /** A number that a script writes digit by digit may be most of a card; the browser's `change` says that it is done. */
  const grows = (element: Element, value: string): boolean => {
    const before = written.get(element) ?? ''
    written.set(element, value)
    return window.event?.type !== 'change' && withoutGrown(before, value) !== value
  }

  const text = (holder: Holder, value: string): string => {
    const { element } = holder
    const isShown =
      value !== MASK && isReadable(holder) && !typed.holdsSecret(value) && !(element && grows(element, value))
    const cleaned = isShown ? readable(value) : maskField(value)
    if (holder.element) told.set(holder.element, cleaned)
    return cleaned
  }

  const attribute = (holder: Holder, value: string): string | null => {
    const { tag, element } = holder
    const type = typeOf(element)
    if (tag === 'progress' || tag === 'meter') return isShownNumber(holder, value) ? value : null
    // The number that a list draws before it.
    if (tag === 'li') return holder.standing !== 'private' && /^-?\d{1,4}$/.test(value) ? value : null
    if (tag === 'button' || !/^(?:input|select|textarea|option)$/.test(tag)) return null
    if (tag === 'input') {
      if (UNSEEN_TYPES.test(type)) return null
      if (BUTTON_TYPES.test(type)) return holder.standing === 'open' ? readable(value) : maskText(value)
      if (CHOICE_TYPES.test(type)) return null
    }
    if (isReadable(holder)) return text(holder, value)
    // A list that shows one of its masks is a list with something chosen.
    if (tag === 'select' || tag === 'option' || UNMASKABLE_TYPES.test(type)) return null
    return text(holder, value)
  }

  const isMaskedChoice = (holder: Holder, given: Readonly<Record<string, unknown>>): boolean => {
    const { tag, element } = holder
    if (tag === 'progress' || tag === 'meter')
      return typeof given['value'] === 'string' && !isShownNumber(holder, given['value'])
    // Whether a field is secret costs a look around it, and most elements are no field.
    if (tag !== 'input' && tag !== 'select') {
      const role = (element && attributeOf(element, 'role')) ?? ''
      return CHOICE_ROLES.test(role) && CHOSEN.some((name) => name in given) && !isReadable(holder)
    }
    if (isReadable(holder)) return false
    if (tag === 'select') return true
    const type = typeOf(element)
    if (CHOICE_TYPES.test(type) || UNMASKABLE_TYPES.test(type)) return true
    return VALUE_TYPES.test(type) && Boolean(given['value'])
  }

  const change = (holder: Holder, input: InputChange): boolean => {
    const { tag, element } = holder
    const type = typeOf(element)
    if (!element || UNSEEN_TYPES.test(type)) return false
    if (BUTTON_TYPES.test(type) && tag === 'input') {
      input.text = attribute(holder, input.text) ?? ''
      return true
    }
    if (isReadable(holder)) {
      input.text = CHOICE_TYPES.test(type) ? '' : text(holder, input.text)
      return true
    }
    if (CHOICE_TYPES.test(type) || UNMASKABLE_TYPES.test(type) || tag === 'select') return false
    const before = told.get(element) ?? ''
    input.isChecked = false
    input.text = text(holder, input.text)
    return input.text !== before
  }

  const meet = (field: Element, late: boolean): void => {
    told.delete(field)
    secrets.meet(field, late)
  }

  const isTold = (element: Element | null, value: unknown): boolean =>
    element !== null && told.get(element) === value

  return { meet, isReadable, text, attribute, isTold, isMaskedChoice, change }
}
