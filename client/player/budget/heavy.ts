/** What is too heavy to draw, and how a person reads it: on its hatch and among what is not in the picture. */
import { MOST_ANIMATIONS } from '../../../src/protocol/limits.ts'
import type { SafeNode } from '../safe/nodes.ts'

export type HeavyKind = 'drawing' | 'part' | 'style' | 'animation' | 'filter' | 'text'

/** One kind of thing that was too heavy to show, for one reason. */
export interface Heavy {
  kind: HeavyKind
  /** `1,048,576 copies of its shapes`. */
  why: string
  count: number
}

/** Reasons that are told; a recording that finds more of them is told no more. */
const MOST_REASONS = 20

/** Told once more: that something was too heavy. */
export const addHeavy = (list: Heavy[], kind: HeavyKind, why: string): void => {
  const known = list.find((each) => each.kind === kind && each.why === why)
  if (known) known.count += 1
  else if (list.length < MOST_REASONS) list.push({ kind, why, count: 1 })
  else (list.at(-1) as Heavy).count += 1
}

const NAMES: Record<HeavyKind, [one: string, more: string]> = {
  drawing: ['drawing', 'drawings'],
  part: ['part of the page', 'parts of the page'],
  style: ['style rule', 'style rules'],
  animation: ['animation', 'animations'],
  filter: ['filter', 'filters'],
  text: ['text', 'texts'],
}

const number = new Intl.NumberFormat('en')
const MOST_SAID = 1e12

/** `1,048,576 copies`; past what anybody reads, `more than a trillion copies`. */
export const howMany = (count: number, things: string): string =>
  `${count > MOST_SAID ? 'more than a trillion' : number.format(count)} ${things}`

/** `2 drawings too heavy to show: 1,048,576 copies of its shapes` */
export const heavyWords = ({ kind, why, count }: Heavy): string =>
  `${number.format(count)} ${NAMES[kind][count === 1 ? 0 : 1]} too heavy to show: ${why}`

export const TOO_MANY_ANIMATIONS = `more than ${howMany(MOST_ANIMATIONS, 'animations')} at a time`

/** Said on the hatch itself. */
export const hatchWords = (kind: HeavyKind, why: string): string =>
  `This ${NAMES[kind][0]} is too heavy to show: ${why}`

/** Above those that nodes.ts gives, so that no change of the recording means one of these. */
const FIRST_ID = 4_000_000_000

export interface Hatches {
  /** Stands in the place of children that are too heavy. */
  inside(parent: { isSvg: boolean; rootId?: number }, words: string): SafeNode
}

/** Makes the nodes that stand for what is left out. */
export const createHatches = (): Hatches => {
  let last = FIRST_ID
  const element = (
    tagName: string,
    attributes: Record<string, string>,
    childNodes: SafeNode[],
    isSVG: boolean,
  ): SafeNode => ({
    type: 2,
    id: (last += 1),
    tagName,
    attributes,
    childNodes,
    ...(isSVG && { isSVG }),
  })
  return {
    inside({ isSvg, rootId }, words) {
      const text: SafeNode = { type: 3, id: (last += 1), textContent: words }
      const hatch = element('div', { 'casereel-heavy': 'hatch' }, [text], false)
      const whole = isSvg ? element('foreignObject', { width: '100%', height: '100%' }, [hatch], true) : hatch
      const mark = (node: SafeNode): void => {
        if (rootId !== undefined) node.rootId = rootId
        node.childNodes?.forEach(mark)
      }
      mark(whole)
      return whole
    },
  }
}
