/**
 * An append-only log in which every event carries the hash of the one before it, so that a changed, removed or added
 * row shows (T40, C19). The hash is SHA-256 over the previous hash and the event's canonical JSON (RFC 8785).
 */

import canonicalize from 'canonicalize'

/** Plain JSON, without a customer's name or address: the log outlives an erasure. */
export type ChainedEvent = Record<string, unknown>

export interface ChainLink {
  chain: 'consent' | 'audit'
  seq: number
  /** Server ms since the epoch. */
  at: number
  name: string
  linkId: string | null
  recordingId: string | null
  event: ChainedEvent
  /** Hex; 64 zeros for the first. */
  previousHash: string
  hash: string
}

/** `previousHash` of the first event. */
export const GENESIS = '0'.repeat(64)

/** The one text of a plain JSON value (RFC 8785): equal values, equal texts. */
export const canonicalJson = (value: unknown): string => canonicalize(value) ?? ''

/** Everything that the hash covers, as the text that is hashed. */
export const hashedText = ({ hash: _, ...link }: ChainLink): string => canonicalJson(link)
