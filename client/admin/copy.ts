/** `[data-copy]` buttons put their text on the clipboard and say so. */
import { announce } from './announce.ts'

const CONFIRMATION_MS = 2_000

export const startCopy = (): void => {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-copy]')
    if (button) void copy(button)
  })
  document.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLInputElement && 'select' in event.target.dataset) event.target.select()
  })
  // These buttons are hidden until the script runs, so the browser's own autofocus passes them by.
  if (document.activeElement === document.body) {
    document.querySelector<HTMLElement>('button[data-copy][autofocus]')?.focus()
  }
}

const copy = async (button: HTMLButtonElement): Promise<void> => {
  const text = button.dataset.copy ?? ''
  const done = await write(text)
  const label = button.querySelector('[data-copy-label]')
  if (!label) return
  // Kept on the button, so that a second click within the time does not take "Copied" for the label.
  const words = (button.dataset.label ??= label.textContent)
  label.textContent = done ? 'Copied' : 'Press Ctrl+C'
  button.classList.toggle('copied', done)
  announce(
    done ? 'Copied to the clipboard.' : 'The browser does not allow copying. Select the text and copy it.',
  )
  setTimeout(() => {
    label.textContent = words
    button.classList.remove('copied')
  }, CONFIRMATION_MS)
}

/** The async clipboard exists on https and localhost only; a self-hosted http page gets the old way. */
const write = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return writeBySelection(text)
  }
}

const writeBySelection = (text: string): boolean => {
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return done
}
