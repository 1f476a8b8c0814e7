/** How presets and scopes are called on pages for people who work here. */
import type { CaptureScope, PrivacyPreset } from './privacy.ts'

export const PRESET_WORDS: Readonly<Record<PrivacyPreset, { name: string; shows: string }>> = {
  strict: { name: 'Strict', shows: 'No text, only layout and shapes' },
  balanced: { name: 'Balanced', shows: 'Text on the page; nothing that is typed' },
  open: { name: 'Open', shows: 'Ordinary fields too; never passwords, cards and other secrets' },
}

export const SCOPE_WORDS: Readonly<Record<CaptureScope, string>> = {
  picture: 'Picture of the page',
  console: 'Console messages and errors',
  network: 'Requests: address, status, time, size',
  'network-bodies': 'Headers and bodies of requests',
}
