/** A page, as the parts of its browser see it that outlive pages. */
export interface Owner {
  name: string
  frozen(): boolean
  /** Does something in the page: never once it is gone, and not before it is back from the back-forward cache. */
  later(ms: number, work: () => void): void
  /** The browser throws it out of the back-forward cache, for another page waits for what it holds. */
  evict(): void
}

/** Browsers give a page in the cache this long before they do without it, ms. */
export const EVICT_MS = 30
