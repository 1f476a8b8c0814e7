/**
 * A list of timed lines that stays quick with ten thousand of them: only the lines in view are in the document.
 * All lines have one height, and at most one is open to its details, whose height is measured.
 */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import { lastUpTo } from '../cursor.ts'
import { h, type Child } from '../dom.ts'
import { icon } from '../icons.ts'

export interface ListOptions<T extends TimelineItem> {
  label: string
  /** What the line shows. */
  line(item: T): Child[]
  /** Classes of the line. */
  tone(item: T): string
  /** What opens under the line; undefined when there is no more to say. */
  details?(item: T): HTMLElement | undefined
  onSeek(t: number, tab?: string): void
}

export interface List<T extends TimelineItem> {
  element: HTMLElement
  setItems(items: readonly T[]): void
  /** Marks the line that is current at `t` and keeps it in view while following. */
  setTime(t: number): void
  /** Makes every line anew: what lines say has changed. */
  redraw(): void
  /** To be called when the list comes into view. */
  shown(): void
}

const LINE_HEIGHT = 36
/** Lines kept ready above and below the view. */
const MARGIN_LINES = 8

export const createList = <T extends TimelineItem>(options: ListOptions<T>): List<T> => {
  const body = h('ol', { class: 'list-body', 'aria-label': options.label })
  const view = h('div', { class: 'list-view', onscroll: () => scrolled() }, body)
  const follow = h(
    'button',
    { class: 'list-follow', type: 'button', hidden: true, onclick: () => setFollowing(true) },
    icon('down'),
    'Follow',
  )
  const element = h('div', { class: 'list' }, view, follow)
  let items: readonly T[] = []
  let open: string | undefined
  let openIndex = -1
  let openHeight = 0
  let current = -1
  let now = 0
  let following = true
  let expectedTop = 0
  let viewHeight = 0
  let rows = new Map<string, HTMLElement>()

  const topOf = (index: number): number =>
    index * LINE_HEIGHT + (openIndex >= 0 && index > openIndex ? openHeight : 0)
  const measure = new ResizeObserver(([entry]) => {
    const height = (entry?.target as HTMLElement | undefined)?.offsetHeight ?? 0
    if (height === openHeight || height === 0) return
    openHeight = height
    render()
  })

  const toggle = (item: T): void => {
    open = open === item.id ? undefined : item.id
    openIndex = open === undefined ? -1 : items.indexOf(item)
    openHeight = 0
    redraw()
    focusLine(items.indexOf(item))
  }

  const press = (item: T): void => {
    options.onSeek(item.t, item.tab)
    if (options.details?.(item)) toggle(item)
  }

  const makeRow = (item: T): HTMLElement => {
    const details = item.id === open ? options.details?.(item) : undefined
    const expandable = options.details?.(item) !== undefined
    const line = h(
      'button',
      {
        class: `line ${options.tone(item)}`,
        type: 'button',
        tabindex: -1,
        'aria-expanded': expandable ? String(item.id === open) : undefined,
        onclick: () => press(item),
      },
      ...options.line(item),
    )
    if (details) measure.observe(details)
    return h('li', { class: 'list-item', 'data-id': item.id }, line, details)
  }

  const size = (): void => {
    body.style.height = `${items.length * LINE_HEIGHT + (openIndex >= 0 ? openHeight : 0)}px`
  }
  const render = (): void => {
    if (view.clientHeight === 0) return
    size()
    const lead = openIndex >= 0 ? openHeight : 0
    const first = Math.max(0, Math.floor((view.scrollTop - lead) / LINE_HEIGHT) - MARGIN_LINES)
    const last = Math.min(
      items.length,
      Math.ceil((view.scrollTop + view.clientHeight) / LINE_HEIGHT) + MARGIN_LINES,
    )
    const next = new Map<string, HTMLElement>()
    for (let index = first; index < last; index += 1) {
      const item = items[index] as T
      const row = rows.get(item.id) ?? makeRow(item)
      row.style.top = `${topOf(index)}px`
      row.classList.toggle('is-current', index === current)
      row.classList.toggle('is-ahead', item.t > now)
      row.setAttribute('aria-setsize', String(items.length))
      row.setAttribute('aria-posinset', String(index + 1))
      const line = row.firstElementChild as HTMLElement
      line.tabIndex = index === Math.max(0, current) ? 0 : -1
      if (index === current) line.setAttribute('aria-current', 'true')
      else line.removeAttribute('aria-current')
      next.set(item.id, row)
      if (!row.isConnected) body.append(row)
    }
    for (const [id, row] of rows) if (!next.has(id)) row.remove()
    rows = next
  }

  const redraw = (): void => {
    measure.disconnect()
    rows = new Map()
    body.replaceChildren()
    render()
  }

  const scrollTo = (top: number): void => {
    view.scrollTop = top
    expectedTop = view.scrollTop
  }
  const reveal = (index: number): void => {
    const top = topOf(Math.max(0, index))
    if (top < view.scrollTop + LINE_HEIGHT || top > view.scrollTop + view.clientHeight - 3 * LINE_HEIGHT) {
      scrollTo(Math.max(0, top - view.clientHeight / 2))
    }
  }
  const setFollowing = (next: boolean): void => {
    following = next
    follow.hidden = next
    if (next) reveal(current)
    render()
  }
  /** A view that shrinks or grows scrolls by itself, which is not the person's doing. */
  const resized = (): void => {
    viewHeight = view.clientHeight
    if (following && viewHeight > 0) reveal(current)
    expectedTop = view.scrollTop
    render()
  }
  const scrolled = (): void => {
    if (view.clientHeight !== viewHeight) return resized()
    // Our own scrolling arrives here too; only a person's ends the following.
    if (Math.abs(view.scrollTop - expectedTop) > 2 && following) setFollowing(false)
    expectedTop = view.scrollTop
    render()
  }

  const focusLine = (index: number): void => {
    const item = items[index]
    if (!item) return
    const top = topOf(index)
    if (top < view.scrollTop) scrollTo(top)
    else if (top + LINE_HEIGHT > view.scrollTop + view.clientHeight)
      scrollTo(top + LINE_HEIGHT - view.clientHeight)
    render()
    ;(rows.get(item.id)?.firstElementChild as HTMLElement | undefined)?.focus({ preventScroll: true })
  }

  body.addEventListener('keydown', (event) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('.list-item')?.dataset['id']
    const at = items.findIndex((item) => item.id === id)
    const page = Math.max(1, Math.floor(view.clientHeight / LINE_HEIGHT) - 1)
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: items.length - 1,
    }
    const to = moves[event.key]
    if (at < 0 || to === undefined || !(event.target as HTMLElement).classList.contains('line')) return
    event.preventDefault()
    event.stopPropagation()
    if (following) setFollowing(false)
    focusLine(Math.max(0, Math.min(items.length - 1, to)))
  })
  new ResizeObserver(resized).observe(view)

  const moveTo = (t: number): void => {
    now = t
    const next = lastUpTo(items, t, (item) => item.t)
    if (next === current && rows.size > 0) return
    current = next
    if (following && view.clientHeight > 0) reveal(current)
    render()
  }

  return {
    element,
    setItems(next) {
      items = next
      openIndex = open === undefined ? -1 : items.findIndex((item) => item.id === open)
      current = -2
      if (openIndex < 0) open = undefined
      // Before anything scrolls: a list that has not grown yet cannot be scrolled to its end.
      size()
      // Fewer lines scroll the view back by themselves.
      if (following) expectedTop = view.scrollTop
      moveTo(now)
    },
    setTime: moveTo,
    redraw,
    shown() {
      if (following) reveal(current)
      render()
    },
  }
}
