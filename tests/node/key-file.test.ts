import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keyFile, makeKeysOnce, readKeys, rotateKeys, watchKeys } from '../../src/node/key-file.ts'
import { START } from '../support/clock.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casereel-keys-'))
  file = keyFile(folder)
})
afterEach(() => rmSync(folder, { recursive: true }))

const mode = (): string => (statSync(file).mode & 0o777).toString(8)

it('keys are made once, readable by their owner only, and nothing else is left in the folder', async () => {
  await makeKeysOnce(file, START)
  const first = readFileSync(file, 'utf8')
  expect(mode()).toBe('600')
  await makeKeysOnce(file, START)
  expect(readFileSync(file, 'utf8')).toBe(first)
  expect(readdirSync(folder)).toEqual(['signing-keys.json'])
})

it('[T12] a rotation adds a key, and keeps the file tight and whole', async () => {
  await makeKeysOnce(file, START)
  const inode = statSync(file).ino
  const kid = await rotateKeys(file, START + 1, false)
  expect(readKeys(file)).toHaveLength(2)
  expect(readKeys(file)[0]?.kid).toBe(kid)
  expect(mode()).toBe('600')
  // Another inode: the file was replaced by a finished one, not written over.
  expect(statSync(file).ino).not.toBe(inode)
  expect(readdirSync(folder)).toEqual(['signing-keys.json'])
})

it('[T12] a rotation that retires leaves the new key alone', async () => {
  await makeKeysOnce(file, START)
  const kid = await rotateKeys(file, START + 1, true)
  expect(readKeys(file).map((key) => key.kid)).toEqual([kid])
})

it('a rotation is seen by who watches the file', async () => {
  await makeKeysOnce(file, START)
  utimesSync(file, 1, 1)
  const keys = watchKeys(file)
  const before = await keys()
  expect(await keys()).toBe(before)
  const kid = await rotateKeys(file, START + 1, false)
  const after = await keys()
  expect(after.signing.kid).toBe(kid)
  expect([...after.verifying.keys()]).toEqual([kid, before.signing.kid])
})

it.each([
  ['no JSON', '{"kid": ', 'no JSON'],
  ['nothing', '', 'no JSON'],
  ['an empty list', '[]', 'unknown shape'],
  ['another kind of key', '[{"kid":"a","createdAt":1,"privateJwk":{"kty":"RSA"}}]', 'unknown shape'],
  [
    'a key without its private part',
    '[{"kid":"a","createdAt":1,"privateJwk":{"kty":"OKP","crv":"Ed25519","x":"x"}}]',
    'unknown shape',
  ],
])('a file that holds %s is refused in one sentence and never overwritten', async (_, content, why) => {
  writeFileSync(file, content)
  await makeKeysOnce(file, START)
  const refusal = expect.objectContaining({
    name: 'ConfigError',
    message: `The signing keys in ${file} cannot be read (${why}). Restore the file from a backup.`,
  })
  expect(() => readKeys(file)).toThrow(refusal)
  await expect(rotateKeys(file, START, false)).rejects.toEqual(refusal)
  expect(readFileSync(file, 'utf8')).toBe(content)
})
