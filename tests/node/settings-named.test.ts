/** What stands outside the code and must be true of it: the sample of settings, the image, the changelog. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/node/config.ts'
import { packageVersion, root } from '../../src/node/paths.ts'

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** Every key of a settings schema: in capitals, with a schema behind it. */
const SETTINGS = ['src/config.ts', 'src/node/config.ts']
  .flatMap((file) => [...read(file).matchAll(/[\s{]([A-Z][A-Z_]{3,}): (?=z\b|\w*[sS]chema)/g)])
  .map(([, name]) => name ?? '')

const byName = (a = '', b = ''): number => a.localeCompare(b)

const sample = [...read('.env.example').matchAll(/^(# )?([A-Z][A-Z_]+)=(.*)$/gm)]

it('.env.example names every setting of the Node host and no other, and so does docs/self-hosting.md', () => {
  expect(SETTINGS).toContain('CASEREEL_API_KEY')
  const named = sample.map(([, , name]) => name)
  expect(named.toSorted(byName)).toEqual([...new Set(SETTINGS)].toSorted(byName))
  for (const name of SETTINGS) expect(read('docs/self-hosting.md'), name).toContain(`\`${name}\``)
})

it('.env.example shows the defaults', () => {
  const set = sample.filter(([, comment]) => comment === undefined).map(([, , name, value]) => [name, value])
  expect(readConfig(Object.fromEntries(set) as Record<string, string>)).toEqual(readConfig({}))
})

it('the image copies what there is, and runs what `npm start` runs', () => {
  const image = read('Dockerfile')
  const sources = [...image.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
    files.split(' '),
  )
  expect(sources.length).toBeGreaterThan(3)
  for (const file of sources) expect(existsSync(join(root, file)), file).toBe(true)
  const { scripts, engines } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const [, program = ''] = /^CMD \[.*"(\S+)"\]$/m.exec(image) ?? []
  expect(scripts?.['start']).toContain(program)
  expect(image).toContain(`FROM node:${/\d+/.exec(engines?.['node'] ?? '')?.[0]}-`)
})

it('the changelog has a head for the version of this package', () => {
  expect(read('CHANGELOG.md')).toMatch(new RegExp(`^## ${packageVersion.replaceAll('.', '\\.')}\\b`, 'm'))
})
