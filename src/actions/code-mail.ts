import { fill } from '../domain/notice/fill.ts'
import { formatSpanIn } from '../domain/notice/format.ts'
import { textsOf, type Language } from '../domain/notice/languages.ts'
import { spacedCode } from '../domain/mail-code.ts'
import type { Mail } from '../domain/mail.ts'
import type { Organisation } from '../domain/organisation.ts'
import { MAIL_CODE_LIFETIME_MS } from '../protocol/limits.ts'

/**
 * The mail with a code. The subject is shown on locked screens, so the code is not in it; and there is no link in the mail,
 * for link and code together are the way in.
 */
export const codeMail = (
  language: Language,
  { name, privacyContact }: Pick<Organisation, 'name' | 'privacyContact'>,
  code: string,
): Omit<Mail, 'to'> => {
  const { mail } = textsOf(language).code
  const values = {
    organisation: name,
    contact: privacyContact,
    lifetime: formatSpanIn(language, MAIL_CODE_LIFETIME_MS),
  }
  const lines = [mail.lead, spacedCode(code), mail.once, mail.notYou, mail.contact]
  return {
    subject: fill(mail.subject, values),
    text: `${lines.map((line) => fill(line, values)).join('\n\n')}\n`,
  }
}
