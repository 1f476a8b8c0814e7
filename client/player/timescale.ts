/** Maps time to width and back. Idle time can be folded: it keeps its place, but little of the width. */
import type { Span } from './idle.ts'

export interface Timescale {
  /** Position of a time, 0 to 1. */
  at(t: number): number
  /** Time at a position. */
  time(position: number): number
}

interface Piece extends Span {
  start: number
  end: number
}

/** All folded stretches together take at most this share of the width, and none more than its true length. */
const FOLDED_SHARE = 0.2
const ONE_FOLD_SHARE = 0.02

export const createTimescale = (durationMs: number, folds: readonly Span[]): Timescale => {
  const length = Math.max(1, durationMs)
  const each = Math.min(ONE_FOLD_SHARE, FOLDED_SHARE / Math.max(1, folds.length))
  const folded = folds.reduce((sum, fold) => sum + fold.to - fold.from, 0)
  const open = Math.max(1, length - folded)
  const shareOf = (fold: Span): number => Math.min(each, (fold.to - fold.from) / length)
  const openShare = 1 - folds.reduce((sum, fold) => sum + shareOf(fold), 0)
  const pieces: Piece[] = []
  let t = 0
  let start = 0
  const push = (to: number, share: number): void => {
    if (to <= t) return
    pieces.push({ from: t, to, start, end: start + share })
    t = to
    start += share
  }
  for (const fold of folds) {
    push(fold.from, ((fold.from - t) / open) * openShare)
    push(fold.to, shareOf(fold))
  }
  push(length, ((length - t) / open) * openShare)

  return {
    at(time) {
      const piece = pieces.find((candidate) => time <= candidate.to) ?? pieces.at(-1)
      if (!piece) return 0
      const share = Math.max(0, Math.min(1, (time - piece.from) / (piece.to - piece.from)))
      return piece.start + share * (piece.end - piece.start)
    },
    time(position) {
      const piece = pieces.find((candidate) => position <= candidate.end) ?? pieces.at(-1)
      if (!piece) return 0
      const share = piece.end === piece.start ? 0 : (position - piece.start) / (piece.end - piece.start)
      return piece.from + Math.max(0, Math.min(1, share)) * (piece.to - piece.from)
    },
  }
}
