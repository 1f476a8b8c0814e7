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
