/** Animations that a script of the page made, made again from what was recorded of them. */
import type { ShownAnimation } from '../../../src/protocol/shown.ts'

/** More than this on one element is nobody's design. */
const MOST_ANIMATIONS = 50
const MOST_FRAMES = 500
const PSEUDO = /^::(?:before|after)$/
const FILLS = /^(?:none|forwards|backwards|both|auto)$/
const DIRECTIONS = /^(?:normal|reverse|alternate|alternate-reverse)$/

/** Where an animation stands: `time` ms into it at `at`, ms on the recording's clock, and how much it moves on in one. */
export interface Course {
  time: number
  at: number
  rate: number
}

const number = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise

const effectOf = ({ timing, pseudo }: ShownAnimation): KeyframeAnimationOptions => {
  const iterations = number(timing.iterations, 1)
  return {
    delay: number(timing.delay, 0),
    endDelay: number(timing.endDelay, 0),
    duration: Math.max(0, number(timing.duration, 0)),
    iterations: iterations < 0 ? Infinity : iterations,
    iterationStart: Math.max(0, number(timing.iterationStart, 0)),
    direction: (DIRECTIONS.test(timing.direction) ? timing.direction : 'normal') as PlaybackDirection,
    fill: (FILLS.test(timing.fill) ? timing.fill : 'none') as FillMode,
    easing: typeof timing.easing === 'string' ? timing.easing : 'linear',
    ...(pseudo !== undefined && PSEUDO.test(pseudo) && { pseudoElement: pseudo }),
  }
}

/**
 * Makes the animations of one element, each at the time that it had. What a hostile recording has written wrong is left out.
 * @param told what the attribute brought @param at when, ms on the recording's clock
 */
export const playScripted = (
  element: Element,
  told: unknown,
  at: number,
): { animation: Animation; course: Course }[] =>
  (Array.isArray(told) ? (told as ShownAnimation[]) : []).slice(0, MOST_ANIMATIONS).flatMap((each) => {
    try {
      const animation = element.animate(
        each.frames.slice(0, MOST_FRAMES).map((frame) => ({ ...frame })),
        effectOf(each),
      )
      const course = { at, time: number(each.time, 0), rate: number(each.rate, 1) }
      animation.currentTime = course.time
      if (course.rate === 0) animation.pause()
      else animation.playbackRate = course.rate
      return { animation, course }
    } catch {
      return []
    }
  })
