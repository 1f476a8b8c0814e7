/**
 * `npm run bench`: how large, how quick. It measures and asserts nothing; docs and changes quote it.
 * `npm run bench -- live` runs one part; `npm run bench -- soak [--minutes 10] [--recorders 200]` runs only when asked for.
 */
import { spawnSync } from 'node:child_process'
import { delimiter, resolve } from 'node:path'
import { parseArgs } from 'node:util'

process.chdir(resolve(import.meta.dirname, '../..'))
process.env.PATH = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter)

const PARTS = {
  sizes: () => import('./sizes.mjs'),
  gate: () => import('./gate.mjs'),
  storms: () => import('./storms.mjs'),
  ingest: () => import('./ingest.mjs'),
  'at-rest': () => import('./at-rest.mjs'),
  sealing: () => import('./sealing.mjs'),
  neighbours: () => import('./neighbours.mjs'),
  live: () => import('./live.mjs'),
  replay: () => import('./replay.mjs'),
  metrics: () => import('./metrics.mjs'),
  soak: () => import('./soak.mjs'),
}

const { values: options, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' }, recorders: { type: 'string' } },
})
const unknown = asked.find((name) => !(name in PARTS))
if (unknown) {
  console.error(`Unknown part "${unknown}": say ${Object.keys(PARTS).join(', ')}, or nothing for all.`)
  process.exit(1)
}
const built = spawnSync(process.execPath, ['build.mjs', '--quiet'], { stdio: 'inherit' })
if (built.status !== 0) process.exit(1)

for (const [name, load] of Object.entries(PARTS)) {
  if (asked.length > 0 ? !asked.includes(name) : name === 'soak') continue
  console.log(`\n${name}`)
  const { run } = await load()
  await run(options)
}
