/** What the customer does, and what becomes of pages, tabs and the browser. */
import type { Browser, Page, Tab } from './customer.ts'
import type { World } from './world.ts'

/** What may happen, each as often as its weight says. */
export type Happenings = [weight: number, what: () => void][]

export interface Customer {
  /** Pages that run now. */
  running(): Page[]
  anyRunning(): Page | undefined
  /** Loads a page into a tab that has none. */
  open(tab: Tab): void
  doings: Happenings
}

const MOST_TABS = 3
const MOST_TABS_EVER = 8
/** Less than the longest duration of the recording. */
const CLOCK_MS = 3_000_000

export const createCustomer = ({ chance, between, time, tell }: World, browser: Browser): Customer => {
  const skewAtFirst = browser.skew
  const running = (): Page[] =>
    browser.tabs.flatMap(({ page }) => (page?.alive && !page.frozen ? [page] : []))
  const anyRunning = (): Page | undefined => chance.of(running())
  const open = (tab: Tab): void => {
    if (!browser.down && !tab.closed && !tab.page?.alive) tab.load()
  }
  const later = (ms: number, work: () => void): void => void time.after(ms, work)
  const openLater = ({ tab }: Page, ms: number): void => later(ms, () => open(tab))
  const mayHaveTab = (): boolean =>
    !browser.down &&
    browser.tabs.length < MOST_TABS_EVER &&
    browser.tabs.filter(({ closed }) => !closed).length < MOST_TABS

  const captures: Happenings = [
    [60, () => anyRunning()?.capture(between(5, 60))],
    [20, () => anyRunning()?.capture(chance.of([100, 700, 3_000, 12_000]))],
    [
      8,
      () => {
        const page = anyRunning()
        for (let i = between(5, 40); i > 0; i -= 1) page?.capture(between(5, 200))
      },
    ],
    [
      5,
      () =>
        running()
          .find(({ over }) => over)
          ?.captureLate(),
    ],
  ]

  const navigate = (): void => {
    const page = anyRunning()
    page?.leave(false)
    if (page) openLater(page, chance.once(3) ? between(0, 20) : between(20, 1_500))
  }

  const comeBack = (page: Page): void => {
    const { tab } = page
    const shown = tab.page !== page && tab.page?.alive && !tab.page.frozen
    if (browser.down || tab.closed || shown) return
    if (!page.alive) return open(tab)
    tab.page = page
    page.comeBack()
  }

  const rest = (): void => {
    const page = anyRunning()
    page?.leave(true)
    if (page) later(between(20, 6_000), () => comeBack(page))
  }

  /** To another page, and back to the one that the browser has kept as it was. */
  const goAndBack = (): void => {
    const page = anyRunning()
    if (!page) return
    page.leave(true)
    later(between(0, 200), () => {
      if (browser.down || page.tab.closed || page.tab.page !== page || !page.frozen) return
      const next = page.tab.load()
      later(between(20, 4_000), () => {
        if (!next.alive || next.frozen) return
        next.leave(chance.once(2))
        later(between(0, 30), () => page.tab.page === next && comeBack(page))
      })
    })
  }

  const crash = (): void => {
    const page = anyRunning()
    page?.crash()
    // Those that its tab could go back to are in the same process.
    for (const other of browser.pages()) if (other.tab === page?.tab) other.crash()
    if (page) openLater(page, chance.once(3) ? between(0, 30) : between(20, 3_000))
  }

  /** Tabs come back as they were, anew, or not at all. */
  const restart = (): void => {
    if (browser.down) return
    const quits = chance.once(2)
    tell('browser', quits ? 'is closed' : 'crashes')
    browser.down = true
    for (const page of browser.pages()) {
      if (quits && page.alive && !page.frozen) page.leave(false)
      page.crash()
    }
    later(between(100, 4_000), () => {
      browser.down = false
      tell('browser', 'starts')
      for (const tab of browser.tabs) {
        if (tab.closed) continue
        const back = chance.below(4)
        if (back === 0) tab.closed = true
        if (back < 2) tab.session.clear()
        open(tab)
      }
      if (running().length === 0) browser.newTab().load()
    })
  }

  const close = (): void => {
    const page = anyRunning()
    if (!page || running().length < 2) return
    tell(page.name, 'is closed')
    page.leave(false)
    page.tab.closed = true
    page.tab.session.clear()
  }

  const duplicate = (): void => {
    const page = anyRunning()
    if (page && mayHaveTab()) browser.newTab(new Map(page.tab.session)).load()
  }

  /** Not past the time at which an invitation would be over: what is kept goes then. */
  const setClock = (): void => {
    browser.skew = skewAtFirst + between(-CLOCK_MS, CLOCK_MS)
    browser.clockSet.push(time.now())
    tell('browser', `has its clock set to ${browser.skew} ms`)
  }

  return {
    running,
    anyRunning,
    open,
    doings: [
      ...captures,
      [6, navigate],
      [2, rest],
      [2, goAndBack],
      [3, crash],
      [1, restart],
      [1, close],
      [1, duplicate],
      [1, setClock],
      [2, () => anyRunning()?.press('pause')],
      [
        4,
        () =>
          running()
            .find(({ paused }) => paused)
            ?.press('resume'),
      ],
      [2, () => anyRunning()?.hide(chance.once(2))],
      [2, () => mayHaveTab() && browser.newTab().load()],
    ],
  }
}
