/** Settings that every host reads from its environment, shaped, and refused in one clear line. */
import { z } from 'zod'

/** A value in the environment is wrong; the message names it and says what to write. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const httpUrl = (text: string): URL | null => {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
}

/** The address that browsers open; read as its origin, without a slash at the end. */
export const publicUrlSchema = z
  .string()
  .refine((text) => {
    const url = httpUrl(text)
    return url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  }, 'must be the address that browsers open, such as https://casereel.example.com, without a path')
  .transform((text) => new URL(text).origin)

export const apiKeySchema = z.string().min(32, 'must have at least 32 characters')

const MASTER_KEY_BYTES = 32

/** Base64 of 32 bytes, with or without the letters of URLs and padding. */
const readMasterKey = (text: string): Uint8Array<ArrayBuffer> | null => {
  const base64 = text.trim().replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]{43}$/.test(base64)) return null
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

/** A sample, a text or a row of like bytes: of 2⁴⁰ random keys not one looks so. */
const looksWeak = (key: Uint8Array): boolean =>
  new Set(key).size < 16 ||
  key.every((byte) => byte >= 0x20 && byte < 0x7f) ||
  key.every((byte, index) => index === 0 || byte - (key[index - 1] ?? 0) === (key[1] ?? 0) - (key[0] ?? 0))

/** The key that the keys of the recordings are sealed with. */
export const masterKeySchema = z.string().transform((text, context): Uint8Array<ArrayBuffer> => {
  const key = readMasterKey(text)
  const fault = key
    ? looksWeak(key) && 'is a sample or a text, not a random key'
    : `must be ${MASTER_KEY_BYTES} random bytes in base64`
  if (key && !fault) return key
  context.addIssue({ code: 'custom', message: `${fault}; make one with \`${MAKE_KEY}\`` })
  return z.NEVER
})

/** Runs wherever Casereel does. */
export const MAKE_KEY = `node -p "crypto.randomBytes(${MASTER_KEY_BYTES}).toString('base64')"`

/** What stands between commas. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Origins, separated by commas. */
export const allowedOriginsSchema = z
  .string()
  .default('')
  .transform(listOf)
  .refine(
    (origins) => origins.every((origin) => httpUrl(origin)?.origin === origin),
    'must be origins such as https://app.example.com, separated by commas, without paths',
  )

/** How mail leaves. */
export interface MailSettings {
  host: string
  port: number
  /**
   * `tls` from the first byte on (port 465), `starttls` before anything else is said, `off` only where SMTP_URL says so or
   * the server is this machine.
   */
  security: 'tls' | 'starttls' | 'off'
  /** Null where the server asks for none. */
  credentials: { user: string; password: string } | null
  from: { name: string | null; address: string }
}

const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

const readSmtpUrl = (text: string): Omit<MailSettings, 'from'> | null => {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isTls = url.protocol === 'smtps:'
  const isKnown = isTls || url.protocol === 'smtp:'
  if (!isKnown || url.hostname === '' || (url.pathname !== '' && url.pathname !== '/') || url.hash !== '')
    return null
  const isOff = url.search === '?tls=off'
  if (url.search !== '' && (!isOff || isTls)) return null
  const user = decoded(url.username)
  const password = decoded(url.password)
  if (user === null || password === null) return null
  const isPlain = isOff || LOOPBACK_HOSTS.includes(url.hostname)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isTls ? 465 : 587) : Number(url.port),
    security: isTls ? 'tls' : isPlain ? 'off' : 'starttls',
    credentials: user === '' ? null : { user, password },
  }
}

/** `smtps://user:password@host:465`, or `smtp://…` with STARTTLS. What is wrong is told without the value, which holds a password. */
const smtpUrlSchema = z.string().transform((text, context) => {
  const settings = readSmtpUrl(text)
  if (settings) return settings
  context.addIssue({
    code: 'custom',
    message:
      'must be the address of a mail server, such as smtps://user:password@mail.example.com or smtp://…:587; letters such as @ in the password are written as in URLs (%40)',
  })
  return z.NEVER
})

/** `support@example.com`, or `Name <support@example.com>`. */
const mailFromSchema = z.string().transform((text, context): MailSettings['from'] => {
  const [, name = '', bracketed] = /^([^<>"\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim()) ?? []
  const address = z
    .email()
    .max(254)
    .safeParse(bracketed ?? text.trim())
  if (address.success) return { name: name.trim() || null, address: address.data }
  context.addIssue({
    code: 'custom',
    message: 'must be an address that mail comes from, such as Northwind Support <support@example.com>',
  })
  return z.NEVER
})

/** What both hosts read about mail. */
export const mailSchemas = { SMTP_URL: smtpUrlSchema.optional(), MAIL_FROM: mailFromSchema.optional() }

/** Null where neither is set. @throws ConfigError where one of the two is missing */
export const mailSettingsOf = ({
  SMTP_URL,
  MAIL_FROM,
}: {
  SMTP_URL?: Omit<MailSettings, 'from'> | undefined
  MAIL_FROM?: MailSettings['from'] | undefined
}): MailSettings | null => {
  if (SMTP_URL && MAIL_FROM) return { ...SMTP_URL, from: MAIL_FROM }
  if (SMTP_URL)
    throw new ConfigError('MAIL_FROM is not set; SMTP_URL needs the address that mail comes from.')
  if (MAIL_FROM) throw new ConfigError('SMTP_URL is not set; MAIL_FROM needs the mail server to send by.')
  return null
}

/** The sender as people read it. */
export const senderOf = ({ name, address }: MailSettings['from']): string =>
  name === null ? address : `${name} <${address}>`

/** Reads an environment by its schema. Empty values count as not set. @throws ConfigError */
export const readSettings = <T>(schema: z.ZodType<T>, environment: Record<string, unknown>): T => {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new ConfigError(`${String(issue?.path[0])} ${issue?.message}.`)
}
