/** docs/protocol.md and the tests say the same: no rule without a test, no test of a rule that is not written down. */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const rules = [
  ...readFileSync(resolve(root, 'docs/protocol.md'), 'utf8').matchAll(/\*\*([A-Z]\d{1,2})\*\*/g),
].map(([, id = '']) => id)
/** One digit, or two from 10 on: `[R01]` and its like are not of the protocol. */
const quoted = new Set(
  globSync('tests/**/*.test.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(resolve(root, file), 'utf8').matchAll(/\[([A-Z][1-9])\]|\[(V1\d)\]/g)].map(
      ([, one, two]) => one ?? two ?? '',
    ),
  ),
)

it('each rule has one id of its own', () => {
  expect(new Set(rules).size).toBe(rules.length)
  expect(rules.length).toBeGreaterThan(50)
})

it('every rule is quoted by a test', () => {
  // The layout of a frame is held by tests/protocol/codec.test.ts, errors of an upload by tests/http/recorder.test.ts.
  expect(rules.filter((id) => !quoted.has(id))).toEqual([])
})

it('every rule that a test quotes is written down', () => {
  expect([...quoted].filter((id) => !rules.includes(id))).toEqual([])
})
