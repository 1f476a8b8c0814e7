/** The environment variables of the Node host. */
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import {
  allowedOriginsSchema,
  apiKeySchema,
  listOf,
  mailSchemas,
  mailSettingsOf,
  masterKeySchema,
  publicUrlSchema,
  readSettings,
  type MailSettings,
} from '../config.ts'
import type { LogFormat } from '../log.ts'
import { readProxies } from './client-address.ts'

export { ConfigError } from '../config.ts'

export interface Config {
  port: number
  host: string
  dataDir: string
  /** No slash at the end. */
  publicUrl: string
  apiKey: string | null
  /** Null: it is in a file of DATA_DIR. */
  masterKey: Uint8Array<ArrayBuffer> | null
  allowedOrigins: string[]
  /** Addresses and networks whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** Null: no mail is sent. */
  mail: MailSettings | null
  logFormat: LogFormat
}

/** Addresses or networks, separated by commas. */
const trustedProxiesSchema = z
  .string()
  .default('')
  .transform((text, context) => {
    const proxies = listOf(text)
    try {
      readProxies(proxies)
      return proxies
    } catch {
      const message = 'must be addresses of proxies or their networks, such as 127.0.0.1 or 10.0.0.0/8'
      context.addIssue({ code: 'custom', message: `${message}, separated by commas` })
      return z.NEVER
    }
  })

const environmentSchema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number from 1 to 65535' })
    .int('must be a whole number from 1 to 65535')
    .min(1, 'must be a number from 1 to 65535')
    .max(65_535, 'must be a number from 1 to 65535')
    .default(8_787),
  HOST: z.string().min(1, 'must be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'must be a folder').default('./data'),
  PUBLIC_URL: publicUrlSchema.optional(),
  CASEREEL_API_KEY: apiKeySchema.optional(),
  CASEREEL_MASTER_KEY: masterKeySchema.optional(),
  CASEREEL_ALLOWED_ORIGINS: allowedOriginsSchema,
  TRUSTED_PROXIES: trustedProxiesSchema,
  ...mailSchemas,
  LOG_FORMAT: z.enum(['text', 'json'], { error: 'must be text or json' }).default('text'),
})

/** Empty values count as not set. @throws ConfigError */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const settings = readSettings(environmentSchema, environment)
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, CASEREEL_API_KEY, CASEREEL_ALLOWED_ORIGINS } = settings
  return {
    port: PORT,
    host: HOST,
    dataDir: isAbsolute(DATA_DIR) ? DATA_DIR : resolve(DATA_DIR),
    publicUrl: PUBLIC_URL ?? `http://localhost:${PORT}`,
    apiKey: CASEREEL_API_KEY ?? null,
    masterKey: settings.CASEREEL_MASTER_KEY ?? null,
    allowedOrigins: CASEREEL_ALLOWED_ORIGINS,
    trustedProxies: settings.TRUSTED_PROXIES,
    mail: mailSettingsOf(settings),
    logFormat: settings.LOG_FORMAT,
  }
}
