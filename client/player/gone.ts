/** A recording that was erased while somebody had it open. */
import type { Cover } from './cover.ts'

export class Gone extends Error {}

/** Why a request for a part of the recording failed: the part is missing, or all of it was erased. */
export const failureOf = async (base: string, { status }: Response, sentence: string): Promise<Error> => {
  const erased = status === 404 && (await fetch(`${base}/data`)).status === 404
  return erased ? new Gone() : new Error(`${sentence} (${status}).`)
}

export const showGone = (cover: Cover): void =>
  cover.show('This recording is gone', 'It was erased. Nothing of it is kept.')
