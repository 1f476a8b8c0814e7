/**
 * The globals that the recorder runs on, rrweb included: the build binds their free names to these (`inject` and `define` in
 * client/bundle-for-host.mjs), so that no page can slip in its own. What belongs to the page is written `window.x`.
 */
import { attribute, bound, original, rooted, shielded, toldBy, whole, type View } from './untouched.ts'

export const Array = whole('Array')
export const ArrayBuffer = whole('ArrayBuffer')
export const Boolean = whole('Boolean')
export const DataView = whole('DataView')
export const Date = whole('Date')
export const Error = whole('Error')
export const Intl = whole('Intl')
export const Map = whole('Map')
export const Math = whole('Math')
export const Number = whole('Number')
export const Object = whole('Object')
export const Promise = whole('Promise')
export const Proxy = whole('Proxy')
export const Reflect = whole('Reflect')
export const RegExp = whole('RegExp')
export const Set = whole('Set')
export const String = whole('String')
export const Symbol = whole('Symbol')
export const Uint8Array = whole('Uint8Array')
export const WeakMap = whole('WeakMap')
export const WeakSet = whole('WeakSet')
export const CSS = whole('CSS')
export const TextDecoder = whole('TextDecoder')
export const TextEncoder = whole('TextEncoder')
export const URL = whole('URL')
export const URLSearchParams = whole('URLSearchParams')

export const atob = bound('atob')
export const cancelAnimationFrame = bound('cancelAnimationFrame')
export const clearInterval = bound('clearInterval')
export const clearTimeout = bound('clearTimeout')
export const decodeURIComponent = bound('decodeURIComponent')
export const encodeURIComponent = bound('encodeURIComponent')
export const fetch = bound('fetch')
export const getComputedStyle = bound('getComputedStyle')
export const isNaN = bound('isNaN')
export const matchMedia = bound('matchMedia')
export const parseFloat = bound('parseFloat')
export const parseInt = bound('parseInt')
export const queueMicrotask = bound('queueMicrotask')
export const requestAnimationFrame = bound('requestAnimationFrame')
export const setInterval = bound('setInterval')
const later = bound('setTimeout')
export { later as setTimeout }

export const AbortController = rooted('AbortController')
export const Blob = rooted('Blob') ?? (original('Blob') as View['Blob'])
export const BroadcastChannel = rooted('BroadcastChannel')
export const CompressionStream = rooted('CompressionStream')
export const CSSStyleSheet = rooted('CSSStyleSheet')
export const IDBKeyRange = whole('IDBKeyRange')
export const IntersectionObserver = rooted('IntersectionObserver')
export const MessageChannel = rooted('MessageChannel')
export const MutationObserver =
  rooted('MutationObserver') ?? (original('MutationObserver') as View['MutationObserver'])
export const OffscreenCanvas = rooted('OffscreenCanvas')
export const PerformanceObserver = rooted('PerformanceObserver')
export const ResizeObserver = rooted('ResizeObserver')
export const Response = rooted('Response')
export const WebSocket = rooted('WebSocket')

/** Whose instances are told apart: those of the page. */
export const DOMException = toldBy('DOMException')
export const DragEvent = toldBy('DragEvent')
export const Element = toldBy('Element')
export const ErrorEvent = toldBy('ErrorEvent')
export const FormData = toldBy('FormData')
export const Headers = toldBy('Headers')
export const HTMLElement = toldBy('HTMLElement')
export const HTMLFormElement = toldBy('HTMLFormElement')
export const MouseEvent = toldBy('MouseEvent')
export const Node = toldBy('Node')
export const NodeFilter = whole('NodeFilter')
export const Request = toldBy('Request')
export const ShadowRoot = toldBy('ShadowRoot')

/** Where a page has given every object or array a `toJSON` (prototype.js does), plain copies without are written. */
const plain = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = (Array.isArray(value) ? Array(value.length) : {}) as never
  for (const key of Object.keys(value)) copy[key] = plain((value as Record<string, unknown>)[key])
  return Object.setPrototypeOf(copy, null)
}

const json = whole('JSON')
export const JSON = {
  parse: json.parse,
  stringify: (value: unknown, replacer?: null, space?: number): string =>
    json.stringify('toJSON' in {} || 'toJSON' in [] ? plain(value) : value, replacer, space),
}

/** Storage may be forbidden, and then throws whenever it is asked for. */
const lazy = <T extends object>(read: () => T): (() => T) => {
  let found: T | undefined
  return () => (found ??= read())
}
const attributeOf = (name: 'localStorage' | 'sessionStorage'): (() => Storage) =>
  lazy(() => shielded(attribute(name), 'Storage'))
const local = attributeOf('localStorage')
const session = attributeOf('sessionStorage')

/** What the build binds `document.x` to, and the names of the window whose value changes or may be hidden by a `var`. */
export const casereelDocument = shielded(window.document, 'HTMLDocument', 'Document', 'Node', 'EventTarget')
export const casereelWindow = {
  setTimeout: later,
  crypto: shielded(attribute('crypto'), 'Crypto'),
  navigator: shielded(attribute('navigator'), 'Navigator'),
  performance: shielded(attribute('performance'), 'Performance'),
  get devicePixelRatio(): number {
    return attribute('devicePixelRatio')
  },
  get event(): Event | undefined {
    return attribute('event')
  },
  get indexedDB(): IDBFactory {
    return attribute('indexedDB')
  },
  get innerHeight(): number {
    return attribute('innerHeight')
  },
  get innerWidth(): number {
    return attribute('innerWidth')
  },
  get pageXOffset(): number {
    return attribute('pageXOffset')
  },
  get pageYOffset(): number {
    return attribute('pageYOffset')
  },
  get screen(): Screen {
    return attribute('screen')
  },
  get localStorage(): Storage {
    return local()
  },
  get sessionStorage(): Storage {
    return session()
  },
}
