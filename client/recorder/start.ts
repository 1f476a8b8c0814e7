/** The recorder script: what the loader loads once the customer has consented. */
import type { Handover } from '../loader.ts'
import { createBar } from './bar/bar.ts'
import { deliverStop } from './deliver-stop.ts'
import { FORBIDDEN, FORBIDDEN_LATER } from './farewell.ts'
import { attempt, type Stop } from './guard.ts'
import { askHost } from './host-consent.ts'
import { runRecording } from './recording.ts'
import { clearSpool } from './spool.ts'
import { openState, type State } from './state.ts'
import { reportTrouble } from './trouble.ts'

/** Two tags, or a tag that a framework puts in again, must not record twice. */
const RUNNING = Symbol.for('casereel.recorder')

/** False when a recorder already runs in this page. */
const takePage = (): boolean => {
  const page = window as unknown as Record<symbol, boolean>
  if (page[RUNNING]) return false
  page[RUNNING] = true
  return true
}

/** Says why nothing begins, and ends the recording on the server. */
const refuse = (state: State): void => {
  const nothing = (): void => {}
  const bar = createBar({
    company: state.now.config.company,
    lasting: true,
    elapsed: () => 0,
    place: {},
    onPlace: nothing,
    onPause: nothing,
    onResume: nothing,
    onStop: nothing,
  })
  bar.show()
  bar.end(FORBIDDEN)
  state.save({ stop: 'customer' })
  deliverStop(state)
}

const start = (): void => {
  // The loader's handover stands on the script element, for pages that may not use sessionStorage.
  const script = document.currentScript as (HTMLScriptElement & { casereel?: Handover }) | null
  if (!takePage()) return
  const state = openState(script?.casereel)
  if (!state) return
  if (state.fresh) clearSpool()
  if (state.now.stop) return deliverStop(state)

  let stopAsking: Stop = () => {}
  let stop: ((sentence: string) => boolean) | undefined
  const begin = (): void => {
    if (!state.lasting) void reportTrouble(state, 'storage_blocked', location.origin)
    try {
      stop = runRecording(state, () => stopAsking())
    } catch (error) {
      void reportTrouble(state, 'recorder_failed', String(error))
      throw error
    }
  }
  stopAsking = askHost(begin, (by) => {
    // One that was over already was not ended by this.
    if (stop && !stop(FORBIDDEN_LATER)) return
    if (!stop) refuse(state)
    void reportTrouble(state, 'consent_refused', by)
  })
}

attempt(start)
