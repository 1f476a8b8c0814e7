import { Pictures } from './cart.tsx'
import { Field } from './field.tsx'
import { type ShopAssets, ShopPage } from './shell.tsx'

const countries = [
  ['AT', 'Austria'],
  ['BE', 'Belgium'],
  ['DK', 'Denmark'],
  ['FR', 'France'],
  ['DE', 'Germany'],
  ['IE', 'Ireland'],
  ['IT', 'Italy'],
  ['LU', 'Luxembourg'],
  ['NL', 'Netherlands'],
  ['PT', 'Portugal'],
  ['ES', 'Spain'],
  ['SE', 'Sweden'],
] as const

const Contact = () => (
  <fieldset>
    <legend>Contact</legend>
    <Field id="email" label="E-mail" type="email" autocomplete="email" inputmode="email" />
    <Field
      id="phone"
      label="Phone"
      type="tel"
      autocomplete="tel"
      inputmode="tel"
      hint="For the courier's message only"
      optional
    />
  </fieldset>
)

const Address = () => (
  <fieldset>
    <legend>Address</legend>
    <Field id="given-name" label="First name" autocomplete="given-name" span={3} />
    <Field id="family-name" label="Last name" autocomplete="family-name" span={3} />
    <Field id="address-line1" label="Street and number" autocomplete="address-line1" />
    <Field id="address-line2" label="Flat, floor" autocomplete="address-line2" optional />
    <Field id="postal-code" label="Postcode" autocomplete="postal-code" span={2} />
    <Field id="city" label="City" autocomplete="address-level2" span={4} />
    <div class="field span-6">
      <label for="country">Country</label>
      <select id="country" name="country" autocomplete="country">
        {countries.map(([code, name]) => (
          <option value={code} selected={code === 'BE'}>
            {name}
          </option>
        ))}
      </select>
    </div>
  </fieldset>
)

const Delivery = () => (
  <fieldset>
    <legend>Delivery</legend>
    <label class="choice span-6">
      <input type="radio" name="delivery" value="home" checked />
      <span>
        <strong>Home delivery</strong>
        <span class="rates" role="status" data-rates>
          <span class="spinner" aria-hidden="true" data-rates-spinner></span>
          <span data-rates-text>Finding delivery options</span>
        </span>
      </span>
    </label>
    <label class="choice span-6">
      <input type="radio" name="delivery" value="collect" />
      <span>
        <strong>Collect in Ghent</strong>
        <span class="faint">Free, ready tomorrow from 10:00</span>
      </span>
    </label>
  </fieldset>
)

const Payment = () => (
  <fieldset>
    <legend>Payment</legend>
    <Field id="cc-name" label="Name on card" autocomplete="cc-name" />
    <Field
      id="cc-number"
      label="Card number"
      autocomplete="cc-number"
      inputmode="numeric"
      placeholder="0000 0000 0000 0000"
    />
    <Field
      id="cc-exp"
      label="Expiry"
      autocomplete="cc-exp"
      inputmode="numeric"
      placeholder="MM/YY"
      span={2}
    />
    <Field id="cc-csc" label="CVC" type="password" autocomplete="cc-csc" inputmode="numeric" span={2} />
    <Field
      id="one-time-code"
      label="One-time code"
      autocomplete="one-time-code"
      inputmode="numeric"
      span={2}
      optional
    />
    <p class="hint span-6">
      Some banks ask for a one-time code from their app. Leave it empty if yours does not.
    </p>
  </fieldset>
)

const Summary = () => (
  <aside class="panel" aria-labelledby="order-title">
    <h2 id="order-title">Your order</h2>
    <ul class="mini-lines" data-order-lines></ul>
    <dl class="sums">
      <div>
        <dt>Items</dt>
        <dd data-order-subtotal></dd>
      </div>
      <div>
        <dt>Delivery</dt>
        <dd data-order-delivery>…</dd>
      </div>
      <div class="total">
        <dt>Total</dt>
        <dd data-order-total></dd>
      </div>
    </dl>
    <button class="button full" type="submit" form="checkout">
      Place order
    </button>
    <div class="faint">
      <p role="status" data-order-status></p>
      <p>By placing the order you accept our terms of sale. Your card is charged when the parcel leaves.</p>
    </div>
  </aside>
)

/** `novalidate`: the script writes the errors itself. `post`: a card number never gets into an address, even without the script. */
export const CheckoutPage = ({ assets }: { assets: ShopAssets }) => (
  <ShopPage assets={assets} title="Checkout" page="checkout">
    <div class="wide">
      <h1>Checkout</h1>
      <div class="split">
        <form id="checkout" class="form" method="post" action="/demo/checkout" novalidate data-checkout>
          <Contact />
          <Address />
          <Delivery />
          <Payment />
          <fieldset>
            <legend>Account</legend>
            <Field
              id="new-password"
              label="Choose a password"
              type="password"
              autocomplete="new-password"
              hint="Makes an account, so that you can follow your order"
              optional
            />
          </fieldset>
        </form>
        <Summary />
      </div>
    </div>
    <Pictures />
  </ShopPage>
)

export const OrderPlaced = ({ assets, number }: { assets: ShopAssets; number: string | undefined }) => (
  <ShopPage assets={assets} title="Thank you" page="placed">
    <div class="wide narrow">
      <h1>Thank you, it is yours</h1>
      <p class="lead">
        {number ? (
          <>
            Your order number is <strong>{number}</strong>.
          </>
        ) : (
          'Your order is with us.'
        )}{' '}
        We will write to you when it is ready.
      </p>
      <a class="button" href="/demo">
        Back to the shop
      </a>
    </div>
  </ShopPage>
)
