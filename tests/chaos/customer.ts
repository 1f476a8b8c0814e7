/** The customer's side of the world, as the rest of it sees it. */

import type { RecorderEndReason } from '../../src/protocol/messages.ts'

export const STOP_REASONS = ['customer', 'bar-removed', 'site-refused'] as const satisfies RecorderEndReason[]
export type StopReason = (typeof STOP_REASONS)[number]

export interface Browser {
  tabs: Tab[]
  /** All pages that there ever were. */
  pages(): Page[]
  /** It is not running. */
  down: boolean
  /** The customer's clock minus the server's, ms. */
  skew: number
  /** When it was set, ms of the world. */
  clockSet: number[]
  /** @param session what it starts with, as a duplicate of another tab does */
  newTab(session?: Map<string, string>): Tab
}

export interface Tab {
  name: string
  page: Page | undefined
  session: Map<string, string>
  /** The customer has closed it. */
  closed: boolean
  /** Opens a page in it; the one that was there must be gone. */
  load(): Page
}

export interface Page {
  name: string
  tab: Tab
  /** Name of the tab's stream in this page. */
  stream: string
  /** ms of the world. */
  readonly loadedAt: number
  /** When it was in the back-forward cache, and came back from there. */
  readonly rests: readonly { from: number; until: number }[]
  readonly alive: boolean
  readonly frozen: boolean
  /** The recorder has said its last sentence. */
  readonly over: boolean
  readonly paused: boolean
  /** Something happens in it. @param size characters of it */
  capture(size: number): void
  /** As the trackers might, which do not all know in time that it is over. */
  captureLate(): void
  press(button: 'pause' | 'resume'): void
  /** Ends the recording: the customer's button, a site that removes the bar, or one that refuses. */
  stop(by: StopReason): void
  hide(hidden: boolean): void
  /** Goes away in good order; `kept` for the back-forward cache. */
  leave(kept: boolean): void
  comeBack(): void
  /** Its process dies; one in the back-forward cache is only dropped from there. */
  crash(): void
}
