/** Pages that change more than a recording can follow, and what a recording tells of it. */
import type { Page } from '@playwright/test'
import { entryOf, type ControlAction, type ControlEntry } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import type { HostPage } from './host-pages.ts'

/** What the table's script gives its tests. */
interface Table {
  /** Writes all of it anew. */
  render: (round: number) => void
  /** Runs `work` in that many tasks, so many ms apart. */
  often: (rounds: number, ms: number, work: (round: number) => void) => Promise<void>
}

declare global {
  interface Window {
    table: Table
  }
}

/** A table of an office: five cells in a row, so that 2,000 rows are 22,000 nodes. */
export const tablePage = (rows: number): HostPage => ({
  title: 'A table',
  body: `<h1>Orders</h1><table><tbody></tbody></table><p id="state">working</p><script>
    const body = document.querySelector('tbody')
    window.table = {
      render: (round) => {
        body.innerHTML = Array.from({ length: ${rows} }, (_, row) => '<tr>' + Array.from({ length: 5 }, (_, cell) =>
          '<td>Order ' + row + ' ' + cell + ' in ' + round + '</td>').join('') + '</tr>').join('')
      },
      often: async (rounds, ms, work) => {
        for (let round = 0; round < rounds; round += 1) {
          work(round)
          await new Promise((done) => setTimeout(done, ms))
        }
      },
    }
    table.render(0)</script>`,
})

/** Says that it is done, as the last change of the page and, once that was seen, in the console. */
export const finish = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    document.querySelector('#state')!.textContent = 'finished'
    await new Promise((done) => setTimeout(done))
    console.log('finished')
  })

export const controlsOf = (events: readonly RecordedEvent[], ...actions: ControlAction[]): ControlEntry[] =>
  events
    .map(entryOf)
    .filter((entry): entry is ControlEntry => entry?.kind === 'control' && actions.includes(entry.action))

export const isMutation = ({ type, data }: RecordedEvent): boolean =>
  type === EventType.IncrementalSnapshot && (data as { source: number }).source === IncrementalSource.Mutation

/** Where it is told first. */
export const placeOf = (events: readonly RecordedEvent[], action: ControlAction): number =>
  events.findIndex((event) => {
    const entry = entryOf(event)
    return entry?.kind === 'control' && entry.action === action
  })
