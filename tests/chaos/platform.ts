/** Parts of a browser that need no page: storage, timers that stop with their page, channels between pages. */
import type { Timeline } from './timeline.ts'

/** @param tell hears of each change */
export const storageOf = (
  map: Map<string, string>,
  tell: (key: string, value: string | null) => void = () => {},
) => ({
  getItem: (key: string) => map.get(key) ?? null,
  setItem: (key: string, value: string): void => {
    if (map.get(key) === value) return
    map.set(key, value)
    tell(key, value)
  },
  removeItem: (key: string): void => {
    if (map.delete(key)) tell(key, null)
  },
})

/** Timers of one page; what comes due while it is frozen runs once it is thawed. */
export const createTimers = (time: Timeline, alive: () => boolean, frozen: () => boolean) => {
  let thawed: (() => void)[] = []
  const timer = (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): number =>
    time.after(ms, () => {
      if (frozen()) thawed.push(() => work(...args))
      else if (alive()) work(...args)
    })
  const intervals = new Map<number, number>()
  const setInterval = (work: () => void, ms: number): number => {
    const turn = (id?: number): number => {
      const next = timer(() => {
        turn(first)
        work()
      }, ms)
      if (id !== undefined) intervals.set(id, next)
      return next
    }
    const first = turn()
    intervals.set(first, first)
    return first
  }
  const clear = (id: number): void => time.cancel(intervals.get(id) ?? id)
  const thaw = (): void => {
    const due = thawed
    thawed = []
    for (const work of due) work()
  }
  return { timer, setInterval, clear, thaw }
}

export interface Channel extends EventTarget {
  name: string
  alive: () => boolean
}

/** BroadcastChannel for one page. @param channels those of all pages */
export const channelsOf = (channels: Set<Channel>, time: Timeline, alive: () => boolean) =>
  class extends EventTarget {
    readonly name: string
    readonly alive = alive
    constructor(about: string) {
      super()
      this.name = about
      channels.add(this)
    }
    postMessage(data: unknown): void {
      for (const other of channels)
        if (other !== this && other.name === this.name)
          time.after(1, () => {
            if (other.alive()) other.dispatchEvent(Object.assign(new Event('message'), { data }))
          })
    }
    close(): void {
      channels.delete(this)
    }
  }

/** MessageChannel for one page: a message comes in the next turn, also where timers are slow. */
export const channelWith = (timer: (work: () => void, ms: number) => unknown) =>
  class {
    readonly port1 = {
      onmessage: (): void => {},
      open: true,
      close: (): void => void (this.port1.open = false),
    }
    readonly port2 = {
      postMessage: (): void => void timer(() => this.port1.open && this.port1.onmessage(), 0),
    }
  }
