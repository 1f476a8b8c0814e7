/**
 * The globals of the recorder. The build binds the free names of globals to what is exported here (`inject` in
 * client/bundle-for-host.mjs), in our files and in rrweb's, so that no page can slip in its own. What belongs to the page
 * is written `window.x`, here and elsewhere.
 */
import { casereelDocument, MutationObserver, Object, Proxy, Reflect, Set } from './globals.ts'
import { method, prototypeWith } from './untouched.ts'

const observe = method<[root: Node, options?: MutationObserverInit], void>('MutationObserver', 'observe')
const disconnect = method<[], void>('MutationObserver', 'disconnect')
const takeRecords = method<[], MutationRecord[]>('MutationObserver', 'takeRecords')

/** True for a batch of changes that rrweb is not to look at. */
export type SkipBatch = (records: MutationRecord[]) => boolean

let parsed = false

/** Runs `work` while rrweb is told that the document is parsed: it asks once, as it starts, and has no option to begin before. */
export const asParsed = <T>(work: () => T): T => {
  parsed = true
  try {
    return work()
  } finally {
    parsed = false
  }
}

/** What the build binds `document.readyState` to. */
export const casereelLoading = {
  get readyState(): DocumentReadyState {
    return parsed ? 'interactive' : casereelDocument.readyState
  },
}

const debug = window.console.debug.bind(window.console)

let onFault: (error: unknown) => void = () => {}

/** Hears of what rrweb catches itself, or throws into an observer: it would go no further than the console. */
export const hearOfFaults = (heard: (error: unknown) => void): void => {
  onFault = heard
}

export interface ObserverWatch {
  skips: SkipBatch
  /** rrweb observes this document or shadow tree from now on. */
  observes: (root: Node) => void
}

let watch: ObserverWatch = { skips: () => false, observes: () => {} }
const observers = new Set<MutationObserver>()

/** Asks about each batch of changes before rrweb sees it, in every document and shadow tree that rrweb observes. */
export const askBeforeBatches = (asked: ObserverWatch): void => {
  watch = asked
}

/** The changes that rrweb has not been told of yet; it will not be. */
export const takeBatches = (): MutationRecord[] => [...observers].flatMap((observer) => takeRecords(observer))

/**
 * A MutationObserver that asks before it hands a batch over. A Proxy, because rrweb takes an observer whose text is
 * native code and reaches for an `<iframe>`'s otherwise.
 */
const AskingObserver = new Proxy(MutationObserver, {
  // A page may have replaced the one that functions inherit.
  get: (target, key) =>
    key === 'toString'
      ? () => 'function MutationObserver() { [native code] }'
      : (Reflect.get(target, key) as unknown),
  construct: (target, [callback]: [MutationCallback]) => {
    const observer = new target((records) => {
      if (watch.skips(records)) return
      try {
        callback(records, observer)
      } catch (error) {
        // It is ours, and none of the page's errors.
        onFault(error)
        debug('Casereel:', error)
      }
    })
    return Object.assign(observer, {
      observe: (root: Node, options?: MutationObserverInit) => {
        observers.add(observer)
        watch.observes(root)
        observe(observer, root, options)
      },
      disconnect: () => {
        observers.delete(observer)
        disconnect(observer)
      },
    })
  },
})

/**
 * A getter that says null of what has no such member. rrweb asks whether there is one by `in`, and fields named `host`, or an
 * `<img name=shadowRoot>`, make forms and the document look as if they had.
 */
const leniently = (prototype: object, name: string): object => {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name) ?? {}
  const lenient = function (this: unknown): unknown {
    try {
      return get && (Reflect.apply(get, this, []) as unknown)
    } catch {
      return null
    }
  }
  lenient.toString = () => `function get ${name}() { [native code] }`
  return Object.defineProperty(prototype, name, { get: lenient })
}

/**
 * `Element` as rrweb accepts it: it wants native getters of these names and, as two of them are methods in every browser,
 * would put an `<iframe>` into each page to look for them there. It never calls those two.
 */
const elementPrototype = (): object => {
  const prototype = prototypeWith('Element', ['shadowRoot', 'querySelector', 'querySelectorAll'])
  for (const name of ['querySelector', 'querySelectorAll'] as const) {
    const get = (prototype as Element)[name] as () => unknown
    Object.defineProperty(prototype, name, { get })
  }
  return leniently(prototype, 'shadowRoot')
}

const NODE_MEMBERS = [
  'childNodes',
  'parentNode',
  'parentElement',
  'textContent',
  'ownerDocument',
  'firstChild',
  'lastChild',
  'nextSibling',
  'previousSibling',
  'contains',
  'getRootNode',
]

/** Where rrweb looks for prototypes that nobody has changed (`getUntaintedPrototype` in its source). */
const prototypes = {
  Node: { prototype: prototypeWith('Node', NODE_MEMBERS) },
  Element: { prototype: elementPrototype() },
  ShadowRoot: {
    prototype: leniently(prototypeWith('ShadowRoot', ['host', 'styleSheets', 'getSelection']), 'host'),
  },
  MutationObserver: { prototype: { constructor: AskingObserver } },
}

/** rrweb's warnings are about us: in the page's console they would be noise, and entries of the recording. */
const warn = (...args: unknown[]): void => {
  debug(...args)
  const error = args.find((arg) => typeof arg === 'object' && arg !== null && 'stack' in arg)
  if (error) onFault(error)
}
const quietConsole = { debug, log: debug, info: debug, warn, error: warn }

export { prototypes as globalThis, quietConsole as console }
