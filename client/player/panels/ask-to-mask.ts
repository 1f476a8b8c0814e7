/** Asks before a rule is made of a place where a secret came through. */
import { h, setText } from '../dom.ts'

/** @param make makes the rule; what it rejects with is told in the dialog */
export const askToMask = (selector: string, make: () => Promise<void>): void => {
  const problem = h('p', { class: 'dialog-problem', role: 'alert' })
  const cancel = h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Cancel')
  const go = h(
    'button',
    {
      class: 'button button-primary',
      type: 'button',
      onclick: () => {
        go.disabled = true
        make().then(
          () => dialog.close(),
          (error: unknown) => {
            go.disabled = false
            setText(problem, error instanceof Error ? error.message : 'The rule could not be made.')
          },
        )
      },
    },
    'Always mask this',
  )
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'ask-title', 'aria-describedby': 'ask-text' },
    h('h2', { id: 'ask-title' }, 'Always mask this?'),
    h(
      'p',
      { id: 'ask-text' },
      'A rule masks ',
      h('code', {}, selector),
      ' and all that is in it, on every page, in recordings from now on. An owner can remove it in Settings, under Privacy.',
    ),
    problem,
    h('div', { class: 'dialog-actions' }, cancel, go),
  )
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  go.focus()
}
