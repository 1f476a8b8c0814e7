/** Values of the host page as text: capped in depth, width and length, and without running more of its code than needed. */
import { MAX_CONSOLE_ARGS, MAX_ENTRY_TEXT, MAX_RAW_TEXT } from '../../../src/protocol/limits.ts'
import { cut, cutRaw } from '../../../src/protocol/redact.ts'
import { isSecretName, namesNext } from '../../../src/protocol/secret-names.ts'
import { MASK } from './gate/mask.ts'
import { readable } from './gate/readable.ts'

const MAX_DEPTH = 3
const MAX_WIDTH = 20
/** Inside arrays and objects, strings are shortened; the whole argument is capped anyway. */
const MAX_NESTED_TEXT = 400

interface Budget {
  /** Characters that may still be written. */
  left: number
  seen: Set<object>
}

/** One value as a person would read it in a console. Never throws; the gate masks it, and cuts it then. */
export const formatValue = (value: unknown): string => {
  if (typeof value === 'string') return cutRaw(value, MAX_RAW_TEXT)
  try {
    return cutRaw(format(value, 0, { left: MAX_ENTRY_TEXT, seen: new Set() }), MAX_RAW_TEXT)
  } catch {
    return '[unreadable]'
  }
}

/** `%s` and its kin, as the Console standard formats the first argument. */
const PLACES = /%([sdifoOc%])/g

/** The first argument with those that it has places for in it, and the rest. What `%c` styles is not said. */
const filledIn = (args: readonly unknown[]): readonly unknown[] => {
  const [first, ...rest] = args
  if (typeof first !== 'string' || rest.length === 0 || first.search(PLACES) < 0) return args
  let text = ''
  let done = 0
  for (const { 0: place, 1: kind, index } of first.matchAll(PLACES)) {
    if (kind !== '%' && rest.length === 0) break
    text += first.slice(done, index)
    done = index + place.length
    if (kind === '%') text += '%'
    else {
      const value = rest.shift()
      if (kind !== 'c') text += isPlain(value) && namesNext(text) ? MASK : formatValue(value)
    }
  }
  return [text + first.slice(done), ...rest]
}

/** Arguments of a console call; past MAX_CONSOLE_ARGS only their number is told. */
export const formatArgs = (given: readonly unknown[]): string[] => {
  const args = filledIn(given)
  const shown = args.slice(0, MAX_CONSOLE_ARGS).map((value, place) => {
    const before = args[place - 1]
    // `console.log('password:', value)`
    const isNamed = typeof before === 'string' && isPlain(value) && namesNext(before)
    return isNamed ? MASK : formatValue(value)
  })
  if (args.length <= MAX_CONSOLE_ARGS) return shown
  return [...shown.slice(0, -1), `… ${args.length - MAX_CONSOLE_ARGS + 1} more`]
}

/** Text and numbers: what a secret is made of. */
const isPlain = (value: unknown): boolean => /^(?:string|number|bigint)$/.test(typeof value) && value !== ''

/** Name and message of whatever was thrown. */
export const describeThrown = (thrown: unknown): { name: string; message: string; stack?: string } => {
  try {
    if (thrown instanceof Error || isErrorLike(thrown)) {
      const name = String(thrown.name || 'Error')
      const message = String(thrown.message)
      return typeof thrown.stack === 'string' ? { name, message, stack: thrown.stack } : { name, message }
    }
  } catch {
    // Its getters throw; it is described as any other value.
  }
  return {
    name: typeof thrown === 'object' && thrown ? tagOf(thrown) : typeof thrown,
    message: formatValue(thrown),
  }
}

/** Errors of other realms (frames) are no `instanceof Error` here; what only looks like one may have getters. */
const isError = (value: object): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'

/** What is thrown may be anything that says what went wrong. */
const isErrorLike = (value: unknown): value is Error =>
  typeof value === 'object' && value !== null && 'stack' in value && 'message' in value

const tagOf = (value: object): string => {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name
  return typeof name === 'string' && name ? name : 'Object'
}

const format = (value: unknown, depth: number, budget: Budget): string => {
  if (budget.left <= 0) return '…'
  const text =
    typeof value === 'object' && value !== null ? formatObject(value, depth, budget) : formatPlain(value)
  budget.left -= text.length
  return text
}

