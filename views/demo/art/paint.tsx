/** Line and shade of every drawing. */
export const ink = '#221d18'

/** Materials that do not change with the glaze. */
export const paint = {
  glass: '#d8e3df',
  paper: '#fbf5e9',
  coffee: '#54331f',
  wood: '#b5814f',
  woodLight: '#d3a873',
  brass: '#c49a4a',
  steel: '#cfcdc7',
  steelDark: '#8f8c85',
  clay: '#cfb491',
  lemon: '#e9c24a',
  leaf: '#5f7d4f',
  tomato: '#c8492f',
} as const

/** The soft shadow a thing stands on; `width` is half its span. */
export const Ground = ({ width, x = 200 }: { width: number; x?: number }) => (
  <ellipse cx={x} cy="321" rx={width + 26} ry="11" fill={ink} opacity=".13" />
)
