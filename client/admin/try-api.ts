/** "Try it" on the API reference: sends the form's request with the key that is in the field, and shows the answer. */

export const startTryApi = (): void => {
  const key = document.querySelector<HTMLInputElement>('[data-try-key]')
  if (!key) return
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset.try === undefined) return
    event.preventDefault()
    if (key.value.trim() === '') {
      show(form, 'Enter an API key first, in the field at the top of the page.', '')
      key.focus()
      return
    }
    void send(form, key.value.trim())
  })
}

const send = async (form: HTMLFormElement, key: string): Promise<void> => {
  const method = form.dataset.try ?? 'GET'
  const body = form.querySelector<HTMLTextAreaElement>('[data-body]')?.value
  show(form, 'Sending…', '')
  const started = performance.now()
  try {
    const response = await fetch(urlOf(form), {
      method,
      // The key alone decides: the session of the person who looks must not help.
      credentials: 'omit',
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    const took = Math.round(performance.now() - started)
    show(form, `${response.status} ${response.statusText} in ${took} ms`, pretty(text))
  } catch {
    show(form, 'No answer. Check that the server runs and try again.', '')
  }
}

/** The endpoint's path with the form's path and query parameters in their places. */
const urlOf = (form: HTMLFormElement): string => {
  let path = form.dataset.path ?? ''
  const query = new URLSearchParams()
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-in]')) {
    if (input.dataset.in === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(input.value))
    else if (input.value !== '') query.set(input.name, input.value)
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

/** What is more would make the page slow. */
const SHOWN_LENGTH = 100_000

const pretty = (text: string): string => {
  let shown = text
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // Not JSON: shown as it came.
  }
  return shown.length <= SHOWN_LENGTH
    ? shown
    : `${shown.slice(0, SHOWN_LENGTH)}\n… ${shown.length} characters in all`
}

const show = (form: HTMLFormElement, status: string, body: string): void => {
  const result = form.querySelector('[data-result]')
  if (!result) return
  const line = document.createElement('p')
  line.className = 'strong'
  line.textContent = status
  if (body === '') {
    result.replaceChildren(line)
    return
  }
  const block = document.createElement('pre')
  block.className = 'code'
  block.tabIndex = 0
  block.textContent = body
  result.replaceChildren(line, block)
}
