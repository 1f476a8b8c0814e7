/**
 * `[data-panel]` links open their `<dialog>` in place, `[data-close]` closes it, and a panel that the server
 * rendered open becomes modal. Menus (`details[data-menu]`) close on Escape and on a click elsewhere.
 */
export const startDialogs = (): void => {
  document.addEventListener('click', (event) => {
    const target = event.target as Element
    if (plainClick(event)) {
      const panel = dialogOf(target.closest<HTMLElement>('[data-panel]')?.dataset.panel)
      if (panel) {
        event.preventDefault()
        show(panel)
      }
      const close = target.closest('[data-close]')
      const dialog = close?.closest('dialog')
      if (dialog) {
        event.preventDefault()
        dialog.close()
      }
    }
    closeMenus((menu) => !menu.contains(target))
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeMenus(() => true)
  })
  for (const panel of document.querySelectorAll<HTMLDialogElement>('dialog.panel')) {
    panel.addEventListener('close', forgetAddress)
    if (panel.open) {
      panel.open = false
      show(panel)
    }
  }
}

/** False where a modifier asks for a new tab or window. */
const plainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey

const dialogOf = (id: string | undefined): HTMLDialogElement | undefined => {
  const element = id === undefined ? null : document.getElementById(id)
  return element instanceof HTMLDialogElement ? element : undefined
}

const show = (dialog: HTMLDialogElement): void => {
  dialog.showModal()
  const wrong = dialog.querySelector<HTMLElement>('[aria-invalid="true"]')
  const first = dialog.querySelector<HTMLElement>('[autofocus]')
  const to = wrong ?? first
  to?.focus()
}

/** A reload after closing must not open the panel again. */
const forgetAddress = (): void => {
  const url = new URL(location.href)
  if (!['new', 'edit', 'new-link'].some((name) => url.searchParams.has(name))) return
  for (const name of ['new', 'edit', 'new-link']) url.searchParams.delete(name)
  history.replaceState(history.state, '', url)
}

const closeMenus = (which: (menu: HTMLDetailsElement) => boolean): void => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    if (!which(menu)) continue
    const within = menu.contains(document.activeElement)
    menu.open = false
    if (within) menu.querySelector('summary')?.focus()
  }
}
