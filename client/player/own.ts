/** The customer's own replay: one clock, the picture that follows it, and the list of pages. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { OwnWords } from '../../src/protocol/own-words/shape.ts'
import type { PlayerData } from '../../src/protocol/player.ts'
import { createClock } from './clock.ts'
import { byId, fillWith, h, setText } from './dom.ts'
import { erasureOf, type Erasure } from './erasure.ts'
import { damagedSpan, gapAt, gapSpans, toldSpans, type Gap } from './moments.ts'
import { createControls, createPages, erasedIn } from './own-parts.ts'
import { createProjector } from './projector.ts'
import { createReplaySource } from './replay-source.ts'
import { createStage } from './stage.ts'
import { createTabChoice } from './tab-choice.ts'

const POLL_MS = 1_000
/** An erasure, here or by the organisation, empties the page within this time. */
const LOOK_EVERY_MS = 3_000

const fetchJson = async <T>(path: string): Promise<T> => {
  const response = await fetch(`${document.body.dataset['base'] ?? ''}/${path}`)
  if (!response.ok) throw new Error(String(response.status))
  return (await response.json()) as T
}

/** A sentence in place of the picture. */
const showInstead = (title: string, text = '', again?: { label: string; run(): void }): void => {
  const button = again && h('button', { class: 'button', type: 'button', onclick: again.run }, again.label)
  const state = h(
    'div',
    { class: 'cover-state' },
    h('h2', {}, title),
    text !== '' && h('p', {}, text),
    button,
  )
  byId('stage').append(h('div', { class: 'cover', role: 'alert' }, state))
}

const hideInstead = (): void => document.querySelector('#stage .cover')?.remove()

/** What is to be said about a moment; '' for one at which the picture moves. */
export const momentWords = (
  words: OwnWords,
  { items, gaps }: { items: readonly TimelineItem[]; gaps: readonly Gap[] },
  tab: string,
  { t, isEnd }: { t: number; isEnd: boolean },
): string => {
  const gap = gapAt(gaps, t, tab)
  if (gap) return gap.why === 'storm' || gap.why === 'no-picture' ? words.still : words.missing
  const last = items.findLast(
    (item) => item.kind === 'control' && item.tab === tab && item.t <= t && TELLING.has(item.action),
  )
  if (last?.kind === 'control' && last.action === 'paused') return words.paused
  if (last?.kind === 'control' && last.action === 'hidden') return words.away
  return isEnd ? words.over : ''
}
const TELLING: ReadonlySet<string> = new Set(['paused', 'resumed', 'hidden', 'visible', 'stopped'])

