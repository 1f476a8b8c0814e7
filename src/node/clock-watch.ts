import { HOUR, type Clock } from '../domain/clock.ts'

/** More than this is no correction by a time server in small steps. */
const JUMP_MS = HOUR
/** How long the clock is not trusted after a start or a jump: time for a time server, or somebody, to put it right. */
const DISTRUST_MS = HOUR

/**
 * Tells whether the server has just started, or the clock has lately gone on further than time has passed (R16): one that
 * was set wrongly by a month must not erase what is to be kept for that month. A machine that slept looks the same, and
 * loses an hour by it. What a clock that is wrong by more than a day needs besides is in src/domain/clock-doubt.ts.
 * @param elapsed ms by a clock that nobody sets
 */
export const watchClock = (
  clock: Clock,
  elapsed: () => number = () => performance.now(),
): (() => 'trusted' | 'started' | 'jumped') => {
  let seen = { wall: clock.now(), steady: elapsed() }
  const startedAt = seen.steady
  let distrustedUntil = -Infinity
  return () => {
    const next = { wall: clock.now(), steady: elapsed() }
    if (next.wall - seen.wall - (next.steady - seen.steady) > JUMP_MS)
      distrustedUntil = next.steady + DISTRUST_MS
    seen = next
    if (next.steady < distrustedUntil) return 'jumped'
    return next.steady < startedAt + DISTRUST_MS ? 'started' : 'trusted'
  }
}
