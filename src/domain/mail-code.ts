/** Codes by e-mail: with one, the customer of a case opens the page of their recording in another browser. */
import {
  MAIL_CODE_DIGITS,
  MAIL_CODE_TRIES,
  MAIL_CODE_WAIT_MS,
  MAIL_CODE_WINDOW_MS,
} from '../protocol/limits.ts'

/** What is stored of a code. Times are server ms. */
export interface MailCode {
  /** Of two codes of a link the one with the greater id holds. */
  id: number
  linkId: string
  /** Of the key that `mac` is made with. */
  kid: string
  /** HMAC of the code. */
  mac: Uint8Array<ArrayBuffer>
  sentAt: number
  expiresAt: number
  /** How often it was tried, right or wrong. */
  tries: number
  usedAt: number | null
}

/** What keeps a code from being tried; null while it may be. */
export const faultOf = (
  code: Pick<MailCode, 'expiresAt' | 'tries' | 'usedAt'>,
  now: number,
): 'used' | 'tooMany' | 'expired' | null => {
  if (code.usedAt !== null) return 'used'
  if (code.tries >= MAIL_CODE_TRIES) return 'tooMany'
  return code.expiresAt > now ? null : 'expired'
}

/** What the page of a used link says about codes. */
export interface CodeOffer {
  /** Where codes go, masked. */
  address: string
  /** The code that waits to be entered. */
  sent: { triesLeft: number } | null
  /** How long until another can be sent, ms; 0 for now. */
  waitMs: number
}

/**
 * An address for whoever knows it already: `m…@e….org`. Neither tells how long it is; a local part or a domain of one or
 * two letters tells nothing but the end of the domain.
 */
export const maskAddress = (address: string): string => {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const dot = domain.lastIndexOf('.')
  const first = (part: string): string => (part.length > 2 ? part.slice(0, 1) : '')
  const end = dot === -1 ? '' : domain.slice(dot)
  return `${first(address.slice(0, at))}…@${first(domain.slice(0, dot === -1 ? undefined : dot))}…${end}`
}

/** As people write it down: `1234 5678`. */
export const spacedCode = (code: string): string =>
  `${code.slice(0, MAIL_CODE_DIGITS / 2)} ${code.slice(MAIL_CODE_DIGITS / 2)}`

/** The code in what was typed or pasted: with spaces or dashes, and in the full-width digits of Japanese keyboards. */
export const readCode = (text: string): string | null => {
  const digits = text.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}.]/gu, '')
  return digits.length === MAIL_CODE_DIGITS && /^\d+$/.test(digits) ? digits : null
}

/**
 * How long until one more code may be sent, ms.
 * @param sent times of the newest codes of the link
 * @param others for each limit beyond the link's: how many codes it allows, and the times of as many of the newest
 */
export const waitMsOf = (
  sent: readonly number[],
  limits: readonly { most: number; sent: readonly number[] }[],
  now: number,
): number => {
  const newest = sent[0]
  const waits = limits.flatMap(({ most, sent: times }) => {
    const oldest = times[most - 1]
    return oldest === undefined ? [] : [oldest + MAIL_CODE_WINDOW_MS - now]
  })
  return Math.max(0, ...waits, newest === undefined ? 0 : newest + MAIL_CODE_WAIT_MS - now)
}
