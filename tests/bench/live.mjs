/** From a change on the customer's page to the agent's screen, and from opening the page late to a picture. */
import { allow } from '../support/fixtures.ts'
import { line, milliseconds } from './report.mjs'
import { firstPicture, withCast } from './stage.mjs'

const CHANGES = 60
const CHANGE_EVERY_MS = 150
const JOINS = 10

export const run = () =>
  withCast(async ({ api, browser, agent }) => {
    const link = await api.link('/demo')
    const customer = await (await browser.newContext()).newPage()
    await allow(customer, link.url)
    const { id } = await api.recordingOf(link.id)
    const path = `/recordings/${id}`
    await firstPicture(agent, path)

    await agent.evaluate(() => {
      window.seen = {}
      const look = () => {
        const text = document
          .querySelector('.stage-picture iframe')
          ?.contentDocument?.getElementById('bench')?.textContent
        if (text) window.seen[text] ??= Date.now()
        requestAnimationFrame(look)
      }
      look()
    })
    const made = await customer.evaluate(
      async ([changes, every]) => {
        const place = document.createElement('p')
        place.id = 'bench'
        document.body.append(place)
        const times = {}
        for (let number = 1; number <= changes; number += 1) {
          await new Promise((resolve) => setTimeout(resolve, every + Math.random() * 50))
          times[number] = Date.now()
          place.textContent = String(number)
        }
        return times
      },
      [CHANGES, CHANGE_EVERY_MS],
    )
    await agent.waitForFunction((last) => window.seen[last], CHANGES)
    const seen = await agent.evaluate(() => window.seen)
    const delays = Object.entries(made).flatMap(([number, at]) => (number in seen ? [seen[number] - at] : []))
    line('change on the page → on the agent’s screen', milliseconds(delays))

    const joins = []
    for (let join = 0; join < JOINS; join += 1) {
      // A recorder is asked for a fresh snapshot once a second at most; a join just after another measures that.
      await new Promise((resolve) => setTimeout(resolve, 1_200))
      joins.push(await firstPicture(agent, path))
    }
    line('late join: navigation → picture', milliseconds(joins))
  })
