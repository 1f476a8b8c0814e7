/**
 * Animations that a script makes (`element.animate`, `new Animation`): they show what no attribute says. Each is told as
 * what it is, keyframes and where it stands, so that the player can show it at any moment. A page that makes none pays
 * for two functions that only pass through; in a full snapshot the browser is asked once for all that there are.
 */
import { MOST_KEYFRAMES } from '../../../../../src/protocol/limits.ts'
import { SHOWN, type ShownAnimation } from '../../../../../src/protocol/shown.ts'
import { isConnected, ownerDocumentOf } from '../../../ground/dom.ts'
import { all, guarded, type Stop } from '../../../ground/guard.ts'
import { patch } from '../../patch.ts'
import type { Tell, Told } from './tell.ts'

/** Whether they go as was told is looked at this often, and only while there are any. */
const LOOK_MS = 100
/** Further off than this, somebody has paused it, sought in it or turned it round. */
const OFF_MS = 30

const isCss = (animation: Animation): boolean =>
  'animationName' in animation || 'transitionProperty' in animation

const effectOf = (animation: Animation): KeyframeEffect | null => animation.effect as KeyframeEffect | null

const targetOf = (animation: Animation): Element | null => effectOf(animation)?.target ?? null

/** The page's clock, which stands still where the browser draws nothing. */
const clockOf = (animation: Animation): number => Number(animation.timeline?.currentTime ?? 0)

/** True while it shows, or will. What moves with the scrolling is not on the page's clock, and is left out. */
const isInForce = (animation: Animation): boolean => {
  const target = targetOf(animation)
  if (!target || !isConnected(target) || animation.timeline !== ownerDocumentOf(target).timeline) return false
  if (animation.replaceState === 'removed' || animation.playState === 'idle') return false
  return animation.playState !== 'finished' || effectOf(animation)?.getComputedTiming().progress !== null
}

const rateOf = (animation: Animation): number =>
  animation.playState === 'running' ? animation.playbackRate : 0

const timeOf = (animation: Animation): number => Number(animation.currentTime ?? 0)

/** First and last, and as many in between as may be told. */
const thinned = <T>(list: readonly T[]): T[] => {
  if (list.length <= MOST_KEYFRAMES) return [...list]
  const step = (list.length - 1) / (MOST_KEYFRAMES - 1)
  return Array.from({ length: MOST_KEYFRAMES }, (_, index) => list[Math.round(index * step)] as T)
}

const described = (animation: Animation): ShownAnimation => {
  const effect = effectOf(animation) as KeyframeEffect
  const timing = effect.getComputedTiming()
  const { pseudoElement } = effect
  return {
    frames: thinned(effect.getKeyframes()).map(({ computedOffset, composite, ...rest }) => ({
      ...(rest as Record<string, string | number | null>),
      offset: computedOffset,
      ...(composite !== 'auto' && { composite }),
    })),
    timing: {
      delay: Number(timing.delay),
      endDelay: Number(timing.endDelay),
      duration: Number(timing.duration) || 0,
      iterations: timing.iterations === Infinity ? -1 : Number(timing.iterations),
      iterationStart: Number(timing.iterationStart),
      direction: String(timing.direction),
      easing: String(timing.easing),
      fill: String(timing.fill),
    },
    time: Math.round(timeOf(animation)),
    rate: rateOf(animation),
    ...(pseudoElement !== null && { pseudo: pseudoElement }),
  }
}

/** An animation as it was told: `time` ms into it at `at` of its clock. */
interface Standing {
  time: number
  at: number
  rate: number
  end: number
}

const standingOf = (animation: Animation): Standing => ({
  time: timeOf(animation),
  at: clockOf(animation),
  rate: rateOf(animation),
  end: Number(effectOf(animation)?.getComputedTiming().endTime ?? 0),
})

