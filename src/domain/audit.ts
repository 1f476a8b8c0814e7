/**
 * The audit log: who did what to recordings, links, people, keys and rules. It outlives an erasure, so it names
 * recordings and links by id, and never a customer (T40, C20).
 */
import { MAX_AUDIT_TEXT } from '../protocol/limits.ts'
import { cut } from '../protocol/redact.ts'
import type { ChainedEvent } from './chain.ts'

/** Who does something. Names are those of that moment. */
export type Actor =
  | { kind: 'agent'; id: string; name: string }
  /** An API key; the environment's has the id `environment`. */
  | { kind: 'key'; id: string; name: string }
  /** The customer of a recording, known by their browser's cookie. */
  | { kind: 'customer'; id: string; name: 'Customer' }
  /** The recorded site, by its own consent settings: known by its origin. */
  | { kind: 'site'; id: string; name: string }
  /** The server by itself: the sweep, a command at its machine. */
  | { kind: 'system'; id: 'system'; name: 'Casereel' }

export const SYSTEM: Actor = { kind: 'system', id: 'system', name: 'Casereel' }

/** @param recordingId of the recording that this customer's browser started */
export const customerActor = (recordingId: string): Actor => ({
  kind: 'customer',
  id: recordingId,
  name: 'Customer',
})

/** @param origin of the recorded site */
export const siteActor = (origin: string): Actor => ({ kind: 'site', id: origin, name: origin })

/** What can be done, as `<group>.<what>`; the log is filtered by group. */
export const AUDIT_ACTIONS = [
  /** The player was opened, or a part of a recording read. */
  'recording.viewed',
  /** A live recording was joined. */
  'recording.watched',
  /** Events or all data were taken out. */
  'recording.exported',
  'recording.ended',
  /** The customer pressed Stop; the consent still holds. */
  'recording.stopped',
  /** The site's own consent settings forbade it. */
  'recording.refused',
  /** The customer withdrew the consent. */
  'recording.withdrawn',
  /** The customer opened their page in another browser, with the receipt. */
  'recording.receipt-used',
  /** Whoever holds the link had a code sent to the case's e-mail address. */
  'recording.code-sent',
  /** With it the customer opened their page in another browser. */
  'recording.code-used',
  /** It was entered wrong as often as it may be tried. */
  'recording.code-failed',
  /** Written before anything is removed, so that no erasure goes unlogged. */
  'recording.erasing',
  'recording.erased',
  'link.made',
  /** The customer said no, or is too young. */
  'link.declined',
  'link.revoked',
  'login.set-up',
  'login.signed-in',
  'login.signed-out',
  /** A sign-in link was made, in Settings or at the server's own machine. */
  'login.link-made',
  'person.invited',
  'person.role-changed',
  'person.disabled',
  'person.enabled',
  'key.made',
  'key.revoked',
  /** Another signing key is in use than before. */
  'key.signing-changed',
  'settings.changed',
  'settings.origin-added',
  'settings.origin-removed',
  /** The clock looked wrong, and an owner said that it is right. */
  'settings.clock-believed',
  'privacy.rule-added',
  'privacy.rule-removed',
  /** More may be seen than before. */
  'privacy.loosened',
  'privacy.tightened',
  'privacy.dry-run',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export const AUDIT_GROUPS = ['recording', 'link', 'login', 'person', 'key', 'settings', 'privacy'] as const
export type AuditGroup = (typeof AUDIT_GROUPS)[number]

/** What it was done to. `name` only where it is no customer's: a person who signs in, a key. */
export interface AuditSubject {
  kind: 'recording' | 'link' | 'person' | 'key' | 'origin' | 'rule' | 'settings' | 'page'
  id: string
  name?: string
}

export type AuditDetail = Record<string, string | number | boolean | null>

export interface AuditEntry {
  actor: Actor
  action: AuditAction
  subject: AuditSubject | null
  detail: AuditDetail
}

/**
 * Controls, line ends, and what turns the direction of text or has no width, except the joiners that words and emoji
 * are made with: written out, so that an entry is always one line that reads as it was meant.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu

/** Text as the log keeps it: one line, well-formed, at most MAX_AUDIT_TEXT characters. */
export const plainText = (text: string): string =>
  cut(
    text
      .toWellFormed()
      .replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`),
    MAX_AUDIT_TEXT,
  )

const plainValues = <T extends object>(values: T): T =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? plainText(value) : (value as unknown),
    ]),
  ) as T

/** The entry as it is chained. */
export const auditEvent = ({ actor, subject, detail }: AuditEntry): ChainedEvent => ({
  actor: plainValues(actor),
  subject: subject && plainValues(subject),
  detail: plainValues(detail),
})
