/** The picture of a recording without one: nothing of the page is looked at, and a blank page stands in its place. */
import type { RecordedEvent } from '../../../../src/protocol/events.ts'
import { blankEvents } from './blank-events.ts'
import type { Picture } from './picture.ts'

export const startBlankPicture = (emit: (event: RecordedEvent) => void): Picture => {
  const nothing = (): void => {}
  const snapshot = (): void => blankEvents().forEach(emit)
  snapshot()
  return { snapshot, renew: snapshot, settle: nothing, blind: nothing, stop: nothing }
}
