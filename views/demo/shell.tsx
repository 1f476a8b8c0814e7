import type { Child } from 'hono/jsx'
import { html } from 'hono/html'
import { categories } from './catalogue.ts'

/** What every page of the shop needs from its host. */
export interface ShopAssets {
  demoCss: string
  demo: string
  /** Absolute address of the loader. */
  tagUrl: string
}

interface DocumentProps {
  assets: ShopAssets
  title: string
  /** Which part of the client script the page wants. */
  page: string
  children: Child
}

const Document = ({ assets, title, page, children }: DocumentProps) =>
  html`<!doctype html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>{title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light" />
          <meta name="theme-color" content="#faf6ee" />
          <link rel="icon" href={favicon} />
          <link rel="stylesheet" href={assets.demoCss} />
          <script async referrerpolicy="no-referrer" src={assets.tagUrl}></script>
          <script type="module" src={assets.demo}></script>
        </head>
        <body data-page={page}>{children}</body>
      </html>
    )}`

const favicon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='16' fill='%232f4a3f'/%3E%3Cpath d='M8 20q8-1 10-9 2 2 6 1-2 2-3 5-3 6-9 6z' fill='%23f4ede0'/%3E%3C/svg%3E"

export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="16" cy="16" r="16" fill="#2f4a3f" />
    <path d="M8 20q8-1 10-9 2 2 6 1-2 2-3 5-3 6-9 6z" fill="#f4ede0" />
  </svg>
)

const Header = () => (
  <header class="top">
    <p class="strip">Free returns for 30 days · Repairs for 10 years</p>
    <div class="bar wide">
      <a class="brand" href="/demo">
        <Mark />
        Larkmoor
      </a>
      <nav aria-label="Main">
        {categories.map(({ id, name }) => (
          <a href={`/demo?category=${id}`}>{name}</a>
        ))}
        <a href="/demo/help">Help</a>
      </nav>
      <div class="mine">
        <a href="/demo/account">Account</a>
        <a class="cart-link" href="/demo/cart">
          Cart <span class="count" data-cart-count hidden></span>
        </a>
      </div>
    </div>
  </header>
)

const Footer = () => (
  <footer class="bottom">
    <div class="wide columns">
      <div class="about">
        <p class="brand">
          <Mark />
          Larkmoor
        </p>
        <p>Useful things for kitchen and table, made in small workshops and sent from Ghent since 2011.</p>
      </div>
      <nav aria-labelledby="foot-shop">
        <h2 id="foot-shop">Shop</h2>
        {categories.map(({ id, name }) => (
          <a href={`/demo?category=${id}`}>{name}</a>
        ))}
      </nav>
      <nav aria-labelledby="foot-help">
        <h2 id="foot-help">Help</h2>
        <a href="/demo/help#/shipping">Delivery</a>
        <a href="/demo/help#/returns">Returns</a>
        <a href="/demo/help#/care">Care and repair</a>
        <a href="/demo/help#/contact">Contact</a>
      </nav>
      <nav aria-labelledby="foot-account">
        <h2 id="foot-account">Your account</h2>
        <a href="/demo/account">Profile</a>
        <a href="/demo/orders">Order history</a>
        <a href="/demo/account/addresses">Addresses</a>
      </nav>
    </div>
    <p class="wide legal">Larkmoor, Sint-Pietersnieuwstraat 18, 9000 Ghent · Prices include VAT</p>
  </footer>
)

/** A page of the shop. */
export const ShopPage = ({ assets, title, page, children }: DocumentProps) => (
  <Document assets={assets} title={`${title} · Larkmoor`} page={page}>
    <a class="skip" href="#main">
      Skip to content
    </a>
    <Header />
    <main id="main" tabindex={-1}>
      {children}
    </main>
    <Footer />
    <div class="toast" role="status" data-toast></div>
  </Document>
)

/** A page beside the shop: it speaks to whoever tries Casereel, not to a shopper. */
export const BesidePage = ({ assets, title, page, children }: DocumentProps) => (
  <Document assets={assets} title={title} page={page}>
    <main id="main" class="beside" tabindex={-1}>
      {children}
    </main>
  </Document>
)
