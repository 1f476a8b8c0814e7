/**
 * Faults of our own parts. Each is caught where it happens (guard.ts) and noted here under the part that it happened in,
 * so that the recording, the customer and the agent can be told (health.ts). An error's message may quote the page, and a
 * page's own error may be named after anything: of a fault only the part, a standard name and a place in our own script
 * are kept.
 */
import { ownPlace } from './own-frames.ts'

/** As the agent reads it: "Not recorded: console". */
export type Part =
  | 'recorder'
  | 'bar'
  | 'picture'
  | 'privacy gate'
  | 'pages'
  | 'errors'
  | 'console'
  | 'requests'
  | 'clicks'
  | 'device'
  | 'outbox'
  | 'storage'
  | 'connection'

export interface Fault {
  part: Part
  /** Of the language or the browser; 'Error' for every other. */
  name: string
  /** `line:column` in the recorder's script; '' where the engine gives none. */
  place: string
}

/** Names of errors that say nothing about a page; a page's own names may say anything. */
export const STANDARD_ERROR =
  /^(?:(?:Aggregate|Data|Eval|Internal|Range|Reference|Syntax|Type|URI|Abort|Network|NotAllowed|NotFound|NotSupported|HierarchyRequest|InvalidState|InvalidAccess|QuotaExceeded|Security|Timeout|Unknown)?Error|DOMException)$/

/** A thrown value may be the page's own object, whose getters throw in turn. */
const textOf = (error: unknown, key: 'name' | 'stack'): string => {
  try {
    return String((error as Record<string, unknown>)[key] ?? '')
  } catch {
    return ''
  }
}

export const describeFault = (error: unknown, part: Part): Fault => {
  const name = textOf(error, 'name')
  return { part, name: STANDARD_ERROR.test(name) ? name : 'Error', place: ownPlace(textOf(error, 'stack')) }
}

/** `console: TypeError (1:2345)` */
export const faultWords = ({ part, name, place }: Fault): string =>
  `${part}: ${name}${place && ` (${place})`}`

type Listener = (fault: Fault) => void

let current: Part = 'recorder'
const listeners = new Set<Listener>()
/** From before anybody listened: a part may fail while the recorder is still being put together. */
let unheard: Fault[] = []
const MOST_UNHEARD = 20

/** The part whose code runs now; what it creates belongs to it as well. */
export const currentPart = (): Part => current

/** Runs `work` as code of this part: faults in it, and in every guarded function that it creates, are the part's. */
export const within = <T>(part: Part, work: () => T): T => {
  const before = current
  current = part
  try {
    return work()
  } finally {
    current = before
  }
}

/** Notes what was caught. Never throws. */
export const noteFault = (error: unknown, part: Part = current): void => {
  const fault = describeFault(error, part)
  if (listeners.size === 0 && unheard.length < MOST_UNHEARD) unheard.push(fault)
  for (const listener of listeners) {
    try {
      listener(fault)
    } catch {
      // What reports faults may fail as well; there is nobody left to hear of that.
    }
  }
}

/** Hands over every fault from now on, and those that nobody has heard of yet. */
export const hearFaults = (listener: Listener): (() => void) => {
  listeners.add(listener)
  const before = unheard
  unheard = []
  before.forEach(listener)
  return () => listeners.delete(listener)
}
