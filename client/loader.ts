/**
 * `/casereel.js`: the one tag in the host app. Without a code in the fragment or a recording in this tab it does
 * nothing at all. With one it claims the recording and loads the recorder. At most 1 KB gzipped, so it stays terse.
 */
import { CODE_PARAMETER, RETURN_PARAMETER, STORAGE_KEY } from '../src/protocol/handover.ts'
import type { Claim } from '../src/protocol/messages.ts'

/** What the loader leaves in sessionStorage and on the recorder's script element. */
export type Handover = Claim & { base: string }

const wake = async (): Promise<void> => {
  // A frame of the host app is part of its page's recording.
  if (self !== top) return
  const tag = document.currentScript as HTMLScriptElement
  const base = tag.src.split('/casereel.js')[0]!
  const page = window as unknown as Record<string, unknown>

  const say = (sentence: string, detail: unknown): void => {
    // oxlint-disable-next-line no-console -- the host's developer is told here, nowhere else
    console.warn(sentence, detail)
    const notice = document.createElement('casereel-bar')
    const line = document.createElement('button')
    line.textContent = sentence + ' ✕'
    line.style.cssText =
      'position:fixed;bottom:16px;left:16px;z-index:2147483647;font:14px system-ui;padding:8px;background:#222;color:#fff'
    line.onclick = () => notice.remove()
    notice.role = 'alert'
    notice.attachShadow({ mode: 'open' }).append(line)
    document.documentElement.append(notice)
  }

  const load = (state: Handover): void => {
    const script = document.createElement('script') as HTMLScriptElement & { casereel?: Handover }
    script.onerror = () => {
      say('The recorder cannot load here. Nothing is recorded.', script.src)
      const body = JSON.stringify({ token: state.token, code: 'script_blocked', detail: location.origin })
      fetch(`${base}/r/${state.recording}/trouble`, { method: 'POST', body }).catch(() => {})
    }
    script.crossOrigin = ''
    script.nonce = tag.nonce
    script.integrity = state.script.integrity
    script.casereel = state
    try {
      script.src = new URL(state.script.url, base).href
      document.head.append(script)
    } catch {
      // Trusted Types forbid it.
      script.onerror('')
    }
  }

  const fragment = (url: string | undefined): RegExpExecArray | null =>
    RegExp(`#(.*?)&?\\b${CODE_PARAMETER}=([\\w.-]+)&?(${RETURN_PARAMETER}=([^&]*))?(.*)`).exec(url!)
  const shown = fragment(location.hash)
  // A router may have dropped the fragment before this async script ran; the browser still knows it.
  const found =
    shown || (!page[CODE_PARAMETER] && fragment(performance.getEntriesByType('navigation')[0]?.name))
  if (!found) {
    const stored = sessionStorage[STORAGE_KEY] as string | undefined
    if (stored) load(JSON.parse(stored) as Handover)
    return
  }

  page[CODE_PARAMETER] = 1
  const [, before, code, , back, after] = found
  const rest = before! + after!
  if (shown) history.replaceState(history.state, '', location.href.split('#')[0] + (rest && '#' + rest))
  try {
    const answer = await fetch(base + '/r/claim', {
      method: 'POST',
      body: JSON.stringify({ code }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    const claim = (await answer.json()) as Claim & { error?: { message: string } }
    if (claim.error) throw Error(claim.error.message)
    const state = { ...claim, base }
    try {
      sessionStorage[STORAGE_KEY] = JSON.stringify(state)
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
