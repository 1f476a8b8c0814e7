import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { toCurl } from '../../../client/player/panels/curl.ts'
import { requestEntry } from './items.ts'

test('a GET is the address alone, other methods are named', () => {
  expect(toCurl(requestEntry())).toBe(`curl -- 'https://shop.example/api/rates'`)
  expect(toCurl(requestEntry({ method: 'HEAD' }))).toBe(`curl --head -- 'https://shop.example/api/rates'`)
  expect(toCurl(requestEntry({ method: 'POST' }))).toBe(
    `curl --request 'POST' -- 'https://shop.example/api/rates'`,
  )
})

test('what a hostile page put into method or address stays one argument in a shell (T22)', () => {
  const hostile = [`https://a.example/';touch /tmp/x;'`, '$(id)', '`id`', '-o /etc/passwd', 'a\nb', `'"\\$x!`]
  for (const text of hostile) {
    const command = toCurl(requestEntry({ url: text, method: text })).replace(/^curl/, `printf '%s\\0'`)
    const args = execFileSync('sh', ['-c', command]).toString().split('\0').slice(0, -1)
    expect(args).toEqual(['--request', text, '--', text])
  }
})
