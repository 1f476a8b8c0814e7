/** The customer's browser: tabs that come, load pages, crash and go, and what they leave behind for each other. */
import type { Entry } from '../../src/protocol/entries.ts'
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import { codecs } from './streams.ts'
import { CLAIM, SHOP } from './server.ts'
import type { Network } from './network.ts'
import type { Notary } from './notary.ts'
import type { Parts } from './parts.ts'
import type { World } from './world.ts'

export interface Browser {
  tabs: Tab[]
  /** The customer's clock minus the server's, ms. */
  skew: number
  newTab(): Tab
}

export interface Tab {
  name: string
  page: Page | undefined
  session: Map<string, string>
  /** Opens a page in it; the one that was there must be gone. */
  load(): Page
}

export interface Page {
  name: string
  tab: Tab
  /** Name of the tab's stream in this page. */
  stream: string
  readonly alive: boolean
  readonly frozen: boolean
  /** The recorder has said its last sentence. */
  readonly over: boolean
  readonly paused: boolean
  /** Something happens in it. @param size characters of it */
  capture(size: number): void
  /** As the trackers might, which do not all know in time that it is over. */
  captureLate(): void
  press(button: 'pause' | 'resume' | 'stop'): void
  hide(hidden: boolean): void
  /** Goes away in good order; `kept` for the back-forward cache. */
  leave(kept: boolean): void
  comeBack(): void
  /** Its process dies. */
  crash(): void
}

interface BarOptions {
  onPause: () => void
  onResume: () => void
  onStop: () => void
}

interface CaptureOptions {
  push: (event: RecordedEvent) => void
  emit: (entry: Entry) => void
}

/** @param tell hears of each change */
const storageOf = (
  map: Map<string, string>,
  tell: (key: string, value: string | null) => void = () => {},
) => ({
  getItem: (key: string) => map.get(key) ?? null,
  setItem: (key: string, value: string): void => {
    if (map.get(key) === value) return
    map.set(key, value)
    tell(key, value)
  },
  removeItem: (key: string): void => {
    if (map.delete(key)) tell(key, null)
  },
})

export interface BrowserOptions {
  world: World
  parts: Parts
  network: Network
  notary: Notary
}

