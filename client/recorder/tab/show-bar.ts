/** The bar of a recording: what it shows, and what its buttons do. */
import { createBar, type Bar } from '../bar/bar.ts'
import type { State } from '../ground/state.ts'
import type { Transport } from '../line/transport.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { deliveryOf } from './delivery.ts'
import type { Health } from './health.ts'
import type { Life } from './life.ts'
import { NOBODY, type ServerFacts } from './server-facts.ts'
import { tellTabs } from './shared-tabs.ts'

export interface RecordingBar extends Pick<Bar, 'element' | 'show' | 'end'> {
  /** Shows how things stand. */
  update: () => void
}

export interface RecordingBarOptions {
  state: State
  server: ServerFacts
  outbox: Outbox
  health: Health
  life: () => Life
  transport: () => Transport | undefined
}

export const createRecordingBar = (options: RecordingBarOptions): RecordingBar => {
  const { state, server, outbox, health, life, transport } = options
  const { recording, config } = state.now
  const bar = createBar({
    words: config.words,
    company: config.company,
    lasting: state.lasting,
    elapsed: () => (server.now() || Date.now()) - config.startedAt,
    place: state.now.bar ?? {},
    onPlace: (place) => state.save({ bar: place }),
    onPause: () => {
      tellTabs(recording, 'paused')
      life().pause()
    },
    onResume: () => {
      tellTabs(recording, 'going')
      life().resume()
    },
    onStop: (reason) => life().end(reason),
  })
  return {
    element: bar.element,
    show: bar.show,
    end: bar.end,
    update: () => {
      const goneFor = transport()?.connected ? 0 : Date.now() - server.disconnectedAt
      const kept = state.lasting && !state.now.memoryOnly
      const delivery = deliveryOf(outbox, { goneFor, stored: server.stored, kept })
      // Without a connection nobody sees anything.
      const watching = delivery.state === 'offline' ? NOBODY : server.watching
      const paused = life().phase === 'paused'
      bar.update({ paused, delivery, watching, concern: health.look() })
    },
  }
}
