/**
 * The product's own code, bundled for the simulated world: the recorder as one function of a page's globals, and the
 * room. The picture, the gate and the bar are left out, for they need a real page; what stands for them is the world's.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { compileFunction } from 'node:vm'
import { build, type Plugin } from 'esbuild'
import type { DomainError } from '../../src/domain/errors.ts'
import type { statusOf } from '../../src/http/errors.ts'
import type { createRoom } from '../../src/room/room.ts'
import { codecs } from './streams.ts'

/** A change of the product's own text: a bug put in on purpose, or a limit that is met sooner. */
export interface Patch {
  file: string
  from: string
  to: string
}

export interface Parts {
  /** Runs the recorder's script in a page with these globals. */
  runRecorder(globals: Record<string, unknown>): void
  server: {
    createRoom: typeof createRoom
    statusOf: typeof statusOf
    DomainError: typeof DomainError
  }
}

const ROOT = resolve(import.meta.dirname, '../..')

/** Characters that a page may leave in sessionStorage. */
export const SPOOL_LENGTH = 15_000

/** Bounds that a run of half a minute would never meet. */
const SMALLER: Patch[] = [
  ['OUTBOX_BYTES = 16_000_000', 'OUTBOX_BYTES = 30_000'],
  ['SPOOL_LENGTH = 2_000_000', `SPOOL_LENGTH = ${SPOOL_LENGTH}`],
  ['FRAME_TARGET_JSON_BYTES = 64_000', 'FRAME_TARGET_JSON_BYTES = 8_000'],
].map(([from, to]) => ({ file: 'src/protocol/limits.ts', from: from!, to: to! }))

/** What the world wants to hear of. */
const HEARD: Patch[] = [
  {
    file: 'client/recorder/outbox/outbox.ts',
    from: "return [gap('The connection",
    to: "chaos.dropped?.()\n  return [gap('The connection",
  },
]

/** What stands for a module that needs a real page: the world's own, handed over as the global `chaos`. */
const STANDS_IN: Readonly<Record<string, string>> = {
  'client/recorder/capture/capture.ts': 'export const createCapture = chaos.createCapture',
  'client/recorder/bar/bar.ts': 'export const createBar = chaos.createBar',
  'client/recorder/capture/gate/gate.ts':
    'export const createGate = () => ' +
    'Object.assign((event) => event, { inOrder: (push) => ({ push, flush: () => {} }) })',
  'client/recorder/capture/picture/rrweb.ts': 'export const nodeOf = () => null',
}

const changed = (patches: readonly Patch[]): Plugin => ({
  name: 'changed',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const file = path.slice(ROOT.length + 1)
      const standIn = STANDS_IN[file]
      if (standIn !== undefined) return { contents: standIn, loader: 'ts' }
      const own = patches.filter((patch) => patch.file === file)
      if (own.length === 0) return undefined
      let contents = readFileSync(path, 'utf8')
      for (const { from, to } of own) {
        // A patch that fits nowhere would leave the code as it is, and prove nothing.
        if (!contents.includes(from)) throw new Error(`There is no "${from}" in ${file} any more.`)
        contents = contents.replaceAll(from, () => to)
      }
      return { contents, loader: 'ts' }
    })
  },
})

const bundle = async (contents: string, patches: Patch[], format: 'iife' | 'cjs'): Promise<string> => {
  const result = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format,
    target: 'es2023',
    define: { BODIES: 'false' },
    external: ['zod', 'hono', 'hono/*'],
    plugins: [changed(patches)],
    logLevel: 'silent',
  })
  return result.outputFiles[0]!.text
}

/** @throws where a patch fits nowhere */
export const loadParts = async (bugs: readonly Patch[] = []): Promise<Parts> => {
  const patches = [...SMALLER, ...HEARD, ...bugs]
  const [recorder, server] = await Promise.all([
    bundle(`import './client/recorder/tab/start.ts'`, patches, 'iife'),
    bundle(
      `export { createRoom } from './src/room/room.ts'
       export { statusOf } from './src/http/errors.ts'
       export { DomainError } from './src/domain/errors.ts'`,
      patches,
      'cjs',
    ),
  ])
  const compiled = new Map<string, (...values: unknown[]) => void>()
  const recorderWith = (names: string[]): ((...values: unknown[]) => void) => {
    const key = names.join()
    const known = compiled.get(key)
    if (known) return known
    const fresh = compileFunction(recorder, names, { filename: 'recorder.js' }) as () => void
    compiled.set(key, fresh)
    return fresh
  }
  const module = { exports: {} as Parts['server'] }
  const { Blob, CompressionStream, DecompressionStream } = codecs(async () => {})
  const names = ['module', 'exports', 'require', 'Blob', 'CompressionStream', 'DecompressionStream']
  const load = compileFunction(server, names, { filename: 'server.js' }) as (...values: unknown[]) => void
  const require = createRequire(import.meta.url)
  load(module, module.exports, require, Blob, CompressionStream, DecompressionStream)
  return {
    runRecorder: (globals) => recorderWith(Object.keys(globals))(...Object.values(globals)),
    server: module.exports,
  }
}
