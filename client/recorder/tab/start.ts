/** The recorder script: what the loader loads once the customer has consented. */
import type { BarWords } from '../../../src/protocol/bar-words/shape.ts'
import type { Handover, RecorderScript } from '../../loader.ts'
import { createBar } from '../bar/bar.ts'
import { deliverStop } from './deliver-stop.ts'
import { describeFault, faultWords } from '../ground/faults.ts'
import { all, attempt, guarded, type Stop } from '../ground/guard.ts'
import { askHost } from './host-consent.ts'
import { join } from './join.ts'
import { createDatabase, removeKept } from '../outbox/kept/database.ts'
import { askWhetherTaken } from '../outbox/kept/lock.ts'
import { runRecording } from './recording.ts'
import { leavePage, takePage } from './one-per-page.ts'
import { clearSpool } from '../outbox/spool.ts'
import { clearLeft, goesOn, openState, readLeft, type State } from '../ground/state.ts'
import { forget, invite, isPausedInTabs, isShared, stopOf, tellTabs } from './shared-tabs.ts'
import { reportTrouble } from '../line/trouble.ts'

/** A bar that only says why nothing is recorded. */
const explain = (state: State, sentenceOf: (words: BarWords) => string): void => {
  const nothing = (): void => {}
  const { words } = state.now.config
  const bar = createBar({
    words,
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
  bar.end(sentenceOf(words))
}

/** Says why nothing begins, and ends the recording on the server. */
const refuse = (state: State): void => {
  explain(state, ({ forbidden }) => forbidden)
  state.save({ stop: 'site-refused' })
  tellTabs(state.now.recording, 'site-refused')
  deliverStop(state)
}

/** Records as soon as the host app has nothing against it. */
const begin = (state: State): void => {
  const { stop: stopped } = state.now
  if (state.fresh || stopped) clearSpool()
  if (stopped) return deliverStop(state)

  let stopAsking: Stop = () => {}
  let stop: (() => boolean) | undefined
  const record = (): void => {
    invite(state.now)
    if (!state.lasting) void reportTrouble(state, 'storage_blocked', location.origin)
    const undo: Stop[] = []
    try {
      stop = runRecording(state, () => stopAsking(), undo)
    } catch (error) {
      void reportTrouble(state, 'recorder_failed', faultWords(describeFault(error, 'recorder')))
      all(undo)()
      explain(state, ({ failed }) => failed)
      throw error
    }
  }
  stopAsking = askHost(record, (by) => {
    // One that was over already was not ended by this.
    if (stop && !stop()) return
    if (!stop) refuse(state)
    void reportTrouble(state, 'consent_refused', by)
  })
}

const start = (): void => {
  const script = document.currentScript as RecorderScript | null
  if (!takePage()) return
  const left = readLeft()
  const given = left ?? script?.casereel
  // The element stays in the page, so the key must not stay on it.
  delete script?.casereel
  if (!given?.token) return leavePage()
  const { recording } = given
  // A claim, which the loader has made in this very page, comes straight from the consent, and the next page of a tab from
  // the last one.
  const claimed = (window as { casereel?: unknown }).casereel === 1 && !left?.tab && 'config' in given
  const stop = stopOf(recording) ?? left?.stop
  if (stop || claimed) return begin(openState({ ...(given as Handover), stop }, false, isPausedInTabs))
  if (left?.tab && goesOn(left) && isShared(recording)) {
    const go = guarded((taken: boolean) => {
      if (taken) delete left.tab
      begin(openState(left, false, isPausedInTabs))
    })
    return void askWhetherTaken(recording, left.tab, go)
  }
  join(
    given,
    // The customer may have pressed Stop in another tab meanwhile, of which the server knows nothing yet.
    (claim) => begin(openState({ ...given, ...claim, stop: stopOf(recording) }, true, isPausedInTabs)),
    (told) => {
      // If only the clock says so, it is over for this page alone: the server may have told other tabs that it goes on.
      if (told) forget(recording, 'away')
      clearLeft()
      clearSpool()
      void removeKept(createDatabase(), recording)
      leavePage()
    },
  )
}

attempt(start)
