/** The bar on every recorded page: that it records, for whom, since when, who watches, whether all is stored; Pause and Stop. */
import type { BarWords, Concern } from '../../../src/protocol/bar-words/shape.ts'
import { BAR_TAG } from '../ground/bar-tag.ts'
import { all, every, guarded, listen, type Stop } from '../ground/guard.ts'
import { keepAtHome } from './home.ts'
import { fit, type Part } from './fit.ts'
import { button, clock, icon, ICONS, make, piecesOf } from './parts.ts'
import { makeMovable, type Movable } from './place.ts'
import { sayWithoutElement } from './notice.ts'
import { applyStyle } from './style.ts'
import { createWatchLine } from './watchers.ts'
import { fill, inFull, inShort, type Delivery, type Sentence, type Watching } from './words.ts'

export interface BarState {
  paused: boolean
  delivery: Delivery
  watching: Watching
  /** What is wrong with the recording, if anything. */
  concern?: Concern | undefined
}

export interface Bar {
  element: HTMLElement
  /** Puts it on the page. */
  show: () => void
  update: (state: BarState) => void
  /** Says why it is over, and goes. */
  end: (sentence: string) => void
}

export interface BarOptions {
  /** In the language in which the customer gave consent. */
  words: BarWords
  company: string
  /** False where the recording cannot outlive this page. */
  lasting: boolean
  /** ms since the recording began. */
  elapsed: () => number
  place: { left?: number; bottom?: number; small?: boolean }
  onPlace: (place: { left?: number; bottom?: number; small?: boolean }) => void
  onPause: () => void
  onResume: () => void
  /** The customer wants it, or the page lets the bar stand nowhere. */
  onStop: (reason: 'customer' | 'bar-removed') => void
}

/** Numbers change without pause; they are shown at most this often. */
const CALM_MS = 1_000
/** How long the last sentence stays. */
const FAREWELL_MS = 6_000

const nothing: Stop = () => {}

