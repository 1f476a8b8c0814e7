/** The API's lists: pages that lose nothing, searches that take every letter as it is; and its own description. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { caseSchema } from '../../src/http/api/cases.ts'
import { recordingSchema } from '../../src/http/api/recordings.ts'
import { pageOf } from '../../src/http/api/shapes.ts'
import { fits, refused } from '../support/api-answers.ts'
import { firstEvents, wireFrame } from '../support/frames.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const newCase = async (input: object = { title: 'Cannot pay' }) =>
  fits(caseSchema, await world.api('POST', '/cases', input), 201)

describe('pages', () => {
  it('of 120 cases in steps of 50 lose and repeat none, also with equal times', async () => {
    const marker = 'paging-'
    for (let index = 0; index < 120; index += 1) {
      if (index % 10 === 0) world.clock.advance(1_000)
      await newCase({ title: `${marker}${index}` })
    }
    const ids: string[] = []
    const sizes: number[] = []
    let cursor: string | null = null
    do {
      const query: string = `/cases?q=${marker}&limit=50${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
      const page: { items: { id: string }[]; nextCursor: string | null } = fits(
        pageOf(caseSchema),
        await world.api('GET', query),
      )
      sizes.push(page.items.length)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(sizes).toEqual([50, 50, 20])
    expect(new Set(ids).size).toBe(120)
  })

  it.each(['recent', 'longest', 'errors', 'pages'])(
    'of recordings sorted by %s lose and repeat none',
    async (sort) => {
      await world.record([wireFrame({ seq: 1, events: firstEvents() })])
      await world.record([])
      const all = fits(pageOf(recordingSchema), await world.api('GET', `/recordings?limit=200&sort=${sort}`))
      expect(all.items.length).toBeGreaterThan(1)
      const ids: string[] = []
      let cursor: string | null = null
      do {
        const query: string = `/recordings?limit=1&sort=${sort}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
        const page: { items: { id: string }[]; nextCursor: string | null } = fits(
          pageOf(recordingSchema),
          await world.api('GET', query),
        )
        ids.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(ids).toEqual(all.items.map(({ id }) => id))
    },
  )

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'cursor=x',
    'cursor=1~',
    'cursor=~a',
    `cursor=${encodeURIComponent("1~' OR 1=1")}x~`,
  ])('with %s are refused or empty, never wider', async (query) => {
    const reply = await world.api('GET', `/cases?${query}`)
    if (reply.status === 200) expect(fits(pageOf(caseSchema), reply).items).toEqual([])
    else refused(reply, 400, 'invalid_input')
  })
})

describe('[T34] a search', () => {
  it.each([
    '%',
    '_',
    '*',
    `'`,
    `"`,
    `' OR 1=1 --`,
    `"; DROP TABLE support_cases; --`,
    '\\',
    '[a-z]',
    'NEAR(',
    'title:',
    '\u0000',
    '🦊',
    '%%%',
    ')',
  ])('for %j takes every letter as it is: no error, and only what holds it', async (text) => {
    for (const path of ['cases', 'recordings']) {
      const schema = path === 'cases' ? pageOf(caseSchema) : pageOf(recordingSchema)
      const reply = await world.api('GET', `/${path}?q=${encodeURIComponent(text)}`)
      expect(fits(schema as z.ZodType<{ items: unknown[] }>, reply).items).toEqual([])
    }
  })

  it('finds by title, reference, customer and e-mail, without regard to case', async () => {
    const { id } = await newCase({
      title: '100% broken',
      reference: 'ZD_77',
      customer: { name: 'Bo', email: 'bo@x.example' },
    })
    for (const text of ['100%', 'BROKEN', 'zd_77', 'bo@X']) {
      const { items } = fits(
        pageOf(caseSchema),
        await world.api('GET', `/cases?q=${encodeURIComponent(text)}`),
      )
      expect(items.map((item) => item.id)).toContain(id)
    }
  })
})

it('the OpenAPI document lists every operation of the contract, and needs no key', async () => {
  const reply = await world.send('GET', '/api/v1/openapi.json')
  const { openapi, paths } = reply.json<{ openapi: string; paths: Record<string, object> }>()
  expect([reply.status, openapi]).toEqual([200, '3.1.0'])
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(operations.toSorted()).toEqual([
    'delete /links/{id}',
    'delete /recordings/{id}',
    'get /audit',
    'get /cases',
    'get /cases/{id}',
    'get /dry-runs/{id}',
    'get /links/{id}',
    'get /privacy',
    'get /recordings',
    'get /recordings/{id}',
    'get /recordings/{id}/consent',
    'get /recordings/{id}/events',
    'get /recordings/{id}/leaks',
    'get /recordings/{id}/timeline',
    'post /cases',
    'post /cases/{id}/links',
    'post /dry-runs',
  ])
})

it('an endpoint that does not exist is told as JSON', async () => {
  refused(await world.api('GET', '/nothing'), 404, 'not_found')
  refused(await world.api('PUT', '/cases'), 404, 'not_found')
})
