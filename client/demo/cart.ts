import { type PricedLine, mostOfOne, picture, pricedCart, readCart, subtotal, writeCart } from './basket.ts'
import { element, euros, must } from './dom.ts'

const isSame = (a: { slug: string; colour: string }, b: { slug: string; colour: string }) =>
  a.slug === b.slug && a.colour === b.colour

const quantityOf = (line: PricedLine, render: () => void) => {
  const select = element('select', 'slim')
  select.setAttribute('aria-label', `Quantity of ${line.name}`)
  for (let n = 1; n <= mostOfOne; n += 1)
    select.add(new Option(String(n), String(n), false, n === line.quantity))
  select.addEventListener('change', () => {
    writeCart(
      readCart().map((other) => (isSame(other, line) ? { ...other, quantity: Number(select.value) } : other)),
    )
    render()
  })
  return select
}

const removeOf = (line: PricedLine, render: () => void) => {
  const button = element('button', 'text-button', 'Remove')
  button.type = 'button'
  button.setAttribute('aria-label', `Remove ${line.name}`)
  button.addEventListener('click', () => {
    writeCart(readCart().filter((other) => !isSame(other, line)))
    render()
  })
  return button
}

const row = (line: PricedLine, render: () => void) => {
  const link = element('a', '', line.name)
  link.href = `/demo/products/${line.slug}`
  const words = element('div', 'line-words', element('h2', '', link))
  if (line.hasColours) words.append(element('p', 'faint', line.colour))
  words.append(element('div', 'line-actions', quantityOf(line, render), removeOf(line, render)))
  return element('li', 'line', picture(line), words, element('p', 'price', euros(line.price * line.quantity)))
}

/** The cart page. Planted fault "voucher": nothing here listens to the voucher's "Apply" button. */
export const startCart = (): void => {
  const render = async () => {
    const lines = await pricedCart()
    must('[data-cart-empty]').hidden = lines.length > 0
    must('[data-cart]').hidden = lines.length === 0
    must('[data-cart-lines]').replaceChildren(...lines.map((line) => row(line, () => void render())))
    must('[data-cart-subtotal]').textContent = euros(subtotal(lines))
  }
  void render()
}
