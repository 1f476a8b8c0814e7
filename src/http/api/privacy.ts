/** What the API says of the settings of privacy. An owner changes them in Settings; no key does. */
import { z } from '@hono/zod-openapi'
import type { Organisation } from '../../domain/organisation.ts'
import { marksOf, OTHER_RECORDERS } from '../../protocol/other-recorders.ts'
import { PRIVACY_PRESETS, type PrivacyRules } from '../../protocol/privacy.ts'

const selectors = z.array(z.string().openapi({ example: '.order > .total' }))

export const privacySchema = z
  .object({
    privacyFloor: z.enum(PRIVACY_PRESETS).openapi({ description: 'The least that any link may hide.' }),
    networkBodies: z.boolean().openapi({ description: 'May links ask for headers and bodies of requests?' }),
    rules: z.object({ mask: selectors, block: selectors, unmask: selectors }),
    marks: z
      .array(
        z
          .object({
            recorder: z.enum(OTHER_RECORDERS).openapi({ example: 'sentry' }),
            name: z.string().openapi({ example: 'Sentry' }),
            mask: selectors,
            block: selectors,
            honoured: z.boolean().openapi({ description: 'False where an owner has turned it off.' }),
          })
          .openapi('OtherMarks'),
      )
      .openapi({ description: 'Marks that host apps carry for other recorders, which hide here too.' }),
  })
  .openapi('Privacy')

export const privacyAnswer = (
  { privacyFloor, networkBodies, marksOff }: Organisation,
  { mask, block, unmask }: PrivacyRules,
): z.infer<typeof privacySchema> => ({
  privacyFloor,
  networkBodies,
  rules: { mask, block, unmask },
  marks: OTHER_RECORDERS.map((recorder) => {
    const { name, ...does } = marksOf(recorder)
    return {
      recorder,
      name,
      mask: [...does.mask],
      block: [...does.block],
      honoured: !marksOff.includes(recorder),
    }
  }),
})
