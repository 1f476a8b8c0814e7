/** The one answer to links that open nothing (T04). */
import type { Context } from 'hono'
import { LinkGone } from '../../../views/refused.tsx'
import { findOrganisation } from '../../store/organisation.ts'
import type { HttpDeps } from '../deps.ts'
import { languageOf } from '../language.ts'
import { bareContext } from '../page-context.ts'

export const answerGone = async (deps: HttpDeps, c: Context): Promise<Response> =>
  c.html(
    <LinkGone
      context={bareContext(deps, c)}
      language={languageOf(c)}
      organisation={await findOrganisation(deps.database)}
    />,
    410,
  )
