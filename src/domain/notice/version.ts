/** Which text a customer agreed to: its version, and the exact words that its hash covers (C07). */
import { canonicalJson } from '../chain.ts'
import type { NoticeWording } from './en.ts'
import { textsOf, type Language } from './languages.ts'

/** Changes whenever the meaning of the notice does. */
export const NOTICE_VERSION = '2026-11-4'

export interface Notice {
  version: string
  language: Language
  wording: NoticeWording
}

/** Today's notice in a language. */
export const noticeIn = (language: Language): Notice => ({
  version: NOTICE_VERSION,
  language,
  wording: textsOf(language).notice,
})

/** The notice as the text that is hashed: canonical JSON (RFC 8785), so that anybody can hash it again. */
export const noticeText = (notice: Notice): string => canonicalJson(notice)
