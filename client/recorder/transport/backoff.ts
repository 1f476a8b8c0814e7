/** Waits that grow from half a second to 15 s, jittered so that many recorders do not come back at once. */
const FIRST_MS = 500
const LONGEST_MS = 15_000

/** @returns ms to wait before try number `tries` (0 is the first retry), between half of its step and the whole. */
export const backoff = (tries: number, random: () => number = Math.random): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10)) * (0.5 + random() / 2)
