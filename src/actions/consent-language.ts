import { consentRecordSchema } from '../domain/consent-record.ts'
import { readLanguage, type Language } from '../domain/notice/languages.ts'
import { listEventsOf } from '../store/chained-events.ts'
import type { ActionDeps } from './deps.ts'

/** The language of the notice that the customer agreed to; null where no readable consent is stored. */
export const languageOfConsent = async (
  { database }: Pick<ActionDeps, 'database'>,
  recordingId: string,
): Promise<Language | null> => {
  const [given] = await listEventsOf(database, 'consent', recordingId)
  const record = consentRecordSchema.safeParse(given?.event)
  return readLanguage(record.data?.pii_processing.privacy_notice.language)
}
