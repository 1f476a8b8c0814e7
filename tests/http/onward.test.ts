/** Who had to sign in first comes to the page that they wanted to see, and to no page of anybody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownPath } from '../../src/http/onward.ts'
import { cookieOf, startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const signInLink = async (): Promise<string> => {
  const page = await world.post('/settings/people', {
    name: 'Ben',
    email: `ben${Math.random()}@northwind.example`,
    role: 'engineer',
  })
  return /\/sign-in\/[\w-]+/.exec(page.text)?.[0] ?? ''
}
const ask = (path: string, cookie?: string) =>
  world.send('GET', path, { headers: { accept: 'text/html' }, cookie })
const signIn = async (cookie?: string) =>
  world.send('POST', await signInLink(), { headers: { origin: world.url, accept: 'text/html' }, cookie })

describe('a sign-in', () => {
  it('leads on to the shared moment that was asked for, once', async () => {
    const refused = await ask('/recordings/abc?t=83.2&tab=tab_of-Ana')
    expect([refused.status, refused.headers.location]).toEqual([303, '/'])
    const cookie = cookieOf(refused)
    expect((await ask('/', cookie)).text).toContain('opens right after it')
    const { headers } = await signIn(cookie)
    expect(headers.location).toBe('/recordings/abc?t=83.2&tab=tab_of-Ana')
    expect(headers['set-cookie']?.join()).toMatch(/casereel_onward=; Max-Age=0/)
  })

  it('leads to the start page where nothing was asked for', async () => {
    expect(cookieOf(await ask('/'))).toBeUndefined()
    expect((await ask('/')).text).not.toContain('opens right after it')
    expect((await signIn()).headers.location).toBe('/')
  })

  it('leads nowhere else, whoever wrote the cookie', async () => {
    const cookie = `casereel_onward=${encodeURIComponent('https://evil.example/')}`
    expect((await signIn(cookie)).headers.location).toBe('/')
  })

  it('keeps no address of what a script or a form asked for', async () => {
    const answer = await world.send('GET', '/recordings/abc/data')
    expect([answer.status, cookieOf(answer)]).toEqual([401, undefined])
    const posted = await world.send('POST', '/recordings/abc/end', {
      headers: { origin: world.url, accept: 'text/html' },
    })
    expect([posted.status, cookieOf(posted)]).toEqual([303, undefined])
  })
})

it.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '/.//evil.example/',
  '/a/..//evil.example/',
  '\\\\evil.example',
  'javascript:alert(1)',
  `/${'a'.repeat(1_000)}`,
  '',
])('%j is no address of ours', (path) => {
  expect(ownPath(path, 'https://casereel.example')).toBeNull()
})

it('keeps a path and its query, and nothing that a server does not get', () => {
  expect(ownPath('/recordings/a?t=83.2#x', 'https://casereel.example')).toBe('/recordings/a?t=83.2')
})
