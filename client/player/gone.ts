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

/** An erasure ends a live recording first: what was watched may be gone a moment after it could still be loaded. */
const AFTER_LIVE_MS = [1_000, 5_000]

/** A replay that has all it needs asks for nothing more, so it looks: after live, and whenever a person comes back to it. */
export const watchGone = (base: string, wasLive: boolean, onGone: () => void): void => {
  const look = (): void => {
    if (document.hidden) return
    fetch(`${base}/data`).then(
      ({ status }) => {
        if (status !== 404) return
        document.removeEventListener('visibilitychange', look)
        onGone()
      },
      () => {},
    )
  }
  document.addEventListener('visibilitychange', look)
  if (wasLive) for (const ms of AFTER_LIVE_MS) setTimeout(look, ms)
}
