/** Shapes that several nouns of the API share. What validates is also what the OpenAPI document says. */
import { z } from '@hono/zod-openapi'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../store/page.ts'

export const ID_EXAMPLE = 'V1StGXR8_Z5jdHi6B-myT0'

export const idSchema = z.string().min(1).max(64).openapi({ example: ID_EXAMPLE })
export const time = z.iso.datetime().openapi({ example: '2026-11-20T14:03:07.000Z' })

/** @param ms since the epoch */
export const iso = (ms: number): string => new Date(ms).toISOString()
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

/** Text without control characters, trimmed, and not empty. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    // oxlint-disable-next-line no-control-regex -- control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'must not contain control characters')

export const errorSchema = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .openapi('Error', { example: { error: { code: 'invalid_input', message: 'title must not be empty' } } })

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional().openapi({ description: 'nextCursor of the page before' }),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
})
