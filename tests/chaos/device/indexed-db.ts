/** IndexedDB as a page sees it: what of it the recorder calls. */
import type { World } from '../world.ts'
import type { Content, Device, Transaction } from './device.ts'
import { compareKeys, isWithin, type Key, type KeyRange } from './keys.ts'
import type { Owner } from './owner.ts'

interface Asked {
  result?: unknown
  error?: Error
  onsuccess?: () => void
  onerror?: () => void
  onupgradeneeded?: () => void
}

const inOrder = (content: Content, range: KeyRange): object[] =>
  [...content.values()]
    .filter(({ key }) => isWithin(range, key))
    .toSorted((a, b) => compareKeys(a.key, b.key))
    // A reader gets a copy of its own.
    .map(({ value }) => ({ ...value }))

const transactionOf = (owner: Owner, writes: boolean) => {
  const made: Transaction = { owner, writes, puts: false, requests: [], ended: () => {} }
  const ask = (run: (content: Content) => unknown): Asked => {
    const asked: Asked = {}
    made.requests.push({
      run,
      done: (result) => {
        asked.result = result
        asked.onsuccess?.()
      },
    })
    return asked
  }
  const store = {
    delete: (range: KeyRange | Key) =>
      ask((content) => {
        for (const [text, { key }] of content)
          if (
            typeof range === 'object' && 'lower' in range
              ? isWithin(range, key)
              : compareKeys(range, key) === 0
          )
            content.delete(text)
      }),
    put: (value: object, key: Key) => {
      made.puts = true
      const copy = { ...value }
      return ask((content) => void content.set(JSON.stringify(key), { key, value: copy }))
    },
    getAll: (range: KeyRange) => ask((content) => inOrder(content, range)),
  }
  const transaction = {
    error: null as Error | null,
    oncomplete: undefined as (() => void) | undefined,
    onabort: undefined as (() => void) | undefined,
    objectStore: () => store,
  }
  made.ended = (error) => {
    if (error === null) return transaction.oncomplete?.()
    transaction.error = new DOMException('There is no room.', error)
    transaction.onabort?.()
  }
  return { made, transaction }
}

export const indexedDbOf = (world: World, device: Device, owner: Owner): object | undefined => {
  if (device.kind === 'absent') return undefined
  const database = {
    createObjectStore: () => ({}),
    transaction: (_: string, mode: IDBTransactionMode) => {
      const { made, transaction } = transactionOf(owner, mode === 'readwrite')
      // The page asks in the same turn.
      queueMicrotask(() => device.begin(made))
      return transaction
    },
    close: () => {},
  }
  const open = (): Asked => {
    if (device.kind === 'forbidden') throw new DOMException('It is denied.', 'SecurityError')
    const asked: Asked = {}
    if (device.kind === 'silent') return asked
    owner.later(world.chance.below(4), () => {
      if (device.kind === 'broken') {
        asked.error = new DOMException('Internal error opening backing store.', 'UnknownError')
        return asked.onerror?.()
      }
      asked.result = database
      asked.onupgradeneeded?.()
      asked.onsuccess?.()
    })
    return asked
  }
  return { open }
}

export const keyRanges = { bound: (lower: Key, upper: Key): KeyRange => ({ lower, upper }) }
