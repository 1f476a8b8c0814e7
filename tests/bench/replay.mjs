/** A recording of an hour: how long until its first picture, and until the picture of another moment. */
import { pictureOf, documentOf, el, idOf } from '../support/synthetic-page.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { event, pageEntry } from '../support/frames.ts'
import { createSyntheticCustomer, untilSealed } from '../support/synthetic-customer.ts'
import { line, milliseconds } from './report.mjs'
import { firstPicture, withCast } from './stage.mjs'

const MINUTES = 60
const EVENTS_A_SECOND = 10
const ROWS = 500
const OPENINGS = 8
const SEEKS = 25

/** One minute: a page of some 3,000 nodes, and ten changes, moves and ticks a second. */
const minute = (start) => {
  const rows = Array.from({ length: ROWS }, (_, row) =>
    el('tr', { class: 'row' }, el('td', {}, `Product ${row}`), el('td', {}, '1'), el('td', {}, '€ 12.00')),
  )
  const style = el('style', { _cssText: 'td { padding: 4px 8px } .row:hover { background: #eee }' })
  const root = documentOf([el('h1', {}, 'Orders'), el('p', {}, 'tick'), el('table', {}, ...rows)], [style])
  const tick = idOf(root, ({ textContent }) => textContent === 'tick')
  const cell = idOf(root, ({ textContent }) => textContent === '1')
  const text = (at, id, value) =>
    event(3, at, { source: 0, texts: [{ id, value }], attributes: [], removes: [], adds: [] })
  const events = [...pictureOf(root, start.time), entryEvent(pageEntry(), start.time)]
  for (let second = 0; second < 60; second += 1) {
    const at = start.time + second * 1_000
    events.push(text(at, tick, `tick ${start.second + second}`))
    for (let number = 1; number < EVENTS_A_SECOND; number += 1) {
      const time = at + number * 90
      const positions = [{ x: number * 40, y: second * 10, id: 5, timeOffset: 0 }]
      events.push(
        number % 2 === 0 ? text(time, cell, String(number)) : event(3, time, { source: 1, positions }),
      )
    }
  }
  return events
}

export const run = () =>
  withCast(async ({ api, agent }) => {
    const customer = await createSyntheticCustomer(api, (await api.link('/demo')).url)
    // The hour to come: an hour that lies back would end the recording as idle while it is sent.
    const start = Date.now()
    for (let number = 0; number < MINUTES; number += 1) {
      await customer.upload([minute({ time: start + number * 60_000, second: number * 60 })])
    }
    const ended = performance.now()
    await customer.upload([], [{ type: 'stop', reason: 'customer' }])
    await untilSealed(api, customer.recordingId)
    const { eventCount } = await api.recording(customer.recordingId)
    line(
      `${eventCount} events in ${MINUTES} minutes: sealed after`,
      `${(performance.now() - ended).toFixed(0)} ms`,
    )

    const openings = []
    for (let opening = 0; opening < OPENINGS; opening += 1) {
      openings.push(await firstPicture(agent, `/recordings/${customer.recordingId}?t=${opening * 400}`))
    }
    line('first picture: navigation → stage', milliseconds(openings))

    const timeline = agent.getByRole('slider', { name: 'Timeline' })
    const box = await timeline.boundingBox()
    await agent.evaluate(() => {
      window.seeks = []
      const slider = document.querySelector('[role=slider]')
      slider.addEventListener(
        'pointerdown',
        () => {
          const pressed = performance.now()
          const look = () => {
            const frame = document.querySelector('.stage-picture iframe')
            const shown = frame?.contentDocument?.querySelector('p')?.textContent
            if (shown === `tick ${slider.getAttribute('aria-valuenow')}`)
              window.seeks.push(performance.now() - pressed)
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        },
        { capture: true },
      )
    })
    for (let seek = 1; seek <= SEEKS; seek += 1) {
      // Far from the last and never twice the same: 0.618… spreads best.
      const share = (seek * 0.618_033_988) % 1
      await agent.mouse.click(box.x + share * box.width, box.y + 60)
      await agent.waitForFunction((done) => window.seeks.length >= done, seek)
    }
    line('seek to another minute: press → stage', milliseconds(await agent.evaluate(() => window.seeks)))
  })
