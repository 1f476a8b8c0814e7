import { must } from './dom.ts'

const topics = () => [...document.querySelectorAll<HTMLElement>('[data-topic]')]

/** `#/returns` is the topic `returns`; anything else is the list of all. */
const topicOf = (hash: string): string => {
  const asked = hash.startsWith('#/') ? hash.slice(2) : ''
  return topics().some((topic) => topic.dataset['topic'] === asked) ? asked : ''
}

const show = (): HTMLElement => {
  const asked = topicOf(location.hash)
  for (const topic of topics()) topic.hidden = topic.dataset['topic'] !== asked
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.side a')) {
    if (link.hash === `#/${asked}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  return must('[data-topic]:not([hidden]) h2')
}

/** The help centre's hash router. It reads the fragment and never rewrites it: a fragment may be another script's. */
export const startHelp = (): void => {
  show()
  addEventListener('hashchange', () => {
    if (location.hash === '' || location.hash.startsWith('#/')) show().focus()
  })
}
