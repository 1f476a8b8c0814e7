/** Long titles, names that read from the right, 200 % zoom and a phone on its side: nothing covers anything, nothing is cut off. */
import { expect, test } from '../support/live-test.ts'

const TITLE =
  `The checkout button does nothing when a voucher was entered before the address ${'and so on '.repeat(4)}`.slice(
    0,
    120,
  )
const NAME = 'عبد الرحمن بن محمد الأنصاري'
/** 1440 × 900 at 200 %, and a phone held sideways. */
const SIZES = [
  { width: 720, height: 450 },
  { width: 667, height: 375 },
]

test('pages stay within their width, and what is pressed is what is seen', async ({
  api,
  agent,
  server,
  newCustomer,
}) => {
  const { body: supportCase } = await api.call<{ id: string }>('POST', '/cases', {
    title: TITLE,
    reference: 'ZD-1042',
    customer: { name: NAME, email: 'a@customer.example' },
  })
  const link = { targetUrl: `${server.url}/demo` }
  const { body: made } = await api.call<{ url: string }>('POST', `/cases/${supportCase.id}/links`, link)
  const { page } = await newCustomer()
  const pages = [
    [agent, '/'],
    [agent, `/cases/${supportCase.id}`],
    [agent, '/recordings'],
    [agent, '/settings/privacy'],
    [agent, '/settings/audit'],
    [page, made.url],
  ] as const
  for (const size of SIZES) {
    for (const [who, path] of pages) {
      await who.setViewportSize(size)
      await who.goto(path)
      const told = `${path} at ${size.width} px`
      expect(
        await who.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        told,
      ).toBeLessThanOrEqual(0)
      for (const target of await who.locator('main :is(a, button, summary):visible').all()) {
        await target.scrollIntoViewIfNeeded()
        const covered = await target.evaluate((element) => {
          const { x, y } = [...element.getClientRects()].map((box) => ({
            x: box.x + box.width / 2,
            y: box.y + box.height / 2,
          }))[0] ?? { x: -1, y: -1 }
          const top = document.elementFromPoint(x, y)
          return top !== null && !element.contains(top) && !top.contains(element)
            ? `${element.outerHTML.slice(0, 120)} under ${top.outerHTML.slice(0, 120)}`
            : null
        })
        expect(covered, told).toBeNull()
      }
      if (process.env['SHOTS'])
        await who.screenshot({
          path: `${process.env['SHOTS']}/${size.width}-${path.replace(/\W+/g, '-').slice(0, 24)}.png`,
        })
    }
  }
})
