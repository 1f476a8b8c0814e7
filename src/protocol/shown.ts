/**
 * What a picture shows beyond the DOM. rrweb records elements and attributes; how large a picture was, which element had
 * the focus and where an animation stood are in neither. The recorder adds them as attributes whose names begin with
 * `rr_`, which rrweb keeps for itself: a stock Replayer passes over them, ours (client/player/shown) shows them.
 */

/** Attributes of a serialized element, or of a change to one (null where it no longer holds). */
export const SHOWN = {
  /** The element's border box as it was laid out, like `120.5px`. */
  width: 'rr_width',
  height: 'rr_height',
  /** Of a blocked element: how it stood among its neighbours, as declarations. */
  place: 'rr_place',
  /** `choice`: what was chosen is private. */
  masked: 'rr_masked',
  /** `visible` where the browser drew a focus ring, else `plain`. */
  focus: 'rr_focus',
  /** `open` while a popover is in the top layer. */
  popover: 'rr_popover',
  /** `on` while the element fills the screen. */
  fullscreen: 'rr_fullscreen',
  /** `disabled` on the owner of a style sheet that a script has switched off. */
  sheet: 'rr_sheet',
  /** Animations that a script made: `ShownAnimation[]`. */
  animations: 'rr_animations',
  /** How far the CSS animations of an element in a full snapshot had come, in ms, in composite order: `number[]`. */
  elapsed: 'rr_elapsed',
} as const

/**
 * A declaration without a value; of a variable that is one. One stands in each rule of which a look could not be recovered
 * (client/recorder/capture/gate/css-repair.ts): no browser minds it, and who plays the recording can count them.
 */
export const EMPTY_DECLARATION = /(?:^|[\s{;])(?!--)[a-z-]+: ;/

/** One animation that a script made, as it stood when it was recorded. */
export interface ShownAnimation {
  /** Keyframes as `KeyframeEffect.getKeyframes` gives them. */
  frames: Record<string, string | number | null>[]
  timing: {
    delay: number
    endDelay: number
    /** ms; `iterations` is -1 for an endless one, because JSON has no Infinity. */
    duration: number
    iterations: number
    iterationStart: number
    direction: string
    easing: string
    fill: string
  }
  /** ms since it began. */
  time: number
  /** How many ms it moves on in one; 0 while it stands still. */
  rate: number
  /** `::before` or `::after`, where it animates one of them. */
  pseudo?: string
}
