/** The recorder script: what the loader loads once the customer has consented. */
import type { Handover } from '../loader.ts'
import { deliverStop } from './deliver-stop.ts'
import { attempt } from './guard.ts'
import { runRecording } from './recording.ts'
import { clearSpool } from './spool.ts'
import { openState } from './state.ts'

/** Two tags, or a tag that a framework puts in again, must not record twice. */
const RUNNING = Symbol.for('casereel.recorder')

/** False when a recorder already runs in this page. */
const takePage = (): boolean => {
  const page = window as unknown as Record<symbol, boolean>
  if (page[RUNNING]) return false
  page[RUNNING] = true
  return true
}

const start = (): void => {
  // The loader's handover stands on the script element, for pages that may not use sessionStorage.
  const script = document.currentScript as (HTMLScriptElement & { casereel?: Handover }) | null
  if (!takePage()) return
  const state = openState(script?.casereel)
  if (!state) return
  if (state.fresh) clearSpool()
  if (state.now.stop) deliverStop(state)
  else runRecording(state)
}

attempt(start)
