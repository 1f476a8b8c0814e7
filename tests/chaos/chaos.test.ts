import { describe, expect, it } from 'vitest'
import { loadParts } from './parts.ts'
import { runSeed } from './run.ts'

const only = process.env['CASEREEL_SEED']
const SEEDS = Number(process.env['CASEREEL_SEEDS'] ?? 1_000)

describe('chaos', () => {
  it('x', { timeout: 600_000 }, async () => {
    const parts = await loadParts()
    const start = Date.now()
    let bad = 0
    for (let seed = only ? Number(only) : 1; seed <= (only ? Number(only) : SEEDS); seed += 1) {
      const outcome = await runSeed(parts, seed)
      if (only) console.log(outcome.history(3000), outcome.facts)
      if (outcome.complaints.length > 0) {
        bad++
        console.log(seed, outcome.complaints.length, outcome.complaints.slice(0, 3), JSON.stringify(outcome.facts))
      }
    }
    console.log('bad', bad, 'ms', Date.now() - start)
    expect(bad).toBe(0)
  })
})
