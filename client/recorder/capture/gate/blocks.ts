/** Text as a person reads it: joined over the nodes, elements, slots and lines that a block is made of. */
import {
  assignedNodesOf,
  childNodesOf,
  childrenOf,
  hasAttribute,
  isElement,
  localNameOf,
  nodeTypeOf,
  nodeValueOf,
  shadowRootOf,
  textContentOf,
} from '../../ground/dom.ts'
import { parentOf } from './regions.ts'

export interface Piece {
  node: Node
  /** Offsets in the joined text. */
  start: number
  end: number
}

export interface Block {
  text: string
  pieces: Map<Node, Piece>
  /** Where one line of it ends and another begins. */
  lines: number[]
}

/** What stands apart for the eye: nobody reads on from one of these into the next. */
const APART =
  /^(?:p|li|td|th|tr|dt|dd|h[1-6]|section|article|main|body|html|head|title|table|thead|tbody|tfoot|ul|ol|dl|form|fieldset|legend|nav|header|footer|aside|dialog|figure|figcaption|blockquote|details|summary|caption|button|option|optgroup|iframe|svg|text|address|hr)$/
/** A line of its own, and yet often only a piece: of a number, of a key. */
const LINE = /^(?:div|pre|br|slot)$/
/** No words of the page. */
const NO_TEXT =
  /^(?:script|style|template|noscript|textarea|select|datalist|iframe|object|canvas|video|audio)$/

/** Boxes around boxes: a number is at most in the second. */
const MOST_LINES_UP = 2
const MOST_UP = 12
/** A box with more in it is a list, or the page. */
const MOST_CHILDREN = 40
/** A key of many lines has 4,000; what is longer is judged node by node. */
const LONGEST = 8_000
const MOST_PIECES = 400
/** Between what stands apart: it is part of no secret. */
const GAP = '•'

/** In cells of a row, points of a list or texts of a drawing: groups of one number, and nothing else. */
const GROUP_HOLDER = /^(?:td|th|li|dd|text)$/
const GROUP = /^\s*\d{3,6}\s*$/
const isNumberInGroups = (parent: Element): boolean => {
  const groups = childrenOf(parent)
  return (
    groups.length > 2 &&
    groups.length < 6 &&
    Array.from(groups).every((each) => GROUP.test(textContentOf(each) ?? ''))
  )
}

/** The element whose text is read in one go with the text directly in `holder`. */
export const blockOf = (holder: Element): Element => {
  const around = GROUP_HOLDER.test(localNameOf(holder)) ? parentOf(holder) : null
  if (around && isNumberInGroups(around)) return around
  let block = holder
  let lines = 0
  for (let step = 0; step < MOST_UP && !APART.test(localNameOf(block)); step += 1) {
    if (localNameOf(block) === 'div' && (lines += 1) > MOST_LINES_UP) break
    const parent = parentOf(block)
    if (!parent || localNameOf(parent) === 'body' || childrenOf(parent).length > MOST_CHILDREN) break
    block = parent
  }
  return block
}

/** What an element draws: its shadow tree, what a slot was given, or its children. */
const drawnIn = (element: Element): Iterable<Node> => {
  const shadowRoot = shadowRootOf(element)
  if (shadowRoot) return childNodesOf(shadowRoot)
  const given = localNameOf(element) === 'slot' ? assignedNodesOf(element) : []
  return given.length > 0 ? given : childNodesOf(element)
}

export const readBlock = (top: Element): Block => {
  const block: Block = { text: '', pieces: new Map(), lines: [] }
  const isFull = (): boolean => block.text.length > LONGEST || block.pieces.size > MOST_PIECES

  const breakLine = (name: string): void => {
    if (block.text === '') return
    if (APART.test(name)) {
      if (!block.text.endsWith(GAP)) block.text += GAP
    } else if (LINE.test(name) && name !== 'slot' && block.lines.at(-1) !== block.text.length) {
      block.lines.push(block.text.length)
    }
  }

  const walk = (element: Element): void => {
    for (const node of drawnIn(element)) {
      if (isFull()) return
      const type = nodeTypeOf(node)
      if (type === Node.TEXT_NODE) {
        const start = block.text.length
        block.text += nodeValueOf(node) ?? ''
        block.pieces.set(node, { node, start, end: block.text.length })
      } else if (isElement(node)) {
        const name = localNameOf(node)
        // What is between two pieces of a number and is not seen parts nothing.
        if (NO_TEXT.test(name) || hasAttribute(node, 'hidden')) continue
        breakLine(name)
        walk(node)
        breakLine(name)
      }
    }
  }

  walk(top)
  return block
}
