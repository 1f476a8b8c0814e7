/** A few at a time, in order; one that fails, and a stop in the middle. */
import { setImmediate as pass } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createTurns, type Turns } from '../../src/node/turns.ts'

/** Tasks that end when they are told to. */
const createTasks = (turns: Turns) => {
  const begun: number[] = []
  const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  return {
    begun,
    take: (n: number) =>
      turns.take(async (signal) => {
        begun.push(n)
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        ends.set(n, { resolve, reject })
        signal.addEventListener('abort', () => reject(signal.reason as Error))
        await promise
        return n
      }),
    end: async (n: number) => {
      ends.get(n)?.resolve()
      await pass()
      await pass()
    },
    fail: async (n: number) => {
      ends.get(n)?.reject(new Error(`${n} failed`))
      await pass()
      await pass()
    },
  }
}

it('runs as many as it may, and the next in the order in which they came, whoever ends first', async () => {
  const turns = createTurns(2)
  const { take, begun, end } = createTasks(turns)
  const taken = [1, 2, 3, 4, 5].map(take)
  expect(begun).toEqual([1, 2])
  expect(turns.depth()).toEqual({ running: 2, waiting: 3 })
  await end(2)
  expect(begun).toEqual([1, 2, 3])
  await end(3)
  await end(1)
  expect(begun).toEqual([1, 2, 3, 4, 5])
  await end(4)
  await end(5)
  expect(await Promise.all(taken)).toEqual([1, 2, 3, 4, 5])
  expect(turns.depth()).toEqual({ running: 0, waiting: 0 })
})

it('goes on behind one that fails, and tells only its own caller', async () => {
  const { take, begun, end, fail } = createTasks(createTurns(1))
  const first = take(1)
  const second = take(2)
  const heard = expect(first).rejects.toThrow('1 failed')
  await fail(1)
  await heard
  expect(begun).toEqual([1, 2])
  await end(2)
  expect(await second).toBe(2)
})

it('lets others at the event loop between two', async () => {
  const turns = createTurns(1)
  const order: string[] = []
  const taken = ['a', 'b'].map((name) => turns.take(async () => order.push(name)))
  setImmediate(() => order.push('somebody else'))
  await Promise.all(taken)
  expect(order).toEqual(['a', 'somebody else', 'b'])
})

it('that is stopped begins nothing more, asks what runs to end, and waits for it', async () => {
  const turns = createTurns(1)
  const { take, begun } = createTasks(turns)
  const heard = Promise.all([1, 2, 3].map((n) => expect(take(n)).rejects.toThrow('abort')))
  await turns.stop()
  await heard
  expect(begun).toEqual([1])
  await expect(take(4)).rejects.toThrow('abort')
  expect(begun).toEqual([1])
})
