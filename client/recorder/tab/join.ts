/** A page that does not go on from its own tab's last one asks the server, before it looks at anything (J1). */
import type { Claim } from '../../../src/protocol/messages.ts'
import type { Handover, Invitation } from '../../loader.ts'
import { guarded } from '../ground/guard.ts'
import { pause, retryAfter } from '../line/backoff.ts'
import { outcomeOfStatus } from '../../../src/protocol/outcomes.ts'

/** Asks until there is an answer, or an invitation has expired. @param onOver gets whether the server has told so */
export const join = (
  {
    base,
    recording,
    token,
    until = Infinity,
  }: Pick<Handover, 'base' | 'recording' | 'token'> & Partial<Invitation>,
  onJoined: (claim: Claim) => void,
  onOver: (told: boolean) => void,
): void => {
  const ask = async (tries: number): Promise<void> => {
    let asked: number | undefined
    try {
      const answer = await fetch(`${base}/r/${recording}/join`, {
        method: 'POST',
        body: JSON.stringify({ token }),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
      if (answer.ok) return guarded(onJoined)((await answer.json()) as Claim)
      if (outcomeOfStatus(answer.status).next === 'final') return guarded(onOver)(true)
      asked = retryAfter(answer.headers.get('retry-after'))
    } catch {
      // No way to the server now.
    }
    if (Date.now() < until) setTimeout(() => void ask(tries + 1), pause(tries, asked))
    else guarded(onOver)(false)
  }
  void ask(0)
}
