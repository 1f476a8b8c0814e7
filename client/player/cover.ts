/** What lies over the stage: states without a picture, passing notices, and the state of the moment. */
import { fillWith, h, setText } from './dom.ts'

export interface CoverAction {
  label: string
  run(): void
}

export interface Cover {
  element: HTMLElement
  /** Hides the picture behind a state: what, why, and what to do. */
  show(title: string, text: string, actions?: CoverAction[]): void
  /** The same while something is awaited. */
  wait(title: string, text?: string): void
  hide(): void
  /** A sentence that leaves by itself. */
  notice(text: string): void
  /** A standing remark about the moment shown; '' takes it away. */
  remark(text: string): void
  /** Something is being loaded; shown only when it takes long enough to be noticed. */
  busy(on: boolean): void
  /** Words for what is not in the picture, '' for nothing; the button says more. */
  lacking(words: string, onMore: () => void): void
}

const NOTICE_MS = 2_500
/** Waits below this pass unnoticed; a spinner would only flicker. */
const BUSY_AFTER_MS = 250

export const createCover = (): Cover => {
  const state = h('div', { class: 'cover-state', hidden: true })
  const notice = h('div', { class: 'cover-notice', role: 'status' })
  const remark = h('div', { class: 'cover-remark', hidden: true })
  const spinner = h('div', { class: 'cover-busy', hidden: true }, h('span', { class: 'spinner' }), 'Loading')
  const lacking = h('div', { class: 'cover-lacking' })
  const element = h('div', { class: 'cover' }, remark, notice, spinner, lacking, state)
  let fading: ReturnType<typeof setTimeout> | undefined
  let busy: ReturnType<typeof setTimeout> | undefined

  return {
    element,
    show(title, text, actions = []) {
      const buttons = actions.map(({ label, run }) =>
        h('button', { class: 'button button-primary', type: 'button', onclick: run }, label),
      )
      fillWith(
        state,
        h('h2', {}, title),
        h('p', {}, text),
        buttons.length > 0 && h('div', { class: 'cover-actions' }, ...buttons),
      )
      state.hidden = false
    },
    wait(title, text = '') {
      fillWith(state, h('span', { class: 'spinner' }), h('h2', {}, title), text !== '' && h('p', {}, text))
      state.hidden = false
    },
    hide() {
      state.hidden = true
    },
    notice(text) {
      clearTimeout(fading)
      setText(notice, text)
      notice.classList.add('is-shown')
      fading = setTimeout(() => notice.classList.remove('is-shown'), NOTICE_MS)
    },
    remark(text) {
      // It stands like a label; some of its words are sentences from elsewhere.
      setText(remark, text.replace(/\.$/, ''))
      remark.hidden = text === ''
    },
    busy(on) {
      clearTimeout(busy)
      if (on) busy = setTimeout(() => (spinner.hidden = false), BUSY_AFTER_MS)
      else spinner.hidden = true
    },
    lacking(words, onMore) {
      if (words === '') lacking.replaceChildren()
      else if (lacking.textContent !== words) {
        fillWith(lacking, h('button', { class: 'lacking', type: 'button', onclick: onMore }, words))
      }
    },
  }
}
