import { Scene } from './art/art.tsx'
import { Card } from './card.tsx'
import { type Category, type Sort, categories, listed, products } from './catalogue.ts'
import { type ShopAssets, ShopPage } from './shell.tsx'

const sorts: readonly { id: Sort; name: string }[] = [
  { id: 'featured', name: 'Featured' },
  { id: 'price-up', name: 'Price, low to high' },
  { id: 'price-down', name: 'Price, high to low' },
]

const Filters = ({ category, sort }: { category: Category | undefined; sort: Sort }) => (
  <div class="filters">
    <nav aria-label="Categories" data-categories>
      <a href="/demo#goods" data-filter="" aria-current={category ? undefined : 'page'}>
        Everything
      </a>
      {categories.map(({ id, name }) => (
        <a
          href={`/demo?category=${id}#goods`}
          data-filter={id}
          aria-current={category === id ? 'page' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
    <label class="sort">
      Sort by
      <select name="sort" data-sort>
        {sorts.map(({ id, name }) => (
          <option value={id} selected={id === sort}>
            {name}
          </option>
        ))}
      </select>
    </label>
  </div>
)

interface HomeProps {
  assets: ShopAssets
  category: Category | undefined
  sort: Sort
}

/** The front of the shop. A category's own address opens at the goods, not at the picture. */
export const Home = ({ assets, category, sort }: HomeProps) => {
  const shown = listed(category, sort)
  const rest = products.filter((product) => !shown.includes(product))
  const named = categories.find(({ id }) => id === category)
  const Title = named ? 'h1' : 'h2'
  const heading = named ? 'h2' : 'h3'
  return (
    <ShopPage assets={assets} title={named?.name ?? 'Kitchen, coffee and table'} page="catalogue">
      {!named && (
        <section class="hero">
          <div class="wide">
            <div class="pitch">
              <h1>Good mornings are made by hand</h1>
              <p>
                Kettles that pour straight, pans you can hand down, mugs from a workshop with one kiln. Forty
                makers, chosen slowly.
              </p>
              <a class="button" href="/demo?category=coffee">
                Shop coffee
              </a>
              <a class="quiet" href="/demo/products/heron-kettle">
                See the Heron kettle
              </a>
            </div>
            <Scene />
          </div>
        </section>
      )}
      <section class="wide goods" id="goods" aria-labelledby="goods-title">
        <div class="goods-head">
          <Title id="goods-title" data-goods-title>
            {named?.name ?? 'Everything'}
          </Title>
          <p role="status" data-goods-count>
            {shown.length} products
          </p>
        </div>
        <Filters category={category} sort={sort} />
        <ul class="grid" data-goods>
          {shown.map((product) => (
            <Card product={product} heading={heading} />
          ))}
          {rest.map((product) => (
            <Card product={product} heading={heading} hidden />
          ))}
        </ul>
      </section>
      <section class="promises">
        <ul class="wide">
          <li>
            <h2>Sent within a day</h2>
            <p>Packed in Ghent in paper and straw. You get a message with a two-hour window.</p>
          </li>
          <li>
            <h2>Thirty days to decide</h2>
            <p>Use it, wash it, then make up your mind. Sending it back costs nothing.</p>
          </li>
          <li>
            <h2>Mended, not replaced</h2>
            <p>Handles, rings, burrs and lids: we keep spare parts for ten years.</p>
          </li>
        </ul>
      </section>
    </ShopPage>
  )
}
