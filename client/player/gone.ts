/** What the player does once the recording was erased: it holds on to nothing, and says who erased it. */
import { byId } from './dom.ts'
import { erasureOf, type Erasure } from './erasure.ts'
import type { Shell } from './shell.ts'

/** An erasure shows within this time, even where the page has all that it needs and would ask for nothing more. */
const LOOK_EVERY_MS = 3_000
/** The consent log says who it was as soon as the erasure is done. */
const ASK_AGAIN_MS = 500

const WHO = {
  customer: 'Erased by the customer',
  organisation: 'Erased by your organisation',
  time: 'Erased because its time was over',
} as const

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** `Erased by the customer, 16:44`; with the day where that is not today. */
export const erasedWords = ({ by, at }: Pick<Erasure, 'by' | 'at'>, now: number): string => {
  if (by === null || at === null) return 'It was erased.'
  const time = clock.format(at)
  return `${WHO[by]}, ${day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`}.`
}

/** Empties the player at once, then says who erased the recording. */
export const showGone = (shell: Shell): void => {
  if (!shell.empty()) return
  const back = byId('back') as HTMLAnchorElement
  const leave = { label: back.title, run: () => location.assign(back.href) }
  const show = (erasure: Pick<Erasure, 'by' | 'at'>): void => {
    const words = erasedWords(erasure, Date.now())
    shell.cover.show('This recording is gone', `${words} Nothing of it is kept.`, [leave])
    shell.announce(`This recording is gone. ${words}`)
  }
  const ask = async (): Promise<void> => {
    const erasure = await erasureOf(shell.base)
    if (erasure?.by) show(erasure)
    else setTimeout(() => void ask(), ASK_AGAIN_MS)
  }
  show({ by: null, at: null })
  void ask()
}

/** Looks whether it was erased, as long as somebody can see the page, and as soon as somebody comes back to it. */
export const watchGone = (shell: Shell): void => {
  const look = async (): Promise<void> => {
    if (document.hidden || !(await erasureOf(shell.base))) return
    stop()
    showGone(shell)
  }
  const looking = setInterval(() => void look(), LOOK_EVERY_MS)
  const onVisible = (): void => void look()
  document.addEventListener('visibilitychange', onVisible)
  const stop = (): void => {
    clearInterval(looking)
    document.removeEventListener('visibilitychange', onVisible)
  }
  shell.whenGone(stop)
}
