import { element, euros, must } from './dom.ts'
import { getJson } from './http.ts'

interface PastOrder {
  number: string
  placed: string
  status: string
  total: number
  items: string[]
}

const row = (order: PastOrder) => {
  const head = element(
    'div',
    'order-head',
    element('h2', '', order.number),
    element('span', 'tag', order.status),
  )
  const items = element('ul', '', ...order.items.map((item) => element('li', '', item)))
  const foot = element('p', 'faint', `Placed on ${order.placed}`)
  return element(
    'li',
    'order',
    head,
    items,
    element('div', 'order-foot', foot, element('p', 'price', euros(order.total))),
  )
}

/** The order history. Planted fault "orders": its request takes four seconds. */
export const startOrders = (): void => {
  const show = async () => {
    const { items } = await getJson<{ items: PastOrder[] }>('/demo/api/orders')
    const list = must('[data-orders]')
    list.replaceChildren(...items.map(row))
    list.removeAttribute('aria-busy')
    must('[data-orders-status]').textContent = `${items.length} orders`
  }
  void show()
}