export const createBar = (options: BarOptions): Bar => {
  const element = document.createElement(BAR_TAG)
  const root = element.attachShadow({ mode: 'open' })
  applyStyle(root)

  const { words, company } = options
  const recording = { text: words.recording, values: { company } }
  const title = make('span', 'title', ...piecesOf(recording))
  const whole = options.lasting ? fill(recording) : fill({ ...recording, text: words.recordingHere })
  title.title = whole
  const watch = createWatchLine(words)
  const sentences = make('span', 'words', title, watch.element)
  const time = make('span', 'time')
  const mark = make('span', '')
  const count = make('span', 'count')
  const tick = make('span', 'tick', mark, count)
  tick.setAttribute('role', 'img')
  const pause = button('act', words.pause)
  const stop = button('act', words.stop)
  const move = button('move', icon(ICONS.move), words.move)
  const fold = button('fold', icon(ICONS.fold), words.fold)
  const grow = button('grow', make('span', 'dot'))
  const status = make('span', 'unseen')
  status.setAttribute('role', 'status')
  const bar = make('div', 'bar', grow, move, make('span', 'dot'), sentences, time, tick, pause, stop, fold)
  bar.setAttribute('role', 'region')
  bar.setAttribute('aria-label', words.region)
  bar.lang = status.lang = words.language
  root.append(make('div', 'view', bar), status)

  let { place } = options
  let shown: BarState | undefined
  let told: Delivery | undefined
  let toldAt = 0
  let hide = nothing
  let homeless = false

  const keep = (change: BarOptions['place']): void => {
    place = { ...place, ...change }
    options.onPlace(place)
  }
  const setSmall = (small: boolean): void => {
    bar.classList.toggle('small', small)
    if (!small) refit()
    keep({ small })
  }
  const showTime = (): void => {
    time.textContent = clock(options.elapsed())
    fitWords()
  }

  /** As listeners and not as handlers, because those come back when the page has erased them (guard.ts). */
  const hearPresses = (): Stop =>
    all([
      // The page must not take a press of ours for one outside of its menu.
      ...['click', 'mousedown', 'pointerdown', 'keydown'].map((type) =>
        listen(element, type, (event) => event.stopPropagation()),
      ),
      listen(pause, 'click', () => (shown?.paused ? options.onResume() : options.onPause())),
      listen(stop, 'click', () => options.onStop('customer')),
      listen(fold, 'click', () => {
        setSmall(true)
        grow.focus()
      }),
      listen(grow, 'click', () => {
        setSmall(false)
        fold.focus()
      }),
    ])
  bar.classList.toggle('small', place.small ?? false)

  const say = (sentence: string): void => {
    status.textContent = sentence
  }

  /** That it records, or what is wrong with that. */
  const showWhat = ({ paused, concern }: BarState): void => {
    const wrong = concern && !paused ? words.concerns[concern] : undefined
    bar.classList.toggle('paused', paused)
    bar.classList.toggle('wrong', wrong !== undefined)
    pause.textContent = paused ? words.resume : words.pause
    showTitle()
    title.title = wrong?.full ?? whole
    say(wrong?.full ?? title.textContent)
  }
  const shownConcern = (): string | undefined => shown?.concern && words.concerns[shown.concern].short
  const sentenceNow = (): Sentence => ({
    ...recording,
    text: shown?.paused ? words.paused : (shownConcern() ?? words.recording),
  })
  const showTitle = (): void => title.replaceChildren(...piecesOf(sentenceNow()))

  /** What decides how much room the words take: digits are all of one width, so a number that goes on counting asks nothing of the layout. */
  const roomAsked = (): string =>
    [
      shown?.paused,
      shown?.concern,
      watch.sentence,
      tick.dataset['state'],
      count.textContent.length,
      time.textContent.length,
    ].join()
  let fitted = ''
  let movable: Movable | undefined
  /** After a change of the room that there is. */
  const refit = (): void => {
    fitted = ''
    fitWords()
  }
  const fitWords = (): void => {
    const asked = roomAsked()
    if (asked === fitted || bar.classList.contains('over')) return
    fitted = asked
    const inClass = (name: string): Part => ({
      whole: () => bar.classList.remove(name),
      less: () => bar.classList.add(name),
    })
    const least = shown?.paused ? words.pausedShort : (shownConcern() ?? words.recordingShort)
    const uncounted = inClass('uncounted')
    const tight = inClass('tight')
    const sentence: Part[] = [
      { line: title, whole: showTitle, less: () => title.replaceChildren(least) },
      { line: watch.who, whole: watch.sayNames, less: watch.sayCount },
    ]
    // How much is kept while offline is news; that all is stored can be spared first.
    const isOffline = tick.dataset['state'] === 'offline'
    const parts = isOffline ? [...sentence, tight, uncounted] : [uncounted, ...sentence, tight]
    fit([...parts, inClass('tiny')], [title, watch.who, sentences])
    movable?.restore()
  }

  const nameFolded = (): void => {
    const state = [fill(sentenceNow()), watch.sentence].filter(Boolean).join('. ')
    grow.title = fill({ text: words.grow, values: { state } })
    grow.setAttribute('aria-label', grow.title)
  }
  nameFolded()

  const tell = (delivery: Delivery): void => {
    const before = told
    const sentence = inFull(words, delivery)
    if (sentence === tick.title || Date.now() - toldAt < CALM_MS) return
    told = delivery
    toldAt = Date.now()
    tick.title = sentence
    tick.setAttribute('aria-label', sentence)
    count.textContent = inShort(words, delivery)
    tick.dataset['state'] = delivery.state
    if (delivery.state === before?.state) return
    mark.replaceChildren(icon(ICONS[delivery.state]))
    // Sending is the normal state of things; only what a person would want to know is said.
    if (before && (delivery.state === 'offline' || before.state === 'offline')) say(sentence)
  }

  return {
    element,
    show: () => {
      showTime()
      const onHomeless = (): void => {
        homeless = true
        options.onStop('bar-removed')
      }
      movable = makeMovable(element, bar, move, place, keep, refit)
      hide = all([hearPresses(), keepAtHome(element, onHomeless), every(1_000, showTime), movable.stop])
    },
    update: (state) => {
      const before = shown
      shown = state
      if (state.paused !== before?.paused || state.concern !== before.concern) showWhat(state)
      const news = watch.update(state.watching)
      bar.classList.toggle('watched', watch.sentence !== '')
      if (news) say(news)
      nameFolded()
      tell(state.delivery)
      fitWords()
    },
    end: (sentence) => {
      bar.classList.remove('small')
      bar.classList.add('over')
      sentences.replaceChildren(sentence)
      say(sentence)
      const unsay = homeless ? sayWithoutElement(sentence) : nothing
      setTimeout(guarded(all([() => hide(), unsay])), FAREWELL_MS)
    },
  }
}
