/**
 * The second wall. The recorder masks what it knows to be private; whatever has a secret's shape and reached the server
 * all the same is masked here, before anything is stored or shown (L33).
 */
import { redactUrlsIn } from '../protocol/addresses.ts'
import { entryOf, type Entry } from '../protocol/entries.ts'
import { EventType, type RecordedEvent } from '../protocol/events.ts'
import { MAX_LEAK_PLACES_OF_FRAME } from '../protocol/limits.ts'
import { maskSecrets, type SecretKind } from '../protocol/secret-shapes.ts'

/** A secret that came through, without the secret. */
export interface Leak {
  kind: SecretKind
  /** rrweb's id of the node it stood in or on, or the part of the recording where there is none: "console message". */
  place: number | string
  count: number
}

/** Where what is beyond the limit is counted. */
const ELSEWHERE = 'other places'

/** A longer text is looked through in pieces, so that what is found at a time takes little memory. */
const LONGEST_AT_ONCE = 200_000
/** Where one may end within so many characters: at the end of a line, else where no number and no address is near. */
const PIECE_SLACK = 4_000
const PIECE_END = /\n|[^\d@\n]{24}/

/** The text in pieces, cut where no secret should be cut with it. A recorder has masked it as a whole before. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = []
  let done = 0
  while (text.length - done > LONGEST_AT_ONCE) {
    const from = done + LONGEST_AT_ONCE - PIECE_SLACK
    const end = PIECE_END.exec(text.slice(from, done + LONGEST_AT_ONCE))
    // In the middle of what is near no number: a half of it on each side.
    const next = end ? from + end.index + Math.ceil(end[0].length / 2) : done + LONGEST_AT_ONCE
    pieces.push(text.slice(done, next))
    done = next
  }
  pieces.push(text.slice(done))
  return pieces
}

/** Texts whose answer is kept while one frame is looked through: some MB at most. */
const MOST_REMEMBERED = 10_000
const MOST_REMEMBERED_LENGTH = 200

/** How a person calls the fields of entries; what is not here is no name that we gave. */
const FIELDS: Readonly<Record<string, string>> = {
  url: 'address',
  title: 'title',
  target: 'label',
  args: 'message',
  message: 'message',
  name: 'name',
  stack: 'stack',
  file: 'file',
  requestHeaders: 'headers',
  responseHeaders: 'headers',
  requestBody: 'body',
  responseBody: 'body',
}

/** Bytes in base64, which look like anything. */
const BASE64 = /(data:[\w.+/-]*(?:;[\w=.-]+)*;base64,[\w+/=]*)/
/** Coordinates of a drawing: four numbers in a row are no card. */
const GEOMETRY = /^[\d\sMLHVCSQTAZE.,+-]*$/i
const GEOMETRY_KEYS: ReadonlySet<string> = new Set(['d', 'points', 'values', 'viewBox', 'keyTimes'])

/**
 * Cuts what may be private from the addresses in messages and stacks, in place: no secret has to have a shape for that.
 * @returns true when anything was cut; a recorder of today has done it before
 */
export const cutAddresses = (events: readonly RecordedEvent[]): boolean => {
  let changed = false
  const cut = (text: string): string => {
    const left = redactUrlsIn(text)
    changed ||= left !== text
    return left
  }
  for (const event of events) {
    const entry = entryOf(event)
    if (entry?.kind !== 'console' && entry?.kind !== 'error') continue
    if (entry.kind === 'console') entry.args = entry.args.map(cut)
    else entry.message = cut(entry.message)
    if (entry.stack !== undefined) entry.stack = cut(entry.stack)
  }
  return changed
}

/** Masks every secret in the events, in place. @returns what was masked; empty for nearly every frame. */
export const maskEvents = (events: readonly RecordedEvent[]): Leak[] => {
  const leaks = new Map<string, Leak>()
  /** A page says the same again and again: names of its classes, cells of its tables. */
  const remembered = new Map<string, { left: string; kinds: SecretKind[] }>()
  let place: number | string = ''

  const count = (kind: SecretKind): void => {
    const at = leaks.size < MAX_LEAK_PLACES_OF_FRAME || leaks.has(`${kind} ${place}`) ? place : ELSEWHERE
    const key = `${kind} ${at}`
    const known = leaks.get(key)
    if (known) known.count += 1
    else leaks.set(key, { kind, place: at, count: 1 })
  }

  const masked = (text: string): string => {
    if (text.includes(';base64,')) {
      // Every second part is bytes.
      return text
        .split(BASE64)
        .map((part, index) => (index % 2 === 0 ? maskedPart(part) : part))
        .join('')
    }
    return maskedPart(text)
  }
  const maskedPart = (text: string): string => {
    if (text.length > LONGEST_AT_ONCE) {
      return piecesOf(text)
        .map((piece) => maskSecrets(piece, count))
        .join('')
    }
    if (text.length > MOST_REMEMBERED_LENGTH) return maskSecrets(text, count)
    const before = remembered.get(text)
    if (before) {
      for (const kind of before.kinds) count(kind)
      return before.left
    }
    const kinds: SecretKind[] = []
    const left = maskSecrets(text, (kind) => kinds.push(kind))
    if (remembered.size < MOST_REMEMBERED) remembered.set(text, { left, kinds })
    for (const kind of kinds) count(kind)
    return left
  }

  const walkObject = (object: Record<string, unknown>, isEntry: boolean): void => {
    const above = place
    if (typeof object['id'] === 'number') place = object['id']
    for (const key in object) {
      const value = object[key]
      if (isEntry) place = fieldOf(object as unknown as Entry, key)
      if (typeof value === 'string') {
        if (GEOMETRY_KEYS.has(key) && GEOMETRY.test(value)) continue
        const text = masked(value)
        if (text !== value) setOwn(object, key, text)
      } else if (typeof value === 'object' && value !== null) walk(value)
      const name = masked(key)
      if (name !== key) {
        setOwn(object, name, object[key])
        delete object[key]
      }
    }
    place = above
  }

  const walk = (value: object): void => {
    if (!Array.isArray(value)) return walkObject(value as Record<string, unknown>, false)
    for (const [index, item] of value.entries()) {
      if (typeof item === 'string') value[index] = masked(item)
      else if (typeof item === 'object' && item !== null) walk(item as object)
    }
  }

  for (const event of events) {
    place = event.type === EventType.Meta ? 'page address' : 'picture'
    const entry = entryOf(event)
    if (entry) walkObject(entry as unknown as Record<string, unknown>, true)
    // An entry is walked twice; the second time it holds nothing any more.
    walk(event)
  }
  return [...leaks.values()]
}

const fieldOf = ({ kind }: Entry, key: string): string => `${kind} ${FIELDS[key] ?? 'detail'}`

/** Also for `__proto__`, which an assignment would take for something else. */
const setOwn = (object: object, key: string, value: unknown): void => {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
