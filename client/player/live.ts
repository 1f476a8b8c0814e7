/** Watching a recording while it is made. */
import { entryOf, type TimelineItem } from '../../src/protocol/entries.ts'
import type { Frame } from '../../src/protocol/codec.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { EndReason, RecorderPresence, ViewerEvent } from '../../src/protocol/messages.ts'
import type { PlayerData } from '../../src/protocol/player.ts'
import { createLiveBar } from './live-bar.ts'
import { liveWords, storedWords } from './presence-words.ts'
import { tabNames } from './tabs.ts'
import { lackOf, SILENT_AFTER_MS } from './lacks.ts'
import { createLivePictures } from './live-pictures.ts'
import { openLive, type Connection } from './live-source.ts'
import { readable } from './readable.ts'
import { loadTimeline, type Shell } from './shell.ts'

/** Asking for snapshots costs the customer's page; a broken picture asks no more often than this. */
const RESYNC_EVERY_MS = 5_000
const RETRY_MS = 3_000
/** Past this a hidden browser tab may have been frozen, and with it the socket's queue. */
const HIDDEN_LONG_MS = 10_000

/** Entries in a frame, as the server will number them. */
export const itemsOf = (frame: Frame, events: readonly RecordedEvent[], originTime: number): TimelineItem[] =>
  events.flatMap((event, index) => {
    const [sound] = readable([event])
    const entry = sound && entryOf(sound)
    if (!entry) return []
    const { timestamp } = event
    const id = `${frame.tab}:${frame.seq}:${index}`
    return [{ ...entry, id, t: Math.max(0, timestamp - originTime), tab: frame.tab, timestamp }]
  })

