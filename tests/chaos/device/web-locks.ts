/** Web Locks of one browser: a lock goes with its page, and one that another page waits for is no page's in the cache. */
import type { World } from '../world.ts'
import { EVICT_MS, type Owner } from './owner.ts'

interface Hold {
  name: string
  owner: Owner
  shared: boolean
}

interface Wait extends Hold {
  granted(): void
}

export interface Locks {
  of(owner: Owner): object
  /** A page is gone. */
  release(owner: Owner): void
}

interface Options {
  mode?: 'shared' | 'exclusive'
  ifAvailable?: boolean
}

export const createLocks = (world: World): Locks => {
  const { time, chance } = world
  let held: Hold[] = []
  let waiting: Wait[] = []
  const gone = new Set<Owner>()

  const inFrontOf = (wait: Hold): Hold | undefined =>
    [...held, ...waiting.slice(0, waiting.indexOf(wait as Wait) >>> 0)].find(
      (other) => other.name === wait.name && !(other.shared && wait.shared),
    )

  const advance = (): void => {
    for (const wait of waiting) {
      const other = inFrontOf(wait)
      if (!other) {
        waiting = waiting.filter((each) => each !== wait)
        held.push(wait)
        wait.granted()
      } else time.after(EVICT_MS, () => held.includes(other) && other.owner.frozen() && other.owner.evict())
    }
  }

  return {
    of: (owner) => ({
      request: (name: string, { mode, ifAvailable }: Options, work: (lock: object | null) => unknown) =>
        new Promise((resolve, reject) => {
          const wait: Wait = {
            name,
            owner,
            shared: mode === 'shared',
            granted: () =>
              owner.later(0, () => {
                void new Promise((done) => done(work({ name })))
                  .finally(() => {
                    held = held.filter((each) => each !== wait)
                    advance()
                  })
                  .then(resolve, reject)
              }),
          }
          time.after(chance.below(2), () => {
            if (gone.has(owner)) return
            if (ifAvailable && inFrontOf(wait)) return owner.later(0, () => resolve(work(null)))
            waiting.push(wait)
            advance()
          })
        }),
    }),
    release: (owner) => {
      gone.add(owner)
      held = held.filter((each) => each.owner !== owner)
      waiting = waiting.filter((each) => each.owner !== owner)
      advance()
    },
  }
}
