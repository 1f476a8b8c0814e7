/** What a browser downloads, gzipped. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { line } from './report.mjs'

/** @param {string | Buffer} text */
const gzipped = (text) => `${(gzipSync(text, { level: 9 }).length / 1_000).toFixed(1)} kB`

export const run = async () => {
  const manifest = JSON.parse(readFileSync('dist/client/manifest.json', 'utf8'))
  line('casereel.js (the tag)', gzipped(readFileSync('dist/client/casereel.js')))
  for (const name of ['recorder', 'player', 'admin', 'app']) {
    line(name, gzipped(readFileSync(`dist/client${manifest[name].url}`)))
  }
  line('styles of the player', gzipped(manifest.playerCss))
}
