/** A list with a search field and filter chips above it: the shape of every panel but the environment. */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import { fillWith, h, setText } from '../dom.ts'
import { plural, roughCount } from '../format.ts'
import { icon } from '../icons.ts'
import { createList, type ListOptions } from './list.ts'

export interface Filter<T> {
  name: string
  test(item: T): boolean
  /** It takes no room where there is nothing of it. */
  isRare?: boolean
}

export interface Panel {
  id: string
  title: string
  element: HTMLElement
  setItems(items: readonly TimelineItem[]): void
  setTime(t: number): void
  redraw(): void
  shown(): void
  /** How many lines it has, for its tab; undefined shows none. */
  count(): number | undefined
}

export interface FilteredOptions<T extends TimelineItem> extends ListOptions<T> {
  id: string
  title: string
  /** Which entries belong here. */
  belongs(item: TimelineItem): item is T
  /** What the search looks in. */
  text(item: T): string
  filters: Filter<T>[]
  /** Said when there is nothing, and why that may be so. */
  empty: string
}

/** Chips choose among kinds: none pressed shows all, several show any of them. */
export const createFilteredPanel = <T extends TimelineItem>(options: FilteredOptions<T>): Panel => {
  const list = createList(options)
  const chosen = new Set<Filter<T>>()
  let all: T[] = []
  let query = ''

  const search = h('input', {
    class: 'search-field',
    type: 'search',
    placeholder: `Search ${options.title.toLowerCase()}`,
    'aria-label': `Search ${options.title.toLowerCase()}`,
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => {
      query = search.value.trim().toLowerCase()
      refresh()
    },
  })
  const found = h('span', { class: 'search-found', role: 'status' })
  const chips = options.filters.map((filter) => {
    const number = h('span', { class: 'chip-count' })
    const chip = h(
      'button',
      {
        class: 'chip',
        type: 'button',
        'aria-pressed': 'false',
        onclick: () => {
          if (!chosen.delete(filter)) chosen.add(filter)
          chip.setAttribute('aria-pressed', String(chosen.has(filter)))
          refresh()
        },
      },
      filter.name,
      number,
    )
    return { filter, chip, number }
  })
  const empty = h('p', { class: 'panel-empty', hidden: true })
  const element = h(
    'div',
    { class: 'panel-page' },
    h('div', { class: 'panel-search' }, icon('search'), search, found),
    chips.length > 0 &&
      h(
        'div',
        { class: 'panel-chips', role: 'group', 'aria-label': 'Filter' },
        ...chips.map(({ chip }) => chip),
      ),
    empty,
    list.element,
  )

  const refresh = (): void => {
    const filters = [...chosen]
    const shown =
      filters.length === 0 && query === ''
        ? all
        : all.filter(
            (item) =>
              (filters.length === 0 || filters.some((filter) => filter.test(item))) &&
              (query === '' || options.text(item).toLowerCase().includes(query)),
          )
    const filtered = filters.length > 0 || query !== ''
    setText(found, filtered ? plural(shown.length, 'match', 'matches') : '')
    empty.hidden = shown.length > 0
    list.element.hidden = shown.length === 0
    fillWith(empty, all.length === 0 ? options.empty : 'Nothing matches the search and filters.')
    list.setItems(shown)
  }

  return {
    id: options.id,
    title: options.title,
    element,
    setItems(items) {
      all = items.filter(options.belongs)
      for (const { filter, chip, number } of chips) {
        const matches = all.filter((item) => filter.test(item)).length
        setText(number, roughCount(matches))
        chip.disabled = matches === 0 && !chosen.has(filter)
        chip.hidden = chip.disabled && filter.isRare === true
      }
      refresh()
    },
    setTime: list.setTime,
    redraw: list.redraw,
    shown: list.shown,
    count: () => all.length,
  }
}
