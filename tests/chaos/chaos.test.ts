/**
 * The real recorder, transport and room in a simulated world, many times, each time another one (docs/architecture.md,
 * "Proof under chaos"). `CASEREEL_SEED=17 npx vitest run tests/chaos` repeats one; `CASEREEL_SEEDS=20000` takes more.
 */
import { describe, expect, it } from 'vitest'
import { BUGS } from './bugs.ts'
import { loadParts } from './parts.ts'
import { runSeed, type Outcome } from './run.ts'

const one = process.env['CASEREEL_SEED']
const count = Number(process.env['CASEREEL_SEEDS'] ?? 250)
const seeds = one === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(one)]

/** Seeds within which a bug must be found. */
const PATIENCE = 600

const tell = ({ seed, complaints, history }: Outcome): string =>
  [`Seed ${seed}; CASEREEL_SEED=${seed} repeats it.`, history(300), ...complaints.slice(0, 10)].join('\n')

describe('under chaos', () => {
  it(
    `[R27][R03][R05] what is acked is stored once and in order, and nothing after a Stop, in ${seeds.length} worlds`,
    { timeout: 60_000 + 400 * seeds.length },
    async () => {
      const parts = await loadParts()
      let stored = 0
      let ended = 0
      for (const seed of seeds) {
        const outcome = await runSeed(parts, seed)
        expect(outcome.complaints.length === 0, tell(outcome)).toBe(true)
        stored += outcome.facts.stored
        ended += Number(outcome.facts.ended)
      }
      // Worlds in which nothing happens prove nothing.
      if (one !== undefined) return
      expect(stored).toBeGreaterThan(50 * seeds.length)
      expect(ended).toBeGreaterThan(0.2 * seeds.length)
      expect(ended).toBeLessThan(0.8 * seeds.length)
    },
  )

  it('is the same every time', async () => {
    const parts = await loadParts()
    const first = await runSeed(parts, 7)
    const again = await runSeed(await loadParts(), 7)
    expect(again.history()).toBe(first.history())
  })

  it.skipIf(one !== undefined).each(BUGS)(
    'finds a recorder or a room that $what',
    { timeout: 120_000 },
    async ({ patches, says, from = 1 }) => {
      const parts = await loadParts(patches)
      const heard = new Set<string>()
      for (let seed = from; seed < from + PATIENCE; seed += 1) {
        const { complaints } = await runSeed(parts, seed)
        if (complaints.some((complaint) => says.test(complaint))) return
        for (const complaint of complaints) heard.add(complaint)
      }
      expect.unreachable(`Nothing was found but: ${[...heard].slice(0, 5).join('\n')}`)
    },
  )
})
