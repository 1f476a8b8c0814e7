import { isPlainClick, must } from './dom.ts'
import { postJson } from './http.ts'

const panelLinks = () => [...document.querySelectorAll<HTMLAnchorElement>('[data-open-panel]')]

/** Opens the panel whose address this is. */
const show = (): void => {
  for (const link of panelLinks()) {
    const open = link.pathname === location.pathname
    must(`[data-panel="${link.dataset['openPanel']}"]`).hidden = !open
    if (open) {
      link.setAttribute('aria-current', 'page')
      document.title = `${link.textContent} · Larkmoor`
    } else link.removeAttribute('aria-current')
  }
}

const save = async (form: HTMLFormElement): Promise<void> => {
  const status = must('[data-saved]', form)
  status.textContent = ''
  await postJson(new URL(form.action).pathname, {})
  for (const input of form.querySelectorAll<HTMLInputElement>(
    '[type=password], [autocomplete=one-time-code]',
  )) {
    input.value = ''
  }
  status.textContent = 'Saved'
}

/** The account: its parts change without a page load. What is typed stays in the browser; the shop has nowhere to keep it. */
export const startAccount = (): void => {
  for (const link of panelLinks()) {
    link.addEventListener('click', (event) => {
      if (!isPlainClick(event)) return
      event.preventDefault()
      if (link.pathname !== location.pathname) history.pushState({}, '', link.pathname)
      show()
      must('[data-panel]:not([hidden]) h2').focus()
    })
  }
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-saved-form]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void save(form)
    })
  }
  addEventListener('popstate', show)
}
