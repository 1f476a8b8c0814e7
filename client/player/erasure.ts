/** How the player learns that the recording it shows was erased. */
import type { StateAnswer } from '../../src/protocol/player.ts'

/** What was asked for is not there any more, because all of the recording is gone. */
export class Gone extends Error {}

export type Erasure = Extract<StateAnswer, { state: 'erased' }>

/** @returns undefined while the recording is there, and where the server does not answer */
export const erasureOf = async (base: string): Promise<Erasure | undefined> => {
  try {
    const response = await fetch(`${base}/state`)
    const answer = response.ok ? ((await response.json()) as StateAnswer) : undefined
    return answer?.state === 'erased' ? answer : undefined
  } catch {
    return undefined
  }
}

/** Why a request for a part of the recording failed: the part is missing, or all of it was erased. */
export const failureOf = async (base: string, { status }: Response, sentence: string): Promise<Error> =>
  status === 404 && (await erasureOf(base)) ? new Gone() : new Error(`${sentence} (${status}).`)
