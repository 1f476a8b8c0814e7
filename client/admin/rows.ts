/** Tables with `data-rows`: up and down (or k and j) walk the rows, Home and End jump, Enter opens. */
import { isTyping } from './forms.ts'

export const startRows = (): void => {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (document.querySelector('dialog:modal')) return
    const links = [...document.querySelectorAll<HTMLAnchorElement>('table[data-rows] .row-link')]
    if (links.length === 0) return
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    const next = target(event.key, at, links.length)
    if (next === undefined) return
    event.preventDefault()
    const link = links[next]
    link?.focus()
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  })
}

/** Index to go to, or undefined when the key is not for the rows. `at` is -1 when no row has the focus. */
const target = (key: string, at: number, count: number): number | undefined => {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(at + 1, count - 1)
    case 'ArrowUp':
    case 'k':
      return Math.max(at - 1, 0)
    case 'Home':
      return at === -1 ? undefined : 0
    case 'End':
      return at === -1 ? undefined : count - 1
    default:
      return undefined
  }
}
