/** What a replay says over the picture: that a part cannot be read, what is missing, why nothing moves, and why it ended. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { EndReason } from '../../src/protocol/messages.ts'
import type { Cover } from './cover.ts'
import { endWords } from './end-words.ts'
import { clockTime } from './format.ts'
import { gapAt, remarkAt, type Gap } from './moments.ts'
import type { Projector } from './projector.ts'

const JUST_BEFORE_MS = 1_000

export interface ReplayCoverOptions {
  cover: Cover
  projector: Projector
  durationMs: number
  endReason: EndReason | null
  /** Parts that turned out to be damaged; more may come. */
  damaged: readonly Gap[]
  onSeek(t: number): void
}

export interface ReplayCover {
  /** Where nothing can be read, its place says so, with the way to what can. @param tab that is shown */
  settle(tab: string, t: number): void
  /** False once the picture has become one that can, or cannot, be read. */
  isSettled(): boolean
  remark(items: readonly TimelineItem[], gaps: readonly Gap[], tab: string, t: number): void
}

export const createReplayCover = (options: ReplayCoverOptions): ReplayCover => {
  const { cover, projector, durationMs, endReason, damaged, onSeek } = options
  /** What the picture was when its cover was settled. */
  let settled = ''
  const state = (): string => (projector.isDamaged() ? 'damaged' : projector.isBlank() ? 'blank' : 'shown')

  const remarkOf: (...at: Parameters<typeof remarkAt>) => string = (items, gaps, tab, t) => {
    if (projector.isDamaged()) return ''
    const why = t >= durationMs ? endWords(endReason) : ''
    return remarkAt(items, gaps, tab, t) || (why && `Recording ended. ${why}`)
  }

  return {
    settle(tab, t) {
      settled = state()
      if (settled === 'shown') return cover.hide()
      if (settled === 'blank')
        return cover.show(
          'This picture cannot be shown',
          'What was recorded of the page here is no page that could be drawn. Console, network and the rest can be read.',
        )
      // Played up to it, the clock stands just before.
      const part = gapAt(damaged, t, tab) ?? gapAt(damaged, t, tab, JUST_BEFORE_MS)
      const after = part?.to ?? durationMs
      const isLast = after >= durationMs
      cover.show(
        'This part is damaged',
        `What was stored of it cannot be read.${isLast ? '' : ' The replay goes on after it.'}`,
        isLast ? [] : [{ label: `Go on at ${clockTime(after)}`, run: () => onSeek(after) }],
      )
    },
    isSettled: () => state() === settled,
    remark: (...at) => cover.remark(remarkOf(...at)),
  }
}
