/** Nothing private leaves the browser: a host app full of canaries, recorded in each preset, and a search everywhere. */
import { PRIVACY_PRESETS, type PrivacyPreset } from '../../src/protocol/privacy.ts'
import { createSearch } from '../support/canaries.ts'
import { serveCorpus } from '../support/corpus/corpus.ts'
import { collectEvidence } from '../support/corpus/evidence.ts'
import { KINDS, kinds } from '../support/corpus/kinds.ts'
import type { Canary } from '../support/corpus/plant.ts'
import { readPrivacyTable } from '../support/corpus/privacy-table.ts'
import { expect, test } from '../support/host-test.ts'
import { addRules, setPrivacyFloor } from '../support/privacy-settings.ts'
import { connectViewer } from '../support/viewer-socket.ts'

// It changes the settings.
test.use({ ownServer: true })

test.describe.configure({ mode: 'parallel' })

const SCOPES = ['picture', 'console', 'network', 'network-bodies']

/** All of it in each preset, and once with a rule that asks to show everything. */
const runs: { name: string; privacy: PrivacyPreset; unmask: string[] }[] = [
  ...PRIVACY_PRESETS.map((preset) => ({ name: preset, privacy: preset, unmask: [] })),
  {
    name: 'open with a rule that shows everything',
    privacy: 'open',
    unmask: ['html'],
  },
]

test('docs/privacy.md says of each kind of thing what the corpus proves', () => {
  expect(readPrivacyTable()).toEqual(KINDS)
})

for (const { name, privacy, unmask } of runs) {
  test(`${name}: of all canaries only what may be read leaves the browser [L01]–[L31]`, async ({
    server,
    host,
    api,
    record,
    agent,
  }) => {
    test.setTimeout(180_000)
    const { table, target, walk } = serveCorpus(host)
    expect(table.length).toBeGreaterThanOrEqual(200)
    // A row of docs/privacy.md of which nothing is planted would say what nobody has tried.
    expect(kinds.filter((kind) => !table.some((canary) => canary.kind === kind))).toEqual([])
    await setPrivacyFloor(agent, server.url, { privacyFloor: 'open', networkBodies: true })
    await addRules(agent, server.url, { unmask })
    const recorded = await record(target, { link: { privacy, scopes: SCOPES }, contents: true })
    const viewer = await connectViewer(agent.context(), server.url, recorded.recordingId)
    await walk(recorded.page)
    await recorded.stop()
    const evidence = await collectEvidence(recorded, { server, api, agent, viewer })

    const search = createSearch(table)
    const places = new Map<Canary, string[]>()
    for (const [place, text] of Object.entries(evidence) as [string, string][]) {
      for (const canary of search(text)) places.set(canary, [...(places.get(canary) ?? []), place])
    }
    const [readable, secret] = [true, false].map((may) =>
      table.filter(({ readableIn }) => readableIn.includes(privacy) === may),
    ) as [Canary[], Canary[]]
    const isFound = (canary: Canary): boolean => places.has(canary)
    console.log(
      `${name}: ${secret.filter(isFound).length} of ${secret.length} canaries found; ` +
        `readable by promise: ${readable.filter(isFound).length} of ${readable.length}`,
    )
    const leaks = secret
      .filter(isFound)
      .map((canary) => `${canary.where} ${canary.kind}: ${canary.id} (${places.get(canary)?.join(', ')})`)
    expect.soft(leaks, 'canaries that must not be found').toEqual([])
    // The search is worth something only while it finds what is there; each way out has to have shown some of it.
    const missing = readable.filter((canary) => {
      const found = places.get(canary) ?? []
      return !found.includes('wire') || !(found.includes('events') || found.includes('timeline'))
    })
    expect(
      missing.map(({ kind, id }) => `${kind}: ${id}`),
      'canaries that must be found',
    ).toEqual([])
    for (const place of ['viewer', 'exports']) expect([...places.values()].flat()).toContain(place)
    // The server's own search had nothing to do.
    expect((await api.recording(recorded.recordingId)).leakCount).toBe(0)
    expect(evidence.files.length).toBeGreaterThan(100_000)
  })
}
