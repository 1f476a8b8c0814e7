/**
 * What rrweb puts over functions and setters of the page, in a place where it cannot get into anybody's way.
 *
 * rrweb writes its own functions over the browser's, and at its stop it writes back what it found, over whatever others have
 * put there meanwhile. So it is never left alone with the page's. While it does either, in one task, it finds functions of
 * ours, and the page gets its own back before any other script runs. On the page's prototypes stands one function of ours
 * that stays for as long as we record, and becomes a plain pass-through after that: it runs rrweb's, which ends at ours,
 * which runs the browser's. So nothing of rrweb's decides what the page gets back, and no fault of rrweb's reaches it.
 */
import { attempt, type Stop } from '../../ground/guard.ts'

type Fn = (...args: unknown[]) => unknown

/** A function or setter, and where rrweb writes its own instead: on the same object, or on one that inherits from it. */
export interface Place {
  owner: object
  name: string
  at: object
}

interface Call {
  args: unknown[]
  /** The browser's function has run, or shall not. */
  done: boolean
  failed: boolean
  outcome: unknown
}

export interface Hook extends Place {
  /** What rrweb finds: the browser's function, as it was called by the page. */
  inner: PropertyDescriptor
  /** Takes what rrweb made of it. @param self for which object alone; of a setter that rrweb puts on single objects */
  learn: (made: PropertyDescriptor | undefined, self?: object) => void
  /** Tells rrweb of a call that the page made, or had made, in another way. */
  tell: (self: unknown, args: unknown[]) => void
  /** Puts our function on the page. */
  install: () => void
  /** rrweb hears of nothing any more. */
  mute: () => void
  /** Takes our function off, or leaves it as a pass-through where another script has put its own around it. */
  remove: Stop
}

const functionOf = (property: PropertyDescriptor | undefined): Fn | undefined =>
  (property?.set ?? property?.value) as Fn | undefined

let lastThrown: { error: unknown } | undefined

/** True for what the browser's function threw, which passes through rrweb on its way to the page. */
export const isThrownByPage = (error: unknown): boolean =>
  lastThrown !== undefined && lastThrown.error === error

/**
 * @param hear of each call of the page's, before the browser's function runs; it must not throw
 * @returns undefined where the browser has no such function, or the page has frozen it
 */
export const createHook = (
  { owner, name, at }: Place,
  hear?: (self: unknown, name: string, argument: unknown) => void,
): Hook | undefined => {
  const found = Object.getOwnPropertyDescriptor(owner, name)
  const original = functionOf(found)
  if (!found?.configurable || typeof original !== 'function') return undefined
  const key = found.set ? 'set' : 'value'
  const calls: Call[] = []
  let observer: Fn | undefined
  let observers = new WeakMap<object, Fn>()

  const run = (observe: Fn, self: unknown, call: Call): void => {
    calls.push(call)
    attempt(() => {
      try {
        Reflect.apply(observe, self, call.args)
      } catch (error) {
        // What the browser's function threw is the page's.
        if (!call.failed || error !== call.outcome) throw error
      }
    })
    calls.pop()
  }

  const observerOf = (self: unknown): Fn | undefined =>
    (typeof self === 'object' && self !== null ? observers.get(self) : undefined) ?? observer

  const inner = function (this: unknown): unknown {
    const call = calls.at(-1)
    if (!call || call.done) return call?.outcome
    call.done = true
    try {
      call.outcome = Reflect.apply(original, this, call.args)
    } catch (error) {
      call.failed = true
      lastThrown = { error }
      call.outcome = error
      throw error
    }
    return call.outcome
  }

  // A Proxy keeps name, length, own properties and a native `toString`.
  const outer = new Proxy(original, {
    apply: (_target, self: unknown, args: unknown[]) => {
      const observe = observerOf(self)
      if (!observe) return Reflect.apply(original, self, args)
      hear?.(self, name, args[0])
      const call: Call = { args, done: false, failed: false, outcome: undefined }
      run(observe, self, call)
      if (!call.done) return Reflect.apply(original, self, args)
      if (call.failed) throw call.outcome
      return call.outcome
    },
  })

  return {
    owner,
    name,
    at,
    inner: { ...found, [key]: inner },
    learn: (made, self) => {
      const observe = functionOf(made)
      if (!observe || observe === inner) return
      if (self) observers.set(self, observe)
      else observer = observe
    },
    tell: (self, args) => {
      const observe = observerOf(self)
      if (observe) run(observe, self, { args, done: true, failed: false, outcome: undefined })
    },
    install: () => void Reflect.defineProperty(owner, name, { ...found, [key]: outer }),
    mute: () => {
      observer = undefined
      observers = new WeakMap()
    },
    remove: () => {
      if (functionOf(Object.getOwnPropertyDescriptor(owner, name)) === outer)
        Reflect.defineProperty(owner, name, found)
    },
  }
}

/** Everything that rrweb's recorder writes to in a window. @throws for a window of another origin */
export const placesIn = (win: Window & typeof globalThis): Place[] => {
  const methods: [object | undefined, string[]][] = [
    [win.CSSStyleSheet, ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replace', 'replaceSync']],
    [win.CSSGroupingRule, ['insertRule', 'deleteRule']],
    [win.CSSStyleDeclaration, ['setProperty', 'removeProperty']],
    [win.Element, ['attachShadow']],
    [win.HTMLInputElement, ['value', 'checked']],
    [win.HTMLSelectElement, ['value', 'selectedIndex']],
    [win.HTMLTextAreaElement, ['value']],
    [win.HTMLOptionElement, ['selected']],
    [win.ShadowRoot, ['adoptedStyleSheets']],
  ]
  const prototypeOf = (type: object | undefined): object | undefined =>
    (type as { prototype?: object })?.prototype
  const on = (type: object | undefined, name: string, at = prototypeOf(type)): Place[] => {
    const owner = prototypeOf(type)
    return owner && at ? [{ owner, name, at }] : []
  }
  return [
    ...methods.flatMap(([type, names]) => names.flatMap((name) => on(type, name))),
    ...on(win.CustomElementRegistry, 'define', win.customElements),
    ...on(win.Document, 'adoptedStyleSheets', win.document),
  ]
}
