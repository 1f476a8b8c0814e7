/**
 * A frame that the server cannot read costs that frame and no more (F9). Of many on their way nobody says which one it was:
 * from then on they go one by one, and what is refused again, alone, is it.
 */
import type { Gap, Outbox } from '../outbox/outbox.ts'

export interface Refusals {
  /** True while each frame waits for the ack of the one before. */
  readonly alone: boolean
  /**
   * The server let the tab in, and then refused what it sent: every frame up to number `sent` was on its way.
   * @returns the gap, where that cost a frame
   */
  refused: (sent: number) => Gap | undefined
}

export const createRefusals = (outbox: Pick<Outbox, 'from' | 'lose'>): Refusals => {
  let upTo = 0
  let suspect = 0
  return {
    get alone() {
      return outbox.from <= upTo
    },
    refused: (sent) => {
      const { from } = outbox
      // A text that was refused, and no frame.
      if (sent < from) return undefined
      upTo = Math.max(upTo, sent)
      if (from === suspect && sent === from) return outbox.lose()
      suspect = from
      return undefined
    },
  }
}
