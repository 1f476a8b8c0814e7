/**
 * The picture of a recording without one: nothing of the page is looked at. The gate puts an empty page of the right
 * size in its place, so that segments and the player have what they start from.
 */
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import type { Picture } from './picture.ts'

export const startBlankPicture = (emit: (event: RecordedEvent) => void): Picture => {
  const snapshot = (): void => {
    const timestamp = Date.now()
    const data = { href: location.href, width: innerWidth, height: innerHeight }
    emit({ type: EventType.Meta, timestamp, data })
    emit({ type: EventType.FullSnapshot, timestamp, data: {} })
  }
  snapshot()
  return { snapshot, stop: () => {} }
}
