/** What the bar says about what was captured. */

/** How far what was captured has come. */
export type Delivery =
  /** All that is older than a moment is stored: so many events of the recording. */
  | { state: 'stored'; events: number }
  /** So many events of this tab wait for the uplink. */
  | { state: 'sending'; events: number }
  /** There is no connection; they are kept on the device, or only as long as this page is open. */
  | { state: 'offline'; events: number; lasting: boolean }

const count = (events: number): string => events.toLocaleString('en')
const eventsOf = (events: number): string => `${count(events)} event${events === 1 ? '' : 's'}`

/** A few words, where there is room for them. */
export const inShort = ({ state, events }: Delivery): string =>
  `${count(events)} ${{ stored: 'stored', sending: 'on the way', offline: 'kept' }[state]}`

/** A sentence; '' while the number is not known, for a page counts from 0 until a server has told. */
export const inFull = (delivery: Delivery): string => {
  const { state, events } = delivery
  if (state === 'stored') return events > 0 ? `${events > 1 ? 'All ' : ''}${eventsOf(events)} stored` : ''
  if (state === 'sending') return `${eventsOf(events)} on the way`
  return `Offline: ${eventsOf(events)} kept ${delivery.lasting ? 'on this device' : 'in this page'} until the connection is back`
}
