/** Everything the demo shop sells. Prices are in cents. */
export type Category = 'coffee' | 'kitchen' | 'table'

export interface Colour {
  name: string
  hex: string
}

export interface Product {
  slug: string
  name: string
  category: Category
  price: number
  /** One line under the name. */
  summary: string
  description: string
  details: readonly string[]
  colours: readonly [Colour, ...Colour[]]
  rating: number
  reviews: number
  badge?: string
  drawing:
    | 'beans'
    | 'board'
    | 'bowl'
    | 'carafe'
    | 'dripper'
    | 'grinder'
    | 'jar'
    | 'kettle'
    | 'mug'
    | 'saucepan'
    | 'skillet'
    | 'towel'
}

export const categories: readonly { id: Category; name: string }[] = [
  { id: 'coffee', name: 'Coffee' },
  { id: 'kitchen', name: 'Kitchen' },
  { id: 'table', name: 'Table' },
]

const moss = { name: 'Moss', hex: '#4c6352' }
const chalk = { name: 'Chalk', hex: '#f1eadc' }
const rust = { name: 'Rust', hex: '#b9603d' }
const harbour = { name: 'Harbour blue', hex: '#4a6a80' }
const coal = { name: 'Coal', hex: '#38352f' }
const oat = { name: 'Oat', hex: '#d8c3a0' }

