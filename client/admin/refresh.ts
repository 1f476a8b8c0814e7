/**
 * Regions with `data-refresh="<url>"` are asked for again every `data-refresh-every` seconds (2) while the page is
 * visible, and morphed into the answer. The answer is a page or a part that has an element of the region's id.
 */
import { announce } from './announce.ts'
import { morph } from './morph.ts'
import { writeTimes } from './times.ts'

const DEFAULT_SECONDS = 2
/** A server that does not answer is asked ever less often, down to this. */
const SLOWEST_MS = 30_000
/** One lost request is no news; so many in a row are. */
const STALE_AFTER = 2

export const startRefresh = (): void => {
  for (const region of document.querySelectorAll<HTMLElement>('[data-refresh]')) {
    // Older pages of a list do not change by themselves.
    if (region.id !== '' && region.dataset.paged !== 'true') follow(region)
  }
}

const follow = (region: HTMLElement): void => {
  const everyMs = (Number(region.dataset.refreshEvery) || DEFAULT_SECONDS) * 1_000
  let failures = 0
  let last = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const plan = () => {
    clearTimeout(timer)
    if (!document.hidden) timer = setTimeout(() => void ask(), Math.min(everyMs * 2 ** failures, SLOWEST_MS))
  }

  const ask = async () => {
    const answer = await load(region.dataset.refresh ?? '')
    if (answer === 'gone') return
    failures = answer === 'failed' ? failures + 1 : 0
    const stale = document.getElementById('stale')
    if (stale) stale.hidden = failures < STALE_AFTER
    if (answer !== 'failed' && answer.html !== last) {
      last = answer.html
      swap(region, answer.html)
    }
    plan()
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) clearTimeout(timer)
    else void ask()
  })
  plan()
}

/** `gone`: signed out, or what the page shows was erased; asking again would not help. */
const load = async (url: string): Promise<{ html: string } | 'failed' | 'gone'> => {
  try {
    const response = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' })
    if (response.type === 'opaqueredirect') return 'gone'
    if ([401, 403, 404, 410].includes(response.status)) return 'gone'
    return response.ok ? { html: await response.text() } : 'failed'
  } catch {
    return 'failed'
  }
}

const swap = (region: HTMLElement, html: string): void => {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById(region.id)
  if (!fresh) return
  // Before the comparison both sides must speak of time in the same words.
  writeTimes(fresh)
  const before = region.dataset.announce
  morph(region, fresh)
  const now = region.dataset.announce
  if (now && now !== before) announce(now)
}
