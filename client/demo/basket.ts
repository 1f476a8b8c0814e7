import { getJson } from './http.ts'

/** One line of the cart, as it is kept in the browser. */
export interface Line {
  slug: string
  colour: string
  quantity: number
}

export interface Item {
  slug: string
  name: string
  /** Cents. */
  price: number
  colours: { name: string; hex: string }[]
}

/** A line with what the shop knows about its product. */
export interface PricedLine extends Line {
  name: string
  price: number
  /** The glaze of its picture. */
  hex: string
  hasColours: boolean
}

const storageKey = 'larkmoor.cart'
/** As many of one thing as the shop sends in a parcel. */
export const mostOfOne = 6

const isLine = (value: unknown): value is Line => {
  const line = value as Partial<Line> | null
  return (
    typeof line?.slug === 'string' && typeof line.colour === 'string' && typeof line.quantity === 'number'
  )
}

/** The cart; an empty one where the browser keeps nothing for us, or keeps nonsense. */
export const readCart = (): Line[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isLine) : []
  } catch {
    return []
  }
}

export const writeCart = (lines: readonly Line[]): void => {
  localStorage.setItem(storageKey, JSON.stringify(lines))
  showCount()
}

export const addToCart = (added: Line): void => {
  const lines = readCart()
  const same = lines.find((line) => line.slug === added.slug && line.colour === added.colour)
  if (same) same.quantity = Math.min(mostOfOne, same.quantity + added.quantity)
  else lines.push(added)
  writeCart(lines)
}

/** The number beside "Cart" at the top of every page. */
export const showCount = (): void => {
  const place = document.querySelector<HTMLElement>('[data-cart-count]')
  if (!place) return
  const count = readCart().reduce((sum, { quantity }) => sum + quantity, 0)
  place.textContent = String(count)
  place.hidden = count === 0
}

/** The cart with today's names and prices; lines of things no longer sold are left out. */
export const pricedCart = async (): Promise<PricedLine[]> => {
  const lines = readCart()
  if (lines.length === 0) return []
  const { items } = await getJson<{ items: Item[] }>('/demo/api/products')
  return lines.flatMap((line) => {
    const item = items.find(({ slug }) => slug === line.slug)
    if (!item) return []
    const colour = item.colours.find(({ name }) => name === line.colour) ?? item.colours[0]
    return {
      ...line,
      name: item.name,
      price: item.price,
      hex: colour?.hex ?? '#000',
      hasColours: item.colours.length > 1,
    }
  })
}

export const subtotal = (lines: readonly PricedLine[]): number =>
  lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)

/** A line's picture in its glaze, from the page's templates. */
export const picture = ({ slug, hex }: PricedLine): Node => {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-picture="${CSS.escape(slug)}"]`)
  if (!template) return document.createTextNode('')
  const made = template.content.cloneNode(true) as DocumentFragment
  made.querySelector('svg')?.setAttribute('color', hex)
  return made
}
