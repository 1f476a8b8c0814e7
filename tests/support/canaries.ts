/** Canaries: values planted in a page that occur nowhere else, and a search for them in whatever left it. */

/** A value and what else gives it away: a JWT's claims without its head, a card's digits without their spaces. */
export interface Needle {
  id: string
  value: string
  parts?: readonly string[]
}

/** Shorter writings would be found by chance. */
const SHORTEST = 6

const utf16Escapes = (value: string): string =>
  Array.from(value, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** In base64 at each of three offsets, without the ends, which depend on the neighbours. */
const base64 = (value: string): string[] =>
  [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]).toString('base64')
    const inner = text.replaceAll('=', '').slice(offset + 1, -2)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })

/** How a value may be written: as it is, in an address, in JSON, in markup, in base64, in hex, in escapes. */
const writingsOf = (value: string): string[] => [
  value,
  value.replaceAll(/[\s-]/g, ''),
  encodeURIComponent(value),
  encodeURIComponent(value).replaceAll('%20', '+'),
  encodeURIComponent(encodeURIComponent(value)),
  JSON.stringify(value).slice(1, -1),
  value.replaceAll('&', '&amp;').replaceAll('@', '&#64;'),
  Buffer.from(value).toString('hex'),
  utf16Escapes(value),
  ...base64(value),
]

/** A number is only that number where no other digit stands beside it: ids and times are full of digits. */
const stands = (haystack: string, writing: string, at: number): boolean => {
  if (!/^\d+$/.test(writing)) return true
  return !/\d/.test(haystack[at - 1] ?? '') && !/\d/.test(haystack[at + writing.length] ?? '')
}

/** A search for all canaries at once. Case does not count, so all writings are looked for in lower case. */
export const createSearch = <Canary extends Needle>(
  canaries: readonly Canary[],
): ((haystack: string) => Canary[]) => {
  const byStart = new Map<string, { writing: string; canary: Canary }[]>()
  const starts = new Uint8Array(1 << 20)
  const slotOf = (text: string, at: number): number => {
    let hash = 0
    for (let i = at; i < at + SHORTEST; i += 1) hash = (Math.imul(hash, 33) + text.charCodeAt(i)) | 0
    return (hash ^ (hash >>> 15)) & 0xfffff
  }
  for (const canary of canaries) {
    const writings = [canary.value, ...(canary.parts ?? [])].flatMap(writingsOf)
    for (const writing of new Set(writings.map((each) => each.toLowerCase()))) {
      if (writing.length < SHORTEST) continue
      const start = writing.slice(0, SHORTEST)
      starts[slotOf(writing, 0)] = 1
      byStart.set(start, [...(byStart.get(start) ?? []), { writing, canary }])
    }
  }
  return (haystack) => {
    const folded = haystack.toLowerCase()
    const found = new Set<Canary>()
    for (let at = 0; at + SHORTEST <= folded.length; at += 1) {
      if (starts[slotOf(folded, at)] === 0) continue
      for (const { writing, canary } of byStart.get(folded.slice(at, at + SHORTEST)) ?? []) {
        if (folded.startsWith(writing, at) && stands(folded, writing, at)) found.add(canary)
      }
    }
    return canaries.filter((canary) => found.has(canary))
  }
}
