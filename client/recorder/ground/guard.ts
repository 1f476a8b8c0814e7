/** Nothing of ours throws into the host page: every listener, timer and patch of the recorder runs in here. */
import { addListener, removeListener } from './dom.ts'
import { currentPart, noteFault, within } from './faults.ts'
import { method } from './untouched.ts'

/** Taken before the console tracker patches it: our own faults are no entries. */
// oxlint-disable-next-line no-console -- a debug line is all that our faults may cost the page
const log = console.debug.bind(console)

/** Notes a fault of ours, and tells of it where the host's developer would look for it and nobody else. */
export const report = (error: unknown): void => {
  noteFault(error)
  log('Casereel:', error)
}

/** Runs `work`; what it throws is noted and logged at debug level, and undefined comes back. */
export const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch (error) {
    report(error)
    return undefined
  }
}

/** `attempt` for what a browser or a page may refuse: storage that is forbidden, a function of the page. No fault of ours. */
export const tryTo = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** `work` as a function that never throws. It belongs to the part that creates it, whoever calls it later. */
export const guarded = <A extends unknown[]>(
  work: (...args: A) => void,
  part = currentPart(),
): ((...args: A) => void) => {
  return (...args) => {
    within(part, () => attempt(() => work(...args)))
  }
}

/** Follows a promise of the browser's own kind. @returns the one that comes after it */
export const follow = method<
  [fulfilled: (value: never) => unknown, rejected: (reason: unknown) => unknown],
  Promise<never>
>('Promise', 'then')

/** Goes on once a promise of ours or of the browser has settled; a `then` that a zone has put in wakes the zone. */
export const after = <T>(
  promise: Promise<T>,
  fulfilled: (value: T) => void,
  rejected: (reason: unknown) => void,
): void => void follow(promise, guarded(fulfilled), guarded(rejected))

/** Undoes what a tracker or part did. */
export type Stop = () => void

/** Each adds a listener of ours that has not been stopped. */
const listening = new Set<() => void>()

/**
 * Adds a guarded, passive listener, by the browser's own function: no zone of the page wakes with it. It is ours until it is
 * stopped, also where the page erases all listeners.
 */
export const listen = <E extends Event>(
  target: EventTarget,
  type: string,
  work: (event: E) => void,
  options: AddEventListenerOptions = {},
): Stop => {
  const listener = guarded(work) as (event: Event) => void
  const settings = { passive: true, ...options }
  const add = (): void => addListener(target, type, listener, settings)
  add()
  listening.add(add)
  return () => {
    listening.delete(add)
    removeListener(target, type, listener, settings)
  }
}

/** Adds every listener again that was erased by `document.open`; one that is still there is not added twice (DOM standard). */
export const listenAgain = (): void => listening.forEach((add) => attempt(add))

/** Runs `work` every `ms` until stopped. */
export const every = (ms: number, work: () => void): Stop => {
  const timer = setInterval(guarded(work), ms)
  return () => clearInterval(timer)
}

/** One stop for many; one that fails does not keep the others from running. */
export const all =
  (stops: Stop[]): Stop =>
  () => {
    for (const stop of stops) attempt(stop)
  }
