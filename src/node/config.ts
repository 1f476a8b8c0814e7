/** Environment variables, read once, shaped, and refused in one clear line. */
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

export interface Config {
  port: number
  host: string
  dataDir: string
  /** No slash at the end. */
  publicUrl: string
  apiKey: string | null
  allowedOrigins: string[]
}

/** A value in the environment is wrong; the message names it and says what to write. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const httpUrl = (text: string): URL | null => {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
}

const environmentSchema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number from 1 to 65535' })
    .int('must be a whole number from 1 to 65535')
    .min(1, 'must be a number from 1 to 65535')
    .max(65_535, 'must be a number from 1 to 65535')
    .default(8_787),
  HOST: z.string().min(1, 'must be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'must be a folder').default('./data'),
  PUBLIC_URL: z
    .string()
    .refine((text) => {
      const url = httpUrl(text)
      return (
        url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
      )
    }, 'must be the address that browsers open, such as https://casereel.example.com, without a path')
    .optional(),
  CASEREEL_API_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  CASEREEL_ALLOWED_ORIGINS: z
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
    ),
})

/** Empty values count as not set. @throws ConfigError */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = environmentSchema.safeParse(set)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new ConfigError(`${String(issue?.path[0])} ${issue?.message}.`)
  }
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, CASEREEL_API_KEY, CASEREEL_ALLOWED_ORIGINS } = result.data
  return {
    port: PORT,
    host: HOST,
    dataDir: isAbsolute(DATA_DIR) ? DATA_DIR : resolve(DATA_DIR),
    publicUrl: PUBLIC_URL === undefined ? `http://localhost:${PORT}` : new URL(PUBLIC_URL).origin,
    apiKey: CASEREEL_API_KEY ?? null,
    allowedOrigins: CASEREEL_ALLOWED_ORIGINS,
  }
}
