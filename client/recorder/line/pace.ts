/** How much may be on its way at once, and how long it may take. */

/** On an uplink of 50 kB/s what is said waits a second behind this. */
const LEAST_BYTES = 64_000
const MOST_BYTES = 1_000_000
/** Longer than the 5 s for which the server waits for a lock on its database. */
const PATIENCE_MS = 8_000
/** Whatever is slower than this in the long run carries no recording. */
const SLOWEST_BYTES_PER_MS = 10

/** @returns bytes that may be on their way, where `bytes` have arrived within `ms`: about a second's worth. */
export const paceOf = (bytes: number, ms: number): number =>
  Math.min(MOST_BYTES, Math.max(LEAST_BYTES, (bytes * 1_000) / ms))

/** @returns ms of silence after which the connection is dead, whatever the browser believes, with `bytes` on their way. */
export const patienceFor = (bytes: number): number => PATIENCE_MS + bytes / SLOWEST_BYTES_PER_MS
