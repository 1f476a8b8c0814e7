import { Art } from './art/art.tsx'
import { products } from './catalogue.ts'
import { type ShopAssets, ShopPage } from './shell.tsx'

/** The pictures the script takes into the cart's lines; templates, because the cart is known to the browser only. */
export const Pictures = () => (
  <>
    {products.map((product) => (
      <template data-picture={product.slug}>
        <div class={`tile small ${product.category}`}>
          <Art product={product} />
        </div>
      </template>
    ))}
  </>
)

export const CartPage = ({ assets }: { assets: ShopAssets }) => (
  <ShopPage assets={assets} title="Your cart" page="cart">
    <div class="wide">
      <h1>Your cart</h1>
      <div class="empty" data-cart-empty hidden>
        <p>Nothing in here yet.</p>
        <a class="button" href="/demo">
          Look around the shop
        </a>
      </div>
      <div class="split" data-cart hidden>
        <ul class="lines" data-cart-lines aria-label="Items in your cart"></ul>
        <aside class="panel" aria-labelledby="summary-title">
          <h2 id="summary-title">Summary</h2>
          <dl class="sums">
            <div>
              <dt>Items</dt>
              <dd data-cart-subtotal></dd>
            </div>
            <div>
              <dt>Delivery</dt>
              <dd>At checkout</dd>
            </div>
          </dl>
          <div class="field">
            <label for="voucher">Voucher code</label>
            <div class="joined">
              <input id="voucher" name="voucher" type="text" autocomplete="off" placeholder="LARK-0000" />
              <button class="button plain" type="button">
                Apply
              </button>
            </div>
          </div>
          <a class="button full" href="/demo/checkout">
            Go to checkout
          </a>
          <p class="faint">Pay by card or on collection. Prices include VAT.</p>
        </aside>
      </div>
    </div>
    <Pictures />
  </ShopPage>
)
