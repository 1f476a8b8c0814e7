/** The replay player: one clock, and all that follows it. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { PlayerData } from '../../src/protocol/player.ts'
import { createClock, SPEEDS } from './clock.ts'
import { isTrouble, markOf, spokenWords, type MarkKind } from './entries.ts'
import { duration as inWords, spokenTime } from './format.ts'
import { Gone } from './erasure.ts'
import { showGone } from './gone.ts'
import { activityBySecond, idleAt, idleSpans, type Span } from './idle.ts'
import { damagedSpan, gapSpans, toldSpans, type Gap } from './moments.ts'
import { preference, remember } from './preferences.ts'
import { createProjector } from './projector.ts'
import { createReplayCover } from './replay-cover.ts'
import { replayShortcuts } from './replay-keys.ts'
import { createReplaySource } from './replay-source.ts'
import { addressOf, sharedMoment } from './shared-moment.ts'
import { loadTimeline, type Shell } from './shell.ts'
import { createTabChoice } from './tab-choice.ts'
import { createTimeline } from './timeline.ts'
import { createTransport } from './transport.ts'

/** A server out of reach is asked again after this. */
const RETRY_MS = 5_000
/** A skip is prepared this long before it comes, so that its target is loaded by then. */
const LOOK_AHEAD_MS = 4_000

/** @param fromEnd what was watched live stays on the stage: the replay starts where that ended */
export const startReplay = (shell: Shell, data: PlayerData, fromEnd = false): void => {
  const { recording, segments } = data
  const tabs = data.tabs.filter(({ tab }) => segments.some((segment) => segment.tab === tab))
  const origin = recording.originTime ?? Math.min(...segments.map((segment) => segment.firstTime))
  const { durationMs, endReason } = recording
  const { stage, cover, panel, store } = shell
  const source = createReplaySource(shell.base, (summary) => {
    const next = segments[segments.indexOf(summary) + 1]
    damaged.push(damagedSpan(summary, next?.tab === summary.tab ? next : undefined, origin, summary.lastTime))
    draw()
    follow(clock.t())
  })
  const projector = createProjector(segments, source, stage)
  const activity = activityBySecond(segments, origin, durationMs)
  const lost = gapSpans(segments, origin)
  const damaged: Gap[] = []
  let gaps: Gap[] = lost
  let idle: Span[] = []
  let controls: TimelineItem[] = []
  const words = createReplayCover({
    cover,
    projector,
    durationMs,
    endReason,
    damaged,
    onSeek: (t) => seek(t),
  })
  let skip = preference('skipInactivity')
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
      choice.moveTo(t)
      const ahead = choice.next(t)
      if (ahead && ahead.from - t < LOOK_AHEAD_MS * clock.speed())
        projector.expect(origin + ahead.from, ahead.tab)
      if (!projector.show(origin + t, true)) void load(t)
      else if (!words.isSettled()) settleCover()
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
      settleCover()
      follow(clock.t())
    } catch (error) {
      if (mine !== request) return
      // Whatever goes wrong while the picture is drawn is not the server's doing.
      const text =
        (error as Error).name === 'Error' ? (error as Error).message : 'Its picture could not be drawn.'
      clock.pause()
      if (error instanceof Gone) return showGone(shell)
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

  const settleCover = (): void => words.settle(choice.tab(), clock.t())

  const follow = (t: number): void => {
    timeline.setTime(t)
    transport.setTime(t, durationMs)
    panel.setTime(t)
    shell.setAddress(choice.tab(), t)
    words.remark(controls, gaps, choice.tab(), t)
  }

  let frame = 0
  const seek = (to: number, quiet = false): void => {
    clock.set(to)
    const t = clock.t()
    choice.moveTo(t, quiet)
    follow(t)
    const show = (): void => {
      if (projector.show(origin + t, false)) {
        request += 1
        if (loading) {
          loading = false
          hold()
          cover.busy(false)
        }
        settleCover()
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
    const ended = clock.t() >= durationMs
    transport.setState({
      playing: clock.playing(),
      ended,
      speed: clock.speed(),
      skip,
      tab: choice.tab(),
      following: choice.following(),
    })
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
  const choice = createTabChoice({
    tabs: tabs.map(({ tab }) => tab),
    asked: new URLSearchParams(location.search).get('tab') ?? '',
    onTab(tab, name) {
      projector.setTab(tab)
      changed()
      if (name === undefined) return
      cover.notice(name)
      shell.announce(name)
    },
  })
  /** Chosen by hand, or undefined to go where the customer goes. */
  const setTab = (tab: string | undefined): void => {
    choice.choose(tab, clock.t())
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
    choice.reach(found.tab, found.t)
    seek(found.t, true)
    shell.announce(`${spokenWords(found)}, ${spokenTime(found.t)}`)
  }
  const toError = (by: 1 | -1): void => toMark(by, 'error', isTrouble)
  const toAny = (by: 1 | -1): void => toMark(by, 'mark', () => true)

  const transport = createTransport({
    tabs: choice.tabs,
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
    const known = [...lost, ...damaged]
    gaps = [...known, ...toldSpans(store.all(), known, durationMs)]
    const { names, front } = choice.setItems(store.all(), segments, origin, durationMs)
    transport.setTabNames(names)
    timeline.setData({
      duration: durationMs,
      items: store.all(),
      activity,
      idle,
      gaps,
      tabs: names,
      front,
      folded: skip,
    })
  }

  shell.dock.replaceChildren(transport.element, timeline.element)
  shell.setTabs(tabs)
  shell.setSeek((t, of) => {
    if (of !== undefined) choice.reach(of, t)
    seek(t)
  })
  shell.setShare(() =>
    addressOf(clock.t(), tabs.length > 1 && !choice.following() ? choice.tab() : undefined),
  )
  const onKeys = {
    toggle,
    step: (ms: number) => seek(clock.t() + ms),
    seek,
    setSpeed,
    toggleSkip: () => setSkip(!skip),
    toAny,
    toError,
  }
  shell.keys.set(replayShortcuts(onKeys, choice.shortcuts(setTab), shell.commonShortcuts()))

  projector.setTab(choice.tab())
  clock.set(sharedMoment() ?? (fromEnd ? durationMs : 0))
  draw()
  changed()
  follow(clock.t())
  const firstPicture = load(clock.t())
  const fillTimeline = (): void => {
    loadTimeline(shell.base).then(
      async (items) => {
        // Thousands of entries take time to lay out; the picture goes first.
        await firstPicture
        if (shell.isGone()) return
        store.add(items)
        draw()
        // Which tab was in front is known only now.
        seek(clock.t(), true)
      },
      (error: unknown) => {
        if (error instanceof Gone) return showGone(shell)
        cover.notice('The events could not be loaded. Trying again.')
        setTimeout(fillTimeline, RETRY_MS)
      },
    )
  }
  fillTimeline()
  shell.whenGone(() => {
    request += 1
    cancelAnimationFrame(frame)
    clock.pause()
    projector.close()
    source.close()
  })
}
