/** Work that is done a few at a time, in the order in which it came; the event loop gets its turn between two of them. */
export interface Turns {
  /**
   * Runs the task when its turn comes; what becomes of it is its own matter, the next one runs all the same.
   * @throws the signal's reason once `stop` was called: what waits is not begun, what runs is asked to end
   */
  take<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T>
  depth(): { running: number; waiting: number }
  /** Resolves when nothing runs any more. */
  stop(): Promise<void>
}

/** Thrown by what a stop has ended in the middle: nobody's fault, and nothing to tell anybody about. */
export const isStopping = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** Lets what came meanwhile be dealt with. */
export const pass = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** @param most how many run at once */
export const createTurns = (most: number): Turns => {
  const stopping = new AbortController()
  const { signal } = stopping
  const waiting: (() => void)[] = []
  const running = new Set<Promise<unknown>>()

  const next = (): void => {
    // What has just been done may have taken its time: whatever came meanwhile is dealt with first.
    if (waiting.length === 0) return
    setImmediate(() => {
      while (running.size < most && waiting.length > 0) waiting.shift()?.()
    })
  }

  const begin = <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const result = (async () => {
      signal.throwIfAborted()
      return task(signal)
    })()
    const settled = result.then(
      () => undefined,
      () => undefined,
    )
    running.add(settled)
    void settled.then(() => {
      running.delete(settled)
      next()
    })
    return result
  }

  return {
    take: (task) =>
      running.size < most && waiting.length === 0
        ? begin(task)
        : new Promise((resolve, reject) => {
            waiting.push(() => void begin(task).then(resolve, reject))
          }),
    depth: () => ({ running: running.size, waiting: waiting.length }),
    stop: async () => {
      stopping.abort()
      for (const start of waiting.splice(0)) start()
      await Promise.all(running)
    },
  }
}
