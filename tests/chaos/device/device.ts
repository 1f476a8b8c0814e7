/**
 * The disk of the customer's device, with one database and its transactions. One that is not committed ends with its page, and
 * one that is being committed may or may not. Its own, and not fake-indexeddb's, which keeps its own time and knows no
 * pages that die.
 */
import type { World } from '../world.ts'
import { compareKeys, isWithin, type Key, type KeyRange } from './keys.ts'
import { EVICT_MS, type Owner } from './owner.ts'

/** How the browser is; all but `keeps` are without what the recorder needs to keep frames. */
export type DeviceKind = 'keeps' | 'absent' | 'forbidden' | 'broken' | 'silent' | 'lockless' | 'keyless'

export type Content = Map<string, { key: Key; value: object }>

interface Request {
  run(content: Content): unknown
  done(result: unknown): void
}

export interface Transaction {
  owner: Owner
  writes: boolean
  /** Something is put, which a full disk does not take. */
  puts: boolean
  requests: Request[]
  /** @param error name of what went wrong; null when it is committed */
  ended(error: string | null): void
}

export interface Device {
  kind: DeviceKind
  begin(transaction: Transaction): void
  /** A page is gone, and with it what it had not committed. */
  release(owner: Owner): void
  /** What is committed under these keys. */
  read(range: KeyRange): { key: Key; value: object }[]
  /** Puts something there, as an earlier recording would have. */
  plant(key: Key, value: object): void
  fill(full: boolean): void
  /** @param ms that each step takes on top; 0 for none */
  slow(ms: number): void
  /** True when it was full or slow at some time between the two, or had not got over it. */
  troubled(from: number, to: number): boolean
}

interface Running extends Transaction {
  content: Content | undefined
  committing: boolean
  gone: boolean
}

/** A recorder that was told of a full disk asks again after 10 s, and then has to write all that it holds. */
const FULL_REST_MS = 11_000
/** Steps of one transaction, and those of the one in front of it. */
const SLOW_STEPS = 8

export const createDevice = (world: World, kind: DeviceKind): Device => {
  const { time, chance, tell } = world
  let content: Content = new Map()
  let queue: Running[] = []
  let full = false
  let slow = 0
  const troubles: { from: number; to: number }[] = []

  const stepMs = (): number => chance.below(3) + (slow > 0 ? world.between(slow >> 1, slow) : 0)

  const remove = (transaction: Running): void => {
    queue = queue.filter((each) => each !== transaction)
    advance()
  }

  const finish = (transaction: Running): void => {
    const { owner, writes, puts, ended } = transaction
    const error = full && puts ? 'QuotaExceededError' : null
    if (writes && error === null) {
      content = transaction.content!
      tell(owner.name, `has kept ${[...content.values()].map(({ key }) => key).join(' ')}`)
    }
    if (error !== null) tell(owner.name, 'finds the device full')
    remove(transaction)
    owner.later(0, () => ended(error))
  }

  const round = (transaction: Running): void =>
    transaction.owner.later(stepMs(), () => {
      const { requests } = transaction
      const results = requests.splice(0).map(({ run, done }) => ({ done, result: run(transaction.content!) }))
      for (const { done, result } of results) done(result)
      if (requests.length > 0) return round(transaction)
      transaction.committing = true
      time.after(transaction.writes ? stepMs() : 0, () => transaction.gone || finish(transaction))
    })

  /** What began earlier and has to end first. */
  const inFrontOf = (transaction: Running): Running | undefined =>
    queue.slice(0, queue.indexOf(transaction)).find((earlier) => earlier.writes || transaction.writes)

  const advance = (): void => {
    for (const transaction of queue) {
      if (transaction.content) continue
      const earlier = inFrontOf(transaction)
      if (!earlier) {
        transaction.content = transaction.writes ? new Map(content) : content
        round(transaction)
      } else if (!earlier.committing)
        time.after(EVICT_MS, () => queue.includes(earlier) && earlier.owner.frozen() && earlier.owner.evict())
    }
  }

  const troubleUntil = (to: number): void => {
    const last = troubles.at(-1)
    if (last?.to === Infinity) last.to = to
  }

  return {
    kind,
    begin: (transaction) => {
      queue.push(Object.assign(transaction, { content: undefined, committing: false, gone: false }))
      advance()
    },
    release: (owner) => {
      for (const transaction of queue) {
        if (transaction.owner !== owner || (transaction.committing && chance.once(2))) continue
        transaction.gone = true
        tell(owner.name, 'takes a transaction with it')
      }
      queue = queue.filter(({ gone }) => !gone)
      advance()
    },
    read: (range) =>
      [...content.values()]
        .filter(({ key }) => isWithin(range, key))
        .toSorted((a, b) => compareKeys(a.key, b.key)),
    plant: (key, value) => void content.set(JSON.stringify(key), { key, value }),
    fill: (now) => {
      full = now
      if (now) troubles.push({ from: time.now(), to: Infinity })
      else troubleUntil(time.now() + FULL_REST_MS)
    },
    slow: (ms) => {
      if (ms > 0) troubles.push({ from: time.now(), to: Infinity })
      else troubleUntil(time.now() + SLOW_STEPS * slow)
      slow = ms
    },
    troubled: (from, to) => troubles.some((each) => each.from <= to && each.to >= from),
  }
}
