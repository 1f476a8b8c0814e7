/** What hides an element together with all that is in it: declared on it, or on anything around it. */
import {
  attributeOf,
  isShadowRoot,
  namespaceOf,
  nodeTypeOf,
  ownerDocumentOf,
  parentNodeOf,
} from '../../ground/dom.ts'
import { colourOf, FAINT } from './colours.ts'
import { AROUND, turnOf } from './hiding.ts'
import type { Suspects, Way } from './suspects.ts'

/**
 * An animation that has only begun may be on its way out of sight. A transition starts from what was seen, and at every
 * press of a button.
 */
const BEGUN_MS = 100

interface Surrounding {
  isHidden: boolean
  opacity: number
  /** How it is turned in the space that it shares with what is around it. */
  turn: DOMMatrixReadOnly | undefined
}

export interface Surroundings {
  hide: (element: Element) => boolean
  /** Whether a way of hiding is used anywhere on the page. */
  may: (way: Way) => boolean
  clear: () => void
}

const TOP: Surrounding = { isHidden: false, opacity: 1, turn: undefined }

/** Those of a style sheet have classes of their own. */
const isScripted = (animation: Animation): boolean =>
  Object.prototype.toString.call(animation) === '[object Animation]'

const isTransition = (animation: Animation): boolean => 'transitionProperty' in animation

/** Where `z-index` counts anew, so that nothing below goes behind it. */
const isStack = (style: CSSStyleDeclaration): boolean =>
  (style.position !== 'static' && style.zIndex !== 'auto') ||
  /^(?:fixed|sticky)$/.test(style.position) ||
  style.isolation === 'isolate' ||
  style.opacity !== '1' ||
  style.transform !== 'none' ||
  style.filter !== 'none' ||
  /paint|layout|strict|content/.test(style.contain)

/** @param drawnIn what draws an element */
export const createSurroundings = (
  drawnIn: (element: Element) => Element | null,
  suspects: Suspects,
): Surroundings => {
  const known = new Map<Element, Surrounding>()
  const roots = new Set<Document | ShadowRoot>()
  /** Elements whose animation has only begun; undefined before it was looked. */
  let begun: Set<Element | null> | undefined
  let scripted = false

  const lookAtAnimations = (): Set<Element | null> => {
    begun = new Set()
    scripted = false
    for (const animation of document.getAnimations()) {
      if (isTransition(animation)) continue
      scripted ||= isScripted(animation)
      if (Number(animation.currentTime ?? 0) < BEGUN_MS)
        begun.add((animation.effect as KeyframeEffect | null)?.target ?? null)
    }
    return begun
  }

  const may = (way: Way): boolean => {
    if (!begun) lookAtAnimations()
    return scripted || suspects.has(way)
  }

  /** True for what is put behind the background of something around it. */
  const isUnder = (element: Element, style: CSSStyleDeclaration): boolean => {
    if (style.position === 'static' || !(Number(style.zIndex) < 0)) return false
    for (let at = drawnIn(element); at; at = drawnIn(at)) {
      const around = getComputedStyle(at)
      // The page's own background is behind everything.
      if (isStack(around) || nodeTypeOf(parentNodeOf(at) ?? at) === Node.DOCUMENT_NODE) return false
      if ((colourOf(around.backgroundColor)?.[3] ?? 0) > FAINT || around.backgroundImage !== 'none')
        return true
    }
    return false
  }

  const meet = (root: Document | ShadowRoot): void => {
    if (roots.has(root)) return
    roots.add(root)
    suspects.meet(root)
  }

  const measure = (element: Element): Surrounding => {
    const root = parentNodeOf(element)
    if (isShadowRoot(root)) meet(root)
    const parent = drawnIn(element)
    const around = parent ? of(parent) : TOP
    if (around.isHidden) return around
    const style = getComputedStyle(element)
    const opacity = around.opacity * Number(style.opacity || 1)
    const isDrawing = namespaceOf(element)?.endsWith('svg') ?? false
    const uses = (way: Way): boolean => isDrawing || may(way)
    let turn: DOMMatrixReadOnly | undefined
    if (may('backface')) {
      const own = turnOf(style)
      const shared =
        parent && getComputedStyle(parent).transformStyle === 'preserve-3d' ? around.turn : undefined
      turn = shared && own ? shared.multiply(own) : (shared ?? own)
      if (turn && turn.m33 < 0 && style.backfaceVisibility === 'hidden') return { ...TOP, isHidden: true }
    }
    const isHidden =
      opacity < FAINT ||
      // The browser's own style of it is in no sheet that is read.
      attributeOf(element, 'hidden')?.toLowerCase() === 'until-found' ||
      begun?.has(element) === true ||
      AROUND.some(({ way, hides }) => uses(way) && hides(style)) ||
      (may('under') && isUnder(element, style))
    return { isHidden, opacity, turn }
  }

  const of = (element: Element): Surrounding => {
    let found = known.get(element)
    if (!found) {
      found = measure(element)
      known.set(element, found)
    }
    return found
  }

  return {
    may,
    hide: (element) => {
      meet(ownerDocumentOf(element))
      if (!begun) lookAtAnimations()
      return of(element).isHidden
    },
    clear: () => {
      known.clear()
      roots.clear()
      begun = undefined
    },
  }
}
