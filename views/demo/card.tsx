import { Art } from './art/art.tsx'
import { type Product, euros, products } from './catalogue.ts'

interface CardProps {
  product: Product
  heading: 'h2' | 'h3'
  hidden?: boolean
}

/** A product in a grid. Its data attributes are what the catalogue's script filters and sorts by. */
export const Card = ({ product, heading: Heading, hidden = false }: CardProps) => (
  <li
    class="card"
    data-product={product.slug}
    data-category={product.category}
    data-price={product.price}
    data-order={products.indexOf(product)}
    hidden={hidden}
  >
    <a href={`/demo/products/${product.slug}`}>
      <div class={`tile ${product.category}`}>
        <Art product={product} />
        {product.badge && <span class="badge">{product.badge}</span>}
      </div>
      <Heading class="name">{product.name}</Heading>
      <p class="summary">{product.summary}</p>
    </a>
    <p class="price">{euros(product.price)}</p>
  </li>
)
