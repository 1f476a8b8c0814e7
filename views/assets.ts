/** URLs of the built client files, as the build's manifest gives them. */
export interface Assets {
  app: string
  admin: string
  /** Tells the server that a person is on the consent page; the only script a customer's page of ours loads. */
  opened: string
  player: string
  demoCss: string
  demo: string
}

/** Theme the reader chose; null follows the system. */
export type Theme = 'light' | 'dark' | null

/** Cookie in which the theme switch remembers the choice: `light` or `dark`. */
export const THEME_COOKIE = 'casereel-theme'

/** The choice in a cookie's value; anything else follows the system. */
export const readTheme = (value: string | undefined): Theme =>
  value === 'light' || value === 'dark' ? value : null
