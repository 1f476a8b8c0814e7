/** What a host gives the HTTP app. */
import type { Context } from 'hono'
import type { ActionDeps } from '../actions/deps.ts'
import type { KeyRing } from '../auth/keys.ts'
import type { HttpHappening } from './happenings.ts'

/** A file that the build made: where it is served and its subresource integrity value (W3C SRI). */
export interface AssetFile {
  url: string
  integrity: string
}

/** The built client, by name. */
export interface Manifest {
  recorder: AssetFile
  /** The same, able to read bodies of requests: only for who allowed it. */
  recorderWithBodies: AssetFile
  dryRun: AssetFile
  app: AssetFile
  admin: AssetFile
  opened: AssetFile
  player: AssetFile
  demo: AssetFile
  demoCss: AssetFile
  /** Text of the player's stylesheet: its page's CSP lets no stylesheet load. */
  playerCss: string
}

/** A socket that passed the guards and is to be seated in a room. */
export interface SocketRequest {
  recordingId: string
  wants: 'recorder' | 'viewer'
  /** The Origin header. */
  origin: string
}

export interface BuiltFile {
  type: string
  /** The file by its content coding (RFC 9110, 8.4.1). */
  bytes: Record<ContentCoding, Uint8Array<ArrayBuffer>>
}

export type ContentCoding = 'identity' | 'gzip' | 'br'

export interface HttpDeps extends ActionDeps {
  keys(): Promise<KeyRing>
  manifest: Manifest
  version: string
  /** A built file, or null. `/casereel.js`, `/casereel-words.js` and `/assets/…`. */
  asset(path: string): Promise<BuiltFile | null>
  /** Upgrades the request and seats the socket. */
  upgrade(context: Context, request: SocketRequest): Promise<Response>
  /** The address the request came from, as the host knows it; for rate limits. */
  clientAddress(context: Context): string
  /** All numbers in the text format of Prometheus; null where the host keeps none. */
  metrics: (() => Promise<string>) | null
  observe(happening: HttpHappening): void
  /** Why the host cannot store just now, as one plain sentence; null when it can. */
  checkHealth(): Promise<string | null>
}
