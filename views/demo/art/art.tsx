import type { FC } from 'hono/jsx'
import type { Product } from '../catalogue.ts'
import { Beans, Dripper, Grinder, Kettle } from './coffee.tsx'
import { Board, Jar, Saucepan, Skillet } from './kitchen.tsx'
import { ink } from './paint.tsx'
import { Bowl, Carafe, Mug, Towel } from './table.tsx'

const drawings: Record<Product['drawing'], FC> = {
  beans: Beans,
  board: Board,
  bowl: Bowl,
  carafe: Carafe,
  dripper: Dripper,
  grinder: Grinder,
  jar: Jar,
  kettle: Kettle,
  mug: Mug,
  saucepan: Saucepan,
  skillet: Skillet,
  towel: Towel,
}

interface ArtProps {
  product: Product
  /** The accessible name; without one the picture is decoration. */
  label?: string
}

/** A product's picture. The glaze is the `color` attribute, so that a script can change it without inline styles. */
export const Art = ({ product, label }: ArtProps) => {
  const Drawing = drawings[product.drawing]
  return (
    <svg
      class="art"
      viewBox="0 0 400 400"
      color={product.colours[0].hex}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}
    >
      <Drawing />
    </svg>
  )
}

/** The shelf at the top of the home page. */
export const Scene = () => (
  <svg class="scene" viewBox="0 0 720 520" aria-hidden="true">
    <circle cx="372" cy="232" r="206" fill="#efdcc2" />
    <rect x="40" y="428" width="640" height="22" rx="4" fill="#b5814f" />
    <rect x="40" y="428" width="640" height="7" rx="3" fill="#d3a873" />
    <rect x="40" y="450" width="640" height="12" fill={ink} opacity=".07" />
    <g color="#2f4a3f" transform="translate(40 172) scale(.8)">
      <Kettle />
    </g>
    <g color="#f4ede0" transform="translate(280 118) scale(.967)">
      <Dripper />
    </g>
    <g color="#b9603d" transform="translate(528 276) scale(.475)">
      <Mug />
    </g>
  </svg>
)
