/** What Cloudflare gives the Worker, checked once: bindings, variables and secrets. */
import { z } from 'zod'
import { storedKeysSchema, type StoredKey } from '../auth/keys.ts'
import {
  allowedOriginsSchema,
  apiKeySchema,
  ConfigError,
  mailSchemas,
  mailSettingsOf,
  masterKeySchema,
  publicUrlSchema,
  readSettings,
  type MailSettings,
} from '../config.ts'

/** Names as in wrangler.toml. */
export interface Bindings {
  DB: D1Database
  SEGMENTS: R2Bucket
  /** Keys of the recordings: apart from DB, whose past can be brought back. */
  KEYS: R2Bucket
  /** Of RoomObject. */
  ROOMS: DurableObjectNamespace
  ASSETS: Fetcher
}

export interface Settings {
  /** No slash at the end. */
  publicUrl: string
  apiKey: string | null
  masterKey: Uint8Array<ArrayBuffer>
  allowedOrigins: string[]
  /** Null: no mail is sent. */
  mail: MailSettings | null
  keys: StoredKey[]
}

const BINDINGS = ['DB', 'SEGMENTS', 'KEYS', 'ROOMS', 'ASSETS'] as const satisfies (keyof Bindings)[]

const settingsSchema = z.object({
  PUBLIC_URL: z
    .string({ error: 'is not set; write the address that browsers open into wrangler.toml' })
    .pipe(publicUrlSchema),
  CASEREEL_API_KEY: apiKeySchema.optional(),
  CASEREEL_MASTER_KEY: z
    .string({ error: 'is not set; make one as docs/cloudflare.md says, keep a copy, and put it as a secret' })
    .pipe(masterKeySchema),
  CASEREEL_ALLOWED_ORIGINS: allowedOriginsSchema,
  ...mailSchemas,
})

/** Secrets whose name starts so hold signing keys: a secret cannot be read back, so that a rotation adds one. */
const SIGNING_KEYS = 'SIGNING_KEYS'

/** @throws ConfigError */
export const requireBindings = (env: object): Bindings => {
  const missing = BINDINGS.find((name) => typeof (env as Record<string, unknown>)[name] !== 'object')
  if (missing)
    throw new ConfigError(
      `The binding ${missing} is missing; compare wrangler.toml with the one of this version.`,
    )
  return env as Bindings
}

/** @throws ConfigError that names what is wrong, never its value */
export const readSettingsOf = (env: object): Settings => {
  const values = env as Record<string, unknown>
  const settings = readSettings(settingsSchema, values)
  const { PUBLIC_URL, CASEREEL_API_KEY, CASEREEL_ALLOWED_ORIGINS } = settings
  return {
    publicUrl: PUBLIC_URL,
    apiKey: CASEREEL_API_KEY ?? null,
    masterKey: settings.CASEREEL_MASTER_KEY,
    allowedOrigins: CASEREEL_ALLOWED_ORIGINS,
    mail: mailSettingsOf(settings),
    keys: readKeys(values),
  }
}

const readKeys = (values: Record<string, unknown>): StoredKey[] => {
  const keys = Object.entries(values).flatMap(([name, value]) =>
    value !== '' && (name === SIGNING_KEYS || name.startsWith(`${SIGNING_KEYS}_`))
      ? parseKeys(name, value)
      : [],
  )
  if (keys.length === 0) {
    throw new ConfigError(
      'The secret SIGNING_KEYS is not set; run `npm run rotate-keys -- --worker --remote`.',
    )
  }
  return keys
}

const parseKeys = (name: string, value: unknown): StoredKey[] => {
  try {
    return storedKeysSchema.parse(JSON.parse(String(value)))
  } catch {
    throw new ConfigError(`The secret ${name} holds no signing keys; delete it, or put it again.`)
  }
}
