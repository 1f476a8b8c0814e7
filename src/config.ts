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

/** Origins, separated by commas. */
export const allowedOriginsSchema = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
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
