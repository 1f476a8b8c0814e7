import { Art } from './art/art.tsx'
import { Card } from './card.tsx'
import { type Product, categories, euros, products } from './catalogue.ts'
import { type ShopAssets, ShopPage } from './shell.tsx'

const Colours = ({ product }: { product: Product }) => (
  <fieldset class="colours">
    <legend>Colour</legend>
    {product.colours.map(({ name, hex }, index) => (
      <label>
        <input type="radio" name="colour" value={name} data-hex={hex} checked={index === 0} />
        <svg class="swatch" viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="11.5" fill={hex} stroke="#221d18" stroke-opacity=".25" />
        </svg>
        {name}
      </label>
    ))}
  </fieldset>
)

/** The others of its category, and one thing from the next. */
const companions = ({ slug, category }: Product): readonly Product[] => {
  const index = products.findIndex((product) => product.slug === slug)
  const others = products.filter((product) => product.category === category && product.slug !== slug)
  const next = products.at((index + 4) % products.length)
  return next ? [...others, next] : others
}

const Also = ({ product }: { product: Product }) => (
  <section class="wide also" aria-labelledby="also-title">
    <h2 id="also-title">Goes well with</h2>
    <ul class="grid">
      {companions(product).map((other) => (
        <Card product={other} heading="h3" />
      ))}
    </ul>
  </section>
)

export const ProductPage = ({ assets, product }: { assets: ShopAssets; product: Product }) => {
  const category = categories.find(({ id }) => id === product.category)
  return (
    <ShopPage assets={assets} title={product.name} page="product">
      <nav class="wide crumbs" aria-label="Breadcrumb">
        <a href="/demo">Shop</a>
        <a href={`/demo?category=${product.category}`}>{category?.name}</a>
        <span aria-current="page">{product.name}</span>
      </nav>
      <article class="wide product">
        <div class={`tile large ${product.category}`}>
          <Art product={product} label={product.name} />
          {product.badge && <span class="badge">{product.badge}</span>}
        </div>
        <div class="buy">
          <h1>{product.name}</h1>
          <p class="lead">{product.summary}</p>
          <p class="meta">
            <span class="price">{euros(product.price)}</span>
            <span>
              ★ {product.rating} <span class="faint">from {product.reviews} reviews</span>
            </span>
          </p>
          <form data-buy={product.slug} data-name={product.name}>
            <Colours product={product} />
            <div class="field quantity">
              <label for="quantity">Quantity</label>
              <select id="quantity" name="quantity">
                {[1, 2, 3, 4, 5, 6].map((n) => (
                  <option value={n}>{n}</option>
                ))}
              </select>
            </div>
            <div class="actions">
              <button class="button" type="submit">
                Add to cart
              </button>
              <button class="button plain" type="button" data-wishlist={product.slug}>
                Save to wishlist
              </button>
            </div>
          </form>
          <p class="stock">In stock, leaves Ghent tomorrow</p>
          <p class="description">{product.description}</p>
          <details open>
            <summary>Details</summary>
            <ul>
              {product.details.map((detail) => (
                <li>{detail}</li>
              ))}
            </ul>
          </details>
          <details>
            <summary>Delivery and returns</summary>
            <p>
              Delivery takes two to four working days. You have 30 days to send it back at our cost.{' '}
              <a href="/demo/help#/returns">How returns work</a>
            </p>
          </details>
        </div>
      </article>
      <Also product={product} />
    </ShopPage>
  )
}
