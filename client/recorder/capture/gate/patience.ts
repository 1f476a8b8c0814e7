/** How much of a page's time is spent on judging new texts. */

/**
 * A page that changes without pause pays for judging its new texts again and again: past this share of a while they are
 * masked, and told when the page has come to rest (reveal.ts).
 */
const WHILE_MS = 250
const SHARE_MS = 25

export const createPatience = () => {
  let since = 0
  let spent = 0
  return {
    spend: (ms: number): void => {
      spent += ms
    },
    isOver: (): boolean => {
      if (performance.now() - since < WHILE_MS) return spent > SHARE_MS
      since = performance.now()
      spent = 0
      return false
    },
  }
}
