/** A text of src/domain/notice on a page. */
import type { Child } from 'hono/jsx'
import { piecesOf } from '../../src/domain/notice/fill.ts'
import { formatTimeIn } from '../../src/domain/notice/format.ts'
import type { Language } from '../../src/domain/notice/languages.ts'

/** @param props.with what stands for each slot in braces */
export const Say = ({ text, with: slots = {} }: { text: string; with?: Record<string, Child> }) => (
  <>
    {piecesOf(text).map((piece) => {
      const child = 'text' in piece ? piece.text : slots[piece.slot]
      return piece.strong ? <strong>{child}</strong> : <>{child}</>
    })}
  </>
)

/** A moment in the reader's language, in UTC: no script of ours tells the customer's pages their time zone. */
export const TimeIn = ({ at, language }: { at: number; language: Language }) => (
  <time datetime={new Date(at).toISOString()}>{formatTimeIn(language, at)}</time>
)
