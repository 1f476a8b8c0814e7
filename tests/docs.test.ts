import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The changelog and the decisions tell what was; all else tells what is. */
const PAGES = globSync(['*.md', 'docs/*.md']).filter((page) => page !== 'CHANGELOG.md')

/** A path of the repository in backticks, without the line or the name that may follow it. */
const PATH = /`((?:src|client|views|tests|migrations|docs)\/[\w./-]+)/g

it('every file and folder that the docs name is there', () => {
  const named = PAGES.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(PATH)].map(([, path = '']) => ({ page, path })),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter(({ path }) => !existsSync(path))).toEqual([])
})