/** True where the player, which counts on from what was told, shows it where it is. */
const goesAsTold = (animation: Animation, { time, at, rate, end }: Standing): boolean => {
  const expected = Math.min(end, Math.max(0, time + (clockOf(animation) - at) * rate))
  if (Math.abs(expected - timeOf(animation)) > OFF_MS) return false
  return animation.playState === 'finished' || rateOf(animation) === rate
}

/** How far the CSS animations of a page have come, by element, in the order of `animation-name`. */
const elapsedOf = (animations: readonly Animation[]): Map<Element, (number | null)[]> => {
  const found = new Map<Element, (number | null)[]>()
  for (const animation of animations) {
    const target = targetOf(animation)
    if (!target || !('animationName' in animation) || effectOf(animation)?.pseudoElement) continue
    const names = getComputedStyle(target).animationName.split(', ')
    const index = names.indexOf(String(animation.animationName))
    if (index < 0 || typeof animation.currentTime !== 'number') continue
    const times = found.get(target) ?? names.map(() => null)
    times[index] = Math.round(animation.currentTime)
    found.set(target, times)
  }
  return found
}

export interface Animations {
  /** A document is in the picture. */
  meet: (document: Document) => void
  /** What a full snapshot tells of each element. */
  snapshot: () => Map<Element, Told>
  stop: Stop
}

export const trackAnimations = (tell: Tell): Animations => {
  const known = new Map<Element, Map<Animation, Standing>>()
  const documents = new Set<Document>()
  const stops: Stop[] = []
  let timer: ReturnType<typeof setInterval> | undefined

  /** @returns what is told of an element whose animations are these */
  const toldOf = (target: Element, animations: readonly Animation[]): Told => {
    const inForce = animations.filter(isInForce)
    if (inForce.length === 0) {
      known.delete(target)
      return { [SHOWN.animations]: null }
    }
    known.set(target, new Map(inForce.map((animation) => [animation, standingOf(animation)])))
    return { [SHOWN.animations]: inForce.map(described) }
  }

  const look = guarded(() => {
    for (const [target, animations] of known) {
      const isAsTold = ([animation, standing]: [Animation, Standing]): boolean =>
        isInForce(animation) && goesAsTold(animation, standing)
      if (![...animations].every(isAsTold)) tell(target, toldOf(target, [...animations.keys()]))
    }
    if (known.size > 0) return
    clearInterval(timer)
    timer = undefined
  })

  const watch = (): void => {
    if (known.size > 0) timer ||= setInterval(look, LOOK_MS)
  }

  const begun = (animation: Animation): void => {
    const target = targetOf(animation)
    if (!target || isCss(animation)) return
    const others = [...(known.get(target)?.keys() ?? [])].filter((other) => other !== animation)
    tell(target, toldOf(target, [...others, animation]))
    watch()
  }

  return {
    meet: (document) => {
      const view = document.defaultView
      if (!view || documents.has(document) || typeof document.getAnimations !== 'function') return
      documents.add(document)
      stops.push(
        patch(view.Element.prototype, 'animate', { after: (result) => begun(result as Animation) }),
        patch(view.Animation.prototype, 'play', { after: (_, self) => begun(self as Animation) }),
      )
    },
    snapshot: () => {
      const found = new Map<Element, Told>()
      for (const document of documents) {
        if (!document.defaultView) {
          documents.delete(document)
          continue
        }
        const animations = document.getAnimations()
        for (const [element, times] of elapsedOf(animations)) found.set(element, { [SHOWN.elapsed]: times })
        for (const animation of animations) {
          const target = targetOf(animation)
          if (target && !isCss(animation) && !known.get(target)?.has(animation))
            known.set(target, (known.get(target) ?? new Map()).set(animation, standingOf(animation)))
        }
      }
      for (const [target, animations] of known) {
        const own = toldOf(target, [...animations.keys()])
        if (own[SHOWN.animations]) found.set(target, { ...found.get(target), ...own })
      }
      watch()
      return found
    },
    stop: all([() => clearInterval(timer), () => all(stops)()]),
  }
}
