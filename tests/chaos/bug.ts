/** A bug that is put into the product's own text. */
import type { Patch } from './parts.ts'

export interface Bug {
  what: string
  /** What the checker says of it. */
  says: RegExp
  patches: Patch[]
  /** The seed to begin with, shortly before the first that shows it: the quick way there. */
  from?: number
}

export const patch = (file: string, from: string, to: string): Patch => ({ file, from, to })
