/** What all pages of the customer's browser share. */
import type { Page, Tab } from './customer.ts'
import type { Device } from './device/device.ts'
import type { Locks } from './device/web-locks.ts'
import type { Network } from './network.ts'
import type { Notary } from './notary.ts'
import type { Parts } from './parts.ts'
import type { Channel } from './platform.ts'
import type { World } from './world.ts'

export interface BrowserOptions {
  world: World
  parts: Parts
  network: Network
  notary: Notary
  device: Device
}

export interface Platform extends BrowserOptions {
  /** The customer's clock, ms since the epoch. */
  now(): number
  PageDate: DateConstructor
  math: Math
  getRandomValues(bytes: Uint8Array): Uint8Array
  locks: Locks
  windows: Map<Page, EventTarget>
  channels: Set<Channel>
  localStorageOf(page: Page): object
  handoverOf(tab: Tab): unknown
}
