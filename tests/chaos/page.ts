/** One page of the customer's browser: its globals, and what can happen to it. */
import type { Entry } from '../../src/protocol/entries.ts'
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import type { Page, StopReason, Tab } from './customer.ts'
import { indexedDbOf, keyRanges } from './device/indexed-db.ts'
import type { Owner } from './device/owner.ts'
import { subtleOf } from './device/web-crypto.ts'
import { channelsOf, channelWith, createTimers, storageOf } from './platform.ts'
import { SHOP } from './server.ts'
import type { Platform } from './sharing.ts'
import { codecs } from './streams.ts'

interface BarOptions {
  onPause: () => void
  onResume: () => void
  onStop: (reason: StopReason) => void
}

interface CaptureOptions {
  push: (event: RecordedEvent) => void
  emit: (entry: Entry) => void
  health: { began: () => void; ended: () => void }
}

/** Opens the next page of a tab; its recorder runs if there is anything to record. */
export const loadPage = (browser: Platform, tab: Tab, number: number): Page => {
  const { world, parts, network, notary, device, locks, now, handoverOf, windows } = browser
  const { time, chance, tell } = world
  const handover = handoverOf(tab)
  const name = `${tab.name}.${number}`
  const loadedAt = time.now()
  let alive = true
  let frozen = false
  /** When it last did something. */
  let frozenAt = 0
  const rests: { from: number; until: number }[] = []
  let over = false
  let paused = false
  let started = false
  let bar: BarOptions | undefined
  let capture: CaptureOptions | undefined

  const runs = (): boolean => alive && !frozen
  const { timer, setInterval, clear, thaw } = createTimers(
    time,
    () => alive,
    () => frozen,
  )

  const event = (type: number, data: object): RecordedEvent => ({ type, timestamp: now(), data })
  const picture = (): void => {
    // A server stores nothing of it but what it knows, so the snapshot alone carries a mark.
    capture!.push(event(EventType.Meta, { href: SHOP, width: 800, height: 600 }))
    const node = { type: 0, childNodes: [], id: 1 }
    capture!.push(
      event(EventType.FullSnapshot, { node, initialOffset: {}, mark: notary.captures(page, 100) }),
    )
  }
  const note = (mark: string, size: number): void => {
    if (chance.once(3))
      capture!.emit({ kind: 'console', level: 'log', args: [mark, 'x'.repeat(Math.min(size, 3_000))] })
    else capture!.push(event(EventType.IncrementalSnapshot, { source: 0, mark, text: 'x'.repeat(size) }))
  }

  const chaos = {
    createBar: (options: BarOptions) => {
      bar = options
      return { element: {}, show: () => {}, update: () => {}, end: () => (over = true) }
    },
    createCapture: (options: CaptureOptions) => {
      capture = options
      page.stream = (JSON.parse(tab.session.get('casereel')!) as { tab: string }).tab
      return {
        start: () => {
          if (started) return
          started = true
          options.health.began()
          picture()
        },
        stop: () => {
          if (started) options.health.ended()
          started = false
        },
        snapshot: () => started && picture(),
        retry: () => started && picture(),
        renew: () => {},
        settle: () => {},
        // Nothing in these worlds is that large.
        blind: () => [],
      }
    },
    dropped: () => notary.drops(page),
  }

  const caller = {
    name,
    alive: runs,
    later: (ms: number, work: () => void): void => void timer(work, ms),
    onSent: (bytes: Uint8Array<ArrayBuffer>, since: number) => notary.sends(page, bytes, since),
  }
  /** Its process is no more, and what the browser held for it is free. */
  const die = (how: 'left' | 'crashed', at: number): void => {
    alive = false
    frozen = false
    notary.goes(page, how, at)
    network.gone(caller, how === 'crashed')
    locks.release(owner)
    device.release(owner)
  }
  const owner: Owner = {
    name,
    frozen: () => alive && frozen,
    later: caller.later,
    evict: () => {
      tell(name, 'is thrown out of the back-forward cache')
      die('left', frozenAt)
    },
  }

  const window = Object.assign(new EventTarget(), {
    fetch: network.fetchOf(caller),
    setTimeout: timer,
    clearTimeout: clear,
    setInterval,
    clearInterval: clear,
    // A browser that tells a navigation from a tab that is closed; in here nothing navigates by it.
    navigation: new EventTarget(),
    location: { href: `${SHOP}/`, origin: SHOP, hash: '' },
    // As the loader leaves it where it has made the claim.
    ...(!(handover as { tab?: string } | undefined)?.tab && { casereel: 1 }),
  })
  const document = Object.assign(new EventTarget(), {
    hidden: false,
    readyState: 'complete',
    documentElement: {},
    currentScript: { casereel: handover },
  })
  const navigator = {
    onLine: true,
    sendBeacon: () => false,
    ...(device.kind !== 'lockless' && { locks: locks.of(owner) }),
  }
  const page: Page = {
    name,
    tab,
    stream: '',
    loadedAt,
    rests,
    get alive() {
      return alive
    },
    get frozen() {
      return frozen
    },
    get over() {
      return over
    },
    get paused() {
      return paused
    },
    capture: (size) => {
      if (runs() && started && capture) note(notary.captures(page, size), size)
    },
    captureLate: () => {
      if (runs() && over && capture) note(notary.plants(page), 20)
    },
    press: (button) => {
      if (!runs() || over || !bar) return
      tell(name, `presses ${button}`)
      paused = button === 'pause'
      if (button === 'pause') bar.onPause()
      else bar.onResume()
    },
    stop: (by) => {
      if (!runs() || over || !bar) return
      tell(name, `stops: ${by}`)
      notary.stops(page, by)
      if (by !== 'site-refused') return bar.onStop(by)
      Object.assign(window, { casereelConsent: false })
      window.dispatchEvent(new Event('casereelconsent'))
    },
    hide: (hidden) => {
      if (!runs()) return
      document.hidden = hidden
      document.dispatchEvent(new Event('visibilitychange'))
    },
    leave: (kept) => {
      if (!runs()) return
      tell(name, kept ? 'goes into the back-forward cache' : 'goes away')
      window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: kept }))
      frozenAt = time.now()
      if (kept) frozen = true
      else die('left', frozenAt)
    },
    comeBack: () => {
      if (!alive || !frozen) return
      tell(name, 'comes back')
      rests.push({ from: frozenAt, until: time.now() })
      frozen = false
      thaw()
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    },
    crash: () => {
      if (!alive) return
      tell(name, frozen ? 'is dropped from the back-forward cache' : 'crashes')
      if (frozen) die('left', frozenAt)
      else die('crashed', time.now())
    },
  }
  windows.set(page, window)
  tell(name, handover ? 'loads' : 'loads, and has nothing to record')
  if (!handover) return page
  parts.runRecorder({
    chaos,
    window,
    self: window,
    document,
    navigator,
    location: window.location,
    sessionStorage: storageOf(tab.session),
    localStorage: browser.localStorageOf(page),
    setTimeout: timer,
    clearTimeout: clear,
    setInterval,
    clearInterval: clear,
    fetch: window.fetch,
    WebSocket: network.socketOf(caller),
    MessageChannel: channelWith(timer),
    // No page here exchanges its document.
    MutationObserver: class {
      observe(): void {}
      disconnect(): void {}
    },
    BroadcastChannel: channelsOf(browser.channels, time, runs),
    Date: browser.PageDate,
    Math: browser.math,
    crypto: {
      getRandomValues: browser.getRandomValues,
      ...(device.kind !== 'keyless' && { subtle: subtleOf(owner, () => chance.below(3)) }),
    },
    // All that the recorder ever says there is that a part of it has failed.
    console: { debug: (...words: unknown[]) => world.complain(`${name} says: ${words.join(' ')}`) },
    indexedDB: indexedDbOf(world, device, owner),
    IDBKeyRange: keyRanges,
    performance: { now: time.now, getEntriesByType: () => [] },
    ...codecs(() => new Promise((done) => void timer(() => done(), chance.below(8)))),
  })
  return page
}
