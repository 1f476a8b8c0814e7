/** Small help with forms: the first wrong field has the focus, `/` goes to the search, no double submit. */

const RESUBMIT_MS = 4_000

export const startForms = (): void => {
  const wrong = document.querySelector<HTMLElement>('[aria-invalid="true"]')
  wrong?.focus()

  document.addEventListener('input', (event) => {
    const field = event.target as HTMLElement
    // Edited means no longer known to be wrong; the sentence stays to be read.
    if (field.getAttribute('aria-invalid') === 'true') field.removeAttribute('aria-invalid')
  })

  const sent = new WeakMap<HTMLFormElement, number>()
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented || form.method !== 'post') return
    const last = sent.get(form)
    if (last !== undefined && event.timeStamp - last < RESUBMIT_MS) event.preventDefault()
    else sent.set(form, event.timeStamp)
  })

  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const search = document.querySelector<HTMLInputElement>('input[data-hotkey="/"]')
    if (!search || document.querySelector('dialog:modal')) return
    event.preventDefault()
    search.focus()
    search.select()
  })
}

/** True where a key press writes text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
