import { type PricedLine, picture, pricedCart, subtotal, writeCart } from './basket.ts'
import { cardNumberError, cvcError, expiryError } from './card-check.ts'
import { element, euros, must } from './dom.ts'
import { getJson, postJson } from './http.ts'

interface Rate {
  id: string
  label: string
  /** Cents. */
  price: number
}

interface Checkout {
  lines: PricedLine[]
  delivery: 'home' | 'collect'
  /** The carrier's price for the chosen country. */
  rate: Rate
}

const field = (id: string) => must<HTMLInputElement>(`#${id}`)

const checks: Record<string, (text: string) => string | undefined> = {
  'cc-number': cardNumberError,
  'cc-exp': expiryError,
  'cc-csc': cvcError,
  email: (text) => (/^\S+@\S+\.\S+$/.test(text) ? undefined : 'Enter an e-mail address'),
}

/** Checks one field, shows what is wrong with it and tells whether it is fine. */
const check = (input: HTMLInputElement): boolean => {
  const text = input.value.trim()
  const missing = input.required && text === '' ? 'This is needed' : undefined
  const wrong = missing ?? (text === '' ? undefined : checks[input.id]?.(text))
  const place = document.querySelector(`[data-error-for="${input.id}"]`)
  if (place) place.textContent = wrong ?? ''
  if (wrong) input.setAttribute('aria-invalid', 'true')
  else input.removeAttribute('aria-invalid')
  return wrong === undefined
}

const deliveryPrice = (checkout: Checkout): number =>
  // Planted fault "place-order": the rate is there only after its request went well.
  checkout.delivery === 'collect' ? 0 : checkout.rate.price

const loadRate = async (checkout: Checkout, country: HTMLSelectElement): Promise<void> => {
  const name = country.selectedOptions[0]?.text ?? ''
  must('[data-rates-text]').textContent = `Finding delivery options to ${name}`
  must('[data-rates-spinner]').hidden = false
  try {
    const { items } = await getJson<{ items: [Rate] }>(`/demo/api/shipping-rates?country=${country.value}`)
    checkout.rate = items[0]
    must('[data-rates-text]').textContent = `${items[0].label}, ${euros(items[0].price)}`
    must('[data-rates-spinner]').hidden = true
    showTotals(checkout)
  } catch (error) {
    // Planted fault "rates": the customer is never told, and the spinner goes on.
    console.error('Could not load delivery rates', { country: country.value }, error)
  }
}

const showTotals = (checkout: Checkout): void => {
  const items = subtotal(checkout.lines)
  must('[data-order-subtotal]').textContent = euros(items)
  const known = checkout.delivery === 'collect' || 'rate' in checkout
  must('[data-order-delivery]').textContent = known ? euros(deliveryPrice(checkout)) : '…'
  must('[data-order-total]').textContent = euros(items + (known ? deliveryPrice(checkout) : 0))
}

const showLines = (lines: readonly PricedLine[]): void => {
  const rows = lines.map((line) =>
    element(
      'li',
      '',
      picture(line),
      element(
        'span',
        'mini-name',
        line.name,
        element('span', 'faint', `${line.hasColours ? `${line.colour} · ` : ''}${line.quantity}`),
      ),
      element('span', 'price', euros(line.price * line.quantity)),
    ),
  )
  must('[data-order-lines]').replaceChildren(
    ...(rows.length > 0 ? rows : [element('li', 'faint', 'Your cart is empty.')]),
  )
}

const placeOrder = async (checkout: Checkout, form: HTMLFormElement): Promise<void> => {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input:not([type=radio])')]
  const wrong = inputs.filter((input) => !check(input))
  if (wrong[0]) return wrong[0].focus()
  must('[data-order-status]').textContent = 'Placing your order'
  const { lines, delivery } = checkout
  const { number } = await postJson<{ number: string }>('/demo/api/orders', {
    lines: lines.map(({ slug, colour, quantity }) => ({ slug, colour, quantity })),
    delivery,
    total: subtotal(lines) + deliveryPrice(checkout),
  })
  writeCart([])
  location.assign(`/demo/checkout/thanks?order=${number}`)
}

export const startCheckout = (): void => {
  const form = must<HTMLFormElement>('[data-checkout]')
  const country = must<HTMLSelectElement>('#country')
  const checkout = { lines: [], delivery: 'home' } as unknown as Checkout

  form.addEventListener('change', (event) => {
    const { target } = event
    if (target === country) return void loadRate(checkout, country)
    if (!(target instanceof HTMLInputElement)) return
    if (target.name !== 'delivery') return void check(target)
    checkout.delivery = target.value === 'collect' ? 'collect' : 'home'
    showTotals(checkout)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const total = subtotal(checkout.lines) + deliveryPrice(checkout)
    must('[data-order-total]').textContent = euros(total)
    void placeOrder(checkout, form)
  })

  void pricedCart().then((lines) => {
    checkout.lines = lines
    showLines(lines)
    showTotals(checkout)
  })
  void loadRate(checkout, country)
  field('cc-number').addEventListener('input', spaceDigits)
}

/** Groups of four while the digits are typed at the end of the field. */
const spaceDigits = (event: Event): void => {
  const input = event.currentTarget as HTMLInputElement
  if (input.selectionStart !== input.value.length || /[^\d\s]/.test(input.value)) return
  input.value = input.value.replaceAll(/\s/g, '').replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}
