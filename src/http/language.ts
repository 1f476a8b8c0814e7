/** In which language a customer reads: no cookie remembers it. */
import type { Context } from 'hono'
import type { ActionDeps } from '../actions/deps.ts'
import { consentRecordSchema } from '../domain/consent-record.ts'
import { chooseLanguage, readLanguage, type Language } from '../domain/notice/languages.ts'
import { listEventsOf } from '../store/chained-events.ts'

const tell = (c: Context, language: Language): Language => {
  c.header('Vary', 'Accept-Language')
  c.header('Content-Language', language)
  return language
}

const ofBrowser = (c: Context): Language => chooseLanguage(c.req.header('accept-language'))

/** The language chosen by a link of the page, else the first of the browser's that we have. */
export const languageOf = (c: Context): Language => tell(c, readLanguage(c.req.query('lang')) ?? ofBrowser(c))

/** As `languageOf`; where no link chose, the language in which the customer answered. */
export const languageOfRecording = async (
  { database }: Pick<ActionDeps, 'database'>,
  c: Context,
  recordingId: string,
): Promise<Language> => {
  const chosen = readLanguage(c.req.query('lang'))
  if (chosen) return tell(c, chosen)
  const [given] = await listEventsOf(database, 'consent', recordingId)
  const record = consentRecordSchema.safeParse(given?.event)
  const answered = readLanguage(record.data?.pii_processing.privacy_notice.language)
  return tell(c, answered ?? ofBrowser(c))
}
