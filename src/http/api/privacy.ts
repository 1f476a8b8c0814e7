/** What every recording hides. An owner changes it in Settings; no key does. */
import { createRoute, z } from '@hono/zod-openapi'
import { loadRules } from '../../actions/privacy-rules.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { marksOf, OTHER_RECORDERS } from '../../protocol/other-recorders.ts'
import { PRIVACY_PRESETS, type PrivacyRules } from '../../protocol/privacy.ts'
import { findOrganisation } from '../../store/organisation.ts'
import type { HttpDeps } from '../deps.ts'
import { errors, json, operation, type Api } from './operation.ts'

const selectors = z.array(z.string().openapi({ example: '.order > .total' }))

const privacySchema = z
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

const privacyAnswer = (
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

const getPrivacyRoute = createRoute({
  ...operation(
    'cases:read',
    'Privacy',
    'getPrivacy',
    'Get what every recording hides: floor, rules, and marks of other recorders',
  ),
  method: 'get',
  path: '/privacy',
  responses: { 200: json(privacySchema, 'The settings as of now.'), ...errors() },
})

export const mountPrivacy = (api: Api, deps: HttpDeps): void => {
  api.openapi(getPrivacyRoute, async (c) => {
    const organisation = await findOrganisation(deps.database)
    if (!organisation) throw new DomainError('not_set_up', 'Finish the set-up first, with the set-up link.')
    return c.json(privacyAnswer(organisation, await loadRules(deps)), 200)
  })
}
