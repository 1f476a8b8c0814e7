/**
 * What may be read of a text, judged with all that a person reads in one go with it. What completes a secret whose first
 * pieces have left masks those too; what grows, and what was typed, is held back.
 */
import { addressEdits, type Edit } from '../../../../src/protocol/addresses.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../../../src/protocol/events.ts'
import { findSecrets, maskSecrets } from '../../../../src/protocol/secret-shapes.ts'
import { digitsOf, groupsIn } from '../../../../src/protocol/secrets/number-groups.ts'
import { closest, nodeValueOf } from '../../ground/dom.ts'
import { every, guarded, type Stop } from '../../ground/guard.ts'
import { blockOf, readBlock, type Block, type Piece } from './blocks.ts'
import { growingIn, holdOf } from './growing.ts'
import { MASK, maskText } from './mask.ts'
import { readable } from './readable.ts'
import { parentOf } from './regions.ts'
import type { TypedTexts } from './typed-texts.ts'

export interface JoinedTexts {
  /** A text that is seen, as it may leave. @param isLate it came to a page that was already recorded */
  read: (id: number, node: Node | null, holder: Element, value: string, isLate: boolean) => string
  /** The page may have changed. */
  turn: () => void
  /** `push` leads through the gate again. */
  start: (push: (event: RecordedEvent) => void) => Stop
}

/** What is masked of a block: with a text in its place, or star by star. */
interface Cut extends Omit<Edit, 'text'> {
  text?: string
}

interface Known {
  text: string
  cuts: Cut[]
  held: [start: number, end: number][]
  /** When what is held may leave; 0 for none. */
  until: number
  pieces: Map<Node, Piece>
  /** Digits of the secrets that it had: what is deleted from one is still most of it. */
  numbers: string[]
}

