/**
 * `/casereel.js`: the one tag in the host app. Without a code in the fragment or a recording in this browser it does
 * nothing but listen for one. With one it claims the recording and loads the recorder. At most 1.5 KiB gzipped, so it
 * writes the names of src/protocol/handover.ts out.
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

/** The script element of client/words.ts: once that has run, it carries the sentence in each language. */
export type WordsScript = HTMLScriptElement & { casereel?: Readonly<Record<string, string>> }

declare global {
  interface Window {
    /** The code that came with this page was used, or the recorder loaded. */
    casereel?: 1
  }
}

type View = Window & typeof globalThis

/**
 * A member of the document's class. By its name alone it may be `<img name=head>`.
 * @returns undefined where the browser does not know it
 */
const member = (name: string): PropertyDescriptor | undefined => {
  const { getOwnPropertyDescriptor: describe, getPrototypeOf: above } = {}.constructor as ObjectConstructor
  for (let at: unknown = above(document); at; at = above(at)) {
    const found = describe(at, name)
    if (found) return found
  }
  return undefined
}
const read = (name: string): unknown => member(name)?.get?.call(document)
const create = (tag: string): HTMLElement => member('createElement')!.value.call(document, tag)
/** Where nothing of ours is in a framework's way. */
const home = (): Element => (read('head') ?? read('documentElement') ?? document) as Element

/** What the browser gives to a fresh window, untouched by the page; the page's own where no frame can be had. */
const untouched = () => {
  const take = (view: View) => {
    const { JSON: json, Date: Clock, Response: Answer, fetch: request, Function: Work } = view
    // Where the page's own is the browser's, it is the better one: it lives as long as the page.
    const text = (work: unknown): string => Work.prototype.toString.call(work)
    const own = text(window.fetch) === text(request) ? window.fetch : request
    return { json, Clock, read: Answer.prototype.text, send: own.bind(window) }
  }
  try {
    const frame = create('iframe') as HTMLIFrameElement
    const place = home()
    place.appendChild(frame)
    try {
      return take(frame.contentWindow as View)
    } finally {
      place.removeChild(frame)
    }
  } catch {
    return take(window)
  }
}

const wake = async (): Promise<void> => {
  // A frame of the host app is part of its page's recording.
  if (window !== top) return
  const tag = read('currentScript') as HTMLScriptElement
  const base = tag.src.split('/casereel.js')[0]!
  let taken: ReturnType<typeof untouched> | undefined
  const browser = () => (taken ??= untouched())

  const say = (
    sentence = 'The recording cannot start here. Nothing is recorded.',
    detail?: unknown,
  ): void => {
    // oxlint-disable-next-line no-console -- the host's developer is told here, nowhere else
    console.warn(sentence, detail)
    const notice = create('casereel-bar')
    const line = create('button')
    line.textContent = sentence + ' ✕'
    line.style.cssText =
      'position:fixed;bottom:8px;left:8px;z-index:99999999;font:14px system-ui;padding:8px;background:#222;color:#fff'
    line.onclick = () => notice.remove()
    notice.role = 'alert'
    notice.attachShadow({ mode: 'open' }).append(line)
    // At the tail of a whole <body>, where a framework that hydrates the page does not mind it.
    const show = (): void => ((read('body') ?? read('documentElement')) as Element).append(notice)
    if (read('readyState') === 'loading') addEventListener('DOMContentLoaded', show)
    else show()
  }

  /** @param body JSON, written by hand: a page may have given every object a `toJSON` */
  const post = (path: string, body: string): Promise<Response> =>
    browser().send(base + '/r/' + path, {
      method: 'POST',
      body,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })

  const run = (script: HTMLScriptElement, address: string): void => {
    script.referrerPolicy = 'no-referrer'
    script.nonce = tag.nonce
    try {
      script.src = address
      const place = home()
      place.appendChild(script)
      // It runs all the same, and a framework that hydrates <head> does not find it.
      place.removeChild(script)
    } catch {
      // Trusted Types forbid it.
      script.onerror!('')
    }
  }

  const load = (state: Handover | Invitation): void => {
    const script = create('script') as RecorderScript
    script.onerror = async () => {
      try {
        // In the customer's language where the claim has just brought it.
        say((state as Handover).config?.words.cannotStart, script.src)
        await post(state.recording + '/trouble', `{"token":"${state.token}","code":"script_blocked"}`)
      } catch {
        // There is nobody else to tell.
      }
    }
    script.crossOrigin = ''
    script.integrity = state.script.integrity
    script.casereel = state
    run(script, state.script.url)
  }

  const look = (): void => {
    try {
      const text = sessionStorage.casereel || localStorage.casereel
      if (!text) return
      const state = browser().json.parse(text) as Invitation
      if (!(state.until < browser().Clock.now())) load(state)
    } catch {
      // Nothing is kept, or storage is forbidden here.
    }
  }

  const isUsed = (): boolean => window.casereel === 1
  const fragment = (url: string | undefined): RegExpExecArray | null =>
    /#(.*?)&?\bcasereel=([\w.-]+)&?(casereel-hash=([^&]*))?(.*)/.exec(url!)
  const shown = fragment(location.hash)
  let found = shown
  try {
    // A router may have dropped the fragment before this async script ran; the browser still knows it.
    if (!found && !isUsed()) found = fragment(performance.getEntriesByType('navigation')[0]?.name)
  } catch {
    // The page has its own `performance`.
  }
  // Another tab of this origin has begun to record, or this page is back from the back-forward cache.
  const hear = (event: Partial<StorageEvent & PageTransitionEvent>): void => {
    if (event.key === 'casereel' || (event.persisted && !isUsed())) look()
  }
  /** Below zone.js, where it is: a listener of a zone wakes the host app. */
  const below = <K extends 'addEventListener' | 'MutationObserver'>(name: K): View[K] =>
    window[('__zone_symbol__' + name) as K] || window[name]
  const listen = (): void => {
    const add = below('addEventListener')
    add.call(window, 'storage', hear)
    add.call(window, 'pageshow', hear)
  }
  try {
    listen()
    // `document.open` erases all listeners; an observer outlives it. Those that are still there are not added twice.
    new (below('MutationObserver'))(listen).observe(document, { childList: true })
  } catch {
    // The page has its own of these.
  }
  if (!found) return look()

  window.casereel = 1
  const [, before, code, , back, after] = found
  const rest = before! + after!
  if (shown) history.replaceState(history.state, '', location.href.split('#')[0] + (rest && '#' + rest))
  try {
    const { json, read: readText } = browser()
    const answer = await post('claim', `{"code":"${code}"}`)
    const claim = json.parse(await readText.call(answer)) as Handover & { error?: Error }
    if (claim.error) throw claim.error
    claim.base = base
    try {
      sessionStorage.casereel = json.stringify(claim)
    } catch {
      // Storage is forbidden here: the recording lives in this page alone, and the recorder says so.
    }
    load(claim)
  } catch (error) {
    // The code ends with the language of the consent. A page that forbids our requests may well allow our scripts.
    const words = create('script') as WordsScript
    words.onload = words.onerror = () => say(words.casereel?.[code!.slice(-2)], error)
    run(words, base + '/casereel-words.js')
  }
  // A real navigation, so that a hash router hears of it.
  if (back) location.replace('#' + decodeURIComponent(back))
}

const start = async (): Promise<void> => {
  try {
    await wake()
  } catch {
    // Nothing of ours is the host page's problem.
  }
}
void start()
