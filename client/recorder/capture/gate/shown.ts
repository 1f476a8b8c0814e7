/** What was added to a picture beside the DOM (src/protocol/shown.ts), as it may leave. */
import { SHOWN, type ShownAnimation } from '../../../../src/protocol/shown.ts'
import type { Css } from './css.ts'

const LENGTH = /^\d{1,6}(?:\.\d{1,4})?px$/
/** As the browser writes a timing function. */
const EASING = /^[a-z-]+(?:\([\w\s,.%-]*\))?$/
const LONGEST_EASING = 4_000
/** Of CSS, written as a script writes it. */
const PROPERTY = /^(?:--[\w-]{1,100}|[a-z]{1,40}(?:[A-Z][a-z]{1,40})*)$/
const COMPOSITES = /^(?:replace|add|accumulate)$/
const PSEUDO = /^::(?:before|after)$/

const WORDS: Readonly<Record<string, RegExp>> = {
  [SHOWN.masked]: /^choice$/,
  [SHOWN.focus]: /^(?:visible|plain)$/,
  [SHOWN.popover]: /^open$/,
  [SHOWN.fullscreen]: /^on$/,
  [SHOWN.sheet]: /^disabled$/,
  // rrweb's own.
  rr_open_mode: /^(?:non-)?modal$/,
}

const cssName = (property: string): string =>
  property.startsWith('--')
    ? property
    : property
        .replace(/^css(?=[A-Z])/, '')
        .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
        .replace(/^-(?=float|offset)/, '')

const cleanEasing = (easing: unknown): string =>
  typeof easing === 'string' && easing.length <= LONGEST_EASING && EASING.test(easing) ? easing : 'linear'

const cleanFrame = (css: Css, frame: ShownAnimation['frames'][number]): ShownAnimation['frames'][number] => {
  const clean: ShownAnimation['frames'][number] = {}
  for (const [name, value] of Object.entries(frame)) {
    if (name === 'offset') clean[name] = typeof value === 'number' ? value : null
    else if (name === 'easing') clean[name] = cleanEasing(value)
    else if (name === 'composite') clean[name] = COMPOSITES.test(String(value)) ? value : 'replace'
    else if (PROPERTY.test(name) && typeof value === 'string') {
      const property = cssName(name)
      const leaving = css.property(property)
      const cleaned = css.declarations(`${property}:${value}`)
      if (cleaned.startsWith(`${leaving}:`))
        clean[property.startsWith('--') ? leaving : name] = cleaned.slice(leaving.length + 1)
    }
  }
  return clean
}

const cleanAnimations = (css: Css, animations: readonly ShownAnimation[]): ShownAnimation[] =>
  animations.map(({ frames, timing, time, rate, pseudo }) => ({
    frames: frames.map((frame) => cleanFrame(css, frame)),
    timing: { ...timing, easing: cleanEasing(timing.easing) },
    time,
    rate,
    ...(pseudo !== undefined && PSEUDO.test(pseudo) && { pseudo }),
  }))

/** A value of an attribute whose name begins with `rr_`, or null. */
export const cleanShown = (css: Css, name: string, value: unknown): unknown => {
  if (typeof value === 'string') {
    if (name === SHOWN.width || name === SHOWN.height) return LENGTH.test(value) ? value : null
    if (name === SHOWN.place) return css.declarations(value)
    return WORDS[name]?.test(value) ? value : null
  }
  if (Array.isArray(value)) {
    if (name === SHOWN.animations) return cleanAnimations(css, value as ShownAnimation[])
    return name === SHOWN.elapsed ? value.map((time) => (typeof time === 'number' ? time : null)) : null
  }
  // rrweb's own: scroll positions, and how far a film has come.
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}
