/** A recording of a minute in two tabs, with a part that is lost, a storm, and clicks in both: no browser made it. */
import { entryEvent, type ControlAction, type Entry } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { ANA, BEN, environmentEntry } from './frames.ts'
import type { SyntheticCustomer } from './synthetic-customer.ts'
import { documentOf, el, pictureOf } from './synthetic-page.ts'

const SHOP = 'https://shop.example'

/** ms from the start: when the customer goes to the second tab and back, and what is missing. */
export const TAB_STORY = { toSecond: 20_000, back: 40_000, storm: 45_000, calm: 50_000, end: 60_000 } as const

/** @param start ms since the epoch of the first event */
export const sendTabStory = async (customer: SyntheticCustomer, start: number): Promise<void> => {
  const at = (t: number, entry: Entry): RecordedEvent => entryEvent(entry, start + t)
  const control = (t: number, action: ControlAction): RecordedEvent => at(t, { kind: 'control', action })
  const pageOf = (t: number, path: string, title: string): RecordedEvent[] => [
    ...pictureOf(documentOf([el('h1', {}, title)]), start + t, { href: `${SHOP}${path}` }),
    at(t, { kind: 'page', url: `${SHOP}${path}`, title, cause: 'load' }),
    at(t, environmentEntry),
  ]
  const click = (t: number, label: string): RecordedEvent =>
    at(t, { kind: 'click', target: { tag: 'button', label, selector: 'button' }, x: 1, y: 1 })
  const { toSecond, back, storm, calm, end } = TAB_STORY
  await customer.upload(
    [
      [...pageOf(0, '/', 'Spring sale'), click(5_000, 'Help')],
      [control(toSecond, 'hidden')],
      [control(back, 'visible'), click(back + 2_000, 'Basket')],
      [...pageOf(back + 3_000, '/basket', 'Your basket')],
      [control(storm, 'storm'), control(calm, 'calm')],
      [click(end, 'Pay')],
    ],
    [],
    ANA,
  )
  await customer.upload(
    [
      [...pageOf(toSecond, '/help', 'Help centre'), click(toSecond + 5_000, 'Search')],
      [control(back, 'hidden')],
    ],
    [],
    BEN,
  )
}
