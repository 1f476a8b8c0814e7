/** Events that cannot be read cost themselves alone: they are passed over, counted and told, and never blamed on the server. */
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { event } from '../support/frames.ts'
import { expect, stageOf, test } from '../support/reel.ts'
import { documentOf, el, idOf, pictureOf } from '../support/synthetic-page.ts'

const incremental = (timestamp: number, data: object): RecordedEvent =>
  event(EventType.IncrementalSnapshot, timestamp, data)

test('three odd events are told, live and replayed, and what comes after them is shown', async ({
  agent,
  reel,
}) => {
  const errors: string[] = []
  agent.on('pageerror', (error) => errors.push(error.message))
  const ana = await reel.customer()
  const start = Date.now()
  const root = documentOf([el('h1', {}, 'Before')])
  const text = idOf(root, ({ textContent }) => textContent === 'Before')
  await ana.upload([pictureOf(root, start)])
  await agent.goto(`/recordings/${ana.recordingId}`)
  const heading = stageOf(agent).getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('Before')
  await ana.upload([
    [
      incremental(start + 100, { source: IncrementalSource.MouseMove, positions: [null] }),
      incremental(start + 200, { source: IncrementalSource.Mutation, adds: null, removes: [{}], texts: 1 }),
      incremental(start + 300, { source: IncrementalSource.Scroll, id: 1, x: 'far', y: null }),
      incremental(start + 400, {
        source: IncrementalSource.Mutation,
        adds: [],
        removes: [],
        attributes: [],
        texts: [{ id: text, value: 'After' }],
      }),
    ],
  ])
  const told = agent.getByRole('button', { name: '3 events could not be shown' })
  await expect(heading).toHaveText('After')
  await expect(told).toBeVisible()
  await ana.stop()
  await agent.goto(`/recordings/${ana.recordingId}?t=0`)
  await expect(heading).toHaveText('Before')
  await expect(told).toHaveCount(0)
  await agent.keyboard.press('End')
  await expect(heading).toHaveText('After')
  await told.click()
  await expect(agent.getByText('3 events that could not be shown')).toBeVisible()
  await expect(agent.getByText('could not be reached')).toHaveCount(0)
  expect(errors).toEqual([])
})

test('a snapshot without a tree says so, and the next one is shown', async ({ agent, reel }) => {
  const ana = await reel.customer()
  const start = Date.now() - 30_000
  const [meta] = pictureOf(documentOf([]), start)
  if (!meta) throw new Error('A picture begins with its size.')
  await ana.upload([
    [
      meta,
      event(EventType.FullSnapshot, start, { node: { type: 0, id: 1, childNodes: [] }, initialOffset: {} }),
    ],
    pictureOf(documentOf([el('h1', {}, 'Whole')]), start + 20_000),
  ])
  await ana.stop()
  await agent.goto(`/recordings/${ana.recordingId}?t=0`)
  await expect(agent.getByRole('heading', { name: 'This picture cannot be shown' })).toBeVisible()
  await expect(agent.getByText('could not be reached')).toHaveCount(0)
  await agent.keyboard.press('End')
  await expect(stageOf(agent).getByRole('heading', { name: 'Whole' })).toBeVisible()
  await expect(agent.getByRole('heading', { name: 'This picture cannot be shown' })).toHaveCount(0)
})
