import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkArchitecture, importsOf, LAYERS, type Sources } from './support/architecture.ts'

const read = (): Sources =>
  Object.fromEntries(
    globSync('{src,views,client}/**/*.{ts,tsx}').map((path) => [path, readFileSync(path, 'utf8')]),
  )

/** Sources with a planted mistake, and what must be said about it. */
const PLANTED: [what: string, sources: Sources, complaint: RegExp][] = [
  [
    'an upward import',
    { 'src/domain/a.ts': `import { b } from '../http/b.ts'` },
    /src\/domain may not import src\/http/,
  ],
  [
    'an upward type import',
    { 'src/room/a.ts': `import type {\n  B,\n} from '../actions/b.ts'` },
    /src\/actions/,
  ],
  ['an upward re-export', { 'src/protocol/a.ts': `export * from '../domain/b.ts'` }, /src\/domain/],
  [
    'an import as a type',
    { 'src/store/a.ts': `let a: import('../auth/b.ts').B` },
    /may not import src\/auth/,
  ],
  ['a sideways import', { 'views/a.tsx': `import { db } from '../src/store/database.ts'` }, /src\/store/],
  ['a host from the core', { 'src/http/a.ts': `import { x } from '../node/main.ts'` }, /src\/node/],
  [
    'the server from a page',
    { 'client/a.ts': `import type { L } from '../src/domain/link.ts'` },
    /src\/domain/,
  ],
  [
    'a wing of the recorder from one below it',
    { 'client/recorder/outbox/a.ts': `import type { T } from '../line/transport.ts'` },
    /client\/recorder\/outbox may not import client\/recorder\/line/,
  ],
  [
    'a wing of the recorder from one beside it',
    { 'client/recorder/capture/a.ts': `import { b } from '../bar/bar.ts'` },
    /client\/recorder\/capture may not import client\/recorder\/bar/,
  ],
  ['a file of the recorder in no wing', { 'client/recorder/a.ts': '' }, /belongs to no wing/],
  ['a file outside the layers', { 'src/util/a.ts': '' }, /belongs to no layer/],
  ['node: in the core', { 'src/actions/a.ts': `import { join } from 'node:path'` }, /node:path/],
  ['an unprefixed Node module', { 'src/actions/a.ts': `import 'fs'` }, /imports fs/],
  [
    'cloudflare: in the core',
    { 'src/room/a.ts': `await import('cloudflare:workers')` },
    /cloudflare:workers/,
  ],
  ['a package of another layer', { 'src/actions/a.ts': `import { eq } from 'drizzle-orm'` }, /drizzle-orm/],
  [
    'a driver in the store',
    { 'src/store/a.ts': `import { drizzle } from 'drizzle-orm/better-sqlite3'` },
    /better-sqlite3/,
  ],
  ['a Node global in the core', { 'src/auth/a.ts': `const key = process.env.KEY` }, /process\.env/],
  ['a DOM global in the core', { 'src/domain/a.ts': `document.title = ''` }, /document\.title/],
  ['a long file', { 'client/a.ts': 'let a\n'.repeat(301) }, /301 lines/],
  [
    'a cycle',
    {
      'src/room/a.ts': `import { b } from './b.ts'`,
      'src/room/b.ts': `export { c } from './c.ts'`,
      'src/room/c.ts': `import type { A } from './a.ts'`,
    },
    /Cycle: src\/room\/a\.ts → src\/room\/b\.ts → src\/room\/c\.ts → src\/room\/a\.ts/,
  ],
]

describe('the import table', () => {
  it('holds for every source file', () => {
    expect(checkArchitecture(read())).toEqual([])
  })

  it('points down only: no layer reaches itself through others', () => {
    const reaches = (from: string, goal: string): boolean =>
      (LAYERS[from]?.layers ?? []).some((layer) => layer === goal || reaches(layer, goal))
    expect(Object.keys(LAYERS).filter((layer) => reaches(layer, layer))).toEqual([])
  })

  it.each(PLANTED)('catches %s', (_, sources, complaint) => {
    const complaints = checkArchitecture(sources)
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toMatch(complaint)
  })

  it('lets a clean core be', () => {
    const sources = {
      'src/domain/a.ts': `// import x from 'node:fs', or process.env\nimport { b } from '../protocol/b.ts'\n`,
      'src/protocol/b.ts': `/* import 'ws' */ export const b = 'see https://x.test/document.html'\n`,
      'views/c.tsx': `export const Api = ({ document }: Props) => document.title`,
      'src/node/main.ts': `import { readFile } from 'node:fs/promises'\nprocess.exit(0)\n`,
    }
    expect(checkArchitecture(sources)).toEqual([])
  })

  it('reads every form of import', () => {
    const source = [
      `import a from 'a'`,
      `import b, { type B } from 'b'`,
      `import * as c from "c"`,
      `import type {\n  D,\n} from 'd'`,
      `export type { E } from 'e'`,
      `export * as f from 'f'`,
      `import 'g'`,
      `const h = await import('h')`,
      `export const no = from('i')`,
    ].join('\n')
    expect(importsOf(source).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  })
})
