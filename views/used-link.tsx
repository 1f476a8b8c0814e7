/** A link that another browser has used: that it was, and how its customer gets to their own page from here. */
import type { CodeOffer } from '../src/domain/mail-code.ts'
import type { Language } from '../src/domain/notice/languages.ts'
import { textsOf } from '../src/domain/notice/languages.ts'
import { Bare, type BareContext } from './layout.tsx'
import { Asking, Contact, type Asker } from './parts/asker.tsx'
import { CodeForm, type CodeProblem } from './parts/code-form.tsx'
import { ReceiptForm } from './parts/receipt-form.tsx'
import { Say } from './parts/say.tsx'

/** What was wrong with what was brought: a receipt, or a code. */
export type UsedProblem =
  | { way: 'receipt'; kind: 'nothing' | 'unreadable' | 'invalid' | 'other' }
  | { way: 'code'; kind: CodeProblem }

export interface UsedLinkProps {
  context: BareContext
  token: string
  language: Language
  organisation: Asker
  /** Null where no code can be sent. */
  offer: CodeOffer | null
  problem: UsedProblem | null
}

export const UsedLink = ({ context, token, language, organisation, offer, problem }: UsedLinkProps) => {
  const { answer, verify } = textsOf(language)
  const path = `/l/${token}/with-receipt`
  const receiptProblem = problem?.way === 'receipt' ? problem.kind : null
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
      {offer && (
        <CodeForm
          {...{ token, language, organisation, offer }}
          problem={problem?.way === 'code' ? problem.kind : null}
        />
      )}
      <h2>{answer.usedReceipt}</h2>
      <p>{answer.usedReceiptWhy}</p>
      <ReceiptForm
        texts={verify}
        action={`${path}?lang=${language}`}
        submit={answer.usedOpen}
        error={receiptProblem && { ...verify, other: answer.usedOther }[receiptProblem]}
      />
      <p class="hint">
        <Say text={answer.usedContact} with={{ contact: <Contact to={organisation.privacyContact} /> }} />
      </p>
    </Bare>
  )
}
