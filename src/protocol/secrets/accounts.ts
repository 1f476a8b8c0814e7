/** Account numbers (ISO 13616), in one piece, in groups of any size, or letter by letter. */
import { isMod97 } from './check-digits.ts'

/** Length by country: the registry of SWIFT, and countries that use the form without being in it. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'NO15 BE16 BI16 DK18 FI18 FK18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 CH21 HR21 LI21 LV21 ' +
    'BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 ' +
    'SE24 SK24 TN24 VG24 LY25 PT25 ST25 AO25 CV25 GW25 MZ25 DZ26 IS26 TR26 IR26 BF28 CF27 CG27 CM27 DJ27 FR27 GA27 GQ27 GR27 ' +
    'IT27 KM27 MC27 MG27 MR27 SM27 TD27 AL28 AZ28 BJ28 BY28 CI28 CY28 DO28 GT28 HN28 HU28 LB28 MA28 ML28 NE28 NI28 PL28 ' +
    'SN28 SV28 TG28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))]),
)

const HEAD = /(?<![a-z\d])([a-z])[\s.-]?([a-z])[\s.-]{0,2}\d[\s.-]?\d/gi
/** Of ASCII: 1 for what an account has in it, 2 for what stands between its groups. */
const ROLES = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  return /[a-z\d]/i.test(char) ? 1 : /[\s./_-]/.test(char) ? 2 : 0
})
/** More than that between two characters is the end of it. */
const MOST_BETWEEN = 3

/** @returns where it ends, or -1 */
const endOf = (text: string, start: number, country: string, length: number): number => {
  let account = ''
  let gap = 0
  let at = start
  for (; at < text.length && account.length < length; at++) {
    const role = ROLES[text.charCodeAt(at)]
    if (role === 1) {
      account += text[at]!
      gap = 0
    } else if (role !== 2 || (gap += 1) > MOST_BETWEEN) return -1
  }
  if (account.length < length) return -1
  return isMod97(account.slice(4) + country + account.slice(2, 4)) ? at : -1
}

/** Every account number in a plain text. */
export const accountsIn = (text: string): [start: number, end: number][] => {
  const found: [number, number][] = []
  HEAD.lastIndex = 0
  for (let match = HEAD.exec(text); match; match = HEAD.exec(text)) {
    const country = (match[1]! + match[2]!).toUpperCase()
    const length = LENGTHS.get(country)
    const end = length === undefined ? -1 : endOf(text, match.index, country, length)
    if (end >= 0) found.push([match.index, end])
    HEAD.lastIndex = end >= 0 ? end : match.index + 1
  }
  return found
}
