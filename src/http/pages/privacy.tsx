/** Settings of privacy, and the rule that a leak asks for. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { PrivacySettingsPage } from '../../../views/settings/privacy.tsx'
import { changeSettings } from '../../actions/change-settings.ts'
import { addRule, removeRule } from '../../actions/privacy-rules.ts'
import { requireRecording } from '../../actions/read-recording.ts'
import { DomainError } from '../../domain/errors.ts'
import { RULE_ACTIONS } from '../../domain/privacy-rule.ts'
import { MAX_SELECTOR_LENGTH } from '../../protocol/limits.ts'
import { OTHER_RECORDERS } from '../../protocol/other-recorders.ts'
import { PRIVACY_PRESETS } from '../../protocol/privacy.ts'
import { findOrganisation } from '../../store/organisation.ts'
import { listRules } from '../../store/privacy-rules.ts'
import type { HttpDeps } from '../deps.ts'
import { attempt, readForm, requiredLine } from '../forms.ts'
import { actorOf, requirePermission, type PageEnv } from '../guards.ts'
import { pageContext } from '../page-context.ts'
import { noticeOf } from './settings.tsx'

const floorForm = z.object({
  privacyFloor: z.enum(PRIVACY_PRESETS, { error: 'Choose one of the presets.' }),
  networkBodies: z.literal('yes').optional(),
})

const selector = requiredLine(MAX_SELECTOR_LENGTH, 'Enter a CSS selector such as .order .total')
const ruleForm = z.object({
  action: z.enum(RULE_ACTIONS, { error: 'Choose what the rule does.' }),
  selector,
})
/** Those that are ticked; a checkbox that is not does not come. */
const marksForm = z.object({
  honoured: z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.string())),
})
const removeForm = z.object({ id: z.string() })
/** From a recording, only what hides more: people who may not change settings may do it. */
const leakForm = z.object({ selector })

const NOTICES: Record<string, string> = {
  saved: 'Saved. Recordings that start from now on follow it.',
  added: 'The rule is in force for recordings that start from now on.',
  removed: 'The rule is gone.',
  marks: 'Saved. Recordings that start from now on follow the marks that are ticked.',
}

export const privacyRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  const page = async (c: Context<PageEnv>, values = {}, errors = {}) => {
    const signedIn = requirePermission(c, 'settings:write')
    const organisation = await findOrganisation(deps.database)
    if (!organisation) throw new DomainError('not_set_up', 'Finish the set-up first, with the set-up link.')
    return (
      <PrivacySettingsPage
        context={pageContext(deps, c, signedIn)}
        notice={noticeOf(c, NOTICES)}
        privacyFloor={organisation.privacyFloor}
        networkBodies={organisation.networkBodies}
        marksOff={organisation.marksOff}
        rules={await listRules(deps.database)}
        values={values}
        errors={errors}
      />
    )
  }

  app
    .get('/settings/privacy', async (c) => c.html(await page(c)))
    .post(async (c) => {
      const by = actorOf(requirePermission(c, 'settings:write'))
      const form = await readForm(c, floorForm)
      if (!form.ok) throw new DomainError('invalid_input', 'Choose one of the presets.')
      const { privacyFloor, networkBodies } = form.data
      await changeSettings(deps, { privacyFloor, networkBodies: networkBodies !== undefined }, by)
      return c.redirect('/settings/privacy?done=saved', 303)
    })

  app.post('/settings/privacy/rules', async (c) => {
    const by = actorOf(requirePermission(c, 'settings:write'))
    const form = await readForm(c, ruleForm)
    if (!form.ok) return c.html(await page(c, form.values, form.errors), 400)
    const added = await attempt('selector', () => addRule(deps, form.data, by))
    if (!added.ok) return c.html(await page(c, form.values, added.errors), 400)
    return c.redirect('/settings/privacy?done=added', 303)
  })

  app.post('/settings/privacy/marks', async (c) => {
    const by = actorOf(requirePermission(c, 'settings:write'))
    const form = await readForm(c, marksForm)
    if (!form.ok) throw new DomainError('invalid_input', 'Say whose marks hide.')
    const { honoured } = form.data
    const marksOff = OTHER_RECORDERS.filter((recorder) => !honoured.includes(recorder))
    await changeSettings(deps, { marksOff }, by)
    return c.redirect('/settings/privacy?done=marks', 303)
  })

  app.post('/settings/privacy/rules/remove', async (c) => {
    const by = actorOf(requirePermission(c, 'settings:write'))
    const form = await readForm(c, removeForm)
    if (!form.ok) throw new DomainError('invalid_input', 'Say which rule to remove.')
    await removeRule(deps, form.data.id, by)
    return c.redirect('/settings/privacy?done=removed', 303)
  })

  /** "Always mask this" on a leak: a form of the case page, and a call of the player. */
  app.post('/recordings/:id/mask', async (c) => {
    const by = actorOf(requirePermission(c, 'cases:write'))
    const recording = await requireRecording(deps, c.req.param('id'))
    const form = await readForm(c, leakForm)
    if (!form.ok) throw new DomainError('invalid_input', Object.values(form.errors)[0] ?? 'No selector came.')
    const rule = { action: 'mask', selector: form.data.selector } as const
    // Somebody else may have done it a moment ago, and then it is as it should be.
    await addRule(deps, rule, by).catch((error: unknown) => {
      if (!(error instanceof DomainError && error.code === 'conflict')) throw error
    })
    if (c.req.header('accept')?.includes('text/html')) return c.redirect(`/cases/${recording.caseId}`, 303)
    return c.body(null, 204)
  })
  return app
}
