/** Forms of the pages: what was typed is kept, and what is wrong is said next to the field. */
import type { Context } from 'hono'
import { z } from 'zod'
import { DomainError } from '../domain/errors.ts'
import { DEFAULT_EXPIRY_SECONDS, EXPIRY_BOUNDS, LINK_MODES, USES_BOUNDS } from '../domain/link.ts'
import { CAPTURE_SCOPES, DEFAULT_SCOPES, PRIVACY_PRESETS } from '../protocol/privacy.ts'
import { MINIMUM_AGE_BOUNDS, RETENTION_BOUNDS } from '../domain/settings.ts'
import { MAX_NAME_LENGTH, MAX_REFERENCE_LENGTH, MAX_TITLE_LENGTH } from '../domain/support-case.ts'
import { MAX_SELECTOR_LENGTH, MAX_URL_LENGTH } from '../protocol/limits.ts'

export type FormResult<T> =
  | { ok: true; data: T; values: Record<string, string> }
  | { ok: false; values: Record<string, string>; errors: Record<string, string> }

/** Fields as they came; a field that came several times is an array for the schema, and its values in one line for the page. */
export const readForm = async <T>(c: Context, schema: z.ZodType<T>): Promise<FormResult<T>> => {
  const form = await c.req.parseBody({ all: true })
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(form)) {
    const all = [value].flat().filter((one) => typeof one === 'string')
    if (all.length > 0) values[name] = all.join(' ').trim()
  }
  const result = schema.safeParse(form)
  if (result.success) return { ok: true, data: result.data, values }
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) errors[String(issue.path[0] ?? 'form')] ??= issue.message
  return { ok: false, values, errors }
}

/** Runs what may refuse; a refusal becomes an error at this field. Anything else is thrown on. */
export const attempt = async <T>(
  field: string,
  action: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; errors: Record<string, string> }> => {
  try {
    return { ok: true, value: await action() }
  } catch (error) {
    const told = error instanceof DomainError && (error.code === 'invalid_input' || error.code === 'conflict')
    if (!told) throw error
    return { ok: false, errors: { [field]: error.message } }
  }
}

// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const PRINTABLE = /^[^\u0000-\u001f\u007f]*$/

/** A line that must be there. @param what for the sentence: "Give the case a title." */
export const requiredLine = (max: number, sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .min(1, sentence)
    .max(max, `At most ${max} characters.`)
    .regex(PRINTABLE, 'Line breaks and control characters are not allowed here.')

/** A line that may be left empty, which is null. */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .regex(PRINTABLE, 'Line breaks and control characters are not allowed here.')
    .transform((text) => (text === '' ? null : text))
    .default(null)

const EMAIL_SENTENCE = 'Enter an e-mail address such as ana@example.com.'
export const emailField = z
  .string({ error: EMAIL_SENTENCE })
  .trim()
  .toLowerCase()
  .pipe(z.email(EMAIL_SENTENCE).max(254, EMAIL_SENTENCE))

const optionalEmail = z
  .string()
  .trim()
  .transform((text) => (text === '' ? null : text))
  .pipe(z.email(EMAIL_SENTENCE).max(254, EMAIL_SENTENCE).nullable())
  .default(null)

/** A whole number from a text field. */
export const numberField = ({ min, max }: { min: number; max: number }) => {
  const sentence = `Enter a whole number from ${min} to ${max}.`
  return z.coerce.number({ error: sentence }).int(sentence).min(min, sentence).max(max, sentence)
}

export const caseForm = z.object({
  title: requiredLine(MAX_TITLE_LENGTH, 'Give the case a title.'),
  reference: optionalLine(MAX_REFERENCE_LENGTH),
  customerName: optionalLine(MAX_NAME_LENGTH),
  customerEmail: optionalEmail,
})

export const selectorField = requiredLine(MAX_SELECTOR_LENGTH, 'Enter a CSS selector such as .order .total')

export const linkForm = z.object({
  targetUrl: z
    .string({ error: 'Enter the page to open.' })
    .trim()
    .min(1, 'Enter the page to open.')
    .max(MAX_URL_LENGTH),
  expiresInSeconds: numberField(EXPIRY_BOUNDS).default(DEFAULT_EXPIRY_SECONDS),
  maxUses: numberField(USES_BOUNDS).default(1),
  privacy: z.enum(PRIVACY_PRESETS, { error: 'Choose one of the presets.' }).optional(),
  // A form whose boxes are all empty still sends this field, empty.
  scopes: z.preprocess(
    (value) => (value === undefined ? [...DEFAULT_SCOPES] : [value].flat().filter((one) => one !== '')),
    z.array(z.enum(CAPTURE_SCOPES)),
  ),
  retentionDays: z.preprocess(
    (value) => (value === undefined || value === '' ? null : value),
    numberField(RETENTION_BOUNDS).nullable(),
  ),
  mode: z.enum(LINK_MODES).default('session'),
})

export const organisationForm = z.object({
  name: requiredLine(MAX_NAME_LENGTH, 'Enter the name that customers know.'),
  controllerName: requiredLine(MAX_NAME_LENGTH, 'Enter who is legally responsible for the data.'),
  privacyContact: requiredLine(300, 'Enter an e-mail address or a web page for questions about data.').refine(
    (text) => z.email().safeParse(text).success || (/^https?:\/\//.test(text) && URL.canParse(text)),
    'Enter an e-mail address, or a web page that starts with https://.',
  ),
  minimumAge: numberField(MINIMUM_AGE_BOUNDS).optional(),
})
