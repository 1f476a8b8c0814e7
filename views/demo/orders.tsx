import { type ShopAssets, ShopPage } from './shell.tsx'

export interface PastOrder {
  number: string
  /** Days before today, so that the history never grows stale. */
  daysAgo: number
  status: 'On its way' | 'Delivered' | 'Returned'
  /** Cents. */
  total: number
  items: readonly string[]
}

const pastOrders: readonly PastOrder[] = [
  {
    number: 'LM-48207',
    daysAgo: 2,
    status: 'On its way',
    total: 11100,
    items: ['Heron gooseneck kettle, Moss', 'Tumble stoneware mug, Rust'],
  },
  {
    number: 'LM-46915',
    daysAgo: 48,
    status: 'Delivered',
    total: 3300,
    items: ['Morning blend, 500 g × 2'],
  },
  {
    number: 'LM-45530',
    daysAgo: 91,
    status: 'Delivered',
    total: 8600,
    items: ['Foundry skillet, 26 cm', 'Linen tea towel, Oat'],
  },
  { number: 'LM-43188', daysAgo: 164, status: 'Returned', total: 3200, items: ['Ripple carafe, Smoke'] },
  {
    number: 'LM-41002',
    daysAgo: 238,
    status: 'Delivered',
    total: 5600,
    items: ['Clip-top jar, 1 l × 4'],
  },
]

const dayMs = 86_400_000
const dayAndMonth = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  timeZone: 'Europe/Brussels',
})

/** The history as the shop's API answers it, with its dates as the customer reads them; `now` in milliseconds. */
export const orderHistory = (now: number) =>
  pastOrders.map(({ daysAgo, ...order }) => ({ ...order, placed: dayAndMonth.format(now - daysAgo * dayMs) }))

export const OrdersPage = ({ assets }: { assets: ShopAssets }) => (
  <ShopPage assets={assets} title="Order history" page="orders">
    <div class="wide narrow">
      <p class="back">
        <a href="/demo/account">Account</a>
      </p>
      <h1>Order history</h1>
      <div role="status" data-orders-status>
        Loading your orders
      </div>
      <ul class="orders" data-orders aria-busy="true">
        {[1, 2, 3].map(() => (
          <li class="order waiting" aria-hidden="true">
            <span></span>
            <span></span>
            <span></span>
          </li>
        ))}
      </ul>
    </div>
  </ShopPage>
)
