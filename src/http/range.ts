/** One part of an answer's bytes, as a client may ask for it (RFC 9110 §14). */
export interface ByteRange {
  /** First and last byte, counted from 0, both in it. */
  first: number
  last: number
}

/**
 * Reads a Range header. Only a single range of bytes is served; several, or what is no range, count as not asked for,
 * which RFC 9110 §14.2 allows.
 * @returns null for the whole, `unsatisfiable` for a range that begins behind the end
 */
export const readRange = (header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' => {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return null
  if (from === '') {
    const suffix = Math.min(Number(to), size)
    return suffix === 0 ? 'unsatisfiable' : { first: size - suffix, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'unsatisfiable' : { first, last }
}
