/** A secret that the server had to mask: "Always mask this" makes a rule of its place. */
import { Hono } from 'hono'
import { z } from 'zod'
import { addRule } from '../../actions/privacy-rules.ts'
import { requireRecording } from '../../actions/read-recording.ts'
import { DomainError } from '../../domain/errors.ts'
import type { HttpDeps } from '../deps.ts'
import { readForm, selectorField } from '../forms.ts'
import { actorOf, requirePermission, type PageEnv } from '../guards.ts'

const leakForm = z.object({ selector: selectorField })

export const leakRoutes = (deps: HttpDeps): Hono<PageEnv> =>
  // A form of the case page, and a call of the player. It only hides more, so people who may not change settings may do it.
  new Hono<PageEnv>().post('/recordings/:id/mask', async (c) => {
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
