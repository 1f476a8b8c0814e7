/**
 * The browser's own functions and classes, as they were before any script of the page ran. A page may replace, extend or
 * hide every one of them, by intent or by a library of 2008; a fresh frame has them all new. The frame is gone again
 * before the task ends, so nobody sees it, and what was taken out of it goes on working on the page's own objects.
 *
 * In here nothing is called by a free name: the build binds those to realm.ts, which is built from this.
 */

export type View = Window & typeof globalThis

const { getPrototypeOf, getOwnPropertyDescriptor, getOwnPropertyNames, create, defineProperty } = {}
  .constructor as ObjectConstructor

/** The unit tests have no window. */
const page = (typeof window === 'undefined' ? {} : window) as View
const hasPage = typeof document !== 'undefined'

/** A member that `object` inherits: past the names in a page that hide a document's own. */
const inherited = (object: object, name: string): PropertyDescriptor | undefined => {
  for (let at: unknown = getPrototypeOf(object); at; at = getPrototypeOf(at)) {
    const member = getOwnPropertyDescriptor(at, name)
    if (member) return member
  }
  return undefined
}

type Members = Record<string, PropertyDescriptor>

/** The window of a fresh frame, member by member: a frame that is gone has none any more in some browsers. */
const readFrame = (): Members => {
  const document = page.document
  const read = (name: string): unknown => inherited(document, name)?.get?.call(document)
  const frame = inherited(document, 'createElement')?.value.call(document, 'iframe') as HTMLIFrameElement
  // Last in the head: frameworks that compare a document with what they expect tolerate what stands behind it there.
  const home = (read('head') ?? read('documentElement')) as Element
  home.appendChild(frame)
  try {
    const members = create(null) as Members
    const view = frame.contentWindow as View
    for (const name of getOwnPropertyNames(view)) members[name] = getOwnPropertyDescriptor(view, name)!
    return members
  } finally {
    home.removeChild(frame)
  }
}

const attemptFrame = (): Members => {
  try {
    return readFrame()
  } catch {
    // No frame is to be had: the page's own have to do.
    return {}
  }
}

const members: Members = hasPage ? attemptFrame() : {}
const hasFrame = 'Reflect' in members

/** A class, namespace or function of the fresh window; the page's own where there is none. */
export const original = (name: string): unknown =>
  name in members && 'value' in members[name]! ? members[name].value : page[name as keyof View]

const toText = original('Function') as FunctionConstructor
const { apply, ownKeys } = (original('Reflect') ?? {}) as typeof Reflect

/** Calls `work` with this `self`, whatever a page has made of `call` and `apply`. */
export const applyTo = <T>(work: unknown, self: unknown, args: readonly unknown[] = []): T =>
  apply(work as () => T, self, args) as T

/** The text of the browser's own function is `function name() { [native code] }`; of a wrapper, Proxy or bound one it is another. */
const textOf = (work: unknown): string | undefined =>
  typeof work === 'function' ? applyTo<string>(toText.prototype.toString, work) : undefined

/** True when `own`, of the page, is the same function of the browser as `fresh`, of the frame. */
export const isSame = (own: unknown, fresh: unknown): boolean =>
  own === fresh || (typeof own === 'function' && textOf(own) === textOf(fresh))

const isSameMember = (own: PropertyDescriptor | undefined, fresh: PropertyDescriptor): boolean =>
  own !== undefined &&
  isSame(own.get, fresh.get) &&
  isSame(own.set, fresh.set) &&
  (typeof fresh.value !== 'function' || isSame(own.value, fresh.value))

const hasSameMembers = (own: unknown, fresh: object): boolean =>
  ((typeof own === 'object' && own !== null) || typeof own === 'function') &&
  ownKeys(fresh).every((key) =>
    isSameMember(getOwnPropertyDescriptor(own, key), getOwnPropertyDescriptor(fresh, key)!),
  )

/**
 * A class or namespace of the language: the page's own where it is whole, because engines are fastest with those, or else the
 * fresh one, which works on the page's values as well.
 */
export const whole = <K extends keyof View>(name: K): View[K] => {
  const own = page[name] as unknown
  const fresh = original(name as string) as { prototype?: object } | undefined
  if (!fresh || own === fresh) return own as View[K]
  const same =
    (typeof fresh !== 'function' || isSame(own, fresh)) &&
    hasSameMembers(own, fresh) &&
    (!fresh.prototype || hasSameMembers((own as typeof fresh).prototype, fresh.prototype))
  return (same ? own : fresh) as View[K]
}

/**
 * A class whose objects live in a document, so that those of a frame that is gone do nothing. The page's own, looked for below
 * what was put in its place: a subclass, a function with the same prototype, a Proxy, one that zone.js has saved.
 * @returns undefined when it is nowhere to be found
 */
