/** Time that passes only from one event to the next, in an order that follows from the seed alone. */

export interface Timeline {
  /** ms since the world began. */
  now(): number
  /** Does `work` in `ms`. @returns a number for `cancel` */
  after(ms: number, work: () => void): number
  cancel(id: number): void
  /** Lets time pass up to this moment, with all that is due on the way. */
  run(until: number): Promise<void>
}

interface Due {
  at: number
  id: number
  work: () => void
}

/** Far more than any run needs: whoever does more asks again and again, without waiting. */
const MOST_EVENTS = 100_000

/** All promises that can settle have settled: nothing in this world waits for anything but promises and the timeline. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createTimeline = (): Timeline => {
  const heap: Due[] = []
  const pending = new Set<number>()
  let now = 0
  let ids = 0
  let done = 0

  const before = (a: Due, b: Due): boolean => (a.at === b.at ? a.id < b.id : a.at < b.at)

  const put = (due: Due): void => {
    let at = heap.push(due) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(due, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = due
  }

  const take = (): Due => {
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1
      if (before(last, heap[child]!)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }

  return {
    now: () => now,
    after: (ms, work) => {
      ids += 1
      pending.add(ids)
      put({ at: now + Math.max(0, Number.isFinite(ms) ? ms : 0), id: ids, work })
      return ids
    },
    cancel: (id) => {
      pending.delete(id)
    },
    run: async (until) => {
      await settle()
      while (heap[0] && heap[0].at <= until) {
        const due = take()
        if (!pending.delete(due.id)) continue
        done += 1
        if (done > MOST_EVENTS) throw new Error(`Something turns in circles at ${now}.`)
        now = due.at
        due.work()
        // oxlint-disable-next-line no-await-in-loop -- one thing after the other is what this is about
        await settle()
      }
      now = Math.max(now, until)
    },
  }
}
