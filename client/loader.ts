/**
 * `/casereel.js`: the one tag in the host app. Without a code in the fragment or a recording in this browser it does
 * nothing but listen for one. With one it claims the recording and loads the recorder. At most 1 KB gzipped, so it stays
 * terse, and writes the names of src/protocol/handover.ts out.
 */
import type { Claim } from '../src/protocol/messages.ts'

/** What the loader leaves in sessionStorage and on the recorder's script element. */
export type Handover = Claim & { base: string }

/**
 * What the recorder leaves in localStorage while the recording goes on: enough for another tab to ask to join it,
 * and until when that may be of use, ms of this browser's clock.
 */
export type Invitation = Pick<Handover, 'base' | 'recording' | 'token' | 'script'> & { until: number }

/** The recorder's script element carries what it starts from, for pages that may not use sessionStorage. */
export type RecorderScript = HTMLScriptElement & { casereel?: Handover | Invitation }

declare global {
  interface Window {
    /** The code that came with this page was used, or the recorder loaded. */
    casereel?: 1
  }
}

const wake = async (): Promise<void> => {
  // A frame of the host app is part of its page's recording.
  if (self !== top) return
  const tag = document.currentScript as HTMLScriptElement
  const base = tag.src.split('/casereel.js')[0]!

  const say = (sentence: string, detail: unknown): void => {
    // oxlint-disable-next-line no-console -- the host's developer is told here, nowhere else
    console.warn(sentence, detail)
    const notice = document.createElement('casereel-bar')
    const line = document.createElement('button')
    line.textContent = sentence + ' ✕'
    line.style.cssText =
      'position:fixed;bottom:8px;left:8px;z-index:99999999;font:14px system-ui;padding:8px;background:#222;color:#fff'
    line.onclick = () => notice.remove()
    notice.role = 'alert'
    notice.attachShadow({ mode: 'open' }).append(line)
    // At the tail of a whole <body>, where a framework that hydrates the page does not mind it.
    const show = (): void => (document.body ?? document.documentElement).append(notice)
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show)
    else show()
  }

  const post = (path: string, body: object): Promise<Response> =>
    fetch(base + '/r/' + path, {
      method: 'POST',
      body: JSON.stringify(body),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })

  const load = (state: Handover | Invitation): void => {
    const script: RecorderScript = document.createElement('script')
    script.onerror = () => {
      say('The recorder cannot load here. Nothing is recorded.', script.src)
      post(state.recording + '/trouble', {
        token: state.token,
        code: 'script_blocked',
        detail: location.origin,
      }).catch(() => {})
    }
    script.crossOrigin = ''
    script.nonce = tag.nonce
    script.integrity = state.script.integrity
    script.casereel = state
    try {
      script.src = new URL(state.script.url, base).href
      ;(document.head ?? document.documentElement ?? document).append(script)
      // It runs all the same, and a framework that hydrates <head> does not find it.
      script.remove()
    } catch {
      // Trusted Types forbid it.
      script.onerror('')
    }
  }

  const look = (): void => {
    try {
      const state = JSON.parse(sessionStorage.casereel || localStorage.casereel) as Invitation
      if (!(state.until < Date.now())) load(state)
    } catch {
      // Nothing is kept, or storage is forbidden here.
    }
  }

  const fragment = (url: string | undefined): RegExpExecArray | null =>
    /#(.*?)&?\bcasereel=([\w.-]+)&?(casereel-hash=([^&]*))?(.*)/.exec(url!)
  const shown = fragment(location.hash)
  // A router may have dropped the fragment before this async script ran; the browser still knows it.
  const found = shown || (!self.casereel && fragment(performance.getEntriesByType('navigation')[0]?.name))
  // Another tab of this origin has begun to record, or this page is back from the back-forward cache.
  const hear = (event: Partial<StorageEvent & PageTransitionEvent>): void => {
    if (event.key === 'casereel' || (event.persisted && !self.casereel)) look()
  }
  const listen = (): void => {
    addEventListener('storage', hear)
    addEventListener('pageshow', hear)
  }
  listen()
  // `document.open` erases all listeners; an observer outlives it. Those that are still there are not added twice.
  new MutationObserver(listen).observe(document, { childList: true })
  if (!found) return look()

  self.casereel = 1
  const [, before, code, , back, after] = found
  const rest = before! + after!
  if (shown) history.replaceState(history.state, '', location.href.split('#')[0] + (rest && '#' + rest))
  try {
    const answer = await post('claim', { code })
    const claim = (await answer.json()) as Claim & { error?: { message: string } }
    if (claim.error) throw Error(claim.error.message)
    const state = { ...claim, base }
    try {
      sessionStorage.casereel = JSON.stringify(state)
    } catch {
      // Storage is forbidden here: the recording lives in this page alone, and the recorder says so.
    }
    load(state)
  } catch (error) {
    say('The recording cannot start here. Nothing is recorded.', error)
  }
  // A real navigation, so that a hash router hears of it.
  if (back) location.replace('#' + decodeURIComponent(back))
}

// Nothing of ours is the host page's problem.
wake().catch(() => {})
