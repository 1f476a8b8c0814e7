import { EventType, type RecordedEvent } from '../../../../src/protocol/events.ts'
import { redactUrl } from '../../../../src/protocol/redact.ts'
import { blankPage } from '../gate/nodes.ts'

/** An empty page of the right size, where nothing of the page may be told: segments and the player start from it. */
export const blankEvents = (): RecordedEvent[] => {
  const timestamp = Date.now()
  const size = { href: redactUrl(location.href), width: innerWidth, height: innerHeight }
  const page = { node: blankPage(), initialOffset: { left: 0, top: 0 } }
  return [
    { type: EventType.Meta, timestamp, data: size },
    { type: EventType.FullSnapshot, timestamp, data: page },
  ]
}
