/** Dry runs as programs and pages of the host app see them. */
import { expect } from 'vitest'
import { dryRunSchema, openedDryRunSchema } from '../../src/http/api/dry-runs.ts'
import type { Claim } from '../../src/protocol/messages.ts'
import { fits } from './api-answers.ts'
import type { Reply, World } from './world.ts'

export const SHOP = 'https://shop.example'

export const ITEM = {
  selector: 'p',
  part: 'text',
  verdict: 'captured',
  captured: 'Hello',
  reason: 'visible text',
}
export const REPORT = {
  url: `${SHOP}/checkout`,
  title: 'Checkout',
  viewport: { width: 1_280, height: 800 },
  items: [ITEM, { ...ITEM, part: 'value', verdict: 'masked', captured: '••••••••', reason: 'field' }],
  cut: false,
}

/** @param world that allows SHOP */
export const dryRunsOf = (world: () => World) => {
  const start = async (input: object = {}) => {
    const made = fits(
      openedDryRunSchema,
      await world().api('POST', '/dry-runs', { targetUrl: `${SHOP}/checkout`, ...input }),
      201,
    )
    const code = new URLSearchParams(new URL(made.url).hash.slice(1)).get('casereel') ?? ''
    return { ...made, code }
  }
  const claim = (code: string, origin = SHOP): Promise<Reply> =>
    world().send('POST', '/r/claim', { headers: { origin }, body: JSON.stringify({ code }) })
  const claimed = async (code: string): Promise<Claim> => {
    const answer = await claim(code)
    expect(answer.status).toBe(200)
    return answer.json<Claim>()
  }
  return {
    start,
    claim,
    claimed,
    /** A dry run whose page has claimed its code. */
    opened: async () => {
      const { id, code } = await start()
      return { id, token: (await claimed(code)).token }
    },
    read: async (id: string) => fits(dryRunSchema, await world().api('GET', `/dry-runs/${id}`)),
    /** What the page tells. */
    tell: (id: string, token: string, report: unknown = REPORT, origin = SHOP): Promise<Reply> =>
      world().send('POST', `/r/${id}/dry-run`, {
        headers: { origin },
        body: JSON.stringify({ token, report }),
      }),
    setFloor: (floor: string): void => {
      world().sqlite.prepare('UPDATE organisation SET privacy_floor = ?').run(floor)
    },
  }
}
