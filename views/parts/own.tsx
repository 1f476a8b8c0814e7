/** What the customer's own pages share: the frame, their addresses, a form of one button. */
import type { Child } from 'hono/jsx'
import type { Language } from '../../src/domain/notice/languages.ts'
import { Bare, type BareContext } from '../layout.tsx'
import { Asking, type Asker } from './asker.tsx'

export interface CustomerPageProps {
  context: BareContext
  language: Language
  token: string
  organisation: Asker
  /** Where the link leads. */
  targetUrl: string
}

/** Where a page of theirs is, in the language they chose: no cookie remembers it. */
export const at = (
  { token, language }: Pick<CustomerPageProps, 'token' | 'language'>,
  path: Path = '',
): string => `/l/${token}${path}?lang=${language}`

export type Path =
  | ''
  | `/${'continue' | 'stop' | 'withdraw' | 'erase' | 'recording' | 'receipt' | 'download'}`

/** The frame of each: whose page it is, in which languages it can be read, and the heading. */
export const Own = (props: CustomerPageProps & { title: string; path?: Path; children: Child }) => (
  <Bare
    context={props.context}
    title={props.title}
    language={props.language}
    head={
      <Asking
        organisation={props.organisation.name}
        language={props.language}
        path={`/l/${props.token}${props.path ?? ''}`}
      />
    }
  >
    <h1>{props.title}</h1>
    {props.children}
  </Bare>
)

/** A form of one button. */
export const Press = (props: {
  to: string
  label: string
  primary?: boolean
  danger?: boolean
  fields?: Readonly<Record<string, string>>
}) => (
  <form method="post" action={props.to}>
    {Object.entries(props.fields ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button
      class={`button button-wide${props.primary ? ' button-primary' : ''}${props.danger ? ' button-danger' : ''}`}
      type="submit"
    >
      {props.label}
    </button>
  </form>
)
