/**
 * Animations in a recorded page: where they stood at the moment that is shown. Left to themselves they would begin when
 * the player builds the page, which after a seek is long after they were seen, and stand still at their first frame.
 *
 * In a replay each is held, and set to the time it had: that of the moment less when it began. When it began follows from
 * the events: its element came, or it or what it stands in got another class or style; but never before the last look,
 * which did not find it. Live, they simply run.
 */
import { MOST_ANIMATIONS } from '../../../src/protocol/limits.ts'
import { SHOWN } from '../../../src/protocol/shown.ts'
import { aboveOf } from './focus.ts'
import { playScripted, type Course } from './script-animations.ts'

const LONG_AGO = -Infinity

export interface Animations {
  /** An element was built, or changed in a way that may start an animation. @param at ms on the recording's clock */
  touch: (element: Element, at: number) => void
  /** Takes in what was recorded of an element's own animations. */
  take: (element: Element, told: Record<string, unknown>, at: number) => void
  /** A shadow tree or a frame, whose animations the document around it does not list. */
  within: (place: ShadowRoot | HTMLIFrameElement) => void
  /** Holds every animation where it was at this moment. @param at ms on the recording's clock */
  hold: (document: Document, at: number) => void
  /** Lets them run from where they were at this moment, or stops them there. */
  run: (document: Document, at: number, running: boolean) => void
  /** Stops those that are too many to run. */
  limit: (document: Document) => void
  clear: () => void
}

const stillRootOf = ({ documentElement }: Document): void =>
  (documentElement as Element | null)?.setAttribute('rr_still', '')

const targetOf = (animation: Animation): Element | null =>
  (animation.effect as KeyframeEffect | null)?.target ?? null

const isCss = (animation: Animation): animation is CSSAnimation => 'animationName' in animation

/** A box that the player gives has no way to go. */
const isOfABox = (animation: Animation, target: Element): boolean =>
  target.hasAttribute('rr_box') &&
  /^(?:width|height)$/.test((animation as Partial<CSSTransition>).transitionProperty ?? '')

/** Its place in the list of `animation-name`, and whether the page's style sheet holds it still. */
const declared = (animation: CSSAnimation, target: Element): { index: number; paused: boolean } => {
  const style = getComputedStyle(target, (animation.effect as KeyframeEffect).pseudoElement)
  const index = style.animationName.split(', ').indexOf(animation.animationName)
  const states = style.animationPlayState.split(', ')
  return { index, paused: states[Math.max(0, index) % states.length] === 'paused' }
}

const endOf = (animation: Animation): number => Number(animation.effect?.getComputedTiming().endTime ?? 0)

/** The time to set. An endless one of which nobody knows when it began may stand anywhere. */
const timeOf = (animation: Animation, { time, at, rate }: Course, now: number): number => {
  const passed = rate === 0 ? time : time + (now - at) * rate
  if (Number.isFinite(passed)) return Math.max(0, passed)
  return Number.isFinite(endOf(animation)) ? endOf(animation) : 0
}

const setTime = (animation: Animation, time: number): void => {
  if (time >= endOf(animation)) return animation.finish()
  animation.pause()
  animation.currentTime = time
}

/** @param onTooMany called once between two calls of `clear` */
export const createAnimations = (onTooMany: () => void): Animations => {
  let touched = new WeakMap<Element, number>()
  let elapsed = new WeakMap<Element, { at: number; times: unknown[] }>()
  let courses = new WeakMap<Animation, Course>()
  const scripted = new Map<Element, Animation[]>()
  const places = new Set<ShadowRoot | HTMLIFrameElement>()
  let lookedAt = LONG_AGO
  let isDirty = true
  let isTold = false

  const list = (document: Document): Animation[] => {
    const found = document.getAnimations()
    for (const place of places) {
      if (!place.isConnected) places.delete(place)
      else found.push(...(('host' in place ? place : place.contentDocument)?.getAnimations() ?? []))
    }
    if (found.length <= MOST_ANIMATIONS) return found
    // To stop each by itself takes the browser minutes; one rule of ours (rules.ts) stops all that come from style sheets.
    stillRootOf(document)
    for (const place of places)
      if ('contentDocument' in place && place.contentDocument) stillRootOf(place.contentDocument)
    if (!isTold) onTooMany()
    isTold = true
    return found.filter((animation) => animation.constructor.name === 'Animation')
  }

  const courseOf = (animation: Animation, target: Element, now: number): Course => {
    let course = courses.get(animation)
    if (!course) {
      let began = lookedAt
      for (let at: Element | null = target; at; at = aboveOf(at))
        began = Math.max(began, touched.get(at) ?? LONG_AGO)
      course = { time: 0, at: Math.min(began, now), rate: 1 }
      const told = elapsed.get(target)
      const time = told && isCss(animation) && told.times[declared(animation, target).index]
      if (told && typeof time === 'number') course = { time, at: told.at, rate: 1 }
      courses.set(animation, course)
    }
    if (isDirty && isCss(animation)) {
      const rate = declared(animation, target).paused ? 0 : 1
      if (rate !== course.rate) Object.assign(course, { time: timeOf(animation, course, now), at: now, rate })
    }
    return course
  }

  const look = (
    document: Document,
    now: number,
    each: (animation: Animation, course: Course) => void,
  ): void => {
    for (const animation of list(document)) {
      const target = targetOf(animation)
      // What moves with the scrolling does so here too.
      if (!target || animation.timeline !== target.ownerDocument.timeline) continue
      try {
        if (isOfABox(animation, target)) animation.finish()
        else each(animation, courseOf(animation, target, now))
      } catch {
        // A hostile recording may have written one that cannot be set.
      }
    }
    lookedAt = now
    isDirty = false
  }

  return {
    touch: (element, at) => {
      touched.set(element, at)
      isDirty = true
    },
    take: (element, told, at) => {
      const times = told[SHOWN.elapsed]
      if (Array.isArray(times)) elapsed.set(element, { at, times })
      const own = told[SHOWN.animations]
      if (own === undefined) return
      for (const animation of scripted.get(element) ?? []) animation.cancel()
      scripted.delete(element)
      const played = playScripted(element, own, at)
      for (const { animation, course } of played) courses.set(animation, course)
      if (played.length > 0)
        scripted.set(
          element,
          played.map(({ animation }) => animation),
        )
    },
    within: (place) => places.add(place),
    hold: (document, at) =>
      look(document, at, (animation, course) => setTime(animation, timeOf(animation, course, at))),
    run: (document, at, running) =>
      look(document, at, (animation, course) => {
        setTime(animation, timeOf(animation, course, at))
        if (!running || animation.playState !== 'paused' || course.rate === 0) return
        animation.playbackRate = course.rate
        animation.play()
      }),
    limit: (document) => void list(document),
    clear: () => {
      isTold = false
      touched = new WeakMap()
      elapsed = new WeakMap()
      courses = new WeakMap()
      scripted.clear()
      places.clear()
      lookedAt = LONG_AGO
      isDirty = true
    },
  }
}
