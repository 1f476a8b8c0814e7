/** An adversary's corpus: many pages, each with something private in a place of its own (tests/support/adversary). */
import { writeFileSync } from 'node:fs'
import { decodeFrame, unpack } from '../../src/protocol/codec.ts'
import { PRIVACY_PRESETS, type PrivacyPreset } from '../../src/protocol/privacy.ts'
import { createJudge } from '../support/adversary/canary.ts'
import type { Case } from '../support/adversary/case.ts'
import { planFor } from '../support/adversary/corpus.ts'
import { adversaryStage, type Left } from '../support/adversary/stage.ts'
import { sampleOf } from '../support/adversary/sample.ts'
import { STILL_OPEN } from '../support/adversary/still-open.ts'
import { expect, runInPage, test } from '../support/host-test.ts'
import { stageOf } from '../support/reel.ts'
import { connectViewer } from '../support/viewer-socket.ts'

/** `ADVERSARY_ALL=1` runs every case in every preset, `ADVERSARY_ONLY=<pattern>` those with such an id; `ADVERSARY_REPORT` names a file. */
const { ADVERSARY_ALL, ADVERSARY_ONLY, ADVERSARY_REPORT } = process.env

// A trace of some hundred windows costs more than they do.
test.use({ trace: 'off' })
test.describe.configure({ timeout: ADVERSARY_ALL ? 900_000 : 300_000 })

interface Verdict {
  /** Of which too little left to tell, or not even what may. */
  blind: string[]
  leaking: string[]
  /** In the list of open ones, and open no more. */
  mended: string[]
}

const judge = (cases: readonly Case[], privacy: PrivacyPreset, left: readonly Left[]): Verdict => {
  const byId = new Map(left.map((one) => [one.id, one]))
  const verdict: Verdict = { blind: [], leaking: [], mended: [] }
  for (const one of cases) {
    const { json = '[]', whole = false, failure } = byId.get(one.id) ?? {}
    const isShown = !one.shows?.in.includes(privacy) || json.includes(one.shows.text)
    if (!whole || !isShown || failure)
      verdict.blind.push(`${one.id}: ${failure ?? 'does not show what it may'}`)
    const found = createJudge(one)(json)
    const open = STILL_OPEN[one.id]
    const isOpen = open?.in.includes(privacy) ?? false
    // The list is of what the ordinary run finds.
    const isKnown = isOpen || (open !== undefined && !!ADVERSARY_ALL)
    if (found.length > 0 && !isKnown) verdict.leaking.push(`${one.id}: ${found.join(', ')}`)
    if (found.length === 0 && isOpen) verdict.mended.push(`${one.id} holds now: take it out of still-open.ts`)
  }
  return verdict
}

for (const privacy of PRIVACY_PRESETS) {
  test(`nothing private leaves in ${privacy} from any page of the adversary's corpus`, async ({ page }) => {
    const only = new RegExp(ADVERSARY_ONLY ?? '')
    const planned = planFor(privacy, !!ADVERSARY_ALL).filter(({ one }) => only.test(one.id))
    const cases = planned.map(({ one }) => one)
    const stage = await adversaryStage(page, cases)
    const left = await stage.run(planned, privacy)
    await stage.close()
    const verdict = judge(cases, privacy, left)
    if (ADVERSARY_REPORT)
      writeFileSync(`${ADVERSARY_REPORT}-${privacy}.json`, JSON.stringify({ ...verdict, left }))
    expect.soft(verdict.blind).toEqual([])
    // Some leave by a hair, and not on every machine: that one holds is good news, and no failure.
    for (const description of verdict.mended) test.info().annotations.push({ type: 'holds', description })
    expect(verdict.leaking).toEqual([])
  })
}

test('neither the live view nor the file that the customer downloads holds any of a sample of it', async ({
  host,
  record,
  agent,
  api,
  server,
}) => {
  const sample = sampleOf('balanced')
  host.serve('/adversary', {
    title: 'Lantern office',
    body: `<h1>Lantern</h1>${sample.body}<p id="last"></p>`,
  })
  const customer = await record('/', { link: { privacy: 'balanced' } })
  const { page, recordingId: id, wire } = customer
  const viewer = await connectViewer(agent.context(), server.url, id)
  await page.goto(new URL('/adversary?ticket=tovimareduk#vubelamikor', host.url).href)
  await agent.goto(`/recordings/${id}`)
  await runInPage(page, `(async () => { ${sample.script}; last.textContent = 'Lighthouse' })()`)
  await expect(stageOf(agent).getByText('Lighthouse')).toBeVisible()
  const seen = [await agent.content(), await stageOf(agent).locator(':root').innerHTML()]
  await customer.stop()
  const live = await Promise.all(
    viewer.frames.map(async (frame) => new TextDecoder().decode(await unpack(decodeFrame(frame), Infinity))),
  )
  viewer.socket.close()
  const download = await (await page.request.get(`${customer.linkUrl}/download`)).text()
  const sources = {
    'what left the browser': await wire.text(server.url),
    'the live view': [...live, ...seen].join('\n'),
    'the download': download,
    'the timeline': JSON.stringify(await api.timeline(id)),
  }
  for (const [where, text] of Object.entries(sources)) {
    expect(text, where).toContain('Lantern')
    expect(sample.found(text), where).toEqual([])
    // The page's own address, also as a header of our own requests.
    expect(text.toLowerCase(), where).not.toMatch(/tovimareduk|vubelamikor/)
  }
})
