/** Numbers of one benchmark, as lines that a person reads. */

/** @param {number[]} values @param {number} share 0 to 1 */
export const quantile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}

/** @param {number[]} values in ms */
export const milliseconds = (values) =>
  `p50 ${quantile(values, 0.5).toFixed(0)} ms, p95 ${quantile(values, 0.95).toFixed(0)} ms (${values.length} times)`

/** @param {string} name @param {string} value */
export const line = (name, value) => console.log(`  ${name.padEnd(44)}${value}`)
