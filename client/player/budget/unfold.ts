/** How many shapes and filters a drawing is once all that it refers to is drawn in its place. */
import type { Known, Model } from './model.ts'

export interface Unfolded {
  shapes: number
  filters: number
}

/** References that lead to references: past this many a browser may run out of stack, and so might we. */
const MOST_STEPS = 1_500
/** Corners of a path that cost as much as one more shape. */
const CORNERS_OF_A_SHAPE = 50
/** With more elements of one name than this, the heaviest of them stands for all. */
const MOST_NAMESAKES = 8
const TOO_MUCH: Unfolded = { shapes: Infinity, filters: 0 }
const NOTHING: Unfolded = { shapes: 0, filters: 0 }

const isInside = (known: Known, other: Known): boolean => {
  for (let at: Known | undefined = known; at; at = at.parent) if (at === other) return true
  return false
}

/** Counts each element once, however often it is referred to. */
export const createUnfolder = (model: Model): ((known: Known) => Unfolded) => {
  const done = new Map<Known, Unfolded>()
  const doneNames = new Map<string, Unfolded>()
  const underway = new Set<Known>()

  const unfold = (known: Known, steps: number): Unfolded => {
    const ready = done.get(known)
    if (ready) return ready
    // What leads back to itself past another element, no page that people make has.
    if (steps > MOST_STEPS || underway.has(known)) return TOO_MUCH
    underway.add(known)
    let shapes = known.isSvg ? 1 + known.corners / CORNERS_OF_A_SHAPE : 0
    let { filters } = known
    const add = (of: Unfolded, times: number): void => {
      shapes += of.shapes * times
      filters += of.filters * times
    }
    for (const kid of known.kids ?? []) if (kid.tag !== '') add(unfold(kid, steps + 1), 1)
    const addNamed = (name: string, times: number): void => {
      const targets = model.named(name)
      // `<svg id="arrow"><use href="#arrow">` means another of that name; where there is none, nothing is drawn.
      const isMeant = (target: Known): boolean =>
        targets.size > MOST_NAMESAKES ? !underway.has(target) : !isInside(known, target)
      let most = targets.size > MOST_NAMESAKES ? doneNames.get(name) : undefined
      if (!most) {
        most = NOTHING
        for (const target of targets) {
          if (!isMeant(target)) continue
          const of = unfold(target, steps + 1)
          if (of.shapes + of.filters > most.shapes + most.filters) most = of
        }
        doneNames.set(name, most)
      }
      add(most, times)
    }
    for (const [name, times] of known.refs.drawn) addNamed(name, times)
    for (const name of known.refs.markers) addNamed(name, Math.max(1, known.corners))
    underway.delete(known)
    const sum = { shapes, filters }
    done.set(known, sum)
    return sum
  }

  return (known) => unfold(known, 0)
}
