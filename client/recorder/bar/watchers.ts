/** The bar's line about who watches live. */
import type { BarWords } from '../../../src/protocol/bar-words/shape.ts'
import { icon, ICONS, make, piecesOf } from './parts.ts'
import { fill, numberIn, watchingSentence, type Watching } from './words.ts'

export interface WatchLine {
  element: HTMLElement
  /** Its text, without the icon. */
  who: HTMLElement
  /** Says who is watching, or, where there is no room for names, how many people are. */
  sayNames: () => void
  sayCount: () => void
  /** The sentence that is shown; '' while nobody watches. */
  readonly sentence: string
  /** @returns what a screen reader should say about the change; '' where it is not worth a word */
  update: (watching: Watching) => string
}

export const createWatchLine = (words: BarWords): WatchLine => {
  const who = make('span', 'who')
  const element = make('span', 'watch', icon(ICONS.eye), who)
  element.hidden = true
  let shown: Watching = { count: 0, names: [] }
  let sentence = ''

  const sayNames = (): void => {
    const next = watchingSentence(words, shown)
    who.replaceChildren(...(next ? piecesOf(next) : []))
  }

  return {
    element,
    who,
    sayNames,
    sayCount: () => {
      who.textContent = numberIn(words.language, shown.count)
    },
    get sentence() {
      return sentence
    },
    update: (watching) => {
      const next = watchingSentence(words, watching)
      const text = next ? fill(next) : ''
      if (text === sentence) return ''
      const { names, count } = shown
      const isMore = watching.count > count || watching.names.some((name) => !names.includes(name))
      sentence = text
      shown = watching
      element.hidden = text === ''
      element.title = watching.names.join(', ')
      sayNames()
      // Somebody who leaves while others still watch changes nothing for the customer.
      return text === '' ? words.watching.nobody : isMore ? text : ''
    },
  }
}