const play = (data: PlayerData, words: OwnWords): void => {
  const { segments, recording } = data
  const { durationMs } = recording
  const base = document.body.dataset['base'] ?? ''
  const tabs = data.tabs.filter(({ tab }) => segments.some((segment) => segment.tab === tab))
  const origin = recording.originTime ?? Math.min(...segments.map(({ firstTime }) => firstTime))
  const hasPicture = data.privacy.scopes.includes('picture')
  const stage = createStage({ onChange() {} })
  stage.element.setAttribute('aria-label', words.picture)
  const note = h('p', { class: 'own-note', role: 'status' })
  byId('stage').replaceChildren(stage.element, note)
  const lost = gapSpans(segments, origin)
  let items: readonly TimelineItem[] = []
  let gaps: readonly Gap[] = lost

  const source = createReplaySource(base, (summary) => {
    const next = segments[segments.indexOf(summary) + 1]
    const after = next?.tab === summary.tab ? next : undefined
    gaps = [...gaps, damagedSpan(summary, after, origin, summary.lastTime)]
  })
  const projector = createProjector(segments, source, stage)
  const choice = createTabChoice({
    tabs: tabs.map(({ tab }) => tab),
    asked: '',
    onTab: (tab) => projector.setTab(tab),
  })
  const follow = (t: number): void => {
    controls?.setTime(t)
    pages.setTime(choice.tab(), t)
    setText(note, momentWords(words, { items, gaps }, choice.tab(), { t, isEnd: t >= durationMs }))
  }
  const clock = createClock({
    duration: durationMs,
    speed: 1,
    onTick(t) {
      choice.moveTo(t, true)
      if (!projector.show(origin + t, true)) void load(t)
      follow(t)
      return t
    },
    onChange() {
      stage.setRunning(clock.playing())
      controls?.setPlaying(clock.playing())
    },
  })
  let request = 0
  const load = async (t: number): Promise<void> => {
    const mine = (request += 1)
    clock.hold(true)
    try {
      await projector.seek(origin + t)
    } catch {
      if (mine !== request) return
      clock.pause()
      showInstead(words.failed, '', { label: words.again, run: () => seek(clock.t()) })
    } finally {
      if (mine === request) clock.hold(false)
    }
  }
  const seek = (t: number): void => {
    hideInstead()
    clock.set(t)
    choice.moveTo(clock.t(), true)
    follow(clock.t())
    if (hasPicture && !projector.show(origin + clock.t(), false)) void load(clock.t())
  }
  const toggle = (): void => {
    if (clock.playing()) return clock.pause()
    if (clock.t() >= durationMs) seek(0)
    clock.play()
  }
  const controls = hasPicture ? createControls(words, durationMs, { toggle, seek }) : undefined
  const pages = createPages(words, (t, tab) => {
    choice.reach(tab, t)
    seek(t)
  })
  document.addEventListener('keydown', (event) => {
    const isOnControl = (event.target as HTMLElement).matches('button, a, summary')
    if (event.key !== ' ' || isOnControl || !controls) return
    event.preventDefault()
    toggle()
  })

  projector.setTab(choice.tab())
  clock.set(0)
  controls?.setPlaying(false)
  if (!hasPicture) showInstead(words.noPicture)
  seek(0)
  if (!hasPicture) showInstead(words.noPicture)
  const fillItems = (): void => {
    fetchJson<{ items: TimelineItem[] }>('timeline').then(
      (answer) => {
        ;({ items } = answer)
        gaps = [...gaps, ...toldSpans(items, lost, durationMs)]
        choice.setItems(items, segments, origin, durationMs)
        pages.setItems(items)
        follow(clock.t())
      },
      () => setTimeout(fillItems, LOOK_EVERY_MS),
    )
  }
  fillItems()
  watchErased(words, () => {
    request += 1
    clock.destroy()
    projector.close()
    source.close()
    stage.destroy()
    items = []
  })
}

/** Empties the page once the recording was erased, and says by whom. */
const watchErased = (words: OwnWords, stop: () => void): void => {
  const show = (erasure: Erasure): void => {
    byId('own').replaceChildren(h('section', { id: 'stage', class: 'stage' }))
    showInstead(words.gone, erasedIn(words, erasure, Date.now()))
  }
  let isStopped = false
  const look = async (): Promise<void> => {
    const erasure = await erasureOf(document.body.dataset['base'] ?? '')
    if (erasure && !isStopped) {
      isStopped = true
      stop()
      byId('player-data').textContent = ''
    }
    if (erasure) show(erasure)
    if (!erasure || erasure.by === null) setTimeout(() => void look(), erasure ? POLL_MS : LOOK_EVERY_MS)
  }
  setTimeout(() => void look(), LOOK_EVERY_MS)
}

/** Waits until what was recorded can be read. */
export const startOwn = (data: PlayerData, words: OwnWords): void => {
  if (!data.recording.sealed) {
    setText(byId('stage').querySelector('.stage-loading') ?? byId('stage'), words.preparing)
    const again = (): void => {
      fetchJson<PlayerData>('data').then(
        (next) => startOwn(next, words),
        () => setTimeout(again, POLL_MS),
      )
    }
    return void setTimeout(again, POLL_MS)
  }
  if (data.segments.length > 0) return play(data, words)
  byId('stage').replaceChildren()
  fillWith(byId('page-list'), h('li', {}, words.noPages))
  showInstead(words.nothing)
}
