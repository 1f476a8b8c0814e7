/** The notice by its hash: what the record of a consent names. */
import { hashSecret } from '../auth/secrets.ts'
import type { Language } from '../domain/notice/languages.ts'
import { noticeIn, noticeText, type Notice } from '../domain/notice/version.ts'

/** A notice's exact text, and its hash in hex (SHA-256). */
export const sealNotice = async (notice: Notice): Promise<{ hash: string; text: string }> => {
  const text = noticeText(notice)
  return { hash: await hashSecret(text), text }
}

/** Today's notice in a language. */
export const currentNotice = (language: Language): Promise<{ hash: string; text: string }> =>
  sealNotice(noticeIn(language))
