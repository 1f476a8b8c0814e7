import { currentPart, noteFault, within } from '../ground/faults.ts'
import { attempt, type Stop } from '../ground/guard.ts'

export interface Around {
  /** Runs before the original; what it returns is handed to `after`. */
  before?: (self: unknown, args: readonly unknown[]) => unknown
  /** Runs after the original returned; a value other than undefined replaces the result. */
  after?: (result: unknown, self: unknown, args: readonly unknown[], fromBefore: unknown) => unknown
}

/** A page that has locked a function, or made it an accessor, is recorded without what it is called for. */
const refused = (): Stop => {
  noteFault(new TypeError('A function of the page cannot be wrapped.'))
  return () => {}
}

/**
 * Puts `around` about a function of the host page. The original always runs, with its own arguments, and what it
 * throws or returns goes to the caller. A Proxy keeps name, length, own properties and `toString` native.
 * Stopping puts the original back, unless another script has wrapped ours meanwhile: then ours only passes through.
 */
export const patch = (owner: object, name: string, around: Around): Stop => {
  const described = Object.getOwnPropertyDescriptor(owner, name)
  const original: unknown = (owner as Record<string, unknown>)[name]
  // What this browser does not have, no page can use.
  if (typeof original !== 'function') return () => {}
  if (described && !('value' in described)) return refused()
  let live = true
  const part = currentPart()
  const run = (work: () => unknown): unknown => within(part, () => attempt(work))
  const wrapper: unknown = new Proxy(original, {
    apply: (target, self: unknown, args: unknown[]) => {
      const call = (): unknown => Reflect.apply(target as () => unknown, self, args)
      if (!live) return call()
      const fromBefore = around.before && run(() => around.before?.(self, args))
      const result = call()
      const replaced = around.after && run(() => around.after?.(result, self, args, fromBefore))
      return replaced === undefined ? result : replaced
    },
  })
  const swap = (descriptor: PropertyDescriptor): boolean => Reflect.defineProperty(owner, name, descriptor)
  const settings = described ?? { writable: true, enumerable: true, configurable: true }
  if (!swap({ ...settings, value: wrapper })) return refused()
  return () => {
    live = false
    if ((owner as Record<string, unknown>)[name] !== wrapper) return
    if (described) swap(described)
    else Reflect.deleteProperty(owner, name)
  }
}
