/** Every rule that a test, a comment or a document quotes by its id is written down. */
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** One letter and one or two digits, quoted in brackets or named in a sentence; not a part of a longer word. */
const QUOTED = /(?<![\w.#/'"`-])([A-HJ-PRSTUV]\d{1,2})(?![\w'"`%])/g
/** In tables of rules.md the id stands first; in protocol.md it is in bold. */
const DEFINED = /^\| ([A-Z]\d{2}) \||\*\*([A-Z]\d{1,2})\*\*/gm

/** Products of Cloudflare, and no rules. */
const NO_RULES = new Set(['D1', 'R2'])

const read = (path: string): string => readFileSync(path, 'utf8')

/** @returns the ids in square brackets of titles, and those in comments */
const quotedIn = (source: string): string[] => {
  const titles = [...source.matchAll(/\[([A-Z]\d{1,2})\]/g)].map(([, id]) => id ?? '')
  const comments = [...source.matchAll(/\/\*\*?[^]*?\*\/|\/\/ .*$/gm)].flatMap(([comment]) =>
    [...comment.matchAll(QUOTED)].map(([, id]) => id ?? ''),
  )
  return [...titles, ...comments]
}

const defined = new Set(
  ['docs/rules.md', 'docs/protocol.md'].flatMap((path) =>
    [...read(path).matchAll(DEFINED)].map(([, row, bold]) => row ?? bold ?? ''),
  ),
)

it('stands in docs/rules.md or docs/protocol.md', () => {
  const unknown = globSync('{src,client,views,tests}/**/*.{ts,tsx,mjs}').flatMap((path) =>
    quotedIn(read(path))
      .filter((id) => !defined.has(id) && !NO_RULES.has(id))
      .map((id) => `${path}: ${id}`),
  )
  expect(unknown).toEqual([])
})

it('is found where it is quoted', () => {
  expect(
    quotedIn("test('a frame [T33] is refused') // as T12 wants\n/** See R15. */ const h1 = 'H1'"),
  ).toEqual(['T33', 'T12', 'R15'])
  expect(defined.size).toBeGreaterThan(150)
})
