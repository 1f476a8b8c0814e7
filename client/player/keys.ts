/** Keyboard shortcuts and the dialog that lists them. */
import { h } from './dom.ts'
import { icon } from './icons.ts'

export interface Shortcut {
  /** `KeyboardEvent.key` values, lower case for letters. */
  keys: string[]
  /** How the keys are written in the help. */
  shown: string
  shift?: boolean
  help: string
  /** @param key the one of `keys` that was pressed */
  run(key: string): void
}

export interface Keys {
  /** Puts these in place of those before. */
  set(shortcuts: readonly Shortcut[]): void
  help(): void
}

const TYPING = 'input, textarea, select, [contenteditable]'

export const createKeys = (): Keys => {
  let shortcuts: readonly Shortcut[] = []
  const list = h('dl', { class: 'help-list' })
  const close = h(
    'button',
    { class: 'icon-button', type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() },
    icon('close'),
  )
  const dialog = h(
    'dialog',
    { class: 'dialog help', 'aria-labelledby': 'help-title' },
    h('div', { class: 'dialog-head' }, h('h2', { id: 'help-title' }, 'Keyboard shortcuts'), close),
    list,
  )
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.body.append(dialog)

  const help = (): void => {
    if (dialog.open) return dialog.close()
    const lines = shortcuts.map(({ shown, help: text }) =>
      h('div', {}, h('dt', {}, ...shown.split(' ').map((key) => h('kbd', {}, key))), h('dd', {}, text)),
    )
    list.replaceChildren(...lines)
    dialog.showModal()
  }

  let spaceTaken = false
  document.addEventListener('keydown', (event) => {
    if (event.key === ' ') spaceTaken = false
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (target.matches(TYPING)) return
    // Space plays and pauses, whichever button was pressed last; Enter presses the focused one. What opens a menu keeps both.
    if (event.key === ' ' && target.matches('summary')) return
    if (dialog.open && event.key !== '?') return
    if (document.querySelector('dialog[open]') && !dialog.open) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const shortcut = shortcuts.find(
      (candidate) =>
        candidate.keys.includes(key) && (candidate.shift === undefined || candidate.shift === event.shiftKey),
    )
    if (!shortcut || (event.repeat && !key.startsWith('Arrow'))) return
    event.preventDefault()
    spaceTaken = event.key === ' '
    shortcut.run(key)
  })
  // A button is pressed as Space comes up; Firefox does that although the way down was prevented.
  document.addEventListener('keyup', (event) => {
    if (event.key !== ' ' || !spaceTaken) return
    spaceTaken = false
    event.preventDefault()
  })

  return {
    set(next) {
      shortcuts = next
    },
    help,
  }
}
