import { type ShopAssets, ShopPage } from './shell.tsx'

export const NotFound = ({ assets }: { assets: ShopAssets }) => (
  <ShopPage assets={assets} title="Not found" page="not-found">
    <div class="wide narrow">
      <h1>We do not have this page</h1>
      <p class="lead">The thing you are looking for may be sold out, or the address has a slip in it.</p>
      <a class="button" href="/demo">
        Look around the shop
      </a>
    </div>
  </ShopPage>
)
