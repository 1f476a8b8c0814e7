/** A link that another browser has used: that it was, and how its customer gets to their own page from here. */
import type { Language } from '../src/domain/notice/languages.ts'
import { textsOf } from '../src/domain/notice/languages.ts'
import { Bare, type BareContext } from './layout.tsx'
import { Asking, Contact, type Asker } from './parts/asker.tsx'
import { ReceiptForm } from './parts/receipt-form.tsx'
import { Say } from './parts/say.tsx'

export interface UsedLinkProps {
  context: BareContext
  token: string
  language: Language
  organisation: Asker
  /** What was wrong with the receipt that was brought. */
  problem: 'nothing' | 'unreadable' | 'invalid' | 'other' | null
}

export const UsedLink = ({ context, token, language, organisation, problem }: UsedLinkProps) => {
  const { answer, verify } = textsOf(language)
  const path = `/l/${token}/with-receipt`
  return (
    <Bare
      context={context}
      title={answer.usedTitle}
      language={language}
      head={<Asking organisation={organisation.name} language={language} path={path} />}
    >
      <h1>{answer.usedTitle}</h1>
      <p class="lead">
        <Say text={answer.used} with={{ organisation: <bdi>{organisation.name}</bdi> }} />
      </p>
      <p>{answer.usedOwn}</p>
      <h2>{answer.usedReceipt}</h2>
      <p>{answer.usedReceiptWhy}</p>
      <ReceiptForm
        texts={verify}
        action={`${path}?lang=${language}`}
        submit={answer.usedOpen}
        error={problem && { ...verify, other: answer.usedOther }[problem]}
      />
      <p class="hint">
        <Say text={answer.usedContact} with={{ contact: <Contact to={organisation.privacyContact} /> }} />
      </p>
    </Bare>
  )
}
