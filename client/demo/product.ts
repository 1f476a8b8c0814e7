import { addToCart } from './basket.ts'
import { must, toast } from './dom.ts'
import { startWishlist } from './wishlist.ts'

/** A product's page: its picture takes the chosen glaze, its form fills the cart. */
export const startProduct = (): void => {
  const form = must<HTMLFormElement>('form[data-buy]')
  form.addEventListener('change', (event) => {
    const { target } = event
    if (!(target instanceof HTMLInputElement) || target.name !== 'colour') return
    must<SVGElement>('.tile.large svg').setAttribute('color', target.dataset['hex'] ?? '#000')
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const colour = form.querySelector<HTMLInputElement>('[name=colour]:checked')
    addToCart({
      slug: form.dataset['buy'] ?? '',
      colour: colour?.value ?? '',
      quantity: Number(must<HTMLSelectElement>('#quantity').value),
    })
    toast(`${form.dataset['name']} is in your cart.`, { href: '/demo/cart', text: 'View cart' })
  })
  startWishlist()
}
