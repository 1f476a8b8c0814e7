/** Cleans the attributes of one recorded element. */
import { redactUrl } from '../../src/protocol/redact.ts'
import { isMask, maskText, type Treatment } from './masking.ts'

type Attributes = Record<string, unknown>

const URLS = new Set(
  'href src action formaction poster data xlink:href background cite longdesc ping rr_src manifest'.split(
    ' ',
  ),
)
/** Words for people in attributes. */
const WORDS = new Set(
  'placeholder title alt label aria-label aria-description aria-valuetext aria-placeholder'.split(' '),
)
const FIELDS = new Set('input textarea select option button'.split(' '))
/** Their `value` is what is written on the button. */
const BUTTON_TYPES = new Set(['submit', 'button', 'reset'])
/** Their `value` is never seen, and typed by nobody. */
const UNSEEN_TYPES = new Set(['hidden', 'checkbox', 'radio'])
/** Of `<meta>`, the names that change how a page looks; all others may carry tokens or names. */
const LOOK = new Set(['viewport', 'color-scheme', 'theme-color'])

/** Without query and fragment; pictures and fonts inside the page stay, and so do references into the same document. */
export const cleanUrl = (url: string): string => {
  if (/^(?:#|$|data:(?:image|font)\/|https?:\/\/[^?#@]*$)/.test(url)) return url
  return redactUrl(url, document.baseURI)
}

/** A srcset: URLs and their descriptors, as rrweb made them absolute. */
const cleanSrcset = (value: string): string =>
  value.replace(/[^\s,]\S*[^\s,]/g, (part) => (/:\/\//.test(part) ? cleanUrl(part) : part))

const cleanValue = (tag: string, type: string, value: string): string | undefined => {
  if (tag === 'option' || tag === 'button' || UNSEEN_TYPES.has(type)) return undefined
  if (BUTTON_TYPES.has(type) || isMask(value)) return value
  return type === 'password' ? '' : '*'.repeat(Math.min(value.length, 200))
}

const clean = (
  tag: string,
  type: string,
  name: string,
  value: string,
  treatment: Treatment,
): string | undefined => {
  if (name.startsWith('on') || name === 'srcdoc' || name === 'nonce') return undefined
  if (name === 'value' && FIELDS.has(tag)) return cleanValue(tag, type, value)
  if (URLS.has(name)) return cleanUrl(value)
  if (name === 'srcset' || name === 'imagesrcset') return cleanSrcset(value)
  if (treatment !== 'shown' && (WORDS.has(name) || (name === 'value' && BUTTON_TYPES.has(type))))
    return maskText(value)
  return value
}

/** Changes `attributes` in place. `type` is the field's, where a mutation does not carry it. */
export const cleanAttributes = (
  tag: string,
  attributes: Attributes,
  treatment: Treatment,
  fieldType?: string,
): void => {
  const type = String(attributes['type'] ?? fieldType ?? '').toLowerCase()
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== 'string') continue
    const cleaned = clean(tag, type, name.toLowerCase(), value, treatment)
    if (cleaned === undefined) delete attributes[name]
    else if (cleaned !== value) attributes[name] = cleaned
  }
  if (tag === 'meta' && !LOOK.has(String(attributes['name'] ?? '').toLowerCase()))
    delete attributes['content']
}
