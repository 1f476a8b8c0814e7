/** Set-up, sign-in, sign-out. */
import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { SetupGone, SetupPage } from '../../../views/setup.tsx'
import { SignInGone, SignInPage } from '../../../views/sign-in.tsx'
import { holderOfLink, LOGIN_LIFETIME_MS, setUp, signIn, signOut, type Login } from '../../actions/sign-in.ts'
import { DomainError } from '../../domain/errors.ts'
import { MAX_NAME_LENGTH } from '../../domain/support-case.ts'
import { findOrganisation } from '../../store/organisation.ts'
import type { HttpDeps } from '../deps.ts'
import { emailField, organisationForm, readForm, requiredLine } from '../forms.ts'
import { isSecure, loginCookie, type PageEnv } from '../guards.ts'
import { createLimiter } from '../limiter.ts'
import { takeOnward } from '../onward.ts'
import { bareContext } from '../page-context.ts'

const setupForm = z.object({
  name: requiredLine(MAX_NAME_LENGTH, 'Enter your name.'),
  email: emailField,
  organisation: organisationForm.shape.name,
  controllerName: organisationForm.shape.controllerName,
  privacyContact: organisationForm.shape.privacyContact,
})

export const signInRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const attempts = createLimiter(deps.clock, 0.5, 60)

  const keepLogin = (c: Context, { secret }: Login): Response => {
    setCookie(c, loginCookie(deps.publicUrl), secret, {
      path: '/',
      httpOnly: true,
      secure: isSecure(deps.publicUrl),
      sameSite: 'Lax',
      maxAge: LOGIN_LIFETIME_MS / 1_000,
    })
    return c.redirect(takeOnward(c, deps.publicUrl), 303)
  }

  /** What the link is for, or undefined when it is good for nothing any more. */
  const holder = async (c: Context, token: string) => {
    attempts.take(deps.clientAddress(c))
    try {
      return await holderOfLink(deps, token)
    } catch (error) {
      if (error instanceof DomainError) return undefined
      throw error
    }
  }

  app.get('/setup', (c) => c.html(<SetupGone context={bareContext(deps, c)} />, 404))
  app
    .get('/setup/:token', async (c) => {
      const context = bareContext(deps, c)
      const token = c.req.param('token')
      if ((await holder(c, token)) !== null) return c.html(<SetupGone context={context} />, 410)
      return c.html(<SetupPage context={context} token={token} values={{}} errors={{}} />)
    })
    .post(async (c) => {
      const context = bareContext(deps, c)
      const token = c.req.param('token')
      if ((await holder(c, token)) !== null) return c.html(<SetupGone context={context} />, 410)
      const form = await readForm(c, setupForm)
      if (!form.ok) return c.html(<SetupPage context={context} token={token} {...form} />, 400)
      const { name, email, organisation, controllerName, privacyContact } = form.data
      try {
        const input = {
          owner: { name, email },
          organisation: { name: organisation, controllerName, privacyContact },
        }
        return keepLogin(c, await setUp(deps, token, input))
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        return c.html(<SetupGone context={context} />, 410)
      }
    })

  app
    .get('/sign-in/:token', async (c) => {
      const context = bareContext(deps, c)
      const token = c.req.param('token')
      const agent = await holder(c, token)
      const organisation = await findOrganisation(deps.database)
      if (!agent || !organisation) return c.html(<SignInGone context={context} />, 410)
      return c.html(
        <SignInPage context={context} token={token} name={agent.name} organisation={organisation.name} />,
      )
    })
    .post(async (c) => {
      attempts.take(deps.clientAddress(c))
      try {
        return keepLogin(c, await signIn(deps, c.req.param('token')))
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        return c.html(<SignInGone context={bareContext(deps, c)} />, 410)
      }
    })

  app.post('/sign-out', async (c) => {
    const name = loginCookie(deps.publicUrl)
    const secret = getCookie(c, name)
    if (secret !== undefined) await signOut(deps, secret)
    deleteCookie(c, name, { path: '/', secure: isSecure(deps.publicUrl) })
    return c.redirect('/', 303)
  })
  return app
}