const formatPlain = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      // Masked before it is cut: half a secret has no shape.
      return JSON.stringify(cut(readable(cutRaw(value, MAX_RAW_TEXT)), MAX_NESTED_TEXT))
    case 'function':
      return `ƒ ${value.name || '(anonymous)'}()`
    case 'bigint':
      return `${value}n`
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    default:
      return String(value)
  }
}

const formatObject = (value: object, depth: number, budget: Budget): string => {
  if (budget.seen.has(value)) return '[circular]'
  if (isError(value)) {
    const { name, message, stack } = value
    const told = `${name}: ${message}`
    if (typeof stack !== 'string') return told
    // Chromium's stack begins with name and message; those of Firefox and WebKit are only the places.
    return stack.includes(told) ? stack : `${told}\n${stack}`
  }
  const node = nodeTag(value)
  if (node !== undefined) return node
  // What a page stores is nobody's business, however it is told.
  if (Object.prototype.toString.call(value) === '[object Storage]') return `${tagOf(value)} {…}`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof RegExp) return String(value)
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
    return `${tagOf(value)} {}`
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `${tagOf(value)}(${value.byteLength} bytes)`
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? `Array(${value.length})` : `${tagOf(value)} {…}`
  budget.seen.add(value)
  try {
    return formatParts(value, depth + 1, budget)
  } finally {
    // Only a value inside itself is circular; one that stands twice side by side is not.
    budget.seen.delete(value)
  }
}

const formatParts = (value: object, depth: number, budget: Budget): string => {
  const each = (item: unknown): string => format(item, depth, budget)
  if (Array.isArray(value)) {
    const [name, item] = value as unknown[]
    if (value.length === 2 && isNamedSecret(name, item)) return `[${each(name)}, ${MASK}]`
    return `[${few(value, value.length, each)}]`
  }
  if (value instanceof Set) return `Set(${value.size}) {${few(value, value.size, each)}}`
  if (value instanceof Map) {
    return `Map(${value.size}) {${few(value, value.size, ([key, item]) => `${each(key)} => ${isNamedSecret(key, item) ? MASK : each(item)}`)}}`
  }
  const keys = Object.keys(value)
  const inside = few(keys, keys.length, (key) => `${key}: ${formatProperty(value, key, each)}`)
  const tag = tagOf(value)
  return `${tag === 'Object' ? '' : `${tag} `}{${inside}}`
}

/** A getter is not run: it is the page's code, and may do anything. */
const formatProperty = (value: object, key: string, each: (item: unknown) => string): string => {
  const property = Object.getOwnPropertyDescriptor(value, key)
  if (property?.get) return '(getter)'
  return isNamedSecret(key, property?.value) || isValueOfSecret(value, key, property?.value)
    ? MASK
    : each(property?.value)
}

const isNamedSecret = (name: unknown, value: unknown): boolean =>
  typeof name === 'string' && isPlain(value) && isSecretName(name)

/** `{name: 'password', value: …}`: the value of a field that another property names. */
const isValueOfSecret = (object: object, key: string, value: unknown): boolean =>
  /^(?:value|val|v|data|content|text)$/i.test(key) &&
  ['name', 'key', 'field', 'id', 'label', 'type'].some((name) =>
    isNamedSecret(Object.getOwnPropertyDescriptor(object, name)?.value, value),
  )

const few = <T>(items: Iterable<T>, size: number, each: (item: T) => string): string => {
  const parts: string[] = []
  for (const item of items) {
    if (parts.length === MAX_WIDTH) break
    parts.push(each(item))
  }
  if (size > MAX_WIDTH) parts.push(`… ${size - MAX_WIDTH} more`)
  return parts.join(', ')
}

/** `<div>` for a DOM node; its attributes and text may hold what the customer typed. */
const nodeTag = (value: object): string | undefined => {
  if (!('nodeType' in value) || !('nodeName' in value)) return undefined
  const { nodeType, nodeName } = value
  if (typeof nodeType !== 'number' || typeof nodeName !== 'string') return undefined
  return nodeType === 1 ? `<${nodeName.toLowerCase()}>` : nodeName
}
