/** E-mail addresses: RFC 5321 and 6531, with quoted local parts, address literals and names of hosts in any alphabet. */

/** What a local part may have in it (RFC 5322, atext, and dots); of other alphabets, letters and digits. */
const ATEXT = /[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~.-]/u
const ASCII_ATEXT = Array.from({ length: 128 }, (_, code) => ATEXT.test(String.fromCharCode(code)))
const isLocal = (text: string, place: number): boolean => {
  const code = text.charCodeAt(place)
  // Half a surrogate pair is a letter of an alphabet beyond the first plane.
  return code < 128 ? ASCII_ATEXT[code]! : (code >= 0xd800 && code <= 0xdfff) || ATEXT.test(text[place]!)
}
/** Its longest is 64 octets; programs have longer ones. */
const LONGEST_LOCAL = 320
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}\p{M}])?`
/** A host with a top-level name, or an address in brackets. */
const DOMAIN = new RegExp(
  String.raw`\[(?:IPv6:)?[\da-f.:]{7,45}\]|(?:${LABEL}(?:\.| \. )){1,8}(?:xn--[a-z\d-]{2,59}|[\p{L}\p{M}]{2,24})(?!\.?[\p{L}\p{N}])`,
  'iuy',
)
/** Most are nothing but ASCII, and found at a fraction of the price. */
const PLAIN_DOMAIN =
  /(?:[a-z\d](?:[a-z\d_-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,24}(?!-|\.?[a-z\d\u0080-\uffff]| \. )/iy
/** `logo@2x.png` is a file. */
const FILE = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|s[ac]ss|[mc]?[jt]sx?|vue|svelte|map|json|html?|wasm)$/i
/** How people write one to keep it from programs. */
const AT = /@| ?[([{<]\s?(?:at|ät|@|arroba|chez|a-?kukac)\s?[)\]}>] ?/giu
const HIDDEN_DOT = /\s?[([{<]\s?(?:dot|punkt|point|punto|ponto|punt|kropka)\s?[)\]}>]\s?/giu

/** @returns where the local part begins that ends at `end`, or `end` */
const localStart = (text: string, end: number): number => {
  if (text[end - 1] === '"') {
    let open = text.lastIndexOf('"', end - 2)
    while (text[open - 1] === '\\' && end - open < LONGEST_LOCAL) open = text.lastIndexOf('"', open - 1)
    if (open >= Math.max(0, end - LONGEST_LOCAL) && open < end - 2) return open
  }
  let start = end
  while (start > 0 && end - start < LONGEST_LOCAL && isLocal(text, start - 1)) start -= 1
  return start
}

/** Every e-mail address in a plain text. */
export const mailsIn = (text: string): [start: number, end: number][] => {
  const found: [number, number][] = []
  for (const { 0: sign, index } of text.matchAll(AT)) {
    // `alice @ host.example`: a space, where there is one on both sides.
    const isApart = sign === '@' && text[index - 1] === ' ' && text[index + 1] === ' '
    const start = localStart(text, isApart ? index - 1 : index)
    const from = index + sign.length + (isApart ? 1 : 0)
    if (start === (isApart ? index - 1 : index)) continue
    const end = domainEnd(text, from)
    if (end < 0) continue
    found.push([start, end])
  }
  return found
}

/** Hosts have at most 253 characters; a dot that is hidden takes some more. */
const LONGEST_DOMAIN = 320

const domainEnd = (text: string, from: number): number => {
  PLAIN_DOMAIN.lastIndex = DOMAIN.lastIndex = from
  const match = (PLAIN_DOMAIN.exec(text) ?? DOMAIN.exec(text))?.[0]
  if (match !== undefined) return FILE.test(match) ? -1 : from + match.length
  const near = text.slice(from, from + LONGEST_DOMAIN)
  return near.search(HIDDEN_DOT) < 0 ? -1 : hiddenEnd(near, from)
}

/** Of `host (dot) example`. */
const hiddenEnd = (near: string, from: number): number => {
  DOMAIN.lastIndex = 0
  const opened = DOMAIN.exec(near.replace(HIDDEN_DOT, '.'))?.[0]
  if (opened === undefined) return -1
  let longer = 0
  for (const { 0: dot, index } of near.matchAll(HIDDEN_DOT)) {
    if (index - longer >= opened.length) break
    longer += dot.length - 1
  }
  return from + opened.length + longer
}
