import { isPlainClick, must } from './dom.ts'

const cards = () => [...document.querySelectorAll<HTMLElement>('[data-goods] > [data-product]')]
const filters = () => [...document.querySelectorAll<HTMLAnchorElement>('[data-filter]')]

const arrange = (sort: string): void => {
  const by = (card: HTMLElement) => {
    if (sort === 'price-up') return Number(card.dataset['price'])
    if (sort === 'price-down') return -Number(card.dataset['price'])
    return Number(card.dataset['order'])
  }
  must('[data-goods]').append(...cards().sort((a, b) => by(a) - by(b)))
}

/** Shows what the address asks for. */
const show = (): void => {
  const query = new URLSearchParams(location.search)
  const category = query.get('category') ?? ''
  const sort = query.get('sort') ?? 'featured'
  for (const card of cards()) card.hidden = category !== '' && card.dataset['category'] !== category
  for (const filter of filters()) {
    const chosen = filter.dataset['filter'] === category
    if (chosen) {
      filter.setAttribute('aria-current', 'page')
      must('[data-goods-title]').textContent = filter.textContent
    } else filter.removeAttribute('aria-current')
  }
  must<HTMLSelectElement>('[data-sort]').value = sort
  arrange(sort)
  must('[data-goods-count]').textContent = `${cards().filter((card) => !card.hidden).length} products`
}

const addressWith = (name: string, value: string): string => {
  const query = new URLSearchParams(location.search)
  if (value) query.set(name, value)
  else query.delete(name)
  const text = query.toString()
  return text ? `${location.pathname}?${text}` : location.pathname
}

/** The catalogue: categories are steps in the history, sorting is not. */
export const startCatalogue = (): void => {
  for (const filter of filters()) {
    filter.addEventListener('click', (event) => {
      if (!isPlainClick(event)) return
      event.preventDefault()
      history.pushState({}, '', addressWith('category', filter.dataset['filter'] ?? ''))
      show()
    })
  }
  const sort = must<HTMLSelectElement>('[data-sort]')
  sort.addEventListener('change', () => {
    history.replaceState({}, '', addressWith('sort', sort.value === 'featured' ? '' : sort.value))
    show()
  })
  addEventListener('popstate', show)
}
