import type { Child } from 'hono/jsx'
import { BesidePage, type ShopAssets } from './shell.tsx'

interface Fault {
  id: string
  name: string
  start: { href: string; text: string }
  steps: Child
  customer: Child
  recording: Child
}

const faults: readonly Fault[] = [
  {
    id: 'rates',
    name: 'Delivery prices never arrive',
    start: { href: '/demo/checkout', text: 'Checkout' },
    steps: 'Put something in the cart and open the checkout. Choosing another country does it again.',
    customer: '“Finding delivery options” beside a spinner that never stops.',
    recording: (
      <>
        A failed request, <code>GET /demo/api/shipping-rates</code> with status 500, and a console error
        “Could not load delivery rates”.
      </>
    ),
  },
  {
    id: 'place-order',
    name: '“Place order” does nothing',
    start: { href: '/demo/checkout', text: 'Checkout' },
    steps: 'With home delivery chosen, press “Place order”. The form may be filled in or empty.',
    customer: 'Nothing at all. Most people press it three or four times.',
    recording: (
      <>
        An error with its stack, <code>TypeError: Cannot read properties of undefined (reading 'price')</code>
        , at each click. It follows from the failed request above: the script counts on a delivery price. With
        “Collect in Ghent” there is no such error.
      </>
    ),
  },
  {
    id: 'card',
    name: 'A valid card is refused',
    start: { href: '/demo/checkout', text: 'Checkout' },
    steps: (
      <>
        Type <code>4242 4242 4242 4242</code> as the card number and leave the field.
      </>
    ),
    customer: '“Card number must have 15 digits”, though the card has sixteen.',
    recording: (
      <>
        The message, appearing when the field is left, while the number itself stays masked. A fifteen-digit
        number such as <code>3782 822463 10005</code> is taken.
      </>
    ),
  },
  {
    id: 'voucher',
    name: 'A dead button',
    start: { href: '/demo/cart', text: 'Cart' },
    steps: 'With something in the cart, type any voucher code and press “Apply”.',
    customer: 'Nothing: no message, no discount.',
    recording: 'Clicks after which nothing changes on the page, no request leaves and no error appears.',
  },
  {
    id: 'orders',
    name: 'A slow page',
    start: { href: '/demo/orders', text: 'Order history' },
    steps: 'Open the order history from the account or from the foot of any page.',
    customer: 'Grey placeholders for four seconds, then the orders.',
    recording: (
      <>
        <code>GET /demo/api/orders</code> with status 200 and a duration of about 4 s.
      </>
    ),
  },
  {
    id: 'wishlist',
    name: 'The wishlist does not save',
    start: { href: '/demo/products/tumble-mug', text: 'Tumble stoneware mug' },
    steps: 'Press “Save to wishlist” on any product page.',
    customer: 'The button says “Saving” and stays so.',
    recording: (
      <>
        <code>POST /demo/api/wishlist</code> with status 409, and an unhandled rejection{' '}
        <code>HttpError: POST /demo/api/wishlist answered 409</code>.
      </>
    ),
  },
]

const FaultCard = ({ fault }: { fault: Fault }) => (
  <article class="fault" id={fault.id}>
    <h2>{fault.name}</h2>
    <dl>
      <dt>Start at</dt>
      <dd>
        <a href={fault.start.href}>{fault.start.text}</a>
      </dd>
      <dt>Do this</dt>
      <dd>{fault.steps}</dd>
      <dt>The customer sees</dt>
      <dd>{fault.customer}</dd>
      <dt>The recording shows</dt>
      <dd>{fault.recording}</dd>
    </dl>
  </article>
)

/** For people who try Casereel; the shop itself never links here. */
export const FaultsPage = ({ assets }: { assets: ShopAssets }) => (
  <BesidePage assets={assets} title="Planted faults of the demo shop" page="faults">
    <header>
      <p class="eyebrow">
        For people who try <a href="/">Casereel</a>
      </p>
      <h1>Planted faults of the demo shop</h1>
      <p class="lead">
        Larkmoor does not exist; it is here to be recorded. Create a case, send yourself a link to{' '}
        <a href="/demo">the shop</a>, allow the recording, and run into some of these. Nothing is sold, and
        nothing you type in the forms is kept.
      </p>
    </header>
    <section class="walk" aria-labelledby="walk-title">
      <h2 id="walk-title">All of them in two minutes</h2>
      <ol>
        <li>
          Open the <a href="/demo/products/tumble-mug">mug</a>, press “Save to wishlist”, then “Add to cart”.
        </li>
        <li>
          In the <a href="/demo/cart">cart</a>, try a voucher code.
        </li>
        <li>
          Go to the checkout, fill in a made-up address and the card <code>4242 4242 4242 4242</code>, press
          “Place order”.
        </li>
        <li>
          Look for your order in the <a href="/demo/orders">order history</a>.
        </li>
      </ol>
    </section>
    {faults.map((fault) => (
      <FaultCard fault={fault} />
    ))}
    <section class="walk" aria-labelledby="moves-title">
      <h2 id="moves-title">Pages without a page load</h2>
      <p>
        The categories on the <a href="/demo">front page</a> and the parts of the{' '}
        <a href="/demo/account">account</a> change the address by script (<code>pushState</code>), sorting by{' '}
        <code>replaceState</code>. The help centre is a hash router:{' '}
        <a href="/demo/help#/shipping">
          <code>/demo/help#/shipping</code>
        </a>{' '}
        is a good target for a link. The saved addresses in the account carry <code>data-private</code>.
      </p>
    </section>
  </BesidePage>
)
