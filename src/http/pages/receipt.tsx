/** Receipts: downloaded from the link's page, checked on `/verify` by whoever holds one. */
import { Hono, type Context } from 'hono'
import { VerifyPage, type Checked } from '../../../views/verify.tsx'
import { unusable, type HeldLink } from '../../actions/answer-link.ts'
import { checkReceipt, makeReceipt } from '../../actions/receipts.ts'
import { notFound } from '../../domain/errors.ts'
import { receiptFileName, writeReceiptFile } from '../../domain/receipt.ts'
import { findNoticeText } from '../../store/notices.ts'
import type { HttpDeps } from '../deps.ts'
import type { PageEnv } from '../guards.ts'
import { languageOf } from '../language.ts'
import { createLimiter } from '../limiter.ts'
import { bareContext } from '../page-context.ts'

/** `/:token/receipt`, for the browser that answered. @param held reads the token and cookie of a request */
export const receiptRoutes = (
  deps: HttpDeps,
  held: (c: Context, token: string) => Promise<HeldLink>,
): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  app.get('/:token/receipt', async (c) => {
    const { recording, erased, organisation } = await held(c, c.req.param('token'))
    const id = recording?.id ?? erased?.id
    if (id === undefined) throw unusable()
    const { receipt, signed } = await makeReceipt(deps, id)
    const name = receiptFileName(organisation.name, Date.parse(receipt.record.event.event_time))
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    c.header('Content-Type', 'application/json')
    return c.body(writeReceiptFile(receipt, signed))
  })
  return app
}

/** `/verify`, and the texts that receipts name by hash. Public: a receipt is checked by whoever is shown it. */
export const verifyRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const checks = createLimiter(deps.clock, 2, 60)

  const answer = (c: Context, checked: Checked | null) =>
    c.html(
      <VerifyPage context={bareContext(deps, c)} language={languageOf(c)} checked={checked} />,
      checked === null || checked.kind === 'valid' || checked.kind === 'invalid' ? 200 : 400,
    )

  app
    .get('/verify', (c) => answer(c, null))
    .post(async (c) => {
      checks.take(deps.clientAddress(c))
      const { file, text } = await c.req.parseBody()
      const chosen = file instanceof File && file.size > 0 ? await file.text() : text
      if (typeof chosen !== 'string' || chosen.trim() === '') return answer(c, { kind: 'nothing' })
      return answer(c, await checkReceipt(deps, chosen))
    })

  app.get('/notices/:hash', async (c) => {
    const text = await findNoticeText(deps.database, c.req.param('hash'))
    if (text === null) throw notFound('text')
    c.header('Content-Type', 'application/json')
    return c.body(text)
  })
  return app
}
