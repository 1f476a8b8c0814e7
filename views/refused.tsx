/** Pages for answers that start nothing, and the one page for links that open nothing. */
import { fill } from '../src/domain/notice/fill.ts'
import { textsOf, type Language } from '../src/domain/notice/languages.ts'
import { Icon } from './icons.tsx'
import { Bare, type BareContext } from './layout.tsx'
import { Asking, Contact, type Asker } from './parts/asker.tsx'
import { Say } from './parts/say.tsx'
import { Host } from './parts/text.tsx'

/** Why nothing is recorded. */
export type Refusal = 'declined' | 'younger' | 'nothingLeft'

export interface RefusedPageProps {
  context: BareContext
  token: string
  language: Language
  organisation: Asker
  /** Where the link leads. */
  targetUrl: string
  why: Refusal
  minimumAge: number
}

export const RefusedPage = (props: RefusedPageProps) => {
  const { language, organisation, why } = props
  const { answer } = textsOf(language)
  const { host } = new URL(props.targetUrl)
  return (
    <Bare
      context={props.context}
      title={answer[`${why}Title`]}
      language={language}
      head={<Asking organisation={organisation.name} language={language} path={null} />}
    >
      <h1>{answer[`${why}Title`]}</h1>
      <p class="lead">
        <Say
          text={answer[why]}
          with={{
            organisation: <bdi>{organisation.name}</bdi>,
            host: <Host name={host} />,
            age: String(props.minimumAge),
          }}
        />
      </p>
      <p>
        <a class="button" href={props.targetUrl}>
          {fill(answer.onward, { host })}
          <Icon name="arrow-right" />
        </a>
      </p>
    </Bare>
  )
}

interface LinkGoneProps {
  context: BareContext
  language: Language
  /** Whose server this is; null before the set-up. */
  organisation: Asker | null
}

/** Expired, revoked, changed on the way or never made: nobody can tell which from this page (T04). */
export const LinkGone = ({ context, language, organisation }: LinkGoneProps) => {
  const { answer } = textsOf(language)
  return (
    <Bare context={context} title={answer.goneTitle} language={language}>
      <h1>{answer.goneTitle}</h1>
      <p class="lead">{answer.gone}</p>
      <p>{answer.goneAsk}</p>
      {organisation && <Questions language={language} organisation={organisation} />}
    </Bare>
  )
}

/** A link that was declined, opened once more. */
export const LinkAnswered = ({
  context,
  language,
  organisation,
}: LinkGoneProps & { organisation: Asker }) => {
  const { answer } = textsOf(language)
  return (
    <Bare
      context={context}
      title={answer.answeredTitle}
      language={language}
      head={<Asking organisation={organisation.name} language={language} path={null} />}
    >
      <h1>{answer.answeredTitle}</h1>
      <p class="lead">{answer.answered}</p>
      <p>{answer.goneAsk}</p>
      <Questions language={language} organisation={organisation} />
    </Bare>
  )
}

const Questions = ({ language, organisation }: { language: Language; organisation: Asker }) => (
  <p class="hint">
    <Say
      text={textsOf(language).customer.contact}
      with={{ contact: <Contact to={organisation.privacyContact} /> }}
    />
  </p>
)