export const createBrowser = ({ world, parts, network, notary }: BrowserOptions): Browser => {
  const { time, chance, tell } = world
  const local = new Map<string, string>()
  const channels = new Set<EventTarget & { name: string; alive: () => boolean }>()
  const now = (): number => Math.round(world.serverNow() + browser.skew)
  class PageDate extends Date {
    constructor(...of: [number]) {
      super(...((of.length > 0 ? of : [now()]) as [number]))
    }
    static override now = now
  }
  const chancy = Object.create(Math) as Math
  chancy.random = () => chance.below(1_000_000) / 1_000_000
  const getRandomValues = (bytes: Uint8Array): Uint8Array => bytes.map((_, i) => (bytes[i] = chance.below(256)))
  const streams = codecs(() => new Promise((done) => void time.after(chance.below(8), done)))

  const claim = { ...CLAIM, base: 'https://casereel.example' }
  /** What a page's recorder starts from, as the loader finds it; undefined where there is nothing to record. */
  const handoverOf = (tab: Tab): unknown => {
    if (browser.tabs.length === 1 && tab.page === undefined) return claim
    const kept = tab.session.get('casereel') ?? local.get('casereel')
    return kept === undefined ? undefined : JSON.parse(kept)
  }
  /** Told to all other pages; one in the back-forward cache hears nothing. */
  const tellPages = (page: Page, key: string, newValue: string | null): void => {
    for (const [other, window] of windows) {
      if (other === page) continue
      time.after(1, () => {
        if (other.alive && !other.frozen)
          window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }))
      })
    }
  }
  const windows = new Map<Page, EventTarget>()

  const loadPage = (tab: Tab, number: number): Page => {
    const handover = handoverOf(tab)
    const name = `${tab.name}.${number}`
    let alive = true
    let frozen = false
    let thawed: (() => void)[] = []
    let over = false
    let paused = false
    let started = false
    let bar: BarOptions | undefined
    let capture: CaptureOptions | undefined

    const runs = (): boolean => alive && !frozen
    const timer = (work: () => void, ms = 0): number =>
      time.after(ms, () => {
        if (frozen) thawed.push(work)
        else if (alive) work()
      })
    const intervals = new Map<number, number>()
    const setInterval = (work: () => void, ms: number): number => {
      const turn = (id?: number): number => {
        const next = timer(() => {
          turn(first)
          work()
        }, ms)
        if (id !== undefined) intervals.set(id, next)
        return next
      }
      const first = turn()
      intervals.set(first, first)
      return first
    }
    const clear = (id: number): void => time.cancel(intervals.get(id) ?? id)

    const event = (type: number, data: object): RecordedEvent => ({ type, timestamp: now(), data })
    const picture = (): void => {
      const meta = event(EventType.Meta, { href: SHOP, width: 800, height: 600, mark: notary.captures(page) })
      capture!.push(meta)
      const node = { type: 0, childNodes: [], id: 1 }
      capture!.push(event(EventType.FullSnapshot, { node, initialOffset: {}, mark: notary.captures(page) }))
    }
    const note = (mark: string, size: number): void => {
      if (chance.once(3)) capture!.emit({ kind: 'console', level: 'log', args: [mark, 'x'.repeat(Math.min(size, 3_000))] })
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
            started = true
            picture()
          },
          stop: () => (started = false),
          snapshot: () => started && picture(),
        }
      },
    }

    const caller = {
      name,
      alive: runs,
      onSent: (bytes: Uint8Array<ArrayBuffer>, since: number) => notary.sends(page, bytes, since),
    }
    const window = Object.assign(new EventTarget(), {
      fetch: network.fetchOf(caller),
      setTimeout: timer,
      clearTimeout: clear,
      setInterval,
      clearInterval: clear,
      location: { href: `${SHOP}/`, origin: SHOP, hash: '' },
    })
    const document = Object.assign(new EventTarget(), { hidden: false, currentScript: { casereel: handover } })
    const navigator = { onLine: true, sendBeacon: () => false }
    class Channel extends EventTarget {
      readonly name: string
      readonly alive = runs
      constructor(name: string) {
        super()
        this.name = name
        channels.add(this)
      }
      postMessage(data: unknown): void {
        for (const other of channels)
          if (other !== this && other.name === this.name)
            time.after(1, () => {
              if (other.alive()) other.dispatchEvent(Object.assign(new Event('message'), { data }))
            })
      }
      close(): void {
        channels.delete(this)
      }
    }

    const page: Page = {
      name,
      tab,
      stream: '',
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
        if (runs() && started && capture) note(notary.captures(page), size)
      },
      captureLate: () => {
        if (runs() && over && capture) note(notary.plants(page), 20)
      },
      press: (button) => {
        if (!runs() || over || !bar) return
        tell(name, `presses ${button}`)
        if (button === 'stop') notary.stops(page)
        if (button !== 'stop') paused = button === 'pause'
        if (button === 'pause') bar.onPause()
        else if (button === 'resume') bar.onResume()
        else bar.onStop()
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
        if (kept) frozen = true
        else alive = false
        if (!kept) notary.goes(page, 'left')
      },
      comeBack: () => {
        if (!alive || !frozen) return
        tell(name, 'comes back')
        frozen = false
        for (const work of thawed.splice(0)) work()
        window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
      },
      crash: () => {
        if (!alive) return
        tell(name, 'crashes')
        alive = false
        frozen = false
        thawed = []
        notary.goes(page, 'crashed')
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
      localStorage: storageOf(local, (key, value) => tellPages(page, key, value)),
      setTimeout: timer,
      clearTimeout: clear,
      setInterval,
      clearInterval: clear,
      fetch: window.fetch,
      WebSocket: network.socketOf(caller),
      BroadcastChannel: Channel,
      Date: PageDate,
      Math: chancy,
      crypto: { getRandomValues },
      console: { debug: (...words: unknown[]) => tell(name, words.join(' ')) },
      indexedDB: undefined,
      performance: { now: time.now, getEntriesByType: () => [] },
      ...streams,
    })
    return page
  }

  const browser: Browser = {
    tabs: [],
    skew: 0,
    newTab: () => {
      let pages = 0
      const tab: Tab = {
        name: `tab ${browser.tabs.length + 1}`,
        page: undefined,
        session: new Map(),
        load: () => {
          pages += 1
          tab.page = loadPage(tab, pages)
          return tab.page
        },
      }
      browser.tabs.push(tab)
      return tab
    },
  }
  return browser
}
