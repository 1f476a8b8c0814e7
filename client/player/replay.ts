/** The replay player: one clock, and all that follows it. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { PlayerData } from '../../src/protocol/player.ts'
import { createClock, SPEEDS } from './clock.ts'
import { markOf, spokenWords, type MarkKind } from './entries.ts'
import { duration as inWords, spokenTime } from './format.ts'
import { Gone, showGone } from './gone.ts'
import { activityBySecond, idleAt, idleSpans, type Span } from './idle.ts'
import { gapSpans, remarkAt } from './moments.ts'
import { preference, remember } from './preferences.ts'
import { createProjector } from './projector.ts'
import { createReplaySource } from './replay-source.ts'
import { loadTimeline, type Shell } from './shell.ts'
import { createTimeline } from './timeline.ts'
import { createTransport } from './transport.ts'

const STEP_MS = 5_000
/** A skip is prepared this long before it comes, so that its target is loaded by then. */
const LOOK_AHEAD_MS = 4_000

/** Reads `?t=83.2` (seconds). */
const sharedMoment = (): number =>
  Math.max(0, Number(new URLSearchParams(location.search).get('t')) * 1_000 || 0)

export const startReplay = (shell: Shell, data: PlayerData): void => {
  const { recording, segments } = data
  const tabs = data.tabs.filter(({ tab }) => segments.some((segment) => segment.tab === tab))
  const origin = recording.originTime ?? Math.min(...segments.map((segment) => segment.firstTime))
  const { durationMs } = recording
  const { stage, cover, panel, store } = shell
  const projector = createProjector(segments, createReplaySource(shell.base), stage)
  const activity = activityBySecond(segments, origin, durationMs)
  const gaps = gapSpans(segments, origin)
  let idle: Span[] = []
  let controls: TimelineItem[] = []
  let skip = preference('skipInactivity')
  let tab = new URLSearchParams(location.search).get('tab') ?? ''
  if (!tabs.some((known) => known.tab === tab)) tab = tabs[0]?.tab ?? ''
  let loading = false
  let dragging = false

  const clock = createClock({
    duration: durationMs,
    speed: SPEEDS.find((speed) => speed === preference('speed')) ?? 1,
    onTick(wanted) {
      const span = skip ? idleAt(idle, wanted) : undefined
      const t = span ? span.to : wanted
      if (span) cover.notice(`Skipped ${inWords(span.to - wanted)}`)
      const next = skip ? idle.find(({ from }) => from > t) : undefined
      if (next && next.from - t < LOOK_AHEAD_MS * clock.speed()) projector.expect(origin + next.to)
      if (!projector.show(origin + t, true)) void load(t)
      follow(t)
      return t
    },
    onChange: () => changed(),
  })

  const hold = (): void => clock.hold(loading || dragging)

  /** Only the newest request may end the waiting. */
  let request = 0
  const load = async (t: number): Promise<void> => {
    const mine = (request += 1)
    loading = true
    hold()
    cover.busy(true)
    try {
      await projector.seek(origin + t)
      if (mine !== request) return
      cover.hide()
      follow(clock.t())
    } catch (error) {
      if (mine !== request) return
      const text = error instanceof TypeError ? 'The server could not be reached.' : (error as Error).message
      clock.pause()
      if (error instanceof Gone) return showGone(cover)
      cover.show('This moment could not be loaded', text, [
        { label: 'Try again', run: () => seek(clock.t()) },
      ])
    } finally {
      if (mine === request) {
        loading = false
        hold()
        cover.busy(false)
      }
    }
  }

  const follow = (t: number): void => {
    timeline.setTime(t)
    transport.setTime(t, durationMs)
    panel.setTime(t)
    shell.setAddress(tab, t)
    cover.remark(remarkAt(controls, gaps, tab, t))
  }

  let frame = 0
  const seek = (to: number, quiet = false): void => {
    clock.set(to)
    const t = clock.t()
    follow(t)
    const show = (): void => {
      if (projector.show(origin + t, false)) {
        request += 1
        if (loading) {
          loading = false
          hold()
          cover.busy(false)
        }
        cover.hide()
      } else void load(t)
    }
    // Scrubbing asks for more moments than can be shown: each frame shows the newest.
    cancelAnimationFrame(frame)
    if (dragging) frame = requestAnimationFrame(show)
    else show()
    if (!quiet) shell.announce(spokenTime(t))
    changed()
  }

  const changed = (): void => {
    stage.setRunning(clock.playing())
    const ended = clock.t() >= durationMs
    transport.setState({ playing: clock.playing(), ended, speed: clock.speed(), skip, tab })
  }
  const toggle = (): void => {
    if (clock.playing()) clock.pause()
    else {
      if (clock.t() >= durationMs) seek(0, true)
      clock.play()
    }
    shell.announce(clock.playing() ? 'Playing' : 'Paused')
  }
  const setSpeed = (speed: number): void => {
    remember('speed', speed)
    clock.setSpeed(speed)
    cover.notice(`${speed}×`)
  }
  const setSkip = (on: boolean): void => {
    skip = on
    remember('skipInactivity', on)
    cover.notice(on ? 'Skipping inactivity' : 'Playing everything')
    draw()
    changed()
  }
  const setTab = (next: string): void => {
    if (next === tab) return
    tab = next
    projector.setTab(tab)
    seek(clock.t(), true)
  }
  const toMark = (by: 1 | -1, what: string, belongs: (mark: MarkKind) => boolean): void => {
    const t = clock.t()
    const isThere = (item: TimelineItem): boolean => {
      const mark = markOf(item)
      return mark !== undefined && belongs(mark) && (by > 0 ? item.t > t + 1 : item.t < t - 1)
    }
    const found = by > 0 ? store.all().find(isThere) : store.all().findLast(isThere)
    if (!found) return cover.notice(by > 0 ? `No ${what} after this` : `No ${what} before this`)
    setTab(found.tab)
    seek(found.t, true)
    shell.announce(`${spokenWords(found)}, ${spokenTime(found.t)}`)
  }
  const toError = (by: 1 | -1): void => toMark(by, 'error', (mark) => mark === 'error' || mark === 'failed')
  const toAny = (by: 1 | -1): void => toMark(by, 'mark', () => true)

  const transport = createTransport({
    tabs,
    onToggle: toggle,
    onStep: (ms) => seek(clock.t() + ms),
    onSpeed: setSpeed,
    onSkip: setSkip,
    onTab: setTab,
    onError: toError,
    onFullscreen: shell.toggleFullscreen,
    onHelp: shell.keys.help,
  })
  const timeline = createTimeline({
    onSeek(t, drag) {
      dragging = drag
      hold()
      seek(t, drag)
    },
    onHover: (t) => projector.expect(origin + t),
  })
  const draw = (): void => {
    idle = idleSpans(activity, store.all(), durationMs)
    controls = store.all().filter((item) => item.kind === 'control')
    timeline.setData({ duration: durationMs, items: store.all(), activity, idle, gaps, folded: skip })
  }

  shell.dock.replaceChildren(transport.element, timeline.element)
  shell.setTabs(tabs)
  shell.setSeek((t, of) => {
    if (of !== undefined) setTab(of)
    seek(t)
  })
  shell.setShare(() => {
    const moment = new URLSearchParams({ t: (clock.t() / 1_000).toFixed(1) })
    if (tabs.length > 1) moment.set('tab', tab)
    return `${location.pathname}?${moment}`
  })
  shell.keys.set([
    { keys: [' ', 'k'], shown: 'Space', help: 'Play or pause', run: toggle },
    ...[
      { keys: ['ArrowLeft'], shown: '←', help: 'Back 5 seconds', run: () => seek(clock.t() - STEP_MS) },
      { keys: ['ArrowRight'], shown: '→', help: 'Forward 5 seconds', run: () => seek(clock.t() + STEP_MS) },
    ].map((shortcut) => ({ ...shortcut, shift: false })),
    { keys: ['ArrowLeft'], shift: true, shown: 'Shift ←', help: 'Previous mark', run: () => toAny(-1) },
    { keys: ['ArrowRight'], shift: true, shown: 'Shift →', help: 'Next mark', run: () => toAny(1) },
    { keys: ['1', '2', '4', '8'], shown: '1 2 4 8', help: 'Speed', run: (key) => setSpeed(Number(key)) },
    { keys: ['s'], shown: 'S', help: 'Skip inactivity', run: () => setSkip(!skip) },
    { keys: ['n'], shift: false, shown: 'N', help: 'Next error or failed request', run: () => toError(1) },
    {
      keys: ['n'],
      shift: true,
      shown: 'Shift N',
      help: 'Previous error or failed request',
      run: () => toError(-1),
    },
    { keys: ['Home'], shown: 'Home', help: 'To the start', run: () => seek(0) },
    { keys: ['End'], shown: 'End', help: 'To the end', run: () => seek(durationMs) },
    ...shell.commonShortcuts(),
  ])

  projector.setTab(tab)
  clock.set(sharedMoment())
  draw()
  changed()
  follow(clock.t())
  const firstPicture = load(clock.t())
  const fillTimeline = (): void => {
    loadTimeline(shell.base).then(
      async (items) => {
        // Thousands of entries take time to lay out; the picture goes first.
        await firstPicture
        store.add(items)
        draw()
        follow(clock.t())
      },
      (error: unknown) => {
        if (error instanceof Gone) return
        cover.notice('The events could not be loaded. Trying again.')
        setTimeout(fillTimeline, STEP_MS)
      },
    )
  }
  fillTimeline()
}
