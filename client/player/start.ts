/** Starts the player page: waits for a recording, shows it live, or replays it, each turning into the next in place. */
import type { EndReason } from '../../src/protocol/messages.ts'
import type { OwnWords } from '../../src/protocol/own-words/shape.ts'
import type { PlayerData } from '../../src/protocol/player.ts'
import { STARTS_WITHIN_MS } from '../../src/protocol/limits.ts'
import { NOT_STARTED, troubleSentence } from '../../src/protocol/trouble.ts'
import { startTheme } from '../admin/theme.ts'
import { byId, h } from './dom.ts'
import { endWords } from './end-words.ts'
import { Gone } from './erasure.ts'
import { showGone, watchGone } from './gone.ts'
import { startLive } from './live.ts'
import { startOwn } from './own.ts'
import { startReplay } from './replay.ts'
import { createShell, type Shell } from './shell.ts'

/** How often the page asks whether a recording has started, or is ready to replay. */
const POLL_MS = 1_000

const fetchData = async (base: string): Promise<PlayerData> => {
  const response = await fetch(`${base}/data`)
  if (response.status === 404) throw new Gone()
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return (await response.json()) as PlayerData
}

/** Asks until the answer is other than the state waited for; a server out of reach is asked again. */
const pollUntil = (
  shell: Shell,
  done: (data: PlayerData) => boolean,
  then: (data: PlayerData) => void,
): void => {
  fetchData(shell.base).then(
    (data) => {
      if (shell.isGone()) return
      if (done(data)) then(data)
      else setTimeout(() => pollUntil(shell, done, then), POLL_MS)
    },
    (error: unknown) => {
      if (error instanceof Gone) showGone(shell)
      else if (!shell.isGone()) setTimeout(() => pollUntil(shell, done, then), 3 * POLL_MS)
    },
  )
}

const showWaiting = (shell: Shell, first: PlayerData): void => {
  let told = ''
  const tell = ({ recording: { waitingMs, troubles } }: PlayerData): void => {
    const late = waitingMs >= STARTS_WITHIN_MS || troubles.length > 0
    const title = late
      ? 'The customer’s page has not started recording'
      : 'Waiting for the customer’s page to start recording'
    const why = late
      ? troubles.map(troubleSentence).join(' ') ||
        `The customer accepted ${Math.floor(waitingMs / 1_000)} s ago, ${NOT_STARTED}`
      : 'The customer has agreed. Recording starts as soon as their page has loaded.'
    shell.cover.wait(title, why)
    if (title !== told) shell.announce(title)
    told = title
  }
  tell(first)
  pollUntil(
    shell,
    (data) => {
      if (data.recording.state !== 'waiting') return true
      tell(data)
      return false
    },
    (data) => begin(shell, data),
  )
}

/** @param watched the last moment is on the stage, and stays there */
const showPreparing = (shell: Shell, reason: EndReason | null, watched: boolean): void => {
  const why = endWords(reason)
  shell.announce(`Recording ended. ${why}`)
  shell.stage.setRunning(false)
  const banner = h(
    'div',
    { class: 'ended-banner' },
    h('span', { class: 'spinner' }),
    h('b', {}, 'Recording ended.'),
    ` ${why} Preparing the replay…`,
  )
  shell.cover.hide()
  shell.dock.replaceChildren(banner)
  pollUntil(
    shell,
    ({ recording }) => recording.sealed,
    (data) => begin(shell, data, watched),
  )
}

const showEmpty = (shell: Shell, { recording }: PlayerData): void => {
  shell.stage.clear()
  shell.dock.replaceChildren()
  const why = endWords(recording.endReason)
  const told = recording.troubles.map(troubleSentence).join(' ')
  shell.cover.show(
    'Nothing was captured',
    told
      ? `${why} ${told}`
      : `${why} The recording ended before the customer’s page sent its first picture. Check that the page carries the Casereel tag, then send a new link from the case.`,
  )
}

const begin = (shell: Shell, data: PlayerData, watched = false): void => {
  const { recording } = data
  document.body.dataset['mode'] = recording.state
  shell.setEnvironment(data.environment)
  shell.setPrivacy(data.privacy)
  const erase = document.getElementById('erase')
  if (erase) erase.hidden = recording.state !== 'ended'
  if (recording.state === 'waiting') showWaiting(shell, data)
  else if (recording.state === 'live') startLive(shell, data, (reason) => showPreparing(shell, reason, true))
  else if (!recording.sealed) showPreparing(shell, recording.endReason, watched)
  else if (data.segments.length === 0) showEmpty(shell, data)
  else startReplay(shell, data, watched)
}

const data = JSON.parse(byId('player-data').textContent ?? '') as PlayerData
startTheme()
const words = document.getElementById('own-words')?.textContent
if (words === undefined) {
  const shell = createShell(data)
  begin(shell, data)
  watchGone(shell)
} else startOwn(data, JSON.parse(words) as OwnWords)