const LOOK_MS = 300
/** A private key without its end, and what its lines may be lines of. */
const KEY = /-----BEGIN [A-Z ]*PRIVATE KEY(?![^]*-----END)/
const LINES = 'table,ol,ul,pre,dl'
const MOST_UP = 8
/** A text in which there is nothing to find, by itself or with its neighbours. */
const PLAIN = /^(?![^]*(?:SG\.|A[KS]IA))[^@\p{N}_/?#%&\\:<([{\uff20\ufe6b-]*$/u

/** Where two overlap, one covers both. */
const merge = (cuts: Cut[]): Cut[] => {
  cuts.sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: Cut[] = []
  for (const cut of cuts) {
    const last = merged.at(-1)
    if (last && cut.start < last.end) {
      last.end = Math.max(last.end, cut.end)
      last.text ??= cut.text
    } else merged.push({ ...cut })
  }
  return merged
}

/** The same of an address as of its edit, without what stays at its beginning. */
const trimmed = (text: string, { start, end, text: kept }: Edit): Cut => {
  let same = 0
  while (same < kept.length && kept[same] === text[start + same]) same += 1
  return { start: start + same, end, text: maskSecrets(kept.slice(same)) }
}

const cutsOf = (text: string): Cut[] => [
  ...addressEdits(text).map((edit) => trimmed(text, edit)),
  ...findSecrets(text).map(({ kind, start, end }) => ({ start, end, text: `••${kind}••` })),
]

/** The text with its lines apart, as it is read where each is a group or a word. */
const byLine = ({ text, lines }: Block): Cut[] => {
  let apart = ''
  let done = 0
  for (const line of lines) {
    apart += `${text.slice(done, line)}\n`
    done = line
  }
  apart += text.slice(done)
  const back = (place: number): number => {
    let shift = 0
    for (const line of lines) if (line + shift < place) shift += 1
    return place - shift
  }
  return findSecrets(apart).map(({ kind, start, end }) => ({
    start: back(start),
    end: back(end),
    text: `••${kind}••`,
  }))
}

/** Of a secret: digits that are no longer a word of a sentence. */
const LEAST_DIGITS = 6
/** Of a block. */
const MOST_NUMBERS = 4

const numbersOf = (text: string, cuts: readonly Cut[]): string[] =>
  cuts
    .map(({ start, end }) => text.slice(start, end).replace(/\D/g, ''))
    .filter((digits) => digits.length > LEAST_DIGITS)

/** Pieces of those numbers that are left in a text. */
const restsOf = (text: string, numbers: readonly string[]): Cut[] => {
  if (numbers.length === 0) return []
  return groupsIn(text, LEAST_DIGITS).flatMap((groups): Cut[] => {
    const last = groups.starts.length - 1
    const digits = digitsOf(text, groups, 0, last)
    return numbers.some((number) => number.includes(digits))
      ? [{ start: groups.starts[0]!, end: groups.ends[last]!, text: MASK }]
      : []
  })
}

const apply = (value: string, piece: Piece, cuts: readonly Cut[]): string => {
  let result = ''
  let done = 0
  for (const { start, end, text } of cuts) {
    if (end <= piece.start || start >= piece.end) continue
    const from = Math.max(start, piece.start) - piece.start
    const to = Math.min(end, piece.end) - piece.start
    result += value.slice(done, from)
    // One mask for all of it, where it begins.
    if (text === undefined) result += maskText(value.slice(from, to))
    else if (start >= piece.start) result += text
    done = to
  }
  return result + value.slice(done)
}

export const createJoinedTexts = (typed: TypedTexts): JoinedTexts => {
  const blocks = new WeakMap<Element, Known>()
  const ids = new WeakMap<Node, number>()
  /** What has left of each, and of which text. */
  const told = new WeakMap<Node, { raw: string; shown: string }>()
  /** Lists and tables that a private key is written in, line by line. */
  const wide = new WeakSet<Element>()
  const held = new Map<Element, number>()
  let judged = new Map<Element, Known>()
  let again: { id: number; value: string }[] = []
  let push: ((event: RecordedEvent) => void) | undefined

  const send = guarded((): void => {
    const texts = again
    again = []
    if (texts.length === 0) return
    const data = { source: IncrementalSource.Mutation, texts, attributes: [], removes: [], adds: [] }
    push?.({ type: EventType.IncrementalSnapshot, timestamp: Date.now(), data })
  })

  /** Has the gate judge a text once more that has left already. */
  const tellAgain = (node: Node): void => {
    const id = ids.get(node)
    if (id === undefined) return
    if (again.length === 0) queueMicrotask(send)
    again.push({ id, value: nodeValueOf(node) ?? '' })
  }

  const blockIn = (holder: Element): Element => {
    const top = blockOf(holder)
    for (let at: Element | null = top, step = 0; at && step < MOST_UP; at = parentOf(at), step += 1)
      if (wide.has(at)) return at
    return top
  }

  const judge = (top: Element, isLate: boolean): Known => {
    const block = readBlock(top)
    const { text, pieces } = block
    if (KEY.test(text) && !wide.has(top)) {
      const whole = closest(top, LINES)
      if (whole && whole !== top) {
        wide.add(whole)
        return judge(whole, isLate)
      }
    }
    const before = blocks.get(top)
    const isSame = before?.text === text
    const grown = isLate && !isSame ? growingIn(before?.text ?? '', text) : []
    const now = Date.now()
    const stillHeld = isSame && before.until > now
    const known: Known = {
      text,
      pieces,
      held: stillHeld ? before.held : grown,
      until: stillHeld ? before.until : grown.length > 0 ? now + holdOf(text, grown) : 0,
      cuts: [],
      numbers: before?.numbers ?? [],
    }
    const cuts = PLAIN.test(text) ? [] : cutsOf(text)
    if (block.lines.length > 0 && !PLAIN.test(text)) cuts.push(...byLine(block))
    for (const [start, end] of typed.rangesIn(text)) cuts.push({ start, end, text: MASK })
    for (const [start, end] of known.held) cuts.push({ start, end })
    known.numbers = [...known.numbers, ...numbersOf(text, cuts)].slice(-MOST_NUMBERS)
    cuts.push(...restsOf(text, known.numbers))
    for (const piece of pieces.size > 1 ? pieces.values() : []) {
      const own = text.slice(piece.start, piece.end)
      const ranges = [
        ...typed.rangesIn(own).map(([start, end]): Cut => ({ start, end, text: MASK })),
        ...(PLAIN.test(own) ? [] : cutsOf(own)),
      ]
      for (const cut of ranges)
        cuts.push({ ...cut, start: cut.start + piece.start, end: cut.end + piece.start })
    }
    known.cuts = merge(cuts)
    if (known.until > 0) held.set(top, known.until)
    else held.delete(top)
    blocks.set(top, known)
    judged.set(top, known)
    if (isLate) for (const piece of pieces.values()) check(piece, known)
    return known
  }

  /** What has left of it may leave no more, or may leave by now. */
  const check = (piece: Piece, known: Known): void => {
    const before = told.get(piece.node)
    const raw = known.text.slice(piece.start, piece.end)
    if (before?.raw !== raw) return
    const shown = apply(raw, piece, known.cuts)
    if (shown === before.shown) return
    told.set(piece.node, { raw, shown })
    tellAgain(piece.node)
  }

  const release = (): void => {
    const now = Date.now()
    for (const [top, until] of held) {
      if (until > now) continue
      held.delete(top)
      for (const node of blocks.get(top)?.pieces.keys() ?? []) {
        const last = told.get(node)
        if (last && last.raw !== last.shown) tellAgain(node)
      }
    }
  }

  return {
    read: (id, node, holder, value, isLate) => {
      if (!node) return readable(value)
      ids.set(node, id)
      const top = blockIn(holder)
      const known = judged.get(top) ?? judge(top, isLate)
      const piece = known.pieces.get(node)
      const isPart = piece !== undefined && known.text.slice(piece.start, piece.end) === value
      const shown = isPart ? apply(value, piece, known.cuts) : readable(value)
      told.set(node, { raw: value, shown })
      return shown
    },
    turn: () => {
      judged = new Map()
    },
    start: (to) => {
      push = to
      const stop = every(LOOK_MS, release)
      return () => {
        stop()
        push = undefined
      }
    },
  }
}
