/** Makes the bar say less where it has no room, so that no word in it is cut off. */

import { all } from '../ground/dom.ts'

/** Inside its border (style.ts), px. */
const BAR_HEIGHT = 34

/** Something that can be said at length or in short. */
export interface Part {
  whole: () => void
  less: () => void
  /** Shortened only while this is cut off; left out: while any line is. */
  line?: HTMLElement
}

const isCut = (line: HTMLElement): boolean =>
  line.scrollHeight > BAR_HEIGHT ||
  [line, ...all(line, '*')].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)

/**
 * Shortens one part after the other until nothing is cut off. Each look forces a layout: call it only when something has changed.
 * @param parts what can best be spared first
 * @param lines all that may be cut off
 */
export const fit = (parts: readonly Part[], lines: readonly HTMLElement[]): void => {
  for (const { whole } of parts) whole()
  for (const { less, line } of parts) if ((line ? [line] : lines).some(isCut)) less()
}
