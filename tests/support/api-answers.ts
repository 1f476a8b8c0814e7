/** Answers of the public API, held against the schemas that its OpenAPI document is made from. */
import { expect } from 'vitest'
import type { z } from 'zod'
import { errorSchema } from '../../src/http/api/shapes.ts'
import type { Reply } from './world.ts'

/** Fails unless the answer is exactly what the OpenAPI document says: the schemas make both. */
export const fits = <T>(schema: z.ZodType<T>, reply: Reply, status = 200): T => {
  expect([reply.status, reply.text.slice(0, 300)]).toEqual([status, expect.anything()])
  const read = reply.json<T>()
  expect(schema.parse(read)).toEqual(read)
  return read
}

/** Fails unless it was refused so. @returns the sentence */
export const refused = (reply: Reply, status: number, code: string): string => {
  const { error } = fits(errorSchema, reply, status)
  expect(error.code).toBe(code)
  return error.message
}