export const rooted = <K extends keyof View>(name: K): View[K] | undefined => {
  const fresh = original(name as string)
  const own = page[name] as unknown as { prototype?: object } | undefined
  const { Zone } = page as { Zone?: Record<string, ((name: string) => string) | undefined> }
  const saved = Zone?.['__symbol__']?.(name as string)
  const below = saved === undefined ? undefined : (page[saved as keyof View] as unknown)
  if (isSame(below, fresh)) return below as View[K]
  for (let at: unknown = own; typeof at === 'function'; at = getPrototypeOf(at)) {
    if (isSame(at, fresh)) return at as View[K]
    const { constructor } = ((at as { prototype?: object }).prototype ?? {}) as { constructor?: unknown }
    if (isSame(constructor, fresh)) return constructor as View[K]
  }
  return undefined
}

/** A function of the window, bound to the page's window: the frame's own does for it what the page's would. */
export const bound = <K extends keyof View>(name: K): View[K] => {
  const own = page[name] as unknown
  const fresh = original(name as string)
  if (typeof fresh !== 'function') return own as View[K]
  const work = isSame(own, fresh) ? own : fresh
  return ((...args: unknown[]) => applyTo(work, page, args)) as View[K]
}

/** An attribute of the window, as it is now: a script's `var` of that name would hide it. */
export const attribute = <K extends keyof View>(name: K): View[K] => {
  const read = members[name as string]?.get
  return read ? applyTo(read, page) : page[name]
}

const prototypeIn = (type: unknown): object | undefined =>
  typeof type === 'function' ? (type.prototype as object | undefined) : undefined

/** A member of the objects of one class of the browser: the page's own where nobody has touched it. */
const memberOf = (type: string, name: PropertyKey): PropertyDescriptor | undefined => {
  const freshHome = hasFrame ? prototypeIn(original(type)) : undefined
  const fresh = freshHome && getOwnPropertyDescriptor(freshHome, name)
  if (!fresh) return undefined
  const home = prototypeIn(page[type as keyof View])
  const own = home && getOwnPropertyDescriptor(home, name)
  return isSameMember(own, fresh) ? own : fresh
}

/** A prototype with nothing on it but these members, all fresh: their `toString` is as well. */
export const prototypeWith = (type: string, names: readonly string[]): object => {
  const prototype = create(null) as object
  for (let at = 0; at < names.length; at++) {
    const home = prototypeIn(original(type))
    const member = home && getOwnPropertyDescriptor(home, names[at]!)
    if (member) defineProperty(prototype, names[at]!, member)
  }
  return hasFrame ? prototype : (prototypeIn(page[type as keyof View]) ?? {})
}

/** What reads an attribute of a node or event: past fields of a form, and past what a page has put on prototypes. */
export const getter = <T>(type: string, name: string): ((node: object) => T) => {
  const read = memberOf(type, name)?.get
  return read ? (node) => applyTo(read, node) : (node) => (node as Record<string, T>)[name]!
}

/** A method of a node, event or other object of the browser, with the object as its first argument. */
export const method = <A extends unknown[], T>(
  type: string,
  name: string,
): ((node: object, ...args: A) => T) => {
  const work: unknown = memberOf(type, name)?.value
  return work
    ? (node, ...args) => applyTo(work, node, args)
    : (node, ...args) => (node as Record<string, (...args: A) => T>)[name]!(...args)
}

/** True for an object that the browser itself takes for one of this class, of whichever window. */
const isOfClass = (type: string): ((value: unknown) => boolean) => {
  const home = prototypeIn(original(type)) ?? {}
  const name = ownKeys(home).find((key) => getOwnPropertyDescriptor(home, key)?.get)
  const read = name === undefined ? undefined : getOwnPropertyDescriptor(home, name)?.get
  return (value) => {
    try {
      if (read) applyTo(read, value)
      return read !== undefined || applyTo<string>(home.toString, value) === `[object ${type}]`
    } catch {
      return false
    }
  }
}

/**
 * An object of the browser with the members of its class and of those above it, and with nothing of what a page has put in
 * front of them: the document without its named images, a storage without what it holds. What stands in every window in
 * place of the browser's own, such as the clock of a test tool, is used as it is: the browser's members do not fit it.
 * @param types the class, then those above it
 */
export const shielded = <T extends object>(self: T, ...types: string[]): T => {
  if (!hasFrame || !self || !isOfClass(types[0]!)(self)) return self
  const shield = create(null) as T
  for (const type of types) {
    for (const name of ownKeys(prototypeIn(original(type)) ?? {})) {
      const member = memberOf(type, name)
      if (!member || name in shield) continue
      const { get, set, value } = member as { get?: unknown; set?: unknown; value?: unknown }
      defineProperty(shield, name, {
        ...(get ? { get: () => applyTo(get, self) } : {}),
        ...(set ? { set: (given: unknown) => applyTo(set, self, [given]) } : {}),
        ...(typeof value === 'function' ? { value: (...args: unknown[]) => applyTo(value, self, args) } : {}),
      } as PropertyDescriptor)
    }
  }
  return shield
}

/** A class that its instances are told by: the page's own, or a stand-in that asks the browser where that cannot be found. */
export const toldBy = <K extends keyof View>(name: K): View[K] => {
  const own = rooted(name)
  if (own || !hasFrame) return own ?? page[name]
  const { hasInstance } = original('Symbol') as SymbolConstructor
  return create(original(name as string) as object, {
    [hasInstance]: { value: isOfClass(name as string) },
  }) as View[K]
}
