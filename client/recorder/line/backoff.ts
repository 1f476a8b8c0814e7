/** Waits that grow from half a second to 15 s, jittered so that many recorders do not come back at once. */
const FIRST_MS = 500
const LONGEST_MS = 15_000
/** Whoever asks for more patience than this is a wall on the way, not our server. */
const LONGEST_ASKED_MS = 300_000

/** @returns ms to wait before try number `tries` (0 is the first retry), between half of its step and the whole. */
export const backoff = (tries: number, random: () => number = Math.random): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10)) * (0.5 + random() / 2)

/** @returns ms to wait where a server asked for `ms`: never less, and up to a half more. */
export const asAsked = (ms: number, random: () => number = Math.random): number =>
  Math.min(LONGEST_ASKED_MS, ms) * (1 + random() / 2)

/** @returns ms to wait before a try: as the server asked, or else as many tries have come to. */
export const pause = (tries: number, asked: number | undefined): number =>
  asked === undefined ? backoff(tries) : asAsked(asked)

/** Retry-After as ms from now (RFC 9110 §10.2.3: seconds, or a date); undefined when it says nothing. */
export const retryAfter = (header: string | null, now = Date.now()): number | undefined => {
  const text = header || 'none'
  const seconds = Number(text)
  const ms = isNaN(seconds) ? Date.parse(text) - now : seconds * 1_000
  return ms >= 0 ? ms : undefined
}
