import { toast } from './dom.ts'
import { postJson } from './http.ts'

const save = async (button: HTMLButtonElement): Promise<void> => {
  button.textContent = 'Saving…'
  button.setAttribute('aria-busy', 'true')
  // Planted fault "wishlist": a refusal is not caught, so the promise is rejected with nobody to hear it and the button stays busy.
  await postJson('/demo/api/wishlist', { slug: button.dataset['wishlist'] })
  button.textContent = 'On your wishlist'
  button.removeAttribute('aria-busy')
  toast('Saved to your wishlist.')
}

export const startWishlist = (): void => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-wishlist]')) {
    button.addEventListener('click', () => void save(button))
  }
}
