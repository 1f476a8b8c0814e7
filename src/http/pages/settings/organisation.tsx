import { Hono } from 'hono'
import { OrganisationPage } from '../../../../views/settings/organisation.tsx'
import { changeSettings } from '../../../actions/change-settings.ts'
import { MailFault, type Mailer } from '../../../domain/mail.ts'
import type { HttpDeps } from '../../deps.ts'
import { organisationForm, readForm } from '../../forms.ts'
import { requirePermission, type PageEnv } from '../../guards.ts'
import { createLimiter } from '../../limiter.ts'
import { changedBy, frameOf, requireOrganisation } from './common.ts'

const NOTICES = {
  saved: 'Saved.',
  mailed: 'The mail server took the test e-mail. If it does not arrive, look there.',
}

export const organisationRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const { mailer } = deps
  const testMails = createLimiter(deps.clock, 0.1, 5)
  const mailState = () => mailer && { from: mailer.from, server: mailer.server, trouble: mailer.trouble() }

  app
    .get('/settings/organisation', async (c) => {
      const { name, controllerName, privacyContact, minimumAge } = await requireOrganisation(deps)
      const values = { name, controllerName, privacyContact, minimumAge: String(minimumAge) }
      const frame = frameOf(deps, c, NOTICES)
      return c.html(<OrganisationPage {...frame} values={values} errors={{}} mail={mailState()} />)
    })
    .post(async (c) => {
      const frame = frameOf(deps, c, NOTICES)
      const form = await readForm(c, organisationForm)
      if (!form.ok) return c.html(<OrganisationPage {...frame} {...form} mail={mailState()} />, 400)
      const { minimumAge, ...names } = form.data
      await changeSettings(deps, { ...names, ...(minimumAge !== undefined && { minimumAge }) }, changedBy(c))
      return c.redirect('/settings/organisation?done=saved', 303)
    })

  app.post('/settings/organisation/test-mail', async (c) => {
    const { agent } = requirePermission(c, 'settings:write')
    if (!mailer) return c.redirect('/settings/organisation', 303)
    testMails.take(deps.clientAddress(c))
    const sent = await sendTest(mailer, agent.email, deps.publicUrl)
    return c.redirect(`/settings/organisation${sent ? '?done=mailed' : ''}`, 303)
  })
  return app
}

/** @returns false where it failed; by what stands on the page */
const sendTest = async ({ sendMail }: Mailer, to: string, publicUrl: string): Promise<boolean> => {
  try {
    await sendMail({ to, subject: 'Test e-mail of Casereel', text: `${publicUrl} can send e-mail.\n` })
    return true
  } catch (error) {
    if (error instanceof MailFault) return false
    throw error
  }
}
