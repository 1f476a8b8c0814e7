/** In which language a customer reads: no cookie remembers it. */
import type { Context } from 'hono'
import { languageOfConsent } from '../actions/consent-language.ts'
import type { ActionDeps } from '../actions/deps.ts'
import { chooseLanguage, readLanguage, type Language } from '../domain/notice/languages.ts'

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
  deps: Pick<ActionDeps, 'database'>,
  c: Context,
  recordingId: string,
): Promise<Language> => {
  const chosen = readLanguage(c.req.query('lang'))
  return tell(c, chosen ?? (await languageOfConsent(deps, recordingId)) ?? ofBrowser(c))
}
