import { startAccount } from './account.ts'
import { showCount } from './basket.ts'
import { startCart } from './cart.ts'
import { startCatalogue } from './catalogue.ts'
import { startCheckout } from './checkout.ts'
import { startHelp } from './help.ts'
import { startOrders } from './orders.ts'
import { startProduct } from './product.ts'

const pages: Record<string, () => void> = {
  account: startAccount,
  cart: startCart,
  catalogue: startCatalogue,
  checkout: startCheckout,
  help: startHelp,
  orders: startOrders,
  product: startProduct,
}

if (document.querySelector('.top')) showCount()
pages[document.body.dataset['page'] ?? '']?.()
// Another window of the shop changed the cart.
addEventListener('storage', showCount)
