/** Builds dist/: the client by hash, and the Node host. `--quiet` prints nothing, `--only=client` and `--only=server` build that part. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { bundleForHost, bundleRecorder } from './client/bundle-for-host.mjs'

const quiet = process.argv.includes('--quiet')
const parts = process.argv.flatMap((word) => /^--only=(.*)$/.exec(word)?.[1] ?? [])
const isAsked = (part) => parts.length === 0 || parts.includes(part)
const CLIENT = 'dist/client'

/** Bundles one entry of the client's own pages and returns its text. */
const bundle = async (entry, options) => {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    target: ['es2020', 'chrome123', 'firefox121', 'safari17.5'],
    ...options,
  })
  return result.outputFiles[0].text
}

/** Compressed once here, as small as it gets, so that the Node host never has to. */
const writeCompressed = (url, text) => {
  const file = `${CLIENT}${url}`
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(text))
  writeFileSync(file, text)
}

const hashed = (name, extension, text) => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  const url = `/assets/${name}-${hash}.${extension}`
  writeCompressed(url, text)
  return { url, integrity: `sha384-${createHash('sha384').update(text).digest('base64')}` }
}

/** Longer than any recording lasts: pages hold on to the files they were given, over an update too. */
const KEEP_ASSETS_MS = 24 * 60 * 60 * 1_000

const removeOldAssets = () => {
  for (const name of readdirSync(`${CLIENT}/assets`)) {
    const file = `${CLIENT}/assets/${name}`
    if (Date.now() - statSync(file).mtimeMs > KEEP_ASSETS_MS) rmSync(file)
  }
}

const buildClient = async () => {
  const [
    loader,
    words,
    recorder,
    recorderWithBodies,
    dryRun,
    player,
    admin,
    opened,
    demo,
    app,
    demoCss,
    playerCss,
  ] = await Promise.all([
    bundleForHost({ entryPoints: ['client/loader.ts'] }),
    bundleForHost({ entryPoints: ['client/words.ts'] }),
    bundleRecorder('client/recorder/tab/start.ts', false),
    bundleRecorder('client/recorder/tab/start.ts', true),
    bundleRecorder('client/dry-run/start.ts', false),
    bundle('client/player/start.ts', { format: 'iife' }),
    bundle('client/admin/start.ts', { format: 'iife' }),
    bundle('client/admin/opened.ts', { format: 'iife' }),
    // A shop's stack traces should read like a shop's.
    bundle('client/demo/start.ts', { format: 'iife', minify: false }),
    bundle('client/styles/app.css'),
    bundle('client/styles/demo.css'),
    bundle('client/styles/player.css'),
  ])
  mkdirSync(`${CLIENT}/assets`, { recursive: true })
  removeOldAssets()
  writeCompressed('/casereel.js', loader)
  writeCompressed('/casereel-words.js', words)
  const manifest = {
    recorder: hashed('recorder', 'js', recorder),
    recorderWithBodies: hashed('recorder-with-bodies', 'js', recorderWithBodies),
    dryRun: hashed('dry-run', 'js', dryRun),
    player: hashed('player', 'js', player),
    admin: hashed('admin', 'js', admin),
    opened: hashed('opened', 'js', opened),
    demo: hashed('demo', 'js', demo),
    app: hashed('app', 'css', app),
    demoCss: hashed('demo', 'css', demoCss),
    playerCss,
  }
  writeFileSync(`${CLIENT}/manifest.json`, JSON.stringify(manifest))
  writeFileSync(`${CLIENT}/_headers`, await edgeHeaders())
  // Cloudflare compresses by itself.
  writeFileSync(`${CLIENT}/.assetsignore`, '*.br\n*.gz\n')
  return { loader, recorder, recorderWithBodies, player }
}

/** For Cloudflare, which serves these files itself: the headers that our own routes send. */
const edgeHeaders = async () => {
  const { ASSET_HEADERS } = await import('./src/http/asset-headers.ts')
  const always = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-DNS-Prefetch-Control': 'off',
    'Strict-Transport-Security': 'max-age=31536000',
  }
  return Object.entries(ASSET_HEADERS)
    .map(([path, headers]) => {
      const lines = Object.entries({ ...always, ...headers }).map(([name, value]) => `  ${name}: ${value}\n`)
      return `${path}\n${lines.join('')}`
    })
    .join('')
}

/** `npm run <name>`. */
const COMMANDS = ['setup-link', 'rotate-keys', 'backup', 'verify', 'restore', 'dry-run', 'dev-worker']

const buildServer = () =>
  build({
    // All in one folder: src/node/paths.ts finds the repository from there as from its own.
    entryPoints: Object.fromEntries([
      ['main', 'src/node/main.ts'],
      ['check-worker', 'src/node/check-worker.ts'],
      ...COMMANDS.map((name) => [name, `src/node/commands/${name}.ts`]),
    ]),
    outdir: 'dist/server',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // What is not bundled is read file by file at each start, which takes three times as long; better-sqlite3 is native,
    // and nodemailer is read with the first mail.
    external: ['better-sqlite3', 'nodemailer'],
    // For the dependencies that are CommonJS, and require Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    sourcemap: 'linked',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'warning',
  })

const buildAll = async () => {
  const [client] = await Promise.all([isAsked('client') && buildClient(), isAsked('server') && buildServer()])
  if (quiet || !client) return
  const sizes = Object.entries(client).map(
    ([name, text]) => `${name} ${gzipSync(text, { level: 9 }).length} B`,
  )
  console.log(`Built (gzip): ${sizes.join(', ')}`)
}

const [major] = process.versions.node.split('.')
if (Number(major) < 24) {
  console.error(
    `Casereel needs Node 24; this is ${process.version}. Run it through npm, which brings Node 24 along.`,
  )
  process.exit(1)
}
await buildAll()
