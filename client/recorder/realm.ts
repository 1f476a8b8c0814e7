/**
 * The globals of the recorder. The build binds the free names of globals to what is exported here (`inject` in
 * client/bundle-for-host.mjs), in our files and in rrweb's, so that no page can slip in its own. What belongs to the page
 * is written `window.x`, here and elsewhere.
 */

/** True for a batch of changes that rrweb is not to look at. */
export type SkipBatch = (records: MutationRecord[]) => boolean

let skip: SkipBatch = () => false

/** Asks `asked` about each batch of changes before rrweb sees it, for every document and shadow tree that rrweb observes. */
export const askBeforeBatches = (asked: SkipBatch): void => {
  skip = asked
}

/**
 * The page's `MutationObserver`, or the one below it where zone.js has put its own in front: an observer of a zone would
 * run our work in the host app's change detection.
 */
const untouchedObserver = (): typeof MutationObserver => {
  const { Zone } = window as unknown as { Zone?: Record<string, ((name: string) => string) | undefined> }
  const original = Zone?.['__symbol__']?.('MutationObserver')
  const below =
    original && (window as unknown as Record<string, typeof MutationObserver | undefined>)[original]
  return below || window.MutationObserver
}

/**
 * A MutationObserver that asks before it hands a batch over. A Proxy, because rrweb takes an observer whose text is
 * native code and reaches for an `<iframe>`'s otherwise.
 */
const AskingObserver = new Proxy(untouchedObserver(), {
  construct: (target, [callback]: [MutationCallback]) =>
    new target((records, observer) => {
      if (!skip(records)) callback(records, observer)
    }),
})

/**
 * `Element` as rrweb accepts it: it wants native getters of these names and, as two of them are methods in every browser,
 * would put an `<iframe>` into each page to look for them there. It never calls those two.
 */
const elementPrototype = (): object => {
  const { prototype } = window.Element
  const shadowRoot = Object.getOwnPropertyDescriptor(prototype, 'shadowRoot')
  const method = (name: 'querySelector' | 'querySelectorAll'): PropertyDescriptor => ({
    get: Object.getOwnPropertyDescriptor(prototype, name)?.value as () => unknown,
  })
  return Object.create(prototype, {
    shadowRoot: { get: shadowRoot?.get },
    querySelector: method('querySelector'),
    querySelectorAll: method('querySelectorAll'),
  }) as object
}

/** Where rrweb looks for prototypes that nobody has changed (`getUntaintedPrototype` in its source). */
const prototypes = {
  Node: window.Node,
  Element: { prototype: elementPrototype() },
  ShadowRoot: window.ShadowRoot,
  MutationObserver: { prototype: { constructor: AskingObserver } },
}

const debug = window.console.debug.bind(window.console)

/** rrweb's warnings are about us: in the page's console they would be noise, and entries of the recording. */
const quietConsole = { debug, log: debug, info: debug, warn: debug, error: debug }

export { prototypes as globalThis, quietConsole as console }