export const products: readonly Product[] = [
  {
    slug: 'heron-kettle',
    name: 'Heron gooseneck kettle',
    category: 'coffee',
    price: 8900,
    summary: 'A slow, exact pour. 0.9 litres.',
    description:
      'The long neck lets you place water where you want it, a few grams at a time. Works on gas, ceramic and induction hobs; the beech handle stays cool.',
    details: [
      'Stainless steel, enamelled outside',
      'Handle of oiled beech',
      '0.9 litres, 1.1 kg',
      'Made in Porto',
    ],
    colours: [moss, coal, rust],
    rating: 4.8,
    reviews: 214,
    badge: 'Bestseller',
    drawing: 'kettle',
  },
  {
    slug: 'ridge-dripper',
    name: 'Ridge pour-over set',
    category: 'coffee',
    price: 4600,
    summary: 'Stoneware dripper with a glass server.',
    description:
      'Deep ridges keep the paper off the wall, so the water runs evenly and the cup stays clear. Takes ordinary size 2 filters. The server holds two good cups.',
    details: [
      'Glazed stoneware and borosilicate glass',
      'Size 2 filters',
      'Dishwasher safe',
      'Made in Stoke-on-Trent',
    ],
    colours: [chalk, rust, harbour],
    rating: 4.7,
    reviews: 168,
    drawing: 'dripper',
  },
  {
    slug: 'burr-hand-grinder',
    name: 'Burr hand grinder',
    category: 'coffee',
    price: 7400,
    summary: 'Even grounds, no noise, no plug.',
    description:
      'Conical steel burrs with twenty-four steps, from moka to French press. Thirty grams in under a minute, quiet enough for a sleeping house.',
    details: ['Hardened steel burrs', 'Cork grip', 'Holds 30 g of beans', 'Spare parts for 10 years'],
    colours: [{ name: 'Cork', hex: '#b5814f' }, coal],
    rating: 4.6,
    reviews: 97,
    drawing: 'grinder',
  },
  {
    slug: 'morning-blend',
    name: 'Morning blend, 500 g',
    category: 'coffee',
    price: 1650,
    summary: 'Hazelnut, plum, dark caramel.',
    description:
      'Washed beans from Huila and natural beans from Sidama, roasted on Tuesdays and sent the same day. Good with milk, better without.',
    details: [
      'Whole beans, medium roast',
      'Roasted every Tuesday',
      'Best within 8 weeks',
      'Bag goes with paper recycling',
    ],
    colours: [{ name: 'Kraft', hex: '#a8794f' }],
    rating: 4.9,
    reviews: 402,
    badge: 'Roasted weekly',
    drawing: 'beans',
  },
  {
    slug: 'foundry-skillet',
    name: 'Foundry skillet, 26 cm',
    category: 'kitchen',
    price: 6800,
    summary: 'Cast iron, seasoned twice.',
    description:
      'Poured in sand, ground smooth and seasoned with linseed oil, so that eggs slide from the first day. Goes from hob to oven to table.',
    details: [
      'Cast iron, 2.4 kg',
      'Hob, oven, grill, campfire',
      'Wash by hand, dry at once',
      'Guaranteed for 25 years',
    ],
    colours: [coal],
    rating: 4.8,
    reviews: 331,
    drawing: 'skillet',
  },
  {
    slug: 'enamel-saucepan',
    name: 'Enamel saucepan, 2 l',
    category: 'kitchen',
    price: 5400,
    summary: 'Light, quick, with a lid that fits.',
    description:
      'Two coats of enamel on steel, with a turned ash handle. The pan you reach for: milk, lentils, a quick tomato sauce.',
    details: ['Enamelled steel', 'Ash handle and knob', 'All hobs, induction too', 'Made in Olkusz'],
    colours: [harbour, rust, chalk],
    rating: 4.5,
    reviews: 121,
    badge: 'New colour',
    drawing: 'saucepan',
  },
  {
    slug: 'oak-board',
    name: 'Oak chopping board',
    category: 'kitchen',
    price: 3900,
    summary: 'One plank, oiled, with a loop to hang it.',
    description:
      'Cut from a single plank of slow-grown oak and finished with food-safe oil. It will mark, and look better for it.',
    details: [
      'Solid European oak',
      '38 × 22 cm, 2 cm thick',
      'Oil it twice a year',
      'Offcuts heat the workshop',
    ],
    colours: [{ name: 'Oak', hex: '#cf9f68' }],
    rating: 4.7,
    reviews: 143,
    drawing: 'board',
  },
  {
    slug: 'clip-jar',
    name: 'Clip-top jar, 1 l',
    category: 'kitchen',
    price: 1400,
    summary: 'Airtight, stackable, easy to wash.',
    description:
      'Thick glass, a natural rubber ring and a wire clip that closes with one thumb. Sold with five paper labels.',
    details: ['Recycled glass', 'Natural rubber ring, replaceable', '1 litre', 'Dishwasher safe'],
    colours: [{ name: 'Clear', hex: '#b3844d' }],
    rating: 4.6,
    reviews: 88,
    drawing: 'jar',
  },
  {
    slug: 'tumble-mug',
    name: 'Tumble stoneware mug',
    category: 'table',
    price: 2200,
    summary: 'Speckled glaze, bare clay foot. 300 ml.',
    description:
      'Thrown in small runs, so no two are quite alike. A wide handle for cold hands and a glaze that forgives a spoon.',
    details: ['Speckled stoneware', '300 ml', 'Microwave and dishwasher safe', 'Made in Bornholm'],
    colours: [rust, chalk, moss, harbour],
    rating: 4.9,
    reviews: 512,
    badge: 'Bestseller',
    drawing: 'mug',
  },
  {
    slug: 'low-serving-bowl',
    name: 'Low serving bowl',
    category: 'table',
    price: 4800,
    summary: 'For salad, for lemons, for the middle.',
    description:
      'Wide and shallow, 30 centimetres across, glazed inside and out. Strong enough for the oven, handsome enough to stay on the table.',
    details: ['Glazed stoneware', '30 cm across, 9 cm high', 'Oven safe to 220 °C', 'Made in Bornholm'],
    colours: [harbour, chalk, moss],
    rating: 4.7,
    reviews: 76,
    drawing: 'bowl',
  },
  {
    slug: 'ripple-carafe',
    name: 'Ripple carafe',
    category: 'table',
    price: 3200,
    summary: 'Mouth-blown glass with a cork stopper.',
    description:
      'Each one is blown into a wooden mould that chars a little every time, which is where the ripples come from.',
    details: ['Mouth-blown glass', '1 litre', 'Cork stopper', 'Wash by hand'],
    colours: [
      { name: 'Sea', hex: '#8fb5ad' },
      { name: 'Smoke', hex: '#a79f95' },
    ],
    rating: 4.4,
    reviews: 54,
    drawing: 'carafe',
  },
  {
    slug: 'linen-tea-towel',
    name: 'Linen tea towel',
    category: 'table',
    price: 1800,
    summary: 'Heavy linen that dries glass without lint.',
    description:
      'Woven from Flemish flax, washed once so it is soft from the start. It gets better with every wash.',
    details: ['100 % linen, 280 g/m²', '50 × 70 cm, with a loop', 'Wash at 60 °C', 'Woven in Kortrijk'],
    colours: [rust, moss, oat],
    rating: 4.8,
    reviews: 190,
    drawing: 'towel',
  },
]

export type Sort = 'featured' | 'price-up' | 'price-down'

export const productBySlug = (slug: string): Product | undefined =>
  products.find((product) => product.slug === slug)

/** Cents as a price in euros, the way the shop writes it. */
export const euros = (cents: number): string => `€${(cents / 100).toFixed(2)}`

/** What a catalogue page lists, in its order. */
export const listed = (category: Category | undefined, sort: Sort): readonly Product[] => {
  const chosen = category ? products.filter((product) => product.category === category) : products
  if (sort === 'featured') return chosen
  const direction = sort === 'price-up' ? 1 : -1
  return chosen.toSorted((a, b) => direction * (a.price - b.price))
}
