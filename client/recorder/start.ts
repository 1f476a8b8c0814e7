/** The recorder script: what the loader loads once the customer has consented. */
import type { Handover } from '../loader.ts'
import { deliverStop } from './deliver-stop.ts'
import { attempt } from './guard.ts'
import { runRecording } from './recording.ts'
import { clearSpool } from './spool.ts'
import { openState, type State } from './state.ts'

/** Two tags, or a tag that a framework puts in again, must not record twice. */
const RUNNING = Symbol.for('casereel.recorder')

/** False when a recorder already runs in this page. */
const takePage = (): boolean => {
  const page = window as unknown as Record<symbol, boolean>
  if (page[RUNNING]) return false
  page[RUNNING] = true
  return true
}

/** Lets the agent know what the customer's browser does not allow. */
const reportTrouble = ({ now }: State, code: 'storage_blocked' | 'recorder_failed', detail: string): void => {
  const body = JSON.stringify({ token: now.token, code, detail: detail.slice(0, 1_000) })
  fetch(`${now.base}/r/${now.recording}/trouble`, { method: 'POST', body }).catch(() => {})
}

const start = (): void => {
  // The loader's handover stands on the script element, for pages that may not use sessionStorage.
  const script = document.currentScript as (HTMLScriptElement & { casereel?: Handover }) | null
  if (!takePage()) return
  const state = openState(script?.casereel)
  if (!state) return
  if (state.fresh) clearSpool()
  if (!state.lasting) reportTrouble(state, 'storage_blocked', location.origin)
  try {
    if (state.now.stop) deliverStop(state)
    else runRecording(state)
  } catch (error) {
    reportTrouble(state, 'recorder_failed', String(error))
    throw error
  }
}

attempt(start)
