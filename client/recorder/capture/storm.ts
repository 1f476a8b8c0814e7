/**
 * Storms: more changes at once, or for longer, than the page's time may be spent on. They are left out before rrweb looks
 * at them, and a fresh snapshot tells how the page is once it is calm (picture.ts).
 */
import {
  BATCH_WORK_MS,
  CALM_MOST_MS,
  CALM_MS,
  PICTURE_ELEMENT_MS,
  WORK_BURST_MS,
  WORK_SHARE,
} from '../../../src/protocol/limits.ts'
import { elementsIn, isConnected, isElement } from '../ground/dom.ts'
import { createBudget } from '../ground/budget.ts'

/** What rrweb and the gate need for each, in ms; measured by `npm run bench -- storms`. */
const CHANGE_MS = 0.003
const ADDED_MS = 0.009
const REMOVED_MS = 0.002
/** A change of a style sheet or of a field by a script. */
const CALL_MS = 0.04

/** Nodes below an element, as good as told: one text for each element. Counting is left to the browser. */
const nodesIn = (node: Node): number => (isElement(node) ? 2 * (elementsIn(node).length + 1) : 1)

interface Batch {
  cost: number
  /** The part of it that is for nodes that went. */
  removed: number
  changes: number
}

/** `follow` them; `leave-out`, as part of a storm; `renew`: leave them out, for a fresh snapshot costs next to nothing. */
export type Verdict = 'follow' | 'leave-out' | 'renew'

/** What a fresh snapshot of the page costs. */
const pictureCost = (): number => document.getElementsByTagName('*').length * PICTURE_ELEMENT_MS

const measure = (records: readonly MutationRecord[]): Batch => {
  /** What was put into what came in the same batch was counted with it. */
  const fresh = new Set<Node>()
  const batch = { cost: records.length * CHANGE_MS, removed: 0, changes: 0 }
  const count = (nodes: number, each: number): void => {
    batch.cost += nodes * each
    batch.changes += nodes
  }
  for (const { type, target, addedNodes, removedNodes } of records) {
    if (type !== 'childList') {
      batch.changes += 1
      continue
    }
    for (const node of addedNodes) {
      if (isConnected(node) && !fresh.has(target) && !fresh.has(node)) count(nodesIn(node), ADDED_MS)
      fresh.add(node)
    }
    // What is still there has moved.
    for (const node of removedNodes) {
      if (isConnected(node)) continue
      const nodes = nodesIn(node)
      count(nodes, REMOVED_MS)
      batch.removed += nodes * REMOVED_MS
    }
  }
  return batch
}

export interface Storm {
  /** What is to be done with these changes. */
  judge: (records: readonly MutationRecord[]) => Verdict
  /** True when a single call is to be left out. */
  skipsCall: () => boolean
  /** The picture stands still. */
  readonly isOn: boolean
  /** For a while nothing came that was too much. */
  readonly isCalm: boolean
  /** Nothing is left out any more: a fresh snapshot has to be taken at once. @returns what is to be told then */
  end: () => string
}

export const createStorm = (tell: (action: 'storm', detail: string) => void): Storm => {
  const work = createBudget(WORK_SHARE, WORK_BURST_MS)
  let isOn = false
  let tooMuchAt = 0
  let endedAt = -CALM_MOST_MS
  let wait = CALM_MS
  let left = 0

  const begin = (changes: number): void => {
    isOn = true
    left = 0
    // A page that is stormy again and again is told so now and then.
    wait = tooMuchAt - endedAt < CALM_MOST_MS ? Math.min(wait * 2, CALM_MOST_MS) : CALM_MS
    tell('storm', `${changes} changes at once`)
  }

  /** Also in a storm it is reckoned what would fit, for that tells when it is over. */
  const skip = ({ cost, changes }: Omit<Batch, 'removed'>, most: number): boolean => {
    if (cost <= most && work.has()) work.spend(cost)
    else {
      tooMuchAt = performance.now()
      if (!isOn) begin(changes)
    }
    if (isOn) left += changes
    return isOn
  }

  return {
    judge: (records) => {
      const batch = measure(records)
      const picture = batch.cost <= BATCH_WORK_MS ? 0 : pictureCost()
      // A large view went, and a small one came: a router does that.
      const renews = picture > 0 && picture <= Math.min(batch.removed, BATCH_WORK_MS)
      if (renews && !isOn && work.has()) {
        work.spend(picture)
        return 'renew'
      }
      return skip(batch, Math.max(BATCH_WORK_MS, picture)) ? 'leave-out' : 'follow'
    },
    skipsCall: () => skip({ cost: CALL_MS, changes: 1 }, BATCH_WORK_MS),
    get isOn() {
      return isOn
    },
    get isCalm() {
      return isOn && performance.now() - tooMuchAt >= wait
    },
    end: () => {
      isOn = false
      endedAt = performance.now()
      return `${left} changes were left out`
    },
  }
}
