/**
 * Forms with `data-confirm` ask first, in a dialog of ours: title, `data-confirm-text`, `data-confirm-label`.
 * With `data-confirm-safe` nothing is lost by it, and the button says so by its colour.
 */

export const startConfirm = (): void => {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const { confirm: title, confirmText = '', confirmLabel = 'Go on' } = form.dataset
    if (title === undefined || 'confirmed' in form.dataset) return
    event.preventDefault()
    const tone = 'confirmSafe' in form.dataset ? 'button-primary' : 'button-danger'
    ask({ title, text: confirmText, label: confirmLabel, tone }, () => {
      form.dataset.confirmed = ''
      form.requestSubmit(event.submitter)
    })
  })
}

interface Question {
  title: string
  text: string
  label: string
  tone: string
}

const ask = ({ title, text, label, tone }: Question, goOn: () => void): void => {
  const dialog = document.createElement('dialog')
  dialog.className = 'ask'
  dialog.setAttribute('role', 'alertdialog')
  dialog.setAttribute('aria-labelledby', 'ask-title')
  dialog.setAttribute('aria-describedby', 'ask-text')

  const form = document.createElement('form')
  form.method = 'dialog'
  const end = element('div', 'form-end')
  const cancel = button('Cancel', 'button', '')
  // The safe answer has the focus: Enter alone destroys nothing.
  cancel.autofocus = true
  end.append(cancel, button(label, `button ${tone}`, 'yes'))
  const heading = element('h2', '', title)
  heading.id = 'ask-title'
  const words = element('p', 'muted', text)
  words.id = 'ask-text'
  form.append(heading, words, end)
  dialog.append(form)

  dialog.addEventListener('close', () => {
    dialog.remove()
    if (dialog.returnValue === 'yes') goOn()
  })
  document.body.append(dialog)
  dialog.showModal()
}

const element = (tag: string, className: string, text = ''): HTMLElement => {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}

const button = (label: string, className: string, value: string): HTMLButtonElement => {
  const made = document.createElement('button')
  made.className = className
  made.value = value
  made.textContent = label
  return made
}