export const startLive = (
  shell: Shell,
  data: PlayerData,
  onEnded: (reason: EndReason | null) => void,
): void => {
  const { stage, cover, panel, store, base } = shell
  let connection: Connection = { state: 'connecting' }
  let recorder: RecorderPresence = 'connected'
  let skewMs = 0
  let offsetMs = 0
  let startedAt = data.recording.startedAt
  let origin = data.recording.originTime
  let stored = { events: data.recording.eventCount, waiting: 0 }
  let ended = false
  let lastResync = 0
  let { troubles } = data.recording
  let toldSilent = false

  const bar = createLiveBar({
    mayEnd: data.mayEnd,
    onTab: (tab) => pictures.choose(tab),
    onFullscreen: shell.toggleFullscreen,
    onHelp: shell.keys.help,
    async onEnd() {
      const response = await fetch(`${base}/end`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        redirect: 'manual',
      }).catch(() => undefined)
      if (!response) throw new Error('The server could not be reached. Try again.')
      if (!response.ok && response.type !== 'opaqueredirect') {
        throw new Error(`The recording could not be ended (${response.status}). Try again.`)
      }
    },
  })

  const sinceStart = (): number => (startedAt === null ? 0 : Date.now() + offsetMs - startedAt)
  const lackNow = () =>
    lackOf({
      items: store.all(),
      shown: pictures.shown(),
      events: stored.events,
      sinceStart: sinceStart(),
      troubles,
    })

  const tell = (): void => {
    const said = liveWords(connection, recorder, ended)
    const lack = said.state === 'live' ? lackNow() : undefined
    const state = lack ? 'lacking' : said.state
    const remark = lack?.covers ? lack.detail : said.remark
    bar.setState(state, lack?.words ?? said.words, lack?.detail)
    bar.setStored(storedWords(stored.events, stored.waiting, recorder))
    cover.remark(remark)
    stage.setRunning(said.state === 'live')
    stage.element.classList.toggle('is-still', state === 'away' || state === 'lost' || state === 'paused')
    if (connection.state === 'closed') {
      cover.show('Not connected', connection.why, [{ label: 'Reload', run: () => location.reload() }])
    }
  }

  const pictures = createLivePictures({
    stage,
    onTabs() {
      const tabs = pictures.tabs()
      nameTabs()
      tell()
      shell.setTabs(tabs.map((tab) => ({ tab, firstTime: 0, lastTime: 0, eventCount: 0 })))
    },
    onLost: () => resync(),
  })
  const nameTabs = (): void => {
    const tabs = pictures.tabs()
    if (tabs.length > 1) bar.setTabs(tabNames(tabs, store.all()), pictures.shown())
  }
  const unsubscribe = store.subscribe(() => {
    nameTabs()
    tell()
  })
  const resync = (): void => {
    if (Date.now() - lastResync < RESYNC_EVERY_MS) return
    lastResync = Date.now()
    source.resync()
  }

  /** Tabs of which each frame has come since their picture began. */
  const following = new Set<string>()
  const onEvent = (event: ViewerEvent): void => {
    switch (event.type) {
      case 'welcome':
        ;({ skewMs, recorder } = event)
        startedAt ??= event.startedAt
        stored = { events: event.stored, waiting: event.waiting }
        fillEntries()
        return tell()
      case 'recorder':
        skewMs = event.skewMs
        recorder = event.state
        return tell()
      case 'presence':
        return bar.setViewers(event.viewers)
      case 'stored':
        stored = event
        return tell()
      case 'resync':
        following.clear()
        return pictures.forget()
      case 'ended':
        return end(event.reason)
      case 'pong':
    }
  }

  const onFrame = (frame: Frame, events: RecordedEvent[]): void => {
    const last = events.at(-1)
    if (!last) return
    if (!following.has(frame.tab)) {
      following.add(frame.tab)
      // What was stored since the timeline was read, and before this picture, has come by neither.
      fillEntries()
    }
    origin ??= (events[0] as RecordedEvent).timestamp
    pictures.add(frame.tab, readable(events))
    store.add(itemsOf(frame, events, origin))
    bar.setDelay(Date.now() + offsetMs - (last.timestamp + skewMs))
    if (stage.hasPicture()) cover.hide()
    const t = Math.max(0, last.timestamp - origin)
    panel.setTime(Math.max(t, store.all().at(-1)?.t ?? 0))
    shell.setAddress(pictures.shown(), t)
  }

  /** What happened before we came, and anything missed while away. */
  const fillEntries = (): void => {
    loadTimeline(base).then(
      (items) => {
        const [first] = items
        // The server knows where the timeline starts even when the page was opened before it did.
        if (first) origin = first.timestamp - first.t
        store.add(items)
        panel.setTime(store.all().at(-1)?.t ?? 0)
      },
      () => {
        if (!ended) setTimeout(fillEntries, RETRY_MS)
      },
    )
  }

  const source = openLive(base, {
    onConnection(next) {
      connection = next
      tell()
    },
    onEvent,
    onFrame,
    onClock(offset) {
      offsetMs = offset
    },
    onOver: () => end(null),
  })

  let hiddenAt = 0
  const onVisible = (): void => {
    if (document.hidden) hiddenAt = Date.now()
    else if (Date.now() - hiddenAt > HIDDEN_LONG_MS) resync()
  }
  document.addEventListener('visibilitychange', onVisible)
  const ticking = setInterval(() => {
    if (startedAt !== null) bar.setElapsed(sinceStart())
    lookForSilence()
  }, 1_000)

  /** Nothing has come: whatever the page could report of that is not in the recording, but with the server. */
  const lookForSilence = (): void => {
    const silent = stored.events === 0 && sinceStart() >= SILENT_AFTER_MS
    if (!silent && !toldSilent) return
    toldSilent = silent
    if (silent) {
      fetch(`${base}/data`)
        .then(async (answer) => {
          if (answer.ok) ({ troubles } = ((await answer.json()) as PlayerData).recording)
        })
        .catch(() => {})
        .finally(tell)
      const lack = lackNow()
      if (lack && !stage.hasPicture()) cover.show(lack.words, lack.detail)
    }
    tell()
  }

  const stop = (): void => {
    ended = true
    unsubscribe()
    source.destroy()
    clearInterval(ticking)
    document.removeEventListener('visibilitychange', onVisible)
    pictures.forget()
  }

  const end = (reason: EndReason | null): void => {
    if (ended) return
    stop()
    tell()
    onEnded(reason)
  }

  shell.whenGone(stop)
  shell.dock.replaceChildren(bar.element)
  shell.setSeek(() => {})
  shell.setShare(() => location.pathname)
  shell.keys.set(shell.commonShortcuts())
  cover.wait('Connecting to the customer’s page')
  bar.setViewers([])
  tell()
}
