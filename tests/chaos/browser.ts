/** The customer's browser: tabs that come, load pages, crash and go, and what they leave behind for each other. */
import type { Browser, Page, Tab } from './customer.ts'
import { createLocks } from './device/web-locks.ts'
import { loadPage } from './page.ts'
import { storageOf } from './platform.ts'
import { CLAIM } from './server.ts'
import type { BrowserOptions, Platform } from './sharing.ts'

export const createBrowser = (options: BrowserOptions): Browser => {
  const { world } = options
  const { time, chance } = world
  const local = new Map<string, string>()
  const now = (): number => Math.round(world.serverNow() + browser.skew)
  class PageDate extends Date {
    constructor(at: number = now()) {
      super(at)
    }
    static override now = now
  }
  const chancy = Object.create(Math) as Math
  chancy.random = () => chance.below(1_000_000) / 1_000_000
  const getRandomValues = (bytes: Uint8Array): Uint8Array =>
    bytes.map((_, i) => (bytes[i] = chance.below(256)))

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

  const platform: Platform = {
    ...options,
    now,
    PageDate: PageDate as DateConstructor,
    math: chancy,
    getRandomValues,
    locks: createLocks(world),
    windows,
    channels: new Set(),
    localStorageOf: (page) => storageOf(local, (key, value) => tellPages(page, key, value)),
    handoverOf,
  }

  const browser: Browser = {
    tabs: [],
    pages: () => [...windows.keys()],
    down: false,
    skew: 0,
    clockSet: [],
    newTab: (session = new Map()) => {
      let pages = 0
      const tab: Tab = {
        name: `tab ${browser.tabs.length + 1}`,
        page: undefined,
        session,
        closed: false,
        load: () => {
          pages += 1
          tab.page = loadPage(platform, tab, pages)
          return tab.page
        },
      }
      browser.tabs.push(tab)
      return tab
    },
  }
  return browser
}
