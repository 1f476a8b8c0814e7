import { Hono } from 'hono'
import { AccountPage, accountPanels } from '../../views/demo/account.tsx'
import { CartPage } from '../../views/demo/cart.tsx'
import { type Sort, categories, productBySlug, products } from '../../views/demo/catalogue.ts'
import { CheckoutPage, OrderPlaced } from '../../views/demo/checkout.tsx'
import { FaultsPage } from '../../views/demo/faults.tsx'
import { HelpPage } from '../../views/demo/help.tsx'
import { Home } from '../../views/demo/home.tsx'
import { NotFound } from '../../views/demo/not-found.tsx'
import { OrdersPage, orderHistory } from '../../views/demo/orders.tsx'
import { ProductPage } from '../../views/demo/product.tsx'
import type { ShopAssets } from '../../views/demo/shell.tsx'

/** Long enough that a customer doubts the page, short enough that a demo goes on. */
const slowOrdersMs = 4000
/** A carrier's service that gives up after a moment, so that the spinner is seen before the failure. */
const failingRatesMs = 700

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const sortOf = (text: string | undefined): Sort =>
  text === 'price-up' || text === 'price-down' ? text : 'featured'

/** The shop's own API. Three of its answers are planted faults; `/demo/faults` describes each. */
const shopApi = () =>
  new Hono()
    .get('/products', (c) =>
      c.json({ items: products.map(({ slug, name, price, colours }) => ({ slug, name, price, colours })) }),
    )
    .get('/shipping-rates', async (c) => {
      await after(failingRatesMs)
      return c.json({ error: { code: 'carrier_unavailable', message: 'The carrier did not answer.' } }, 500)
    })
    .get('/orders', async (c) => {
      await after(slowOrdersMs)
      return c.json({ items: orderHistory(Date.now()) })
    })
    .post('/orders', (c) => {
      const [random = 0] = crypto.getRandomValues(new Uint16Array(1))
      return c.json({ number: `LM-${50_000 + (random % 10_000)}` }, 201)
    })
    .post('/wishlist', (c) =>
      c.json(
        { error: { code: 'wishlist_conflict', message: 'The wishlist was changed in another window.' } },
        409,
      ),
    )
    .post('/:form{profile|password|newsletter}', (c) => c.json({ saved: true }))
    .notFound((c) =>
      c.json({ error: { code: 'not_found', message: 'There is nothing at this address.' } }, 404),
    )

/**
 * The demo shop, to be mounted at `/demo`. It keeps nothing: the cart lives in the browser, and forms are answered without being read.
 * @param assets addresses of the shop's stylesheet and script
 * @param tagUrl absolute address of the loader, as a host app would have it
 */
export const demoRoutes = (assets: { demoCss: string; demo: string }, tagUrl: string) => {
  const shop: ShopAssets = { demoCss: assets.demoCss, demo: assets.demo, tagUrl }
  const app = new Hono()

  app.get('/', (c) => {
    const category = categories.find(({ id }) => id === c.req.query('category'))?.id
    return c.html(<Home assets={shop} category={category} sort={sortOf(c.req.query('sort'))} />)
  })
  app.get('/products/:slug', (c) => {
    const product = productBySlug(c.req.param('slug'))
    return product
      ? c.html(<ProductPage assets={shop} product={product} />)
      : c.html(<NotFound assets={shop} />, 404)
  })
  app.get('/cart', (c) => c.html(<CartPage assets={shop} />))
  app.get('/checkout', (c) => c.html(<CheckoutPage assets={shop} />))
  app.post('/checkout', (c) => c.redirect('/demo/checkout', 303))
  app.get('/checkout/thanks', (c) => {
    const number = c.req.query('order')
    return c.html(
      <OrderPlaced assets={shop} number={number && /^LM-\d{5}$/.test(number) ? number : undefined} />,
    )
  })
  app.get('/orders', (c) => c.html(<OrdersPage assets={shop} />))
  app.get('/account/:panel?', (c) => {
    const panel = accountPanels.find(({ id }) => id === (c.req.param('panel') ?? 'profile'))
    return panel
      ? c.html(<AccountPage assets={shop} panel={panel.id} />)
      : c.html(<NotFound assets={shop} />, 404)
  })
  app.get('/help', (c) => c.html(<HelpPage assets={shop} />))
  app.get('/faults', (c) => c.html(<FaultsPage assets={shop} />))
  app.route('/api', shopApi())
  app.get('*', (c) => {
    const { path } = c.req
    if (path.endsWith('/')) return c.redirect(path.slice(0, -1))
    return c.html(<NotFound assets={shop} />, 404)
  })
  return app
}
