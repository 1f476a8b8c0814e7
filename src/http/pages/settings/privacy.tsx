/** What every recording hides: the floor, the rules, and the marks of other recorders. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { PrivacySettingsPage } from '../../../../views/settings/privacy.tsx'
import { changeSettings } from '../../../actions/change-settings.ts'
import { addRule, removeRule } from '../../../actions/privacy-rules.ts'
import { DomainError } from '../../../domain/errors.ts'
import { RULE_ACTIONS } from '../../../domain/privacy-rule.ts'
import { OTHER_RECORDERS } from '../../../protocol/other-recorders.ts'
import { PRIVACY_PRESETS } from '../../../protocol/privacy.ts'
import { listRules } from '../../../store/privacy-rules.ts'
import type { HttpDeps } from '../../deps.ts'
import { attempt, readForm, selectorField } from '../../forms.ts'
import type { PageEnv } from '../../guards.ts'
import { changedBy, frameOf, requireOrganisation } from './common.ts'

const floorForm = z.object({
  privacyFloor: z.enum(PRIVACY_PRESETS, { error: 'Choose one of the presets.' }),
  networkBodies: z.literal('yes').optional(),
})

const ruleForm = z.object({
  action: z.enum(RULE_ACTIONS, { error: 'Choose what the rule does.' }),
  selector: selectorField,
})
/** Those that are ticked; a checkbox that is not does not come. */
const marksForm = z.object({
  honoured: z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.string())),
})
const removeForm = z.object({ id: z.string() })

const NOTICES = {
  saved: 'Saved. Recordings that start from now on follow it.',
  added: 'The rule is in force for recordings that start from now on.',
  removed: 'The rule is gone.',
  marks: 'Saved. Recordings that start from now on follow the marks that are ticked.',
}

export const privacyRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  const page = async (c: Context<PageEnv>, values = {}, errors = {}) => {
    const frame = frameOf(deps, c, NOTICES)
    const { privacyFloor, networkBodies, marksOff } = await requireOrganisation(deps)
    return (
      <PrivacySettingsPage
        {...frame}
        privacyFloor={privacyFloor}
        networkBodies={networkBodies}
        marksOff={marksOff}
        rules={await listRules(deps.database)}
        values={values}
        errors={errors}
      />
    )
  }

  app
    .get('/settings/privacy', async (c) => c.html(await page(c)))
    .post(async (c) => {
      const by = changedBy(c)
      const form = await readForm(c, floorForm)
      if (!form.ok) throw new DomainError('invalid_input', 'Choose one of the presets.')
      const { privacyFloor, networkBodies } = form.data
      await changeSettings(deps, { privacyFloor, networkBodies: networkBodies !== undefined }, by)
      return c.redirect('/settings/privacy?done=saved', 303)
    })

  app.post('/settings/privacy/rules', async (c) => {
    const by = changedBy(c)
    const form = await readForm(c, ruleForm)
    if (!form.ok) return c.html(await page(c, form.values, form.errors), 400)
    const added = await attempt('selector', () => addRule(deps, form.data, by))
    if (!added.ok) return c.html(await page(c, form.values, added.errors), 400)
    return c.redirect('/settings/privacy?done=added', 303)
  })

  app.post('/settings/privacy/marks', async (c) => {
    const by = changedBy(c)
    const form = await readForm(c, marksForm)
    if (!form.ok) throw new DomainError('invalid_input', 'Say whose marks hide.')
    const { honoured } = form.data
    const marksOff = OTHER_RECORDERS.filter((recorder) => !honoured.includes(recorder))
    await changeSettings(deps, { marksOff }, by)
    return c.redirect('/settings/privacy?done=marks', 303)
  })

  app.post('/settings/privacy/rules/remove', async (c) => {
    const by = changedBy(c)
    const form = await readForm(c, removeForm)
    if (!form.ok) throw new DomainError('invalid_input', 'Say which rule to remove.')
    await removeRule(deps, form.data.id, by)
    return c.redirect('/settings/privacy?done=removed', 303)
  })
  return app
}
