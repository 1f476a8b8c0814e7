/** Addresses in a recorded page. What style sheets read of them stays; the host they name can be reached by nothing. */

/** Pictures and fonts that the page itself holds. */
const HELD = /^data:(?:image\/|font\/|application\/(?:x-)?font|application\/octet-stream)/i
const DRAWING = /^data:image\/svg/i
/** A drawing inside an address is out of sight of the budget (budget.ts): only a simple one is drawn. */
const MOST_OF_A_DRAWING = 20_000
const COSTLY = /<(?:\w+:)?(?:use|filter|fe\w+|pattern|mask|animate\w*|set|foreignObject|image|style|!)|&/i

const isSimpleDrawing = (address: string): boolean => {
  if (address.length > MOST_OF_A_DRAWING) return false
  try {
    const body = address.slice(address.indexOf(',') + 1)
    const text = /;\s*base64\s*,/i.test(address.slice(0, 100))
      ? atob(decodeURIComponent(body))
      : decodeURIComponent(body)
    return !COSTLY.test(text)
  } catch {
    return false
  }
}

/** True for a picture or a font that is part of the page, and that may be drawn. */
export const isHeld = (address: string): boolean =>
  HELD.test(address) && (!DRAWING.test(address) || isSimpleDrawing(address))

const OWN_BASES = ['https://own.invalid/recordings/', 'http://own.invalid/recordings/'] as const
/** Its brackets hold no IPv6 address: no parser makes a host of it (URL standard, host parsing). */
const NOWHERE = 'https://[nowhere]/'

const parse = (address: string, base?: string): URL | undefined =>
  URL.canParse(address, base) ? new URL(address, base) : undefined

/** The host that an address names, '' for one on the same site, or undefined where it cannot be parsed. */
const hostOf = (address: string): string | undefined => {
  let host = ''
  for (const base of OWN_BASES) {
    const url = parse(address, base)
    if (!url) return undefined
    if (!/^https?:$/.test(url.protocol))
      return url.protocol === 'mailto:' || url.protocol === 'tel:' ? '' : url.protocol
    if (url.host !== 'own.invalid') host = url.host
  }
  return host
}

/**
 * An address that no browser can follow anywhere: one of the same site stays, the host of any other is put in brackets, so
 * that `[href^="https:"]` and `[href$=".pdf"]` still match.
 */
export const disarmed = (address: string): string => {
  if (address === '' || /^#[^\\]*$/.test(address)) return address
  const host = hostOf(address)
  if (host === '' || host === undefined) return host === '' ? address : NOWHERE
  const [, scheme = 'https:', rest = ''] = /^(https?:)\/\/([^\s\\\p{Cc}]*)$/iu.exec(address) ?? []
  const [, named = '', path = ''] = /^([^/?#]*)(.*)$/.exec(rest) ?? []
  const written = `${scheme}//[${named.replace(/[[\]@:]/g, '-')}]${path}`
  return named !== '' && OWN_BASES.every((base) => !parse(written, base)) ? written : NOWHERE
}

/** The source of a picture: held by the page, or an address that leads nowhere, for which its place is shown. */
export const pictureSource = (address: string): string => {
  if (address === '' || isHeld(address)) return address
  const quiet = disarmed(address)
  return quiet.startsWith('http') ? quiet : NOWHERE
}

/** A place in the same document; anything else is nothing. */
export const fragmentOnly = (address: string): string => (/^\s*#[^\\]*$/.test(address) ? address.trim() : '')
