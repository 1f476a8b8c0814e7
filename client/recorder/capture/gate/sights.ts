/**
 * Texts that wait to be known as seen. A text that is new leaves as a mask unless the browser has said, with the next
 * frame, that the customer sees it: until then the event that it is part of waits (in-order.ts). What was told once may be
 * told again without asking.
 */
import { isConnected, nodeValueOf } from '../../ground/dom.ts'
import { createAsks, type Answer } from './asks.ts'
import { parentOf, type Regions } from './regions.ts'
import type { Seen, Told } from './seen.ts'

export interface Sight {
  id: number
  node: Node
  holder: Element
  /** The text as it is on the page. */
  raw: string
  /** Puts the text as it may be read in the place of its mask. */
  show: () => void
}

/** `now`: looked at at once. `ask`: asked, and waited for. `rest`: nothing is looked at, and nothing counts as seen. */
export type Mode = 'now' | 'ask' | 'rest'

interface Waiting extends Sight {
  /** Of the snapshot that its id belongs to. */
  epoch: number
  /** A snapshot has a budget of its own (picture.ts). */
  isInSnapshot: boolean
  /** In which it was asked about: an answer of an earlier one says nothing of it. */
  round: number
  done: () => void
}

export interface SightsOptions {
  seen: Seen
  regions: Pick<Regions, 'of' | 'ofText' | 'turn'>
  /** A text is masked for no other reason than that it is not seen now. */
  onHidden: (id: number) => void
  /** Runs before each round of answers: the page may have changed. */
  onRound: () => void
  /** Runs after each round of answers. */
  onAnswered: () => void
  /** True while so much time was spent that what is asked about outside of snapshots has to wait for a calmer moment. */
  isTired: () => boolean
  spend: (ms: number) => void
}

export interface Sights {
  mode: Mode
  /** What is told now is a snapshot. */
  isInSnapshot: boolean
  /** @returns true for a text that may be told as it is; for one that may be told later, `show` is called then */
  isSeen: (sight: Sight) => boolean
  /** Asks about a text that is hidden; `show` is called if it is seen. */
  askAgain: (sight: Sight) => void
  /** How many texts of the last events still wait. Each calls what it is given once it was answered. */
  take: (done: () => void) => number
  /** Looks at once at all that waits. @param isLate no: nothing counts as seen */
  settle: (isLate: boolean) => void
  /** All is told anew: ids before this mean nothing. */
  begin: () => void
}

const nothing = (): void => {}

export const createSights = (options: SightsOptions): Sights => {
  const { seen, regions, onHidden } = options
  /** What was told of each text as it is. */
  const told = new WeakMap<Node, string>()
  const waiting = new Map<Element, Waiting[]>()
  let fresh: Waiting[] = []
  let epoch = 0

  /** As it was when it was asked about, and nowhere that it may not be read. */
  const isUnchanged = ({ node, holder, raw }: Waiting): boolean =>
    isConnected(node) &&
    nodeValueOf(node) === raw &&
    parentOf(node) === holder &&
    /^(?:open|shown)$/.test(regions.ofText(node, regions.of(holder)))

  const settleOne = (sight: Waiting, look: () => boolean): void => {
    try {
      if (!isUnchanged(sight)) return
      if (look()) {
        told.set(sight.node, sight.raw)
        sight.show()
      } else if (sight.epoch === epoch) onHidden(sight.id)
    } finally {
      sight.done()
    }
  }

  const inOneRound = (work: () => void): void => {
    regions.turn()
    seen.turn()
    options.onRound()
    try {
      work()
    } finally {
      seen.turn()
    }
    options.onAnswered()
  }

  const isShown = ({ node, holder, isInSnapshot }: Waiting, given?: Told): boolean => {
    if (isInSnapshot) return seen.isTextSeen(node, holder, given)
    if (options.isTired()) return false
    const start = performance.now()
    const shown = seen.isTextSeen(node, holder, given)
    options.spend(performance.now() - start)
    return shown
  }

  const answer = (answers: readonly Answer[]): void => {
    if (waiting.size === 0) return
    inOneRound(() => {
      for (const { entry, round } of answers) {
        const sights = waiting.get(entry.target) ?? []
        waiting.delete(entry.target)
        for (const sight of sights)
          if (sight.round > round) add(sight)
          else settleOne(sight, () => isShown(sight, entry))
      }
    })
  }

  const asks = createAsks(answer)

  const add = (each: Waiting): void => {
    const others = waiting.get(each.holder)
    if (others) others.push(each)
    else waiting.set(each.holder, [each])
  }

  const wait = (sight: Sight, round: number, isInSnapshot = false): Waiting => {
    const each = { ...sight, epoch, isInSnapshot, round, done: nothing }
    add(each)
    return each
  }

  return {
    mode: 'now',
    isInSnapshot: false,
    isSeen(sight) {
      const { node, holder, raw, id } = sight
      if (told.get(node) === raw) return true
      let shown = false
      if (this.mode !== 'rest' && !seen.isFallback(node, holder)) {
        const round = this.mode === 'ask' ? asks.ask(holder) : undefined
        if (round !== undefined) {
          fresh.push(wait(sight, round, this.isInSnapshot))
          return false
        }
        shown = seen.isTextSeen(node, holder)
      }
      if (shown) told.set(node, raw)
      else onHidden(id)
      return shown
    },
    askAgain: (sight) => {
      if (seen.isFallback(sight.node, sight.holder)) return onHidden(sight.id)
      const round = asks.ask(sight.holder)
      if (round !== undefined) wait(sight, round)
    },
    take: (done) => {
      const taken = fresh
      fresh = []
      for (const sight of taken) sight.done = done
      return taken.length
    },
    settle: (isLate) => {
      if (waiting.size === 0) return
      asks.clear()
      const all = [...waiting.values()].flat()
      waiting.clear()
      inOneRound(() => {
        for (const sight of all) settleOne(sight, () => !isLate && seen.isTextSeen(sight.node, sight.holder))
      })
    },
    begin: () => {
      epoch += 1
    },
  }
}
